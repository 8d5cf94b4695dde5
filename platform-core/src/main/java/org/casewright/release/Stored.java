package org.casewright.release;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The records of a reference entity by their natural keys, to be compared with a file's rows. */
final class Stored {

    private final EntityDefinition entity;
    private final Function<EntityRecord, ObjectNode> json;
    private final Function<String, Map<String, UUID>> keysOf;
    private final Map<String, EntityRecord> living;
    private final Map<String, EntityRecord> retired;
    private final Map<String, Map<String, UUID>> others = new HashMap<>();

    /**
     * Takes the records.
     *
     * @param json a record as the API says it
     * @param keysOf ids of another entity's records by their natural keys
     */
    Stored(
            EntityDefinition entity,
            List<EntityRecord> living,
            List<EntityRecord> retired,
            Function<EntityRecord, ObjectNode> json,
            Function<String, Map<String, UUID>> keysOf) {
        this.entity = entity;
        this.json = json;
        this.keysOf = keysOf;
        this.living = byKey(entity, living, json);
        this.retired = byKey(entity, retired, json);
    }

    private static Map<String, EntityRecord> byKey(
            EntityDefinition entity, List<EntityRecord> records, Function<EntityRecord, ObjectNode> json) {
        var byKey = new LinkedHashMap<String, EntityRecord>();
        for (var record : records) {
            var values = json.apply(record);
            byKey.put(
                    entity.key().stream()
                            .map(name -> values.path(name).asString(""))
                            .collect(Collectors.joining("\u001f")),
                    record);
        }
        return byKey;
    }

    boolean has(String key) {
        return living.containsKey(key);
    }

    boolean isRetired(String key) {
        return !has(key) && retired.containsKey(key);
    }

    UUID id(String key) {
        return Objects.requireNonNull(living.getOrDefault(key, retired.get(key)), key)
                .id();
    }

    Map<String, UUID> ids() {
        return living.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().id()));
    }

    /** Keys of living records that the engine brought; what people added themselves is theirs. */
    Collection<String> brought() {
        return living.entrySet().stream()
                .filter(entry -> entry.getValue().system().createdBy().equals(Actor.ENGINE_ID))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean differs(String key, ObjectNode row) {
        var stored = json.apply(Objects.requireNonNull(living.get(key), key));
        return row.properties().stream()
                .anyMatch(cell -> !same(cell.getKey(), cell.getValue(), stored.path(cell.getKey())));
    }

    private boolean same(String property, JsonNode wanted, JsonNode there) {
        if (wanted.isNull()) {
            return there.isNull() || there.isMissingNode();
        }
        if (wanted.isNumber() && there.isNumber()) {
            return wanted.decimalValue().compareTo(there.decimalValue()) == 0;
        }
        var definition = entity.properties().get(property);
        if (definition != null && definition.type() instanceof PropertyType.Reference(var to)) {
            return there.asString("").equals(id(to.entity(), wanted.asString("")));
        }
        if (definition != null && definition.type() instanceof PropertyType.References(var table, var to)) {
            return texts(wanted)
                    .map(key -> id(to.entity(), key))
                    .toList()
                    .equals(texts(there).toList());
        }
        return wanted.equals(there);
    }

    private String id(String ref, String key) {
        var id = keys(ref).get(key);
        return id == null ? key : id.toString();
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(item -> item.asString(""));
    }

    private Map<String, UUID> keys(String ref) {
        return ref.equals(entity.ref()) ? ids() : others.computeIfAbsent(ref, keysOf);
    }
}
