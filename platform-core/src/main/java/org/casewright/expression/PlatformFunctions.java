package org.casewright.expression;

import static org.casewright.expression.Function.Kind.ANYTHING;
import static org.casewright.expression.Function.Kind.CODE;
import static org.casewright.expression.Function.Kind.DAY;
import static org.casewright.expression.Function.Kind.WRITTEN_TEXT;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only the platform knows: setting, deadline, rank, decide. */
final class PlatformFunctions {
    private PlatformFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function(
                        "setting",
                        1,
                        1,
                        List.of(WRITTEN_TEXT),
                        (types, problem) -> FeelType.any(),
                        (run, call, given) -> given.getFirst() instanceof String name
                                ? run.environment().setting(name)
                                : null),
                new Function(
                        "deadline",
                        3,
                        3,
                        List.of(WRITTEN_TEXT, ANYTHING, DAY),
                        (types, problem) -> FeelType.dateTime(),
                        (run, call, given) -> deadline(run, given)),
                new Function(
                        Ranks.FUNCTION,
                        1,
                        2,
                        List.of(CODE),
                        (types, problem) -> FeelType.numeric(),
                        PlatformFunctions::rank),
                new Function(
                        "decide",
                        1,
                        1,
                        List.of(WRITTEN_TEXT),
                        (types, problem) -> FeelType.any(),
                        (run, call, given) -> given.getFirst() instanceof String name ? run.decide(name) : null));
    }

    private static @Nullable Object deadline(Evaluation run, List<@Nullable Object> given) {
        OffsetDateTime from = switch (given.get(2)) {
            case OffsetDateTime moment -> moment;
            case LocalDate date -> Moments.at(date.atStartOfDay(), run.zone());
            case null, default -> null;
        };
        if (from == null || !(given.getFirst() instanceof String setting)) {
            return null;
        }
        return run.environment().deadline(setting, given.get(1), from);
    }

    private static @Nullable Object rank(Evaluation run, Node.Call call, List<@Nullable Object> given) {
        if (!(given.getFirst() instanceof String code)) {
            return null;
        }
        Integer rank = run.environment().rank(run.ranked(call), code);
        return rank == null ? null : BigDecimal.valueOf(rank);
    }
}
