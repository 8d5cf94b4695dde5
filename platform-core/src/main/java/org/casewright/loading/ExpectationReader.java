package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ScenarioDefinition.Expectation;
import org.casewright.definition.ScenarioDefinition.Matcher;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.TextPattern;
import org.casewright.loading.Paths.Place;
import org.casewright.loading.Paths.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a scenario expects of values: the value itself, or one of a few words about it. */
final class ExpectationReader {

    private static final String KNOWN = "Write the value, or one of { \"matches\": REGEX }, { \"in\": [...] }, "
            + "{ \"null\": true }, { \"count\": N }, { \"contains\": VALUE }.";

    private final JsonFile file;
    private final ScenarioWords words;
    private final ScenarioNames names;

    ExpectationReader(JsonFile file, ScenarioWords words, ScenarioNames names) {
        this.file = file;
        this.words = words;
        this.names = names;
    }

    /** Of a record, or of an entry or object in it; {@code place} is null when nothing is known of its names. */
    List<Expectation> read(String pointer, JsonNode node, @Nullable Place place) {
        var expectations = new ArrayList<Expectation>();
        node.forEachEntry((name, value) -> {
            var at = Pointer.child(pointer, name);
            var step = place == null
                    ? null
                    : Paths.property(words.catalog(), place, name).orElse(null);
            if (place != null && step == null && words.knows(place)) {
                words.tell(
                        file.atName(at),
                        Paths.name(place) + " has no property “" + name + "”.",
                        Similar.advice(name, Paths.propertyNames(words.catalog(), place)));
            }
            expectations.add(new Expectation(name, matcher(at, value, step), file.at(at)));
        });
        return expectations;
    }

    /** Of a task. */
    List<Expectation> ofTask(String pointer, JsonNode task) {
        var expectations = new ArrayList<Expectation>();
        if (task.path("role").isString()) {
            expectations.add(new Expectation(
                    "roles", new Matcher.Contains(new Matcher.Equal(task.path("role"))), file.at(pointer + "/role")));
        }
        for (var name : List.of("unit", "assignee", "due", "priority", "comment")) {
            if (task.has(name)) {
                var at = pointer + "/" + name;
                expectations.add(new Expectation(name, matcher(at, task.path(name), null), file.at(at)));
            }
        }
        return expectations;
    }

    private Matcher matcher(String pointer, JsonNode value, @Nullable Step step) {
        var behind = step == null ? null : Paths.behind(step);
        if (value.isArray() && behind instanceof Place.OfEntry) {
            var items = new ArrayList<Matcher>();
            for (var i = 0; i < value.size(); i++) {
                items.add(item(pointer + "/" + i, value.get(i), behind));
            }
            return new Matcher.Items(items);
        }
        if (value instanceof ObjectNode object) {
            return isList(step) || !(behind instanceof Place.OfEntry)
                    ? word(pointer, object, behind)
                    : item(pointer, object, behind);
        }
        names(pointer, value, behind);
        return value.isNull() ? new Matcher.Empty(true) : new Matcher.Equal(value);
    }

    private static boolean isList(@Nullable Step step) {
        return step instanceof Step.Value(var property) && property.type() instanceof PropertyType.Group;
    }

    /** What stands for a record is the name of one. */
    private void names(String pointer, JsonNode value, @Nullable Place behind) {
        if (behind instanceof Place.OfRecord && value.asString("").startsWith("@")) {
            names.require(value.stringValue().substring(1), file.at(pointer));
        }
    }

    /** An entry of a list, or an object: what of it is named. */
    private Matcher item(String pointer, JsonNode value, @Nullable Place place) {
        if (!(value instanceof ObjectNode object)) {
            return new Matcher.Equal(value);
        }
        var parts = new LinkedHashMap<String, Matcher>();
        read(pointer, object, place).forEach(part -> parts.put(part.name(), part.matcher()));
        return new Matcher.Parts(parts);
    }

    private Matcher word(String pointer, ObjectNode object, @Nullable Place behind) {
        var word = object.size() == 1 ? object.propertyNames().iterator().next() : "";
        var value = object.path(word);
        var at = pointer + "/" + word;
        var read = switch (word) {
            case "matches" -> value.isString() ? pattern(at, value.stringValue()) : null;
            case "in" -> value.isArray() ? oneOf(at, value, behind) : null;
            case "null" -> value.isBoolean() ? new Matcher.Empty(value.booleanValue()) : null;
            case "count" -> value.isInt() ? new Matcher.Count(value.intValue()) : null;
            case "contains" -> new Matcher.Contains(item(at, value, behind));
            default -> null;
        };
        if (read == null) {
            words.tell(file.at(pointer), "This is nothing that can be expected.", KNOWN);
            return new Matcher.Equal(object);
        }
        return read;
    }

    private Matcher oneOf(String pointer, JsonNode values, @Nullable Place behind) {
        for (var i = 0; i < values.size(); i++) {
            names(pointer + "/" + i, values.get(i), behind);
        }
        return new Matcher.In(List.copyOf(values.values()));
    }

    private Matcher pattern(String pointer, String text) {
        try {
            return new Matcher.Matches(TextPattern.parse(text));
        } catch (ExpressionException wrong) {
            words.tell(file.at(pointer), String.valueOf(wrong.getMessage()), null);
            return new Matcher.Empty(false);
        }
    }
}
