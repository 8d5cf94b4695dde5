package org.casewright.process;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Shares.NewShare;
import org.casewright.records.Shares.With;
import org.jspecify.annotations.Nullable;

/**
 * The service task {@code org.casewright.share}: shares the process's record with whom {@code to} names, as the module's processes
 * and in the transaction of whoever moved the process.
 */
final class ShareRecord extends TaskActivityBehavior {

    private final ServiceInputs inputs;

    ShareRecord(ServiceInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    protected void performExecution(ActivityExecution activity) {
        var execution = (ExecutionEntity) activity;
        var workings = Workings.current();
        var step = StepWriting.name(execution);
        var facts = ProcessFacts.of(execution.getProcessDefinition());
        var profile = text("profile", execution, workings);
        StepWriting.told(StepWriting.said(execution, workings), () -> {
            workings.shares()
                    .shareIn(
                            step,
                            facts.entity(),
                            ProcessFeel.caseOf(execution),
                            new NewShare(
                                    with(execution, workings),
                                    privileges(execution, workings),
                                    profile.isEmpty() ? null : profile,
                                    text("purpose", execution, workings),
                                    null,
                                    until(execution, workings)),
                            Mover.process(facts.module()));
        });
        leave(activity);
    }

    private With with(ExecutionEntity execution, Workings workings) {
        var to = inputs.evaluate("to", execution, workings, Map.of());
        var with = to == null ? null : workings.named().with(to).orElse(null);
        if (with == null) {
            throw Refusal.of(
                    ErrorCode.INVALID, "{0} does not know with whom to share.", StepWriting.said(execution, workings));
        }
        return with;
    }

    private Set<String> privileges(ExecutionEntity execution, Workings workings) {
        var privileges = new LinkedHashSet<String>();
        Arrays.stream(text("privileges", execution, workings).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(privileges::add);
        return privileges;
    }

    private String text(String input, ExecutionEntity execution, Workings workings) {
        var value = inputs.evaluate(input, execution, workings, Map.of());
        return value == null ? "" : value.toString();
    }

    /** A day is over when the next begins where the record belongs; what is to end, and nobody can say when, does not begin. */
    private @Nullable OffsetDateTime until(ExecutionEntity execution, Workings workings) {
        if (!inputs.inputs().containsKey("until")) {
            return null;
        }
        return switch (inputs.evaluate("until", execution, workings, Map.of())) {
            case OffsetDateTime moment -> moment;
            case LocalDate day -> workings.feel().begins(day.plusDays(1), execution);
            case String text -> OffsetDateTime.parse(text);
            case null, default ->
                throw Refusal.of(
                        ErrorCode.INVALID,
                        "{0} does not know until when to share.",
                        StepWriting.said(execution, workings));
        };
    }
}
