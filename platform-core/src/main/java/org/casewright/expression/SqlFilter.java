package org.casewright.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns an expression into what SQL can do, or refuses. */
public final class SqlFilter {
    private SqlFilter() {}

    /**
     * The filter that selects the records for which the expression is true. {@code today()}, {@code setting(...)},
     * {@code actor} and all that needs no record are computed now.
     *
     * @throws ExpressionException if SQL cannot do it; the message says what to write or declare instead
     */
    public static Criterion translate(Expression expression, Scope scope, Environment environment)
            throws ExpressionException {
        return translate(expression, scope, environment, Map.of());
    }

    /**
     * The same, where names such as {@code record} of a reference's filter stand for values that are known.
     *
     * @param known names of the root whose values are constants here
     */
    public static Criterion translate(
            Expression expression, Scope scope, Environment environment, Map<String, Values> known)
            throws ExpressionException {
        Scope names = scope.orElse(Scope.of(anything(known)));
        List<String> problems = new ArrayList<>();
        Checker.check(expression, names, FeelType.bool(), problems::add);
        if (!problems.isEmpty()) {
            throw new ExpressionException(expression.text(), problems);
        }
        if (!expression.decisions().isEmpty()) {
            throw ExpressionException.of(
                    expression.text(),
                    "In `" + expression.text()
                            + "`: a filter cannot ask a decision, which looks at whole records; declare"
                            + " a stored x-computed that asks it, and filter by that.");
        }
        return new Translation(expression, scope, environment, known).condition(expression.root());
    }

    private static Map<String, FeelType> anything(Map<String, Values> known) {
        Map<String, FeelType> types = new HashMap<>();
        known.keySet().forEach(name -> types.put(name, FeelType.any()));
        return types;
    }
}
