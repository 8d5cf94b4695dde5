package org.casewright.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.Condition;
import org.casewright.expression.Expression;

/** The condition of a flow. Null is false, as everywhere. */
record FeelCondition(Expression feel) implements Condition {

    @Override
    public boolean evaluate(DelegateExecution execution) {
        return evaluate(execution, execution);
    }

    @Override
    public boolean evaluate(VariableScope scope, DelegateExecution execution) {
        return Boolean.TRUE.equals(Workings.current().feel().value(feel, scope));
    }

    @Override
    public boolean tryEvaluate(VariableScope scope, DelegateExecution execution) {
        return evaluate(scope, execution);
    }
}
