package org.casewright.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.schema.Table.Column;
import org.casewright.schema.Table.Constraint;
import org.jspecify.annotations.Nullable;

/** Columns, checks and foreign keys that properties want, structures laid flat. */
final class Columns {

    /**
     * A type of its own over {@code jsonb}, so that no other value is ever taken for a file: what is known of the file stands
     * in the row, its content in {@code platform.attachment_part}.
     */
    static final String ATTACHED = "platform.attached";

    private static final String TEXT_RULE = "collate \"C\"";

    private Columns() {}

    /** Those of an entity's own properties, by their names. */
    static List<String> of(EntityDefinition entity, List<String> properties) {
        return properties.stream()
                .map(name -> entity.property(name).orElseThrow().column())
                .toList();
    }

    /** The properties that have a column of their own, those of structures among them. */
    static Stream<PropertyDefinition> stored(Collection<PropertyDefinition> properties) {
        return properties.stream().flatMap(Columns::flat).filter(PropertyDefinition::isColumn);
    }

    private static Stream<PropertyDefinition> flat(PropertyDefinition property) {
        return property.type() instanceof PropertyType.Structure structure
                ? structure.properties().stream().flatMap(Columns::flat)
                : Stream.of(property);
    }

    /**
     * Whether the database insists on a value as well: only where the door always does, whoever writes.
     *
     * @param required names that must have a value
     */
    static boolean isAlwaysThere(PropertyDefinition property, Collection<String> required) {
        return required.contains(property.name())
                && property.isColumn()
                && property.computed() == null
                && property.relevant() == null
                && property.sensitivity() == null;
    }

    static Column column(PropertyDefinition property, boolean required) {
        var rule = switch (property.type()) {
            case PropertyType.Text text -> TEXT_RULE;
            case PropertyType.Code code -> TEXT_RULE;
            case PropertyType.Codes codes -> TEXT_RULE;
            case PropertyType.Texts texts -> TEXT_RULE;
            default -> "";
        };
        return new Column(property.column(), type(property.type()), rule, required, property.name());
    }

    /** As PostgreSQL prints it. */
    static String type(PropertyType type) {
        return switch (type) {
            case PropertyType.Text text -> "text";
            case PropertyType.Code code -> "text";
            case PropertyType.Codes codes -> "text[]";
            case PropertyType.Texts texts -> "text[]";
            case PropertyType.Bool bool -> "boolean";
            case PropertyType.Whole whole -> "bigint";
            case PropertyType.Decimal decimal -> "numeric(38," + decimal.scale() + ")";
            case PropertyType.Date date -> "date";
            case PropertyType.DateTime dateTime -> "timestamp with time zone";
            case PropertyType.Time time -> "time without time zone";
            case PropertyType.Reference reference -> "uuid";
            case PropertyType.Json json -> "jsonb";
            case PropertyType.Attachment attachment -> ATTACHED;
            case PropertyType.References references ->
                throw new IllegalArgumentException("a list of references has no column");
            case PropertyType.Group group -> throw new IllegalArgumentException("a repeating group has no column");
            case PropertyType.Structure structure -> throw new IllegalArgumentException("a structure has no column");
        };
    }

    /** A column's type as people say it. */
    static String words(String type) {
        return switch (type) {
            case "text" -> "text";
            case "text[]" -> "a list of texts";
            case "bigint" -> "a whole number";
            case "boolean" -> "yes or no";
            case "timestamp with time zone" -> "a date and time";
            case "time without time zone" -> "a time of day";
            case "uuid" -> "a reference";
            case "jsonb" -> "JSON";
            case ATTACHED -> "a file";
            default ->
                type.startsWith("numeric(38,")
                        ? "a number with " + type.substring("numeric(38,".length(), type.length() - 1) + " decimals"
                        : "a " + type;
        };
    }

    /** The bounds of JSON Schema that SQL can say; code lists and patterns are the door's, for they change. */
    static Optional<Constraint> check(TableName table, PropertyDefinition property) {
        var column = Sql.quoted(property.column());
        var bounds = new ArrayList<String>();
        switch (property.type()) {
            case PropertyType.Text text -> {
                if (text.minLength() > 0) {
                    bounds.add("char_length(" + column + ") >= " + text.minLength());
                }
                if (text.maxLength() < Integer.MAX_VALUE) {
                    bounds.add("char_length(" + column + ") <= " + text.maxLength());
                }
            }
            case PropertyType.Whole whole -> {
                between(bounds, column, decimal(whole.minimum()), decimal(whole.maximum()));
            }
            case PropertyType.Decimal decimal -> {
                between(bounds, column, Optional.ofNullable(decimal.minimum()), Optional.ofNullable(decimal.maximum()));
            }
            default -> {
                // Nothing else has bounds that SQL can say.
            }
        }
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(check(table, property.column(), List.of(property.column()), String.join(" and ", bounds)));
    }

    static Constraint check(TableName table, String subject, List<String> columns, String condition) {
        return check("ck_", table, subject, columns, condition);
    }

    /** What stands for {@code not null} until all rows have been looked at. */
    static Constraint present(TableName table, String column) {
        return check("nn_", table, column, List.of(column), Sql.quoted(column) + " is not null");
    }

    private static Constraint check(
            String kind, TableName table, String subject, List<String> columns, String condition) {
        var definition = "check (" + condition + ")";
        return new Constraint(
                Sql.named(kind + table.table() + "_" + subject, definition), definition, columns, condition, null);
    }

    private static Optional<BigDecimal> decimal(@Nullable Long number) {
        return Optional.ofNullable(number).map(BigDecimal::valueOf);
    }

    private static void between(
            List<String> bounds, String column, Optional<BigDecimal> minimum, Optional<BigDecimal> maximum) {
        minimum.ifPresent(bound -> bounds.add(column + " >= " + bound.toPlainString()));
        maximum.ifPresent(bound -> bounds.add(column + " <= " + bound.toPlainString()));
    }

    /** Checked at commit, so that records may point to one another. */
    static Optional<Constraint> foreignKey(TableName table, PropertyDefinition property, Catalog catalog) {
        if (!(property.type() instanceof PropertyType.Reference(var to))) {
            return Optional.empty();
        }
        return Optional.of(foreignKey(table, property.column(), target(to.entity(), catalog), ""));
    }

    static Constraint foreignKey(TableName table, String column, TableName target, String action) {
        var definition = "foreign key (" + Sql.quoted(column) + ") references " + target.sql() + " (\"id\")" + action
                + " deferrable initially deferred";
        var held = "r." + Sql.quoted(column);
        var condition =
                held + " is null or exists (select 1 from " + target.sql() + " t where t.\"id\" = " + held + ")";
        return new Constraint(
                Sql.named("fk_" + table.table() + "_" + column, definition),
                definition,
                List.of(column),
                condition,
                target);
    }

    static TableName target(String ref, Catalog catalog) {
        return PlatformEntity.of(ref)
                .map(entity -> new TableName("platform", entity.table()))
                .orElseGet(() -> {
                    var entity = catalog.entity(ref);
                    return new TableName(entity.schema(), entity.table());
                });
    }
}
