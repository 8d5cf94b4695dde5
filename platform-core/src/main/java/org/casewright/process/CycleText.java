package org.casewright.process;

import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.jspecify.annotations.Nullable;

/** When a timer repeats, with its beginning: without one the engine would count from its own clock, not from the platform's. */
record CycleText(Expression text) implements Expression {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object getValue(VariableScope scope) {
        return begun(text.getValue(scope));
    }

    @Override
    public @Nullable Object getValue(VariableScope scope, BaseDelegateExecution execution) {
        return begun(text.getValue(scope, execution));
    }

    /** {@code R3/PT8H} becomes {@code R3/BEGINNING/PT8H}; what says its beginning or end itself stays as it is. */
    private static @Nullable Object begun(@Nullable Object value) {
        if (value instanceof String cycle && cycle.startsWith("R") && cycle.split("/", -1).length == 2) {
            return cycle.replace("/", "/" + Workings.current().clock().instant() + "/");
        }
        return value;
    }

    @Override
    public void setValue(Object value, VariableScope scope) {
        text.setValue(value, scope);
    }

    @Override
    public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
        text.setValue(value, scope, execution);
    }

    @Override
    public String getExpressionText() {
        return text.getExpressionText();
    }

    @Override
    public boolean isLiteralText() {
        return text.isLiteralText();
    }
}
