package org.casewright.ui.form;

import java.util.LinkedHashMap;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a change, as {@link Submission} says it, over into values that may be others than those on which it was made: entries of
 * repeating groups are found by their ids, so that what somebody else added or changed there stays.
 */
final class Patch {

    private static final String ID = "id";
    private static final String RETIRE = "retire";

    private Patch() {}

    static void apply(PropertyDefinition property, JsonNode change, ObjectNode values) {
        var name = property.name();
        switch (property.type()) {
            case PropertyType.Group group
            when change instanceof ArrayNode entries -> values.set(name, entries(entries, values.path(name)));
            case PropertyType.Structure(var parts, var required)
            when change instanceof ObjectNode given -> {
                var into = values.path(name) instanceof ObjectNode known ? known : values.putObject(name);
                parts.stream()
                        .filter(part -> given.has(part.name()))
                        .forEach(part -> apply(part, given.get(part.name()), into));
            }
            default -> set(values, name, change);
        }
    }

    private static void set(ObjectNode values, String name, JsonNode value) {
        if (Draft.isNothing(value)) {
            values.remove(name);
        } else {
            values.set(name, value.deepCopy());
        }
    }

    /** Those of the change in its order, and behind them those of which it knows nothing. */
    private static ArrayNode entries(ArrayNode change, JsonNode present) {
        var known = new LinkedHashMap<String, JsonNode>();
        present.forEach(entry -> known.put(entry.path(ID).asString(""), entry));
        var all = change.arrayNode();
        for (var entry : change) {
            var id = entry.path(ID).asString("");
            var stored = known.remove(id);
            if (entry.path(RETIRE).asBoolean(false)) {
                continue;
            }
            if (id.isEmpty()) {
                all.add(entry.deepCopy());
            } else if (stored instanceof ObjectNode before) {
                all.add(patched(before, entry));
            }
        }
        known.values().forEach(entry -> all.add(entry.deepCopy()));
        return all;
    }

    private static ObjectNode patched(ObjectNode before, JsonNode change) {
        var after = before.deepCopy();
        change.properties().forEach(part -> set(after, part.getKey(), part.getValue()));
        return after;
    }
}
