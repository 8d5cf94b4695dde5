package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.ui.part.Values;

/**
 * A filter that a person set on a property: some codes ({@code A,B}), days ({@code 2026-03-01..2026-03-31}, either end
 * open), or yes and no.
 */
record Filter(PropertyDefinition property, String value) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.+-]+");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String BETWEEN = "..";

    /** The filter, where the property exists and can be filtered so, and the value makes sense. */
    static Optional<Filter> of(EntityDefinition entity, String property, String value, Fields open) {
        return entity.property(property)
                .filter(open::has)
                .filter(Filter::known)
                .map(found -> new Filter(found, value))
                .filter(Filter::isSound);
    }

    /** Whether lists offer a filter on it. */
    static boolean offered(PropertyDefinition property) {
        return property.isColumn()
                && (property.type() instanceof PropertyType.Code
                        || property.type() instanceof PropertyType.Date
                        || property.type() instanceof PropertyType.Bool);
    }

    /** A reference is not offered, but groups lead to it. */
    private static boolean known(PropertyDefinition property) {
        return offered(property) || (property.isColumn() && property.type() instanceof PropertyType.Reference);
    }

    private boolean isSound() {
        return switch (property.type()) {
            case PropertyType.Reference reference -> ID.matcher(value).matches();
            case PropertyType.Code code ->
                Arrays.stream(value.split(","))
                        .allMatch(one -> CODE.matcher(one).matches());
            case PropertyType.Bool bool -> value.equals("true") || value.equals("false");
            default -> value.contains(BETWEEN) && isDay(from()) && isDay(to()) && !value.equals(BETWEEN);
        };
    }

    private static boolean isDay(String text) {
        try {
            return text.isEmpty() || LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private String from() {
        return value.substring(0, value.indexOf(BETWEEN));
    }

    private String to() {
        return value.substring(value.indexOf(BETWEEN) + BETWEEN.length());
    }

    /** As a condition in FEEL. */
    String feel() {
        var name = property.name();
        return switch (property.type()) {
            case PropertyType.Code code ->
                Arrays.stream(value.split(","))
                        .map(one -> '"' + one + '"')
                        .collect(Collectors.joining(", ", name + " in (", ")"));
            case PropertyType.Bool bool -> name + " = " + value;
            case PropertyType.Reference reference -> name + ".id = \"" + value + '"';
            default -> {
                var lower = from().isEmpty() ? "" : name + " >= date(\"" + from() + "\")";
                var upper = to().isEmpty() ? "" : name + " <= date(\"" + to() + "\")";
                yield lower + (lower.isEmpty() || upper.isEmpty() ? "" : " and ") + upper;
            }
        };
    }

    /** The value as people read it. */
    String words(Catalog catalog, Values values) {
        return switch (property.type()) {
            case PropertyType.Code(var list) ->
                Arrays.stream(value.split(","))
                        .map(catalog.codeList(list)::titleOf)
                        .collect(Collectors.joining(", "));
            case PropertyType.Bool bool -> value.equals("true") ? text("yes") : text("no");
            default -> {
                if (to().isEmpty()) {
                    yield text("since {0}", values.date(LocalDate.parse(from())));
                }
                var until = values.date(LocalDate.parse(to()));
                yield from().isEmpty()
                        ? text("until {0}", until)
                        : text("from {0} until {1}", values.date(LocalDate.parse(from())), until);
            }
        };
    }

    /** The value of a filter on days. */
    static String days(
            @org.jspecify.annotations.Nullable LocalDate from, @org.jspecify.annotations.Nullable LocalDate to) {
        return (from == null ? "" : from) + BETWEEN + (to == null ? "" : to);
    }
}
