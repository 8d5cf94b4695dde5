package org.casewright.ui.list;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.casewright.access.Fields;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Condition;
import org.casewright.expression.Condition.Relation;

/**
 * A filter as a link says it beside the others, {@code property=value}: some codes ({@code A,B}), days
 * ({@code 2026-03-01..2026-03-31}, either end open), yes and no, or the id to which a reference points.
 */
final class Filter {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.+-]+");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String BETWEEN = "..";

    private Filter() {}

    /** The filter, where the property exists and can be filtered so, and the value makes sense. */
    static Optional<Condition> of(EntityDefinition entity, String property, String value, Fields open) {
        return entity.property(property)
                .filter(open::has)
                .filter(PropertyDefinition::isColumn)
                .flatMap(found -> of(found, value));
    }

    private static Optional<Condition> of(PropertyDefinition property, String value) {
        var name = property.name();
        return switch (property.type()) {
            case PropertyType.Reference reference ->
                ID.matcher(value).matches()
                        ? Optional.of(test(List.of(name, "id"), Relation.ONE_OF, value))
                        : Optional.empty();
            case PropertyType.Code code ->
                Arrays.stream(value.split(","))
                                .allMatch(one -> CODE.matcher(one).matches())
                        ? Optional.of(test(List.of(name), Relation.ONE_OF, (Object[]) value.split(",")))
                        : Optional.empty();
            case PropertyType.Bool bool ->
                value.equals("true") || value.equals("false")
                        ? Optional.of(test(List.of(name), Relation.IS, Boolean.valueOf(value)))
                        : Optional.empty();
            case PropertyType.Date date when value.contains(BETWEEN) -> days(name, value);
            default -> Optional.empty();
        };
    }

    private static Optional<Condition> days(String name, String value) {
        var from = value.substring(0, value.indexOf(BETWEEN));
        var to = value.substring(value.indexOf(BETWEEN) + BETWEEN.length());
        if (!isDay(from) || !isDay(to) || value.equals(BETWEEN)) {
            return Optional.empty();
        }
        if (to.isEmpty()) {
            return Optional.of(test(List.of(name), Relation.GREATER_OR_EQUAL, LocalDate.parse(from)));
        }
        return Optional.of(
                from.isEmpty()
                        ? test(List.of(name), Relation.LESS_OR_EQUAL, LocalDate.parse(to))
                        : test(List.of(name), Relation.BETWEEN, LocalDate.parse(from), LocalDate.parse(to)));
    }

    private static Condition test(List<String> path, Relation relation, Object... values) {
        return new Condition.Test(path, relation, false, List.of(values));
    }

    private static boolean isDay(String text) {
        try {
            return text.isEmpty() || LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
