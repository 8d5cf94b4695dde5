package org.casewright.process;

import java.lang.reflect.Method;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.ExpressionManager;
import org.casewright.expression.ExpressionException;
import org.jspecify.annotations.Nullable;

/** Texts in process files: FEEL behind {@code =}, variables' paths and comparisons in <code>${..}</code>, else plain. */
final class Expressions implements ExpressionManager {

    private static final String OPERATOR = "==|!=|<=|>=|<|>|&&|\\|\\||!|\\b(?:eq|ne|lt|gt|le|ge|and|or|not|empty)\\b";
    private static final String OPERAND =
            "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*|-?\\d+(?:\\.\\d+)?|'[^'\\\\$#]*'|\"[^\"\\\\$#]*\"";
    private static final Pattern PATHS_AND_COMPARISONS = Pattern.compile(
            "\\$\\{(?:\\s|\\(|\\)|" + OPERATOR + "|(?:" + OPERAND + ")(?!\\s*[\\[(]))*+}",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final VariablePaths paths = new VariablePaths();

    @Override
    public Expression createExpression(String text) {
        if (text.startsWith("=")) {
            return new FeelText(parse(text.substring(1)));
        }
        if ((text.contains("${") || text.contains("#{"))
                && !PATHS_AND_COMPARISONS.matcher(text.strip()).matches()) {
            throw new ProcessEngineException(
                    "`" + text + "` is neither a variable's path nor a comparison of variables. Write FEEL behind =.");
        }
        return paths.createExpression(text.strip());
    }

    static org.casewright.expression.Expression parse(String feel) {
        try {
            return org.casewright.expression.Expression.parse(feel.strip());
        } catch (ExpressionException e) {
            throw new ProcessEngineException(e.getMessage(), e);
        }
    }

    @Override
    public void addFunction(String name, @Nullable Method function) {
        // No function is ever called from a process file.
    }
}
