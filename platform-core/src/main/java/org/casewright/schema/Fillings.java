package org.casewright.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.CodeList;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.SqlValue;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Refusal;
import org.casewright.schema.Slot.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Decides which columns are made anew and filled. What is seen by the release that is served is never written to: a value
 * that is to be another one goes into a new column, which takes the place of the old at the switch.
 */
final class Fillings {

    private final Binding binding;
    private final Catalog present;
    private final Catalog next;
    private final Mapping mapping;
    private final StoredRows rows;
    private final Problems problems = new Problems();
    private final Map<String, Filling> found = new LinkedHashMap<>();
    private final List<Slot> backfilled = new ArrayList<>();

    private Fillings(Binding binding, Catalog present, Catalog next, Mapping mapping, StoredRows rows) {
        this.binding = binding;
        this.present = present;
        this.next = next;
        this.mapping = mapping;
        this.rows = rows;
    }

    static Fillings of(Binding binding, Catalog present, Catalog next, Mapping mapping, StoredRows rows)
            throws SQLException {
        var fillings = none(binding, present, next, mapping, rows);
        for (var slot : binding.slots()) {
            if (!slot.wanted().isTable() && rows.has(slot.table())) {
                fillings.decide(slot);
            }
        }
        // Only now all columns are known, and expressions can be written over them.
        var held = binding.catalog();
        fillings.backfilled.forEach(slot -> fillings.backfill(slot, held));
        return fillings;
    }

    /** No value becomes another one. */
    static Fillings none(Binding binding, Catalog present, Catalog next, Mapping mapping, StoredRows rows) {
        return new Fillings(binding, present, next, mapping, rows);
    }

    List<Filling> list() {
        return List.copyOf(found.values());
    }

    List<Problem> problems() {
        return problems.list();
    }

    /** What a table's new columns will hold. */
    Map<String, String> values(TableName table) {
        var values = new HashMap<String, String>();
        found.values().stream()
                .filter(filling -> filling.slot().table().equals(table))
                .forEach(filling -> values.put(filling.slot().column(), filling.value()));
        return values;
    }

    private void decide(Slot slot) throws SQLException {
        var source = source(slot);
        var value = source == null ? null : converted(slot, source);
        if (source != null && value == null) {
            return;
        }
        var words = slot.origin() == Origin.FILLED
                ? "as " + Columns.words(slot.wanted().type())
                : "";
        var replaced = value == null ? null : replaced(slot, source, value);
        if (replaced != null) {
            value = replaced;
            words = words.isEmpty() ? "with codes replaced" : words + " with codes replaced";
        }
        var moved = source == null ? moved(slot) : null;
        if (moved != null) {
            found.put(slot.wanted().key(), moved);
            return;
        }
        if (wantsBackfill(slot, source, value)) {
            var into = anew(slot);
            backfilled.add(into);
            keep(into, value == null ? "null" : value, source, "filled where empty");
        } else if (replaced != null || slot.origin() == Origin.FILLED) {
            keep(anew(slot), String.valueOf(value), source, words);
        }
    }

    private void keep(Slot slot, String value, @Nullable String source, String words) {
        var watched = source == null ? List.<String>of() : List.of(source);
        found.put(slot.wanted().key(), new Filling(slot, value, watched, source, null, words));
    }

    /** The column that holds the values now. */
    private static @Nullable String source(Slot slot) {
        var before = slot.before();
        return switch (slot.origin()) {
            case ADDED -> null;
            case FILLED -> before == null ? null : before.column();
            default -> slot.column();
        };
    }

    private Slot anew(Slot slot) {
        if (!slot.isThere()) {
            return slot;
        }
        var into =
                slot.in(Origin.FILLED, binding.fresh(slot.table(), slot.wanted().name()));
        if (into.before() == null) {
            into = new Slot(into.wanted(), into.origin(), into.table(), into.column(), slot.stored(0));
        }
        binding.replace(into);
        return into;
    }

    private @Nullable String converted(Slot slot, String source) throws SQLException {
        var before = slot.before();
        var held = "r." + Sql.quoted(source);
        if (slot.origin() != Origin.FILLED || before == null) {
            return held;
        }
        var value = Conversions.of(before.type(), slot.wanted().type(), held);
        var lost = rows.count(
                slot.table().sql(),
                held + " is not null"
                        + value.map(as -> " and (" + as + ") is null").orElse(""));
        if (lost > 0) {
            problems.add(Problem.in(
                    slot.wanted().place(),
                    "“" + slot.wanted().words() + "” becomes "
                            + Columns.words(slot.wanted().type()) + ", and " + rows(lost) + " no such value.",
                    value.isEmpty()
                            ? "Declare a property of another name, and take this one away: its values stay, retired."
                            : "Change these values first, or declare a property of another name."));
        }
        return value.orElse(null);
    }

    static String rows(long count) {
        return count == 1 ? "1 stored row has" : count + " stored rows have";
    }

    // --- codes

    private @Nullable String replaced(Slot slot, @Nullable String source, String value) throws SQLException {
        var property = slot.wanted().property();
        var list = property == null ? Optional.<String>empty() : codeList(property.type());
        var successors = list.map(ref -> newSuccessors(slot, ref)).orElse(Map.of());
        if (source == null || successors.isEmpty()) {
            return null;
        }
        var several = property != null && property.type() instanceof PropertyType.Codes;
        var old = successors.keySet().stream().map(Sql::literal).collect(Collectors.joining(", "));
        var condition = several ? "(" + value + ") && array[" + old + "]::text[]" : "(" + value + ") in (" + old + ")";
        if (rows.count(slot.table().sql(), condition) == 0) {
            return null;
        }
        var cases = successors.entrySet().stream()
                .map(entry -> " when " + Sql.literal(entry.getKey()) + " then " + Sql.literal(entry.getValue()))
                .collect(Collectors.joining());
        return several
                ? "case when (" + value + ") is not null then array(select distinct case c" + cases
                        + " else c end from unnest(" + value + ") c order by 1) end"
                : "case (" + value + ")" + cases + " else (" + value + ") end";
    }

    /** Those that were not the same before: each code is replaced once. */
    private Map<String, String> newSuccessors(Slot slot, String list) {
        var successors = new LinkedHashMap<>(
                next.findCodeList(list).map(Fillings::successors).orElse(Map.of()));
        var wasCode = old(slot)
                .flatMap(property -> codeList(property.type()))
                .filter(list::equals)
                .isPresent();
        if (wasCode) {
            present.findCodeList(list)
                    .map(Fillings::successors)
                    .orElse(Map.of())
                    .forEach(successors::remove);
        }
        return successors;
    }

    /** The property as the release that is served has it. */
    private Optional<PropertyDefinition> old(Slot slot) {
        var before = slot.before() == null ? slot.stored(0) : slot.before();
        return present.findEntity(before.entity()).flatMap(entity -> Comparison.property(entity, before.path()));
    }

    static Optional<String> codeList(PropertyType type) {
        return switch (type) {
            case PropertyType.Code(var list) -> Optional.of(list);
            case PropertyType.Codes(var list) -> Optional.of(list);
            default -> Optional.empty();
        };
    }

    /** Codes that have a successor -> the one that is offered at the end of the way. */
    static Map<String, String> successors(CodeList list) {
        var successors = new LinkedHashMap<String, String>();
        for (var code : list.codes().values()) {
            var last = code;
            for (var steps = 0;
                    last != null
                            && last.replacedBy() != null
                            && steps < list.codes().size();
                    steps++) {
                last = list.codes().get(last.replacedBy());
            }
            if (last != null && !last.code().equals(code.code()) && code.replacedBy() != null) {
                successors.put(code.code(), last.code());
            }
        }
        return successors;
    }

    // --- backfill

    /** Once: when the column is new, when it may no longer be empty, or when the definition begins to say so. */
    private boolean wantsBackfill(Slot slot, @Nullable String source, @Nullable String value) throws SQLException {
        var property = slot.wanted().property();
        if (property == null || property.evolution().backfill() == null) {
            return false;
        }
        if (source == null || value == null) {
            return true;
        }
        var there = rows.actual(slot.table());
        var column = there.columns().get(source);
        var becomesRequired =
                Columns.isAlwaysThere(property, slot.wanted().entity().required())
                        && column != null
                        && !column.required();
        // Until the switch the old release may leave it empty, though no row is empty now.
        if (becomesRequired
                && !there.constraints()
                        .containsKey(Columns.present(slot.table(), source).name())) {
            return true;
        }
        var begins = becomesRequired
                || slot.origin() == Origin.FILLED
                || slot.origin() == Origin.RESTORED
                || saysAnother(slot, property.evolution().backfill());
        return begins && rows.count(slot.table().sql(), "(" + value + ") is null") > 0;
    }

    private boolean saysAnother(Slot slot, Expression backfill) {
        return old(slot)
                .filter(property ->
                        !Objects.equals(backfill, property.evolution().backfill()))
                .isPresent();
    }

    private void backfill(Slot slot, Catalog held) {
        var property = slot.wanted().property();
        var filling = found.get(slot.wanted().key());
        if (property == null || property.evolution().backfill() == null || filling == null) {
            return;
        }
        var entity = held.entity(slot.wanted().entity().ref());
        var sql = new RowSql(entity, held, "r.", why -> refused(slot, why));
        try {
            var value = typed(
                    slot.wanted().type(),
                    sql.value(SqlValue.translate(
                            property.evolution().backfill(), EntityScope.of(held, entity), IndexCondition.NOBODY)));
            var missing = sql.read().stream()
                    .filter(column -> !rows.actual(slot.table()).columns().containsKey(column))
                    .findFirst();
            if (missing.isPresent()) {
                throw refused(slot, "it reads " + missing.get() + ", which this release makes or fills itself.");
            }
            var watched = filling.source() == null ? sql.read() : filling.watched();
            found.put(
                    slot.wanted().key(),
                    new Filling(
                            slot,
                            filling.value().equals("null") ? value : "coalesce(" + filling.value() + ", " + value + ")",
                            watched,
                            filling.source(),
                            null,
                            filling.words()));
        } catch (ExpressionException e) {
            problems.add(
                    refused(slot, String.valueOf(e.getMessage())).problems().getFirst());
        } catch (Refusal e) {
            problems.add(e.problems().getFirst());
        }
    }

    private static String typed(String type, String value) {
        return type.equals("bigint") || type.startsWith("numeric")
                ? Conversions.of("numeric(38,19)", type, "(" + value + ")::numeric")
                        .orElseThrow()
                : "(" + value + ")::" + type;
    }

    private static Refusal refused(Slot slot, String why) {
        var problem = Problem.in(
                slot.wanted().place(),
                "“" + slot.wanted().words() + "” cannot be filled so: " + why,
                "Use constants, properties that are there already, or one over a reference.");
        return new Refusal(ErrorCode.DEFINITION, problem.message(), List.of(problem));
    }

    // --- values that come from another record

    private @Nullable Filling moved(Slot slot) {
        var property = slot.wanted().property();
        var from = property == null ? null : property.evolution().movedFrom();
        if (from == null || slot.origin() != Origin.ADDED) {
            return null;
        }
        var steps = from.split("\\.", 2);
        var entity = slot.wanted().entity();
        var reference = entity.property(steps[0])
                .filter(found -> slot.wanted().group() == null && found.type() instanceof PropertyType.Reference);
        if (reference.isEmpty() || steps.length < 2) {
            // A place in the record itself: it was taken over, or was never there in this database.
            return null;
        }
        var held = binding.slot(entity.ref(), steps[0]);
        var target = ((PropertyType.Reference) reference.get().type()).to().entity();
        var there = mapping.holding(target, steps[1]);
        var value = there.flatMap(row -> Conversions.of(
                row.type(),
                slot.wanted().type(),
                "(select p." + Sql.quoted(row.column()) + " from " + row.table().sql() + " p where p.\"id\" = r."
                        + Sql.quoted(held.column()) + ")"));
        if (value.isEmpty() || !held.isThere()) {
            problems.add(Problem.in(
                    slot.wanted().place(),
                    "“" + from + "” is no stored place from which values of this type can come.",
                    "Name a property of the record that the reference leads to, with the same type."));
            return null;
        }
        return new Filling(
                slot,
                value.get(),
                List.of(held.column()),
                null,
                new Filling.Behind(there.get().table(), there.get().column(), held.column()),
                "from " + from);
    }
}
