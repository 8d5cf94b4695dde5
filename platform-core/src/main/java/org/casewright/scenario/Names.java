package org.casewright.scenario;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.entity.EntityRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The records that have a name by now. */
final class Names {

    /** A record: {@code module/entity} and its id. */
    record Named(String entity, UUID id) {}

    private final Map<String, Named> named = new HashMap<>();

    void give(Map<String, EntityRecord> records) {
        records.forEach(
                (name, record) -> named.put(name, new Named(record.entity().ref(), record.id())));
    }

    /** The record of a name that the file's reader found to be given before. */
    Named get(String name) {
        var found = named.get(name);
        if (found == null) {
            throw new IllegalStateException("Nothing is called " + name + ".");
        }
        return found;
    }

    /** A value with ids where names of records stand; other texts that begin with {@code @} stay as they are. */
    JsonNode known(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> known(object);
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(known(item)));
                yield copy;
            }
            default -> {
                var record = node.isString() && node.stringValue().startsWith("@")
                        ? find(node.stringValue().substring(1))
                        : null;
                yield record == null
                        ? node
                        : JsonNodeFactory.instance.stringNode(record.id().toString());
            }
        };
    }

    ObjectNode known(ObjectNode object) {
        var copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> copy.set(field.getKey(), known(field.getValue())));
        return copy;
    }

    /** A filter with ids in its literals where names stand. */
    String known(String filter) {
        return ScenarioDefinition.NAME_IN_FILTER.matcher(filter).replaceAll(match -> {
            var record = find(match.group(1));
            return record == null ? match.group() : "\"" + record.id() + "\"";
        });
    }

    private @Nullable Named find(String name) {
        return named.get(name);
    }
}
