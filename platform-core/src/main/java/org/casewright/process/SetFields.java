package org.casewright.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service task {@code org.casewright.set-fields}: writes values into the process's record, or into each record of a list
 * ({@code of}; {@code item} is the one at hand), as the module's processes and in the transaction of whoever moved the
 * process. What is wrong goes back to them.
 */
final class SetFields extends TaskActivityBehavior {

    private final ServiceInputs inputs;

    SetFields(ServiceInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    protected void performExecution(ActivityExecution execution) {
        var workings = Workings.current();
        var changes = changes((ExecutionEntity) execution, workings);
        if (!changes.isEmpty()) {
            var reason = text("reason", (ExecutionEntity) execution, workings);
            StepWriting.write(changes, (ExecutionEntity) execution, workings, reason);
        }
        leave(execution);
    }

    private List<Change.Update> changes(ExecutionEntity execution, Workings workings) {
        return targets(execution, workings).entrySet().stream()
                .map(target -> Change.update(
                        workings.book().entityOf(target.getKey()).orElseThrow(() -> missing(execution)),
                        target.getKey(),
                        null,
                        values(execution, workings, target.getValue())))
                .toList();
    }

    private static Refusal missing(ExecutionEntity execution) {
        return Refusal.of(
                ErrorCode.MODULE_FAILED, "{0} writes into a record that is not there.", StepWriting.name(execution));
    }

    /** Ids of the records to write and each as FEEL sees it. Without {@code of} the process's own; null is none. */
    private Map<UUID, Object> targets(ExecutionEntity execution, Workings workings) {
        var targets = new LinkedHashMap<UUID, Object>();
        if (!inputs.inputs().containsKey("of")) {
            var own = workings.feel().value(Expressions.parse("record"), execution);
            targets.put(ProcessFeel.caseOf(execution), java.util.Objects.requireNonNull(own));
            return targets;
        }
        var of = inputs.evaluate("of", execution, workings, Map.of());
        for (var item : of instanceof Collection<?> list ? list : java.util.Collections.singletonList(of)) {
            if (item != null) {
                targets.put(ProcessFeel.idOf(item).orElseThrow(() -> missing(execution)), item);
            }
        }
        return targets;
    }

    private ObjectNode values(ExecutionEntity execution, Workings workings, Object item) {
        var value = inputs.evaluate("values", execution, workings, Map.of("item", item));
        if (StepWriting.json(value) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.of(ErrorCode.MODULE_FAILED, "{0} has no values to write.", StepWriting.name(execution));
    }

    private @Nullable String text(String input, ExecutionEntity execution, Workings workings) {
        var value = inputs.evaluate(input, execution, workings, Map.of());
        return value == null ? null : value.toString();
    }
}
