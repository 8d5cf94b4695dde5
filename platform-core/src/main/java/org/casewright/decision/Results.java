package org.casewright.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import org.casewright.definition.DecisionDefinition;
import org.casewright.definition.DecisionDefinition.ValueType;
import org.jspecify.annotations.Nullable;

/** The values that come out of decisions. */
final class Results {

    private Results() {}

    /**
     * The value as its type has it; whole numbers are rounded half to even, as computed values are.
     *
     * @throws IllegalArgumentException with what it is instead, as a sentence ends
     */
    static @Nullable Object fit(ValueType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        var fitted = value instanceof BigDecimal number && (type == ValueType.INTEGER || type == ValueType.LONG)
                ? number.setScale(0, RoundingMode.HALF_EVEN)
                : value;
        if (!type.holds(fitted)) {
            throw new IllegalArgumentException("no " + type.name().toLowerCase(Locale.ROOT) + ".");
        }
        return fitted;
    }

    /** Whether two rows say the same. */
    static boolean same(Map<String, @Nullable Object> some, Map<String, @Nullable Object> others) {
        return some.keySet().stream().allMatch(name -> DecisionDefinition.same(some.get(name), others.get(name)));
    }
}
