package org.casewright.schema;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Criterion;
import org.casewright.expression.Environment;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.FeelType;
import org.casewright.expression.Operator;
import org.casewright.expression.Scope;
import org.casewright.expression.SqlFilter;
import org.casewright.expression.TimeOnly;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;

/** The condition of a partial index: constants and the record's own columns, for an index cannot look anywhere else. */
final class IndexCondition {

    /** There is nobody to ask while an index is made, and nothing that may be asked. */
    private static final Environment NOBODY = new TimeOnly(ZoneOffset.UTC);

    private final EntityDefinition entity;
    private final Expression condition;

    private IndexCondition(EntityDefinition entity, Expression condition) {
        this.entity = entity;
        this.condition = condition;
    }

    static String sql(EntityDefinition entity, Expression condition) {
        return new IndexCondition(entity, condition).sql();
    }

    private String sql() {
        if (condition.readsClock()
                || condition.readsActor()
                || !condition.settings().isEmpty()
                || !condition.decisions().isEmpty()) {
            throw refused("it depends on more than the record.");
        }
        try {
            return sql(SqlFilter.translate(condition, scope(entity.properties().values()), NOBODY));
        } catch (ExpressionException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private Refusal refused(String why) {
        var problem = Problem.in(
                entity.location(),
                "The condition `" + condition.text() + "` cannot be that of a unique key: " + why,
                "Compare properties of the record with constants or with one another.");
        return new Refusal(ErrorCode.DEFINITION, problem.message(), List.of(problem));
    }

    private static Scope scope(Collection<PropertyDefinition> properties) {
        var types = new HashMap<String, FeelType>();
        properties.forEach(property -> types.put(property.name(), type(property.type())));
        return Scope.of(types);
    }

    private static FeelType type(PropertyType type) {
        return switch (type) {
            case PropertyType.Text text -> FeelType.text();
            case PropertyType.Code code -> FeelType.text();
            case PropertyType.Bool bool -> new FeelType.Bool();
            case PropertyType.Whole whole -> FeelType.numeric();
            case PropertyType.Decimal decimal -> FeelType.numeric();
            case PropertyType.Date date -> new FeelType.Date();
            case PropertyType.DateTime dateTime -> new FeelType.DateTime();
            case PropertyType.Time time -> new FeelType.Time();
            case PropertyType.Reference reference -> new FeelType.Reference(Scope.of(Map.of()));
            case PropertyType.References references -> new FeelType.ListOf(new FeelType.Any());
            case PropertyType.Structure structure -> new FeelType.Context(scope(structure.properties()));
            case PropertyType.Codes codes -> new FeelType.ListOf(FeelType.text());
            case PropertyType.Texts texts -> new FeelType.ListOf(FeelType.text());
            case PropertyType.Group group -> new FeelType.ListOf(new FeelType.Any());
            case PropertyType.Json json -> new FeelType.Any();
        };
    }

    private String sql(Criterion criterion) {
        return switch (criterion) {
            case Criterion.And(var parts) -> joined(parts, " and ");
            case Criterion.Or(var parts) -> joined(parts, " or ");
            case Criterion.Not(var of) -> "not (" + sql(of) + ")";
            case Criterion.Constant(var value) -> value == null ? "null::boolean" : value.toString();
            case Criterion.Compare(var path, var operator, var value) ->
                column(path) + " " + sign(operator) + " " + literal(value);
            case Criterion.ComparePaths(var left, var operator, var right) ->
                column(left) + " " + sign(operator) + " " + column(right);
            case Criterion.In(var path, var values) ->
                column(path) + values.stream().map(this::literal).collect(Collectors.joining(", ", " in (", ")"));
            case Criterion.IsNull(var path) -> column(path) + " is null";
            case Criterion.StartsWith(var path, var text) -> "starts_with(" + column(path) + ", " + literal(text) + ")";
            case Criterion.Contains contains -> throw refused("it looks for a part of a text.");
            case Criterion.Matches matches -> throw refused("it looks for a pattern.");
            case Criterion.Some some -> throw refused("it looks at a list.");
            case Criterion.Every every -> throw refused("it looks at a list.");
            case Criterion.Count count -> throw refused("it looks at a list.");
        };
    }

    private String joined(List<Criterion> parts, String word) {
        return parts.stream().map(part -> "(" + sql(part) + ")").collect(Collectors.joining(word));
    }

    private String column(Criterion.Path path) {
        var properties = entity.properties();
        PropertyDefinition found = null;
        for (var name : path.names()) {
            found = properties.get(name);
            properties = found != null && found.type() instanceof PropertyType.Structure structure
                    ? structure.properties().stream()
                            .collect(Collectors.toMap(PropertyDefinition::name, property -> property))
                    : Map.of();
        }
        if (found == null || !found.isColumn()) {
            throw refused("it reads " + String.join(".", path.names()) + ", which is not a column of the record.");
        }
        return Sql.quoted(found.column());
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
            default -> throw refused("it compares with " + value + ".");
        };
    }
}
