package org.casewright.expression;

import org.jspecify.annotations.Nullable;

/** Evaluates expressions over values; stateless. */
public final class Evaluator {
    private Evaluator() {}

    /**
     * The expression's value: null, a String, Boolean, BigDecimal, LocalDate, OffsetDateTime, LocalTime, Period,
     * Duration, UUID, Values or List. What FEEL cannot say (a comparison with null, a division by zero) is null.
     *
     * @throws ExpressionException if it costs too much, or what the checker refuses was not checked
     */
    public static @Nullable Object evaluate(Expression expression, Values root, Environment environment)
            throws ExpressionException {
        return evaluate(expression, root, environment, new Effort());
    }

    /** The same, counted to what others have cost before. */
    public static @Nullable Object evaluate(Expression expression, Values root, Environment environment, Effort effort)
            throws ExpressionException {
        return new Evaluation(expression, root, environment, effort).value(expression.root());
    }

    /** As a condition: null is false. An assertion, which passes at null, asks {@link #isFalse}. */
    public static boolean isTrue(Expression expression, Values root, Environment environment)
            throws ExpressionException {
        return Boolean.TRUE.equals(evaluate(expression, root, environment));
    }

    /** As a broken assertion: null is not false. */
    public static boolean isFalse(Expression expression, Values root, Environment environment)
            throws ExpressionException {
        return Boolean.FALSE.equals(evaluate(expression, root, environment));
    }
}
