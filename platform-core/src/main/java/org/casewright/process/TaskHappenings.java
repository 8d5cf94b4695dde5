package org.casewright.process;

import java.util.Objects;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.casewright.access.Actor;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;

/** Keeps the book of open tasks in step with the engine, in the same transaction. */
record TaskHappenings(UserStep step) implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        var workings = Workings.current();
        var eyes = step.notSameAs();
        if (eyes != null) {
            switch (task.getEventName()) {
                case EVENTNAME_CREATE -> eyes.spare(task, workings);
                case EVENTNAME_ASSIGNMENT -> eyes.given(task, workings);
                case EVENTNAME_COMPLETE -> eyes.check(task, workings);
                default -> {}
            }
        }
        switch (task.getEventName()) {
            case EVENTNAME_CREATE -> opened((TaskEntity) task, workings);
            case EVENTNAME_ASSIGNMENT, EVENTNAME_UPDATE -> workings.book().changed((TaskEntity) task);
            case EVENTNAME_COMPLETE, EVENTNAME_DELETE -> closed((TaskEntity) task, workings);
            default -> throw new IllegalStateException("Nobody asked for " + task.getEventName() + ".");
        }
    }

    private void opened(TaskEntity task, Workings workings) {
        var subject = subject(task, workings);
        var team = step.team() == null ? null : workings.named().partnersTeam(step.team(), task, workings);
        workings.book().opened(task, step, subject, team);
        if (team != null) {
            var entity = workings.book().entityOf(subject).orElseThrow(Refusal::notFound);
            workings.shares()
                    .hand(
                            UUID.fromString(task.getId()),
                            task.getName(),
                            entity,
                            subject,
                            team,
                            Objects.requireNonNull(step.form()),
                            process(task));
        }
    }

    /** What was opened for the task closes with it, however it ends. */
    private void closed(TaskEntity task, Workings workings) {
        workings.book().closed(task.getId());
        if (step.team() != null) {
            workings.shares().takeBack(UUID.fromString(task.getId()), task.getName(), process(task));
        }
    }

    private static Actor process(TaskEntity task) {
        return Actor.process(ProcessFacts.of(task.getProcessDefinition()).module());
    }

    private UUID subject(DelegateTask task, Workings workings) {
        var feel = step.subject();
        if (feel == null) {
            return ProcessFeel.caseOf(task.getExecution());
        }
        return ProcessFeel.idOf(workings.feel().value(feel, task))
                .orElseThrow(() -> Refusal.of(
                        ErrorCode.MODULE_FAILED,
                        "Step {0} is about `{1}`, and there is no such record.",
                        task.getName(),
                        feel.text()));
    }
}
