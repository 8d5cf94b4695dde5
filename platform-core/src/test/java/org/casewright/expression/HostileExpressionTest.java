package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters come from outside: whatever is typed ends soon, and with nothing but an ExpressionException. */
class HostileExpressionTest {
    private static final int ROUNDS = Boolean.getBoolean("casewright.long") ? 200_000 : 5_000;

    static Stream<String> deep() {
        return Stream.of(
                        List.of("(", "1", ")"),
                        List.of("(", "1 1", ")"),
                        List.of("[", "1", "]"),
                        List.of("abs((", "1", "))"),
                        List.of("a in ((", "1", "))"),
                        List.of("{a: ", "1", "}"),
                        List.of("a[", "1", "]"),
                        List.of("rank(", "a", ")"),
                        List.of("-", "1", ""),
                        List.of("]", "1", "..2["),
                        List.of("[1..", "2", "]"),
                        List.of("not(", "a", ")"),
                        List.of("(", "a = \"x\"", ") = \"x\""),
                        List.of("if a then ", "b", " else c"),
                        List.of("for x in a return ", "b", ""),
                        List.of("some x in a satisfies ", "b", ""))
                .map(shape ->
                        shape.get(0).repeat(400) + shape.get(1) + shape.get(2).repeat(400));
    }

    @ParameterizedTest
    @MethodSource("deep")
    void whatIsTooDeepIsRefused(String text) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("it is nested more than 50 deep");
    }

    /** Work that doubles with each level would never come back from here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#)",
                "abs((#))",
                "rank(#)",
                "(#) = \"x\"",
                "a in ((#))",
                "[#]",
                "{a: #}.a",
                "(if a then # else a)"
            })
    void whatIsJustNotTooDeepIsCheap(String shape) {
        String text = "fee";
        for (int i = 0; i < 22; i++) {
            text = shape.replace("#", text);
        }
        Expression expression = Expression.parse(text);
        Checker.check(expression, Library.LOAN, null, problem -> {});
        Evaluator.evaluate(expression, Values.NONE, Library.ENVIRONMENT);
        assertThat(expression.paths()).contains(List.of("fee"));
    }

    @Test
    void longChainsAreNotDeep() {
        Map<String, Object> values = Map.of("a", true, "n", 1);
        assertThat(Library.evaluate("a and ".repeat(1_500) + "a", values)).isEqualTo(true);
        assertThat(Library.evaluate("n+".repeat(4_000) + "n", values)).isEqualTo(new java.math.BigDecimal(4_001));
        assertThatThrownBy(() -> Expression.parse("a" + ".b".repeat(100))).isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> Expression.parse("a" + "[b]".repeat(100))).isInstanceOf(ExpressionException.class);
    }

    @Test
    void aHugeTextIsRefusedAndNotRepeatedWhole() {
        assertThatThrownBy(() -> Expression.parse("\"" + "x".repeat(10_000_000) + "\""))
                .isInstanceOf(ExpressionException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).hasSizeLessThan(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "(a|aa)+$", "(.*a){25}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"})
    void noPatternTakesLong(String pattern) {
        Map<String, Object> values = Map.of("text", "a".repeat(20_000) + "!", "pattern", pattern);
        assertThat(Library.evaluate("matches(text, pattern)", values)).isIn(true, false);
        assertThat(Library.evaluate("matches(text, \"" + pattern + "\")", values))
                .isIn(true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "(((((((((x{10}){10}){10}){10}){10}){10}){10}){10}){10})"})
    void aPatternThatGrowsBeyondMeasureIsNone(String pattern) {
        assertThat(Library.evaluate("matches(text, pattern)", Map.of("text", "a", "pattern", pattern)))
                .isNull();
        assertThat(Library.problems("matches(title, \"" + pattern + "\")")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for a in many, b in many return a + b",
                "some a in many satisfies (some b in many satisfies a + b < 0)",
                "for a in many return list contains(many, a + 0.5)",
                "for a in many return concatenate(many, many)",
                "for a in many return texts + texts",
            })
    void whatCostsTooMuchIsStopped(String text) {
        Map<String, Object> values = Map.of("many", Collections.nCopies(20_000, 1), "texts", "x".repeat(60_000));
        assertThatThrownBy(() -> Library.evaluate(text, values)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void listsAndTextsDoNotGrowForever() {
        String text = "x".repeat(60_000);
        assertThatThrownBy(() -> Library.evaluate("a + a", Map.of("a", text)))
                .hasMessageContaining("the text grows beyond");
        assertThatThrownBy(() -> Library.evaluate("concatenate(a, a)", Map.of("a", Collections.nCopies(60_000, 1))))
                .hasMessageContaining("the list grows beyond");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((10 ** 999) ** 999) ** 999",
                "floor(10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999)",
                "2 ** 99999999999",
                "round(1, 99999999999)",
                "duration(\"P1D\") * 10 ** 300",
                "duration(\"P1Y\") * 10 ** 300",
                "@\"9999-12-31\" + duration(\"P1D\")",
                "@\"2026-01-01\" + duration(\"P99999999Y\")",
                "1 / 0",
                "duration(\"P1D\") / duration(\"P0D\")",
            })
    void whatIsBeyondMeasureIsNull(String text) {
        assertThat(Library.evaluate(text, Map.of())).isNull();
    }

    @Test
    void noRandomExpressionDoesAnythingButAnswerOrExplain() {
        long seed = 20_261_124L;
        Random random = new Random(seed);
        Values values = Values.of(RandomExpressions.values());
        for (int i = 0; i < ROUNDS; i++) {
            String text = RandomExpressions.expression(random, 4);
            try {
                attempt(() -> tried(Expression.parse(text), values));
            } catch (RuntimeException | StackOverflowError unexpected) {
                throw new AssertionError("seed " + seed + ", round " + i + ": " + text, unexpected);
            }
        }
    }

    private static void tried(Expression expression, Values values) {
        Checker.check(expression, Library.LOAN, null, problem -> {});
        attempt(() -> Evaluator.evaluate(expression, values, Library.ENVIRONMENT));
        attempt(() -> SqlFilter.translate(expression, Library.LOAN, Library.ENVIRONMENT));
    }

    @Test
    void noRandomNoiseDoesAnythingButAnswerOrExplain() {
        Random random = new Random(20_261_125L);
        String noise = "abc123 .,:;()[]{}<>=!+-*/@\"\\'\n\u0000\ud83d\udcd6éif then else in and or not some satisfies";
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(noise.charAt(random.nextInt(noise.length())));
            }
            attempt(() -> Expression.parse(text.toString()));
            attempt(() -> Template.parse(text.toString()));
        }
    }

    @Test
    void whatPassesTheCheckIsEvaluatedToTheTypeThatWasSaid() {
        Random random = new Random(20_261_126L);
        Values values = Values.of(RandomExpressions.values());
        int passed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Expression expression = readable(RandomExpressions.expression(random, 3));
            List<String> problems = new ArrayList<>();
            FeelType type = Checker.check(expression, Library.LOAN, null, problems::add);
            if (problems.isEmpty()) {
                passed++;
                Object value = Evaluator.evaluate(expression, values, Library.ENVIRONMENT);
                assertThat(Types.fits(Types.ofValue(value), type))
                        .as("%s gives %s, said to be %s", expression, value, type)
                        .isTrue();
            }
        }
        assertThat(passed).isGreaterThan(ROUNDS / 20);
    }

    private static Expression readable(String text) {
        try {
            return Expression.parse(text);
        } catch (ExpressionException unreadable) {
            return Expression.parse("null");
        }
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (ExpressionException explained) {
            assertThat(explained.getMessage()).startsWith("In `");
        }
    }
}
