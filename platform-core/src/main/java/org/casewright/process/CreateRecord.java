package org.casewright.process;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.ServiceInputs.Input;
import org.casewright.records.Change;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service task {@code org.casewright.create-record}: makes a record of {@code values} as the module's processes, in the
 * unit of the process's record and the transaction of whoever moved the process. What {@code into} names then refers to it.
 */
final class CreateRecord extends TaskActivityBehavior {

    private final ServiceInputs inputs;

    CreateRecord(ServiceInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    protected void performExecution(ActivityExecution activity) {
        var execution = (ExecutionEntity) activity;
        var workings = Workings.current();
        var values = StepWriting.json(inputs.evaluate("values", execution, workings, Map.of()));
        if (!(values instanceof ObjectNode object)) {
            throw Refusal.of(
                    ErrorCode.MODULE_FAILED, "{0} has no values to make a record of.", StepWriting.name(execution));
        }
        var create = new Change.Create(entity(execution), null, object);
        var made = StepWriting.write(List.of(create), execution, workings, null).record();
        var into = text("into");
        if (!into.isEmpty()) {
            var reference =
                    JsonNodeFactory.instance.objectNode().put(into, made.id().toString());
            var own = ProcessFacts.of(execution.getProcessDefinition()).entity();
            StepWriting.write(
                    List.of(Change.update(own, ProcessFeel.caseOf(execution), null, reference)),
                    execution,
                    workings,
                    null);
        }
        leave(activity);
    }

    private String entity(ExecutionEntity execution) {
        var name = text("entity");
        return name.contains("/")
                ? name
                : ProcessFacts.of(execution.getProcessDefinition()).module() + "/" + name;
    }

    private String text(String input) {
        return inputs.inputs().get(input) instanceof Input.Text(var text) ? text : "";
    }
}
