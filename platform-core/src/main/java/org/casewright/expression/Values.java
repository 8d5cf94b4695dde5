package org.casewright.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names an expression can read and their values, fetched when asked for: a record, an entry of a repeating group,
 * a message. A value is null, a String, Boolean, whole number or BigDecimal, LocalDate, OffsetDateTime, Instant,
 * LocalTime, Period, Duration, UUID, another Values, or a List of these. A name it does not know is null.
 */
@FunctionalInterface
public interface Values {
    Values NONE = name -> null;

    @Nullable
    Object get(String name);

    /** The names and values, where they are known beforehand, as in a context; empty for what is fetched when asked for. */
    default Map<String, ? extends @Nullable Object> entries() {
        return Map.of();
    }

    static Values of(Map<String, ? extends @Nullable Object> values) {
        return new FixedValues(values);
    }
}
