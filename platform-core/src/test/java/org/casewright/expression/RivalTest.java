package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answer as the FEEL engine that evaluates decision tables, where we mean the same. */
class RivalTest {
    private static final FeelEngineApi RIVAL = FeelEngineBuilder.forJava().build();

    private static final Map<String, Object> VALUES = Map.of(
            "n",
            7,
            "t",
            "Dune",
            "yes",
            true,
            "list",
            List.of(3, 1, 2),
            "words",
            List.of("b", "a", "b"),
            "members",
            List.of(Map.of("age", 41, "name", "Ada"), Map.of("age", 12, "name", "Ben")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 2 * 3 - 4 / 5",
                "2 ** 3 ** 2",
                "-2 ** 2",
                "8 - 3 - 2",
                "8 / 4 / 2",
                "n > 5 and not(n > 9) or t = \"x\"",
                "1 = 1 or 2 = 1 and 3 = 1",
                "if n > 5 then \"big\" else \"small\"",
                "if if yes then false else true then 1 else 2",
                "n between 1 and 7",
                "n in [1..7)",
                "n in ]7..9]",
                "n in (1, 2, > 6)",
                "n in [5, 7]",
                "n in (list)",
                "n in (if yes then list else [n])",
                "list[1]",
                "list[-1]",
                "list[item > 1]",
                "members[age > 18].name",
                "members[1].name",
                "members.age",
                "count(members[age < 18])",
                "some m in members satisfies m.age < 18",
                "every m in members satisfies m.age < 18",
                "for m in members return m.age + 1",
                "for a in [1, 2], b in [3, 4] return a * b",
                "{a: 1, b: {c: 2}}.b.c",
                "sum(list) + min(list) + max(1, 2, 3) + mean(list)",
                "list contains(words, \"a\")",
                "append(list, 4)",
                "concatenate(list, [4, 5])",
                "flatten([[1], [2, [3]]])",
                "distinct values(words)",
                "sort(list, function(x, y) x < y)",
                "string length(t)",
                "upper case(t) + lower case(t)",
                "substring(t, 2)",
                "substring(t, -2, 1)",
                "starts with(t, \"Du\") and ends with(t, \"ne\") and contains(t, \"un\")",
                "matches(t, \"^D.*e$\")",
                "replace(t, \"(u)(n)\", \"$2$1\")",
                "string join(words, \", \")",
                "floor(1.5) + ceiling(1.2) + abs(-3)",
                "floor(-1.55, 1)",
                "date(\"2026-01-31\") + duration(\"P1M\") = date(\"2026-02-28\")",
                "date(\"2026-03-01\") - duration(\"P1D\") = date(\"2026-02-28\")",
                "date(\"2026-03-01\") - date(\"2026-02-01\") = duration(\"P28D\")",
                "duration(\"P1D\") * 3 = duration(\"P3D\")",
                "duration(\"P1Y\") / duration(\"P6M\")",
                "years and months duration(date(\"2020-02-29\"), date(\"2026-02-28\")) = duration(\"P5Y11M\")",
                "date(\"2026-01-31\").month",
                "date(\"2026-01-31\").weekday",
                "duration(\"P1DT3H\").hours",
                "day of week(date(\"2026-01-31\"))",
                "week of year(date(\"2026-01-31\"))",
                "date and time(\"2026-03-02T12:00:00Z\") < date and time(\"2026-03-02T12:00:01Z\")",
                "time(\"14:30:00\") + duration(\"PT1H\") = time(\"15:30:00\")",
                "missing = null",
                "n != null",
                "true and missing.x > 1",
                "false and missing.x > 1",
                "true or missing.x > 1",
                "1 / 0",
                "\"a\" < \"b\"",
                "\"tab\\tquote\\\"backslash\\\\\"",
            })
    void theAnswerIsTheSame(String text) {
        Object theirs = RIVAL.evaluateExpression(text, VALUES).result();
        String ours = text.replace(", function(x, y) x < y", "");
        assertThat(plain(Library.evaluate(ours, VALUES))).as(text).isEqualTo(plain(theirs));
    }

    private static String plain(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal number -> plainNumber(number);
            case Number number -> plainNumber(new BigDecimal(number.toString()));
            case List<?> list -> list.stream().map(RivalTest::plain).toList().toString();
            default -> value.toString();
        };
    }

    private static String plainNumber(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
