package org.casewright.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** Notes what a process reached, for the timeline and the workflow bar. */
enum Happenings implements ExecutionListener {
    /** A named event on the way. */
    MILESTONE,
    /** The process is over. */
    END;

    @Override
    public void notify(DelegateExecution execution) {
        var name = execution.getCurrentActivityName();
        if (this == END || (name != null && !name.isBlank())) {
            Workings.current().book().reached(this, execution);
        }
    }
}
