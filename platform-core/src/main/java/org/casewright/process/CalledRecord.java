package org.casewright.process;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.core.variable.mapping.value.ParameterValueProvider;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;

/** The record on which a called process works, as FEEL in the process that calls it says. */
record CalledRecord(Expression feel) implements ParameterValueProvider {

    @Override
    public Object getValue(VariableScope scope) {
        return ProcessFeel.idOf(Workings.current().feel().value(feel, scope))
                .orElseThrow(() -> Refusal.of(
                        ErrorCode.MODULE_FAILED,
                        "A process is called with `{0}`, and there is no such record.",
                        feel.text()))
                .toString();
    }

    @Override
    public boolean isDynamic() {
        return true;
    }
}
