package org.casewright.records;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.JsonValues;
import org.casewright.expression.Expression;
import org.casewright.expression.Values;
import org.jspecify.annotations.Nullable;

/** Works out what follows from the values of a draft: defaults, computed values, relevance, unit, row class. */
final class Deriving {

    private static final int ROUNDS = 10;

    private final Session session;

    Deriving(Session session) {
        this.session = session;
    }

    /** Gives a new record the defaults of the properties that were not named. */
    void defaults(Draft draft) {
        for (var property : draft.entity.properties().values()) {
            if (draft.given.contains(property.name()) || draft.values.containsKey(property.name())) {
                continue;
            }
            var constant = property.defaultValue();
            if (constant != null) {
                draft.set(property.name(), JsonValues.fromJson(property, constant, null, draft.pointer, problem -> {}));
            } else if (property.defaultExpression() != null) {
                draft.set(
                        property.name(),
                        fit(
                                property,
                                session.evaluate(
                                        property.defaultExpression(),
                                        session.values(draft),
                                        draft.entity,
                                        draft.unit)));
            }
        }
        var lifecycle = draft.entity.lifecycle();
        if (lifecycle != null && !draft.values.containsKey(lifecycle.property())) {
            draft.set(lifecycle.property(), lifecycle.initial());
        }
    }

    /** Gives new entries, and objects that have just come to be, the defaults of what was not named in them. */
    void innerDefaults(Draft draft) {
        for (var inner : Inner.of(draft)) {
            if (inner.before(draft) != null) {
                continue;
            }
            var moved = false;
            for (var part : inner.parts()) {
                if (inner.values().get(part.name()) != null) {
                    continue;
                }
                var constant = part.defaultValue();
                if (constant != null) {
                    moved |= inner.set(part, JsonValues.fromJson(part, constant, null, draft.pointer, problem -> {}));
                } else if (part.defaultExpression() != null) {
                    moved |= inner.set(part, evaluated(draft, inner, part, part.defaultExpression()));
                }
            }
            if (moved) {
                inner.store(draft);
            }
        }
    }

    private @Nullable Object evaluated(Draft draft, Inner inner, PropertyDefinition part, Expression expression) {
        var seen = inner.seen(session, session.values(draft));
        return fit(
                part,
                session.evaluate(expression, seen, draft.entity, inner.top().name(), draft.unit));
    }

    /** Whether a condition of a part holds. */
    boolean holds(Draft draft, Inner inner, Expression condition) {
        var seen = inner.seen(session, withBefore(draft));
        return Boolean.TRUE.equals(
                session.evaluate(condition, seen, draft.entity, inner.top().name(), draft.unit));
    }

    /** Whether a part is hidden now. */
    boolean isIrrelevant(Draft draft, Inner inner, PropertyDefinition part) {
        return part.relevant() != null && !holds(draft, inner, part.relevant());
    }

    private boolean deriveInner(Draft draft) {
        boolean moved = false;
        for (var inner : Inner.of(draft)) {
            boolean changed = false;
            for (var part : inner.parts()) {
                var computed = part.computed();
                if (computed != null) {
                    changed |= inner.set(part, evaluated(draft, inner, part, computed.expression()));
                }
                if (draft.isEntered() && inner.values().get(part.name()) != null && isIrrelevant(draft, inner, part)) {
                    changed |= inner.set(part, null);
                }
            }
            if (changed) {
                inner.store(draft);
                moved = true;
            }
        }
        return moved;
    }

    /** Works out again what is derived in the record, until nothing moves; true when a value changed. */
    boolean derive(Draft draft) {
        boolean moved = inheritFromParent(draft);
        for (int round = 0; round < ROUNDS; round++) {
            boolean computed = computeOnce(draft);
            boolean inside = deriveInner(draft);
            boolean cleared = clearIrrelevant(draft);
            if (!computed && !inside && !cleared) {
                break;
            }
            moved = true;
        }
        boolean reclassified = classify(draft);
        return moved || reclassified;
    }

    private boolean computeOnce(Draft draft) {
        boolean moved = false;
        Values values = session.values(draft);
        for (var property : draft.entity.properties().values()) {
            var computed = property.computed();
            if (computed != null && computed.stored()) {
                var value = fit(property, session.evaluate(computed.expression(), values, draft.entity, draft.unit));
                if (!Objects.equals(value, draft.values.get(property.name()))) {
                    draft.set(property.name(), value);
                    moved = true;
                }
            }
        }
        return moved;
    }

    private boolean clearIrrelevant(Draft draft) {
        if (!draft.isEntered()) {
            return false;
        }
        boolean moved = false;
        for (var name : irrelevant(draft)) {
            if (draft.values.remove(name) != null) {
                moved = true;
            }
        }
        return moved;
    }

    /** The properties that are hidden now. */
    Set<String> irrelevant(Draft draft) {
        var hidden = new LinkedHashSet<String>();
        for (var property : draft.entity.properties().values()) {
            var relevant = property.relevant();
            if (relevant != null && !session.isTrue(relevant, session.values(draft), draft.entity, draft.unit)) {
                hidden.add(property.name());
            }
        }
        return hidden;
    }

    /** Unit and owner of a record that hangs on another are the other's. */
    private boolean inheritFromParent(Draft draft) {
        if (!(draft.entity.ownership() instanceof Ownership.Parent(var reference))
                || !(draft.values.get(reference) instanceof UUID parentId)) {
            return false;
        }
        var property = Objects.requireNonNull(draft.entity.properties().get(reference));
        var parentEntity = session.catalog.entity(
                ((PropertyType.Reference) property.type()).to().entity());
        var parent = session.drafts.get(parentId);
        int unit;
        UUID owner;
        if (parent != null) {
            inheritFromParent(parent);
            unit = parent.unit;
            owner = parent.owner;
        } else {
            var stored = session.stored(parentEntity, parentId);
            if (stored == null) {
                return false;
            }
            unit = stored.system().unit();
            owner = stored.system().owner();
        }
        boolean moved = draft.unit != unit || !Objects.equals(draft.owner, owner);
        if (parent != null && parent.sharedAnew && !draft.sharedAnew) {
            draft.sharedAnew = true;
            moved = true;
        }
        draft.unit = unit;
        draft.owner = owner;
        return moved;
    }

    private boolean classify(Draft draft) {
        var rowClass = draft.entity.rowClass();
        if (rowClass == null) {
            return false;
        }
        var name = session.evaluate(rowClass, session.values(draft), draft.entity, draft.unit);
        int number = name == null ? 0 : session.catalog.rowClassNumber(draft.entity, name.toString());
        boolean moved = number != draft.rowClass;
        draft.rowClass = number;
        return moved;
    }

    /** The value of an expression as the property holds it; null when it cannot. */
    static @Nullable Object fit(PropertyDefinition property, @Nullable Object value) {
        return switch (property.type()) {
            case PropertyType.Whole whole
            when value instanceof Number number ->
                new BigDecimal(number.toString())
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValue();
            case PropertyType.Decimal decimal
            when value instanceof Number number ->
                new BigDecimal(number.toString()).setScale(decimal.scale(), RoundingMode.HALF_EVEN);
            case PropertyType.Reference reference -> id(value);
            case PropertyType.References references when value instanceof List<?> list -> ids(list);
            case PropertyType.Codes codes when value instanceof List<?> list -> texts(list);
            case PropertyType.Texts texts when value instanceof List<?> list -> texts(list);
            case PropertyType.DateTime moment
            when value instanceof java.time.OffsetDateTime time ->
                time.withOffsetSameInstant(java.time.ZoneOffset.UTC).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
            case PropertyType.Text text when value instanceof String string && string.isBlank() -> null;
            case PropertyType.Text text -> value == null ? null : value.toString();
            default -> value;
        };
    }

    private static @Nullable UUID id(@Nullable Object value) {
        return switch (value) {
            case UUID id -> id;
            case RecordValues record -> record.id();
            case Values values when values.get("id") instanceof UUID id -> id;
            case null, default -> null;
        };
    }

    private static @Nullable Object ids(List<?> list) {
        var ids = list.stream()
                .map(Deriving::id)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return ids.isEmpty() ? null : ids;
    }

    private static @Nullable Object texts(List<?> list) {
        return list.isEmpty()
                ? null
                : list.stream().filter(Objects::nonNull).map(Object::toString).toList();
    }

    /** For expressions that see the stored values too, as {@code before}. */
    Values withBefore(Draft draft) {
        var after = session.values(draft);
        var before = draft.before == null ? null : session.values(draft.before);
        return name -> name.equals("before") ? before : after.get(name);
    }
}
