package org.casewright.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record as it was behind one of its changes, as far as whoever read its history may know. Computed values are not in it:
 * nobody entered them, and no history keeps them.
 *
 * @param change the newest that had been made
 * @param values by the properties' present names, in the API's form; what had no value is absent
 */
public record PastRecord(HistoryEntry change, Map<String, JsonNode> values) {

    private static final String FIRST = "create";

    public PastRecord {
        values = Map.copyOf(values);
    }

    /**
     * Goes through a history.
     *
     * @param record as it is now
     * @param history newest first, as it was given to the same asker
     * @return empty when none of the changes led to this version
     */
    public static Optional<PastRecord> of(EntityRecord record, List<HistoryEntry> history, long version) {
        return history.stream()
                .filter(change -> change.version() == version)
                .findFirst()
                .map(change -> new PastRecord(change, values(record, history, version)));
    }

    private static Map<String, JsonNode> values(EntityRecord record, List<HistoryEntry> history, long version) {
        var values = new LinkedHashMap<String, JsonNode>();
        if (history.stream().noneMatch(change -> change.action().equals(FIRST))) {
            // A history that does not reach back to the beginning is undone from its end.
            present(record, values);
            history.stream()
                    .filter(change -> change.version() > version)
                    .forEach(change ->
                            change.changes().forEach((name, difference) -> put(values, name, difference.old())));
        }
        history.reversed().stream()
                .filter(change -> change.version() <= version)
                .forEach(change ->
                        change.changes().forEach((name, difference) -> put(values, name, difference.value())));
        return values;
    }

    private static void present(EntityRecord record, Map<String, JsonNode> values) {
        record.entity().properties().forEach((name, property) -> {
            if (property.computed() == null) {
                put(values, name, JsonValues.toJson(property.type(), record.value(name)));
            }
        });
    }

    private static void put(Map<String, JsonNode> values, String name, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }
}
