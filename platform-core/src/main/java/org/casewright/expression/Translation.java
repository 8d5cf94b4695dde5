package org.casewright.expression;

import java.util.Map;

/** One translation of one expression to a criterion. */
final class Translation {
    private final Expression expression;

    Translation(Expression expression, Scope scope, Environment environment, Map<String, Values> known) {
        this.expression = expression;
    }

    Criterion condition(Node node) {
        if (node instanceof Node.Literal literal && literal.value() instanceof Boolean constant) {
            return new Criterion.Constant(constant);
        }
        throw new ExpressionException(expression.text(), node.at(), "SQL cannot do this.");
    }
}
