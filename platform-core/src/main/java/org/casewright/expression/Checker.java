package org.casewright.expression;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds an expression against the names and types of a scope. */
public final class Checker {
    private Checker() {}

    /**
     * Says all that is wrong, each as a sentence that quotes the expression and says what would be right.
     *
     * @param expected the type that is wanted; null if any will do
     * @return the type of the expression, {@code Any} where it cannot be told
     */
    public static FeelType check(
            Expression expression, Scope scope, @Nullable FeelType expected, Consumer<String> problems) {
        Check check = new Check(expression, scope, problems);
        FeelType type = check.type(expression.root());
        if (expected != null && !Types.fits(type, expected)) {
            check.problem(expression.root(), "it gives " + type.words() + " where " + expected.words() + " is wanted.");
        }
        return type;
    }
}
