package org.casewright.process;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/** A FEEL value in a process file, as the engine asks for it: dates as its dates, durations as ISO text. */
final class FeelText implements org.camunda.bpm.engine.impl.el.Expression {

    private static final long serialVersionUID = 1L;

    /** What a day without a time means, and what no value means. */
    enum Use {
        /** A day is its beginning. */
        VALUE,
        /** A day is its end: what is due on a day is not late on it. */
        DEADLINE,
        /** A day is its beginning; no value is never. */
        TIMER,
        /** No value is no. */
        CONDITION
    }

    private final transient Expression feel;
    private final Use use;

    FeelText(Expression feel) {
        this(feel, Use.VALUE);
    }

    private FeelText(Expression feel, Use use) {
        this.feel = feel;
        this.use = use;
    }

    FeelText as(Use other) {
        return new FeelText(feel, other);
    }

    @Override
    public @Nullable Object getValue(VariableScope scope) {
        return Workings.current().feel().forEngine(feel, scope, use);
    }

    @Override
    public @Nullable Object getValue(VariableScope scope, BaseDelegateExecution execution) {
        return getValue(scope);
    }

    @Override
    public void setValue(Object value, VariableScope scope) {
        throw new ProcessEngineException("FEEL does not assign.");
    }

    @Override
    public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
        setValue(value, scope);
    }

    @Override
    public String getExpressionText() {
        return "= " + feel.text();
    }

    @Override
    public boolean isLiteralText() {
        return false;
    }
}
