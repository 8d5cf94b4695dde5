package org.casewright.process;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.jspecify.annotations.Nullable;

/**
 * The service task {@code org.casewright.wait-for}: goes on as soon as its condition over the record is true, in the
 * transaction of whoever made it so.
 */
final class WaitFor extends TaskActivityBehavior implements ExecutionListener {

    private final ServiceInputs inputs;

    WaitFor(ServiceInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    protected void performExecution(ActivityExecution execution) {
        var workings = Workings.current();
        // Who makes it true has to find it waiting, or it has to find it true.
        workings.records().keepStill(ProcessFeel.caseOf(execution));
        if (holds((ExecutionEntity) execution, workings)) {
            leave(execution);
        } else {
            workings.book().waits(execution.getId(), ProcessFeel.caseOf(execution));
        }
    }

    /** The record may be as it is waited for. */
    @Override
    public void signal(ActivityExecution execution, @Nullable String name, @Nullable Object data) {
        if (holds((ExecutionEntity) execution, Workings.current())) {
            leave(execution);
        }
    }

    private boolean holds(ExecutionEntity execution, Workings workings) {
        return Boolean.TRUE.equals(inputs.evaluate("when", execution, workings, Map.of()));
    }

    /** It waits no more, because it went on or because it was ended. */
    @Override
    public void notify(DelegateExecution execution) {
        Workings.current().book().waitsNoMore(execution.getId());
    }
}
