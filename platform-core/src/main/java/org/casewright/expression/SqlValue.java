package org.casewright.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as SQL can work it out for a stored row, without any SQL. */
public sealed interface SqlValue {

    /** The same for every row; of the kinds that {@link Criterion} names, or null. */
    record Constant(@Nullable Object value) implements SqlValue {}

    /** What stands in the row, or in the record that it refers to. */
    record Read(Criterion.Path path) implements SqlValue {}

    /** The one where the condition is true, else the other. */
    record Choice(Criterion when, SqlValue then, SqlValue otherwise) implements SqlValue {}

    /**
     * Parts taken together from the left.
     *
     * @param texts whether they are texts put together; else numbers
     * @param signs one of {@code + - *} before each part, the first of no meaning
     */
    record Sum(boolean texts, List<SqlValue> parts, String signs) implements SqlValue {
        public Sum {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The value that the expression has for each row. {@code today()} and all that needs no record is computed now.
     *
     * @throws ExpressionException if SQL cannot do it; the message says what can be written instead
     */
    static SqlValue translate(Expression expression, Scope scope, Environment environment) throws ExpressionException {
        List<String> problems = new ArrayList<>();
        Checker.check(expression, scope, null, problems::add);
        if (!problems.isEmpty()) {
            throw new ExpressionException(expression.text(), problems);
        }
        return new Translation(expression, scope, environment, Map.of()).worth(expression.root());
    }
}
