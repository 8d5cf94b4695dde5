package org.casewright.schema;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Criterion;
import org.casewright.expression.Operator;
import org.casewright.expression.SqlValue;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** Conditions and values over the columns of one row, and of the record that it refers to where a catalog is given. */
final class RowSql {

    private static final Map<String, String> SYSTEM = Map.of(
            "id", "id", "number", "number", "version", "version", "createdAt", "created_at", "updatedAt", "updated_at");

    private final EntityDefinition entity;
    private final @Nullable Catalog catalog;
    private final String row;
    private final Function<String, Refusal> refusal;
    private final Set<String> read = new LinkedHashSet<>();

    /**
     * Prepares for rows of an entity.
     *
     * @param catalog where references lead; null when only the row itself may be read
     * @param row what stands before a column's name, such as {@code r.}
     * @param refusal says no, for a reason
     */
    RowSql(EntityDefinition entity, @Nullable Catalog catalog, String row, Function<String, Refusal> refusal) {
        this.entity = entity;
        this.catalog = catalog;
        this.row = row;
        this.refusal = refusal;
    }

    /** The row's own columns that were read so far. */
    List<String> read() {
        return List.copyOf(read);
    }

    String value(SqlValue value) {
        return switch (value) {
            case SqlValue.Constant(var constant) -> constant == null ? "null" : literal(constant);
            case SqlValue.Read(var path) -> column(path);
            case SqlValue.Choice(var when, var then, var otherwise) ->
                "case when " + condition(when) + " then " + value(then) + " else " + value(otherwise) + " end";
            case SqlValue.Sum(var texts, var parts, var signs) -> {
                var sum = new StringBuilder(value(parts.getFirst()));
                for (var i = 1; i < parts.size(); i++) {
                    sum.insert(0, '(').append(texts ? " || " : " " + signs.charAt(i) + " ");
                    sum.append(value(parts.get(i))).append(')');
                }
                yield sum.toString();
            }
        };
    }

    String condition(Criterion criterion) {
        return switch (criterion) {
            case Criterion.And(var parts) -> joined(parts, " and ");
            case Criterion.Or(var parts) -> joined(parts, " or ");
            case Criterion.Not(var of) -> "not (" + condition(of) + ")";
            case Criterion.Constant(var value) -> value == null ? "null::boolean" : value.toString();
            case Criterion.Compare(var path, var operator, var value) ->
                column(path) + " " + sign(operator) + " " + literal(value);
            case Criterion.ComparePaths(var left, var operator, var right) ->
                column(left) + " " + sign(operator) + " " + column(right);
            case Criterion.In(var path, var values) ->
                column(path) + values.stream().map(this::literal).collect(Collectors.joining(", ", " in (", ")"));
            case Criterion.IsNull(var path) -> column(path) + " is null";
            case Criterion.StartsWith(var path, var text) -> "starts_with(" + column(path) + ", " + literal(text) + ")";
            case Criterion.Contains contains -> throw refusal.apply("it looks for a part of a text.");
            case Criterion.Matches matches -> throw refusal.apply("it looks for a pattern.");
            case Criterion.Some some -> throw refusal.apply("it looks at a list.");
            case Criterion.Every every -> throw refusal.apply("it looks at a list.");
            case Criterion.Count count -> throw refusal.apply("it looks at a list.");
        };
    }

    private String joined(List<Criterion> parts, String word) {
        return parts.stream().map(part -> "(" + condition(part) + ")").collect(Collectors.joining(word));
    }

    private String column(Criterion.Path path) {
        var names = path.names();
        var reference = catalog == null || names.size() == 1
                ? null
                : entity.properties().get(names.getFirst());
        if (reference != null && reference.type() instanceof PropertyType.Reference(var to)) {
            return behind(reference, to.entity(), names.subList(1, names.size()), path);
        }
        var system = catalog == null || names.size() != 1 || entity.properties().containsKey(names.getFirst())
                ? null
                : SYSTEM.get(names.getFirst());
        var found = system == null ? find(entity.properties(), names, path).column() : system;
        read.add(found);
        return row + Sql.quoted(found);
    }

    private String behind(PropertyDefinition reference, String target, List<String> names, Criterion.Path path) {
        var there = catalog == null ? null : catalog.findEntity(target).orElse(null);
        if (there == null) {
            throw unknown(path);
        }
        read.add(reference.column());
        var found = find(there.properties(), names, path).column();
        return "(select p." + Sql.quoted(found) + " from " + new TableName(there.schema(), there.table()).sql()
                + " p where p.\"id\" = " + row + Sql.quoted(reference.column()) + ")";
    }

    private PropertyDefinition find(
            Map<String, PropertyDefinition> beginning, List<String> names, Criterion.Path path) {
        var properties = beginning;
        PropertyDefinition found = null;
        for (var name : names) {
            found = properties.get(name);
            properties = found != null && found.type() instanceof PropertyType.Structure structure
                    ? structure.properties().stream()
                            .collect(Collectors.toMap(PropertyDefinition::name, property -> property))
                    : Map.of();
        }
        if (found == null || !found.isColumn()) {
            throw unknown(path);
        }
        return found;
    }

    private Refusal unknown(Criterion.Path path) {
        return refusal.apply("it reads " + String.join(".", path.names()) + ", which is not a column of the record.");
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
        };
    }

    private String literal(Object value) {
        return switch (value) {
            case String text -> Sql.literal(text);
            case BigDecimal number -> number.toPlainString();
            case Boolean flag -> flag.toString();
            case LocalDate date -> "date " + Sql.literal(date.toString());
            case OffsetDateTime moment -> "timestamptz " + Sql.literal(moment.toString());
            case LocalTime time -> "time " + Sql.literal(time.toString());
            case UUID id -> "uuid " + Sql.literal(id.toString());
            default -> throw refusal.apply("it compares with " + value + ".");
        };
    }
}
