package org.casewright.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** Keeps the book of open tasks in step with the engine, in the same transaction. */
record TaskHappenings(UserStep step) implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        var workings = Workings.current();
        switch (task.getEventName()) {
            case EVENTNAME_CREATE -> workings.book().opened((TaskEntity) task, step, subject(task, workings));
            case EVENTNAME_ASSIGNMENT, EVENTNAME_UPDATE -> workings.book().changed((TaskEntity) task);
            case EVENTNAME_COMPLETE, EVENTNAME_DELETE -> workings.book().closed(task.getId());
            default -> throw new IllegalStateException("Nobody asked for " + task.getEventName() + ".");
        }
    }

    private java.util.UUID subject(DelegateTask task, Workings workings) {
        var feel = step.subject();
        if (feel == null) {
            return ProcessFeel.caseOf(task.getExecution());
        }
        return ProcessFeel.idOf(workings.feel().value(feel, task))
                .orElseThrow(() -> new org.casewright.problem.Refusal(
                        org.casewright.problem.ErrorCode.MODULE_FAILED,
                        "Step " + task.getName() + " is about `" + feel.text() + "`, and there is no such record."));
    }
}
