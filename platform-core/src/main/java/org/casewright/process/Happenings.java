package org.casewright.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** Notes what a process reached, for the timeline and the workflow bar. */
enum Happenings implements ExecutionListener {
    /** The process was begun by another. */
    CALLED,
    /** A named event on the way. */
    MILESTONE,
    /** The process is over. */
    END;

    @Override
    public void notify(DelegateExecution execution) {
        if (this == CALLED) {
            called((ExecutionEntity) execution);
            return;
        }
        var name = execution.getCurrentActivityName();
        if (this == END || (name != null && !name.isBlank())) {
            Workings.current().book().reached(this, execution);
        }
    }

    private static void called(ExecutionEntity execution) {
        if (execution.getSuperExecution() != null) {
            Workings.current().book().called(execution);
        }
    }
}
