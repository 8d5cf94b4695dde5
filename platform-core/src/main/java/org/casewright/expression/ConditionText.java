package org.casewright.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.casewright.expression.Condition.Relation;
import org.casewright.expression.Condition.Test;

/** From a test to its FEEL. */
final class ConditionText {
    private ConditionText() {}

    static String of(String name, Test test) {
        var values = test.values();
        return switch (test.relation()) {
            case BETWEEN -> name + " between " + literal(values.get(0)) + " and " + literal(values.get(1));
            case ONE_OF -> name + " in (" + literals(values) + ")";
            case NONE_OF -> "not(" + name + " in (" + literals(values) + "))";
            case STARTS_WITH -> "starts with(" + name + ", " + literal(values.getFirst()) + ")";
            case CONTAINS -> "contains(" + name + ", " + literal(values.getFirst()) + ")";
            case INCLUDES -> "list contains(" + name + ", " + literal(values.getFirst()) + ")";
            case EMPTY -> name + " = null";
            case FILLED -> name + " != null";
            case TODAY -> name + " = today()";
            case LAST_DAYS -> name + " between today() - " + days(values) + " and today()";
            case NEXT_DAYS -> name + " between today() and today() + " + days(values);
            default -> name + " " + sign(test.relation()) + " " + literal(values.getFirst());
        };
    }

    private static String days(List<Object> values) {
        return "duration(\"P" + (((BigDecimal) values.getFirst()).intValue() - 1) + "D\")";
    }

    private static String literals(List<Object> values) {
        return values.stream().map(ConditionText::literal).collect(Collectors.joining(", "));
    }

    private static String literal(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Boolean flag -> flag.toString();
            case LocalDate day -> "date(\"" + day + "\")";
            case OffsetDateTime moment -> "@\"" + moment + "\"";
            default ->
                '"'
                        + value.toString()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                        + '"';
        };
    }

    private static String sign(Relation relation) {
        return switch (relation) {
            case IS_NOT -> "!=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
            default -> "=";
        };
    }
}
