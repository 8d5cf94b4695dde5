package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.casewright.fuzz.Fuzz;
import org.casewright.fuzz.Mutations;
import org.junit.jupiter.api.Test;

/** Whatever is written as FEEL or as a text with paths, it answers or explains. */
class FuzzedExpressionsTest {

    private static final int LONGEST = 20_000;
    private static final Values VALUES = Values.of(RandomExpressions.values());
    private static final List<String> TEMPLATES =
            List.of("{title} to {reader.name}", "{{no path}}", "{reader.branch.code}: {fee}", "{state}");

    @Test
    void expressionsAnswerOrExplain() {
        var mutations = new Mutations(SameAnswerTest.CONDITIONS.stream()
                .map(FuzzedExpressionsTest::bytes)
                .toList());
        Fuzz.parse(
                "feel",
                random -> mutations.change(valid(random), random),
                FuzzedExpressionsTest::bytes,
                FuzzedExpressionsTest::read);
    }

    private static String valid(Random random) {
        return random.nextBoolean()
                ? SameAnswerTest.CONDITIONS.get(random.nextInt(SameAnswerTest.CONDITIONS.size()))
                : RandomExpressions.expression(random, 4);
    }

    private static void read(String text) {
        try {
            var expression = Expression.parse(text);
            Checker.check(
                    expression,
                    Library.LOAN,
                    null,
                    problem -> assertThat(problem).hasSizeLessThan(LONGEST));
            explained(() -> Evaluator.evaluate(expression, VALUES, Library.ENVIRONMENT));
            explained(() -> SqlFilter.translate(expression, Library.LOAN, Library.ENVIRONMENT));
        } catch (ExpressionException explained) {
            explains(explained);
        }
    }

    private static void explained(Runnable action) {
        try {
            action.run();
        } catch (ExpressionException explained) {
            explains(explained);
        }
    }

    private static void explains(ExpressionException explained) {
        assertThat(explained.getMessage()).startsWith("In `").hasSizeLessThan(LONGEST);
    }

    @Test
    void templatesAnswerOrExplain() {
        var mutations = new Mutations(
                TEMPLATES.stream().map(FuzzedExpressionsTest::bytes).toList());
        Fuzz.parse(
                "template",
                random -> mutations.change(TEMPLATES.get(random.nextInt(TEMPLATES.size())), random),
                FuzzedExpressionsTest::bytes,
                text -> explained(() -> Template.parse(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
