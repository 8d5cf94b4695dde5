package org.casewright.records;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Records that have a value in common, counted. A count is null where it is too small to be told: of what a module hides,
 * nothing below ten is.
 *
 * @param value as the API says it; JSON null for records that have none
 * @param title what people read for the value; empty for none, and for what is not open to the asker
 * @param count how many records there are
 * @param counts those of them for which a condition holds, by the condition's name
 */
public record Group(JsonNode value, String title, @Nullable Long count, Map<String, @Nullable Long> counts) {

    public Group {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
