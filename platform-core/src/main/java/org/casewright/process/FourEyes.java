package org.casewright.process;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.ServiceInputs.Input;
import org.jspecify.annotations.Nullable;

/**
 * Who must not do a step: whoever did others of the same process, and accounts that FEEL names. Standing in for one of them is being
 * one of them.
 *
 * @param steps ids of the other steps
 * @param accounts FEEL for an account or several; null for none
 */
record FourEyes(Set<String> steps, @Nullable Input accounts) {

    /** From {@code interview, review, = [record.officer]}; FEEL comes last, for it has commas of its own. */
    static FourEyes of(String written) {
        var feel = written.indexOf('=');
        var steps = Arrays.stream((feel < 0 ? written : written.substring(0, feel)).split(",", -1))
                .map(String::strip)
                .filter(step -> !step.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new FourEyes(steps, feel < 0 ? null : ServiceInputs.input(written.substring(feel)));
    }

    /** Whoever must not do the step is not given it. */
    void spare(DelegateTask task, Workings workings) {
        if (isGivenWrongly(task, workings)) {
            task.setAssignee(null);
        }
    }

    /** The same of a step that is there already; whoever takes it themselves is told why not. */
    void given(DelegateTask task, Workings workings) {
        var who = Mover.who();
        if (who != null && who.id().toString().equals(task.getAssignee())) {
            check(task, workings);
        } else {
            spare(task, workings);
        }
    }

    private boolean isGivenWrongly(DelegateTask task, Workings workings) {
        return ProcessFeel.idOf(task.getAssignee())
                .filter(account -> bars(account, (TaskEntity) task, workings))
                .isPresent();
    }

    /** Refuses whoever does the step and must not. */
    void check(DelegateTask task, Workings workings) {
        var who = Mover.who();
        if (who != null && bars(who.id(), (TaskEntity) task, workings)) {
            throw refusal();
        }
    }

    private static Refusal refusal() {
        return new Refusal(
                ErrorCode.FORBIDDEN,
                "This step needs a second pair of eyes: whoever did the step before it, or stands in for them, may not do it.");
    }

    private boolean bars(UUID account, TaskEntity task, Workings workings) {
        var others = new HashSet<UUID>();
        if (!steps.isEmpty()) {
            others.addAll(
                    workings.book().doers(ProcessFeel.caseOf(task.getExecution()), task.getProcessInstanceId(), steps));
        }
        var named = ServiceInputs.value(accounts, task.getExecution(), workings, Map.of());
        for (var one : named instanceof Collection<?> several ? several : named == null ? List.of() : List.of(named)) {
            if (one != null) {
                workings.named().account(one).ifPresent(found -> others.add(found.id()));
            }
        }
        return others.contains(account)
                || workings.delegations().to(account).stream().anyMatch(others::contains);
    }
}
