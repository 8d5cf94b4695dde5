package org.casewright.loading;

import static org.casewright.loading.DmnWords.DMN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.casewright.definition.DecisionDefinition.ValueType;
import org.casewright.expression.Expression;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads the expressions and types of one decision file. */
final class DmnCells {

    private final String label;
    private final Feel feel;
    private final Problems problems;

    DmnCells(String label, Feel feel, Problems problems) {
        this.label = label;
        this.feel = feel;
        this.problems = problems;
    }

    /** The tests in a cell, for what is held against an input; null with problems. */
    @Nullable
    Expression tests(XmlElement cell) {
        var tests = feel.tests(text(cell), at(cell));
        return tests != null && told(cell, tests) ? tests : null;
    }

    /** The expression that gives a value of a type; null with problems. */
    @Nullable
    Expression result(XmlElement element, @Nullable ValueType type) {
        var expression = parsed(element);
        if (expression == null || type == null) {
            return expression;
        }
        var value = expression.constant().map(Expression.Constant::value).orElse(null);
        if (value != null && !type.holds(value)) {
            problem(
                    element,
                    "`" + expression.text() + "` is not of the type " + word(type) + ".",
                    type == ValueType.STRING
                            ? "Texts stand in quotation marks."
                            : "Change it, or the output's typeRef.");
            return null;
        }
        return expression;
    }

    /** The values that are written out, in their order. */
    List<Object> values(XmlElement element, ValueType type) {
        var text = text(element);
        var all = feel.parse("[" + text + "]", at(element));
        if (all == null) {
            return List.of();
        }
        var values = new ArrayList<Object>();
        for (var item : all.items()) {
            var value = item.map(Expression.Constant::value).orElse(null);
            if (value == null || !type.holds(value)) {
                problem(
                        element,
                        "`" + text + "` is no list of values of the type " + word(type) + ".",
                        "Write them out with commas between, such as "
                                + (type == ValueType.STRING ? "\"HIGH\", \"LOW\"." : "1, 2."));
                return List.of();
            }
            values.add(value);
        }
        return values;
    }

    /** The expression in an element; null with problems. */
    @Nullable
    Expression parsed(XmlElement element) {
        var text = text(element);
        if (text.isEmpty()) {
            problem(
                    element,
                    "Nothing stands in <" + element.local() + ">.",
                    "Write a value or an expression, or null.");
            return null;
        }
        var expression = feel.parse(text, at(element));
        return expression != null && told(element, expression) ? expression : null;
    }

    private boolean told(XmlElement element, Expression expression) {
        if (expression.readsActor()) {
            problem(
                    element,
                    "`" + expression.text() + "` depends on who asks.",
                    "A decision says the same to everybody.");
            return false;
        }
        return true;
    }

    /** The type of an output; null with a problem. */
    @Nullable
    ValueType requiredType(XmlElement element) {
        if (element.attribute("typeRef").isEmpty()) {
            problem(element, "An output has no type.", "Give it typeRef: " + types() + ".");
            return null;
        }
        return type(element);
    }

    @Nullable
    ValueType type(XmlElement element) {
        var said = element.attribute("typeRef").orElse("");
        for (var type : ValueType.values()) {
            if (word(type).equals(said)) {
                return type;
            }
        }
        problem(
                element,
                "There is no type “" + said + "” here.",
                said.equals("number")
                        ? "Write double, or integer for whole numbers."
                        : "Write one of: " + types() + ".");
        return null;
    }

    private static String types() {
        return String.join(
                ", ", Arrays.stream(ValueType.values()).map(DmnCells::word).toList());
    }

    static String word(ValueType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String text(XmlElement element) {
        return element.child(DMN, "text").map(XmlElement::text).orElse("");
    }

    Location at(XmlElement element) {
        return element.at(label);
    }

    void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(at(element), message, advice));
    }
}
