package org.casewright.expression;

import static org.casewright.expression.Function.Kind.CONDITION;
import static org.casewright.expression.Function.Kind.NUMBER;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** round, floor, ceiling, abs, and not. */
final class NumberFunctions {
    private static final int LARGEST_SCALE = 34;

    private NumberFunctions() {}

    static List<Function> all() {
        return List.of(
                rounding("round", RoundingMode.HALF_UP),
                rounding("floor", RoundingMode.FLOOR),
                rounding("ceiling", RoundingMode.CEILING),
                new Function(
                        "abs",
                        1,
                        1,
                        List.of(NUMBER),
                        (types, problem) -> FeelType.numeric(),
                        (run, call, given) -> given.getFirst() instanceof BigDecimal number ? number.abs() : null),
                new Function(
                        "not",
                        1,
                        1,
                        List.of(CONDITION),
                        (types, problem) -> FeelType.bool(),
                        (run, call, given) ->
                                given.getFirst() instanceof Boolean condition ? (Boolean) !condition : null));
    }

    private static Function rounding(String name, RoundingMode mode) {
        return new Function(
                name,
                1,
                2,
                List.of(NUMBER),
                (types, problem) -> FeelType.numeric(),
                (run, call, given) -> rounded(given, mode));
    }

    private static @Nullable BigDecimal rounded(List<@Nullable Object> given, RoundingMode mode) {
        Object scale = given.size() > 1 ? given.get(1) : BigDecimal.ZERO;
        if (!(given.getFirst() instanceof BigDecimal number) || !(scale instanceof BigDecimal digits)) {
            return null;
        }
        if (digits.abs().compareTo(BigDecimal.valueOf(LARGEST_SCALE)) > 0) {
            return null;
        }
        return number.setScale(digits.intValue(), mode);
    }
}
