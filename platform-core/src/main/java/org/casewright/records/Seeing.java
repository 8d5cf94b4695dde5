package org.casewright.records;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.casewright.access.Access;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Entry;
import org.casewright.expression.Expression;
import org.casewright.storage.Masks;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Records as somebody may know them: without what is not open, with what is worked out at each reading. */
final class Seeing {

    private final Storage storage;
    private final PerCatalog<Map<EntityDefinition, Shape>> shapes = new PerCatalog<>(any -> new ConcurrentHashMap<>());

    Seeing(Storage storage) {
        this.storage = storage;
    }

    /** Whether a record's own row says all of it, so that it can be read without a transaction around. */
    boolean isWhole(Catalog catalog, EntityDefinition entity) {
        return shape(catalog, entity).isWhole();
    }

    private Shape shape(Catalog catalog, EntityDefinition entity) {
        return shapes.of(catalog).computeIfAbsent(entity, any -> Shape.of(catalog, any));
    }

    /**
     * What of an entity decides how its records are read.
     *
     * @param isWhole whether a record's own row says all of it
     * @param isPlain whether nothing is worked out at each reading, and nothing has a field class
     */
    private record Shape(boolean isWhole, boolean isPlain) {
        static Shape of(Catalog catalog, EntityDefinition entity) {
            var properties = entity.properties().values();
            var read = properties.stream()
                    .map(PropertyDefinition::computed)
                    .filter(computed -> computed != null && !computed.stored())
                    .toList();
            return new Shape(
                    read.stream().noneMatch(computed -> readsOthers(catalog, entity, computed.expression(), 0)),
                    read.isEmpty() && !hasClasses(entity));
        }
    }

    /** Without what may not be known, and with what is worked out at each reading. */
    EntityRecord seen(Catalog catalog, Session session, Fields fields, EntityRecord record, boolean everything) {
        if (shape(catalog, record.entity()).isPlain() && fields.isWhole()) {
            return record;
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        var withheld = new LinkedHashSet<String>();
        var asEngine = false;
        for (var property : record.entity().properties().values()) {
            if (!fields.has(property)) {
                if (fields.withholds(property) && mayHaveValue(record, property)) {
                    withheld.add(property.name());
                }
                continue;
            }
            var computed = property.computed();
            if (computed == null || computed.stored()) {
                values.put(property.name(), trimmed(fields, property, record.value(property.name())));
            } else {
                var far = readsOthers(catalog, record.entity(), computed.expression(), 0);
                if (far && !everything) {
                    continue;
                }
                if (far && !asEngine) {
                    storage.identifyAsEngine();
                    asEngine = true;
                }
                var unit = record.system().unit();
                values.put(
                        property.name(),
                        Deriving.fit(
                                property,
                                session.evaluate(
                                        computed.expression(), session.values(record), record.entity(), unit)));
            }
        }
        values.values().removeIf(Objects::isNull);
        return (fields.hasSystem(record.entity(), "statusReason") ? record : record.withoutStatus())
                .withValues(values)
                .withholding(withheld);
    }

    /** What is worked out at each reading is worked out for who asks for it. */
    private static boolean mayHaveValue(EntityRecord record, PropertyDefinition property) {
        var computed = property.computed();
        return (computed != null && !computed.stored()) || record.value(property.name()) != null;
    }

    private static @Nullable Object trimmed(Fields fields, PropertyDefinition property, @Nullable Object value) {
        var hidden = hidden(fields, property);
        if (hidden.isEmpty() || value == null) {
            return value;
        }
        if (value instanceof List<?> entries) {
            return entries.stream()
                    .map(Entry.class::cast)
                    .map(entry -> {
                        var kept = new LinkedHashMap<String, @Nullable Object>(entry.values());
                        kept.keySet().removeAll(hidden);
                        return new Entry(entry.id(), kept);
                    })
                    .toList();
        }
        var kept = new LinkedHashMap<Object, Object>((Map<?, ?>) value);
        kept.keySet().removeAll(hidden);
        return kept;
    }

    /** The same of a value as JSON. */
    static JsonNode trimmed(Fields fields, @Nullable PropertyDefinition property, JsonNode value) {
        var hidden = property == null ? List.<String>of() : hidden(fields, property);
        if (hidden.isEmpty()) {
            return value;
        }
        var kept = value.deepCopy();
        (kept.isArray() ? kept : List.of(kept)).forEach(part -> {
            if (part instanceof ObjectNode object) {
                object.remove(hidden);
            }
        });
        return kept;
    }

    private static List<String> hidden(Fields fields, PropertyDefinition property) {
        return property.type().parts().stream()
                .filter(part -> !fields.has(property, part))
                .map(PropertyDefinition::name)
                .toList();
    }

    /** Whether an expression leaves the record: over a reference's properties or an inverse. */
    private static boolean readsOthers(Catalog catalog, EntityDefinition entity, Expression expression, int depth) {
        for (var path : catalog.paths(entity.module(), expression)) {
            var property = entity.properties().get(path.getFirst());
            if (property == null) {
                if (!Set.of(
                                "id",
                                "number",
                                "version",
                                "createdAt",
                                "updatedAt",
                                "retired",
                                "statusReason",
                                "statusDate")
                        .contains(path.getFirst())) {
                    return true;
                }
            } else if (property.type() instanceof PropertyType.Referring && path.size() > 1) {
                return true;
            } else if (path.size() > 2 && !property.type().parts().isEmpty()) {
                return true;
            } else if (property.computed() != null
                    && !property.computed().stored()
                    && (depth > 5
                            || readsOthers(catalog, entity, property.computed().expression(), depth + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether all that a record's title says may be known. */
    static boolean hasTitle(Fields fields, EntityDefinition entity) {
        var title = entity.titleTemplate();
        return title == null
                || title.paths().stream()
                        .allMatch(path -> entity.property(path.getFirst())
                                .map(property -> fields.has(property)
                                        && hidden(fields, property).stream().noneMatch(path::contains))
                                .orElse(true));
    }

    /** Whether the property may be known of every record of the entity that the asker may read. */
    static boolean isOpen(Access access, EntityDefinition entity, PropertyDefinition property) {
        return access.where(entity, fields -> fields.has(property)).isEmpty();
    }

    /** Whether the same holds of a part of an object or of a group's entries. */
    static boolean isOpen(
            Access access, EntityDefinition entity, PropertyDefinition property, PropertyDefinition part) {
        return access.where(entity, fields -> fields.has(property, part)).isEmpty();
    }

    /** What of these entities may be known of some rows only. */
    static Masks masks(Access access, Collection<EntityDefinition> entities) {
        var masks = new LinkedHashMap<String, Map<String, Masks.Mask>>();
        for (var entity : entities) {
            if (!access.isUniform(entity) || !access.readable(entity).isWhole() || hasClasses(entity)) {
                var ofEntity = masks(access, entity);
                if (!ofEntity.isEmpty()) {
                    masks.put(entity.ref(), ofEntity);
                }
            }
        }
        return masks.isEmpty() ? Masks.NONE : new Masks(masks);
    }

    private static Map<String, Masks.Mask> masks(Access access, EntityDefinition entity) {
        var masks = new LinkedHashMap<String, Masks.Mask>();
        for (var property : entity.properties().values()) {
            put(masks, property.name(), access, entity, fields -> fields.has(property));
        }
        put(masks, Masks.TITLE, access, entity, fields -> hasTitle(fields, entity));
        return masks;
    }

    private static void put(
            Map<String, Masks.Mask> masks,
            String name,
            Access access,
            EntityDefinition entity,
            Predicate<Fields> open) {
        access.where(entity, open)
                .ifPresent(some -> masks.put(
                        name,
                        new Masks.Mask(
                                some.keys(),
                                access.owners(),
                                List.copyOf(some.gates()),
                                List.copyOf(some.profiles()))));
    }

    private static boolean hasClasses(EntityDefinition entity) {
        return parts(entity).anyMatch(property -> property.sensitivity() != null);
    }

    private static Stream<PropertyDefinition> parts(EntityDefinition entity) {
        return entity.properties().values().stream()
                .flatMap(property -> Stream.concat(Stream.of(property), property.type().parts().stream()));
    }
}
