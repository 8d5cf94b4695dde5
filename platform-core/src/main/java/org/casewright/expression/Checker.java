package org.casewright.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds an expression against the names and types of a scope. */
public final class Checker {
    private Checker() {}

    /** Reads and checks what somebody typed as a filter or condition; null if there were problems. */
    public static @Nullable Expression condition(String text, Scope scope, Consumer<String> problems) {
        try {
            List<String> found = new ArrayList<>();
            Expression expression = Expression.parse(text);
            check(expression, scope, FeelType.bool(), found::add);
            found.forEach(problems);
            return found.isEmpty() ? expression : null;
        } catch (ExpressionException unreadable) {
            problems.accept(String.valueOf(unreadable.getMessage()));
            return null;
        }
    }

    /**
     * Says all that is wrong, each as a sentence that quotes the expression and says what would be right.
     *
     * @param expected the type that is wanted; null if any will do
     * @return the type of the expression, {@code Any} where it cannot be told
     */
    public static FeelType check(
            Expression expression, Scope scope, @Nullable FeelType expected, Consumer<String> problems) {
        Check check = new Check(
                expression,
                scope,
                (node, reason) -> problems.accept(ExpressionException.sentence(expression.text(), node.at(), reason)));
        FeelType type = check.type(expression.root());
        if (expected != null && !Types.fits(type, expected)) {
            check.problem(expression.root(), "it gives " + type.words() + " where " + expected.words() + " is wanted.");
        }
        return type;
    }
}
