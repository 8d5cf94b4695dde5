package org.casewright.api;

import java.util.List;
import org.casewright.catalog.Remembered;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;

/** FEEL of the parameter {@code filter}. */
final class Filters {

    /** People and programs ask the same again and again. */
    private static final Remembered<String, Expression> PARSED = new Remembered<>(200);

    private Filters() {}

    static Expression parse(String text) {
        try {
            return PARSED.get(text, Expression::parse);
        } catch (ExpressionException e) {
            throw new Refusal(
                    ErrorCode.FILTER,
                    "This filter cannot be read.",
                    List.of(Problem.at("/filter", ErrorCode.FILTER, String.valueOf(e.getMessage()))));
        }
    }
}
