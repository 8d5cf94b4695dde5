package org.casewright.scenario;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.casewright.definition.ScenarioDefinition.Matcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Holds values against what is expected of them.
 *
 * @param meant what a value of the file means: names of records become ids
 */
record Matching(UnaryOperator<JsonNode> meant) {

    private static final int LONGEST = 300;

    /** Whether the value is so. What is null or missing is no value. */
    boolean holds(Matcher matcher, JsonNode value) {
        return switch (matcher) {
            case Matcher.Equal(var expected) -> same(meant.apply(expected), value);
            case Matcher.Matches(var pattern) -> value.isString() && pattern.isIn(value.stringValue());
            case Matcher.In(var values) -> values.stream().anyMatch(one -> same(meant.apply(one), value));
            case Matcher.Empty(var empty) -> isEmpty(value) == empty;
            case Matcher.Count(var count) -> (isEmpty(value) || value.isArray()) && value.size() == count;
            case Matcher.Contains(var item) ->
                value.isArray() && value.valueStream().anyMatch(one -> holds(item, one));
            case Matcher.Items(var items) ->
                (value.isArray() || isEmpty(value)) && value.size() == items.size() && itemsHold(matcher, value);
            case Matcher.Parts(var parts) ->
                parts.entrySet().stream()
                        .allMatch(part -> holds(
                                part.getValue(),
                                Optional.ofNullable(value.get(part.getKey())).orElse(MissingNode.getInstance())));
        };
    }

    private boolean itemsHold(Matcher matcher, JsonNode value) {
        var items = ((Matcher.Items) matcher).items();
        for (var i = 0; i < items.size(); i++) {
            if (!holds(items.get(i), value.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    private static boolean same(JsonNode expected, JsonNode value) {
        if (expected.isNumber() && value.isNumber()) {
            return expected.decimalValue().compareTo(value.decimalValue()) == 0;
        }
        if (expected.isArray() && value.isArray() && expected.size() == value.size()) {
            for (var i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), value.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected.equals(value);
    }

    /** What is expected, in words. */
    static String words(Matcher matcher) {
        return switch (matcher) {
            case Matcher.Equal(var value) -> text(value);
            case Matcher.Matches(var pattern) -> "a text that matches " + pattern;
            case Matcher.In(var values) ->
                "one of " + values.stream().map(Matching::text).collect(Collectors.joining(", "));
            case Matcher.Empty(var empty) -> empty ? "nothing" : "something";
            case Matcher.Count(var count) -> "a list of " + count;
            case Matcher.Contains(var item) -> "a list with " + words(item);
            case Matcher.Items(var items) ->
                items.stream().map(Matching::words).collect(Collectors.joining(", ", "[", "]"));
            case Matcher.Parts(var parts) ->
                parts.entrySet().stream()
                        .map(part -> part.getKey() + ": " + words(part.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** A value as it is told. */
    static String text(JsonNode value) {
        if (isEmpty(value)) {
            return "nothing";
        }
        var text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
