package org.casewright.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values known beforehand, such as a context written in the expression itself; equal by content. */
record FixedValues(Map<String, ? extends @Nullable Object> entries) implements Values {
    FixedValues {
        entries = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(entries));
    }

    @Override
    public @Nullable Object get(String name) {
        return entries.get(name);
    }
}
