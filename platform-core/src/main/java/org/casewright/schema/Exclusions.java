package org.casewright.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.schema.Table.Constraint;

/**
 * Keys that hold for a time only. Whether two values are equal is asked as whether two ranges of one value overlap, for
 * which PostgreSQL needs no extension that somebody with more rights would have to install.
 */
final class Exclusions {

    private Exclusions() {}

    static List<Constraint> of(EntityDefinition entity) {
        return SchemaNames.uniqueIndexes(entity).stream()
                .filter(unique -> !unique.during().isEmpty())
                .map(unique -> new Constraint(
                        unique.name(),
                        definition(entity, unique),
                        columns(entity, unique),
                        condition(entity, unique),
                        null))
                .toList();
    }

    private static List<String> columns(EntityDefinition entity, UniqueIndex unique) {
        return Stream.of(unique.properties(), unique.during())
                .flatMap(names -> Columns.of(entity, names).stream())
                .toList();
    }

    /** That no other row has the same values at the same time; joined, because many rows are compared with many. */
    private static String condition(EntityDefinition entity, UniqueIndex unique) {
        var bound = "(select * from " + StoredRows.ALL + " where " + IndexCondition.sql(entity, unique) + ")";
        var same = new ArrayList<String>();
        for (var key : Columns.of(entity, unique.properties())) {
            same.add("o." + Sql.quoted(key) + " = p." + Sql.quoted(key));
        }
        var during = Columns.of(entity, unique.during());
        var begin = Sql.quoted(during.getFirst());
        var end = Sql.quoted(during.getLast());
        same.add(before("o." + begin, "p." + end));
        same.add(before("p." + begin, "o." + end));
        return "\"id\" not in (select o.\"id\" from " + bound + " o join " + bound + " p on o.\"id\" <> p.\"id\" and "
                + String.join(" and ", same) + ")";
    }

    private static String before(String begin, String end) {
        return "(" + begin + " is null or " + end + " is null or " + begin + " < " + end + ")";
    }

    private static String definition(EntityDefinition entity, UniqueIndex unique) {
        var parts = new ArrayList<String>();
        unique.properties().stream()
                .map(name -> entity.property(name).orElseThrow())
                .forEach(property -> parts.add("(" + alone(property) + ") with &&"));
        var begin = entity.property(unique.during().getFirst()).orElseThrow();
        var end = entity.property(unique.during().getLast()).orElseThrow();
        var range = begin.type() instanceof PropertyType.Date ? "daterange" : "tstzrange";
        parts.add(range + "(" + Sql.quoted(begin.column()) + ", " + Sql.quoted(end.column()) + ") with &&");
        return "exclude using gist (" + String.join(", ", parts) + ") where (" + IndexCondition.sql(entity, unique)
                + ")";
    }

    /** The range that holds the value alone; null, which overlaps nothing, where there is none. */
    private static String alone(PropertyDefinition property) {
        var column = Sql.quoted(property.column());
        var value = switch (property.type()) {
            case PropertyType.Bool bool -> column + "::integer";
            case PropertyType.Whole whole -> column + "::numeric";
            default -> column;
        };
        return "case when " + column + " is not null then " + range(property.type()) + "(" + value + ", " + value
                + ", '[]') end";
    }

    private static String range(PropertyType type) {
        return switch (type) {
            case PropertyType.Text text -> "\"platform\".\"text_range\"";
            case PropertyType.Code code -> "\"platform\".\"text_range\"";
            case PropertyType.Reference reference -> "\"platform\".\"uuid_range\"";
            case PropertyType.Time time -> "\"platform\".\"time_range\"";
            case PropertyType.Bool bool -> "int4range";
            case PropertyType.Whole whole -> "numrange";
            case PropertyType.Decimal decimal -> "numrange";
            case PropertyType.Date date -> "daterange";
            case PropertyType.DateTime moment -> "tstzrange";
            default -> throw new IllegalArgumentException("a key has no values of type " + type);
        };
    }
}
