package org.casewright.entity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One entry of a repeating group: its id, which stays, and its values by property name. */
public record Entry(UUID id, Map<String, @Nullable Object> values) {

    public Entry {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
