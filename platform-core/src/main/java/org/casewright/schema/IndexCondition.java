package org.casewright.schema;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Environment;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.expression.SqlFilter;
import org.casewright.expression.TimeOnly;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;

/** The condition of a partial index: constants and the record's own columns, for an index cannot look anywhere else. */
final class IndexCondition {

    /** There is nobody to ask while a table is made, and nothing that may be asked. */
    static final Environment NOBODY = new TimeOnly(ZoneOffset.UTC);

    private final EntityDefinition entity;
    private final Expression condition;

    private IndexCondition(EntityDefinition entity, Expression condition) {
        this.entity = entity;
        this.condition = condition;
    }

    /** For which rows a promise of uniqueness holds: retired records make room for new ones. */
    static String sql(EntityDefinition entity, UniqueIndex unique) {
        return "\"retired_at\" is null"
                + (unique.where() == null ? "" : " and (" + new IndexCondition(entity, unique.where()).sql() + ")");
    }

    private String sql() {
        if (condition.readsCircumstances() || !condition.decisions().isEmpty()) {
            throw refused("it depends on more than the record.");
        }
        try {
            return new RowSql(entity, null, "", this::refused)
                    .condition(SqlFilter.translate(
                            condition, scope(entity.properties().values()), NOBODY));
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
            case PropertyType.Attachment attachment -> new FeelType.Any();
            case PropertyType.Json json -> new FeelType.Any();
        };
    }
}
