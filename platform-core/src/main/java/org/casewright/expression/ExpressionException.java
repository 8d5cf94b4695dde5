package org.casewright.expression;

import java.util.List;

/** What is wrong with an expression, as a sentence that quotes it. */
public final class ExpressionException extends RuntimeException {
    private final String expression;
    private final int column;

    ExpressionException(String expression, int at, String reason) {
        super(sentence(expression, at, reason));
        this.expression = expression;
        this.column = at + 1;
    }

    /** Several problems at once, each a sentence that quotes the expression. */
    ExpressionException(String expression, List<String> sentences) {
        super(String.join(" ", sentences));
        this.expression = expression;
        this.column = 1;
    }

    /** What an expression asked for, such as a decision, cannot be told; {@code sentence} says why. */
    public static ExpressionException of(String expression, String sentence) {
        return new ExpressionException(expression, List.of(sentence));
    }

    static String sentence(String expression, int at, String reason) {
        return "In " + quote(expression) + " at column " + (at + 1) + ": " + reason;
    }

    private static String quote(String expression) {
        String shown = expression.length() <= 300 ? expression : expression.substring(0, 300) + "...";
        return "`" + shown + "`";
    }

    public String expression() {
        return expression;
    }

    /** Counted from 1. */
    public int column() {
        return column;
    }
}
