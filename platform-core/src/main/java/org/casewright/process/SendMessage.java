package org.casewright.process;

import java.util.Map;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.ServiceInputs.Input;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The service task {@code org.casewright.send-message}: whoever it reaches goes on in the same transaction. */
final class SendMessage extends TaskActivityBehavior {

    private final ServiceInputs inputs;

    SendMessage(ServiceInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    protected void performExecution(ActivityExecution activity) {
        var execution = (ExecutionEntity) activity;
        var workings = Workings.current();
        var name = inputs.inputs().get("message") instanceof Input.Text(var text) ? text : "";
        var given = inputs.inputs().get("payload");
        var payload = given == null
                ? JsonNodeFactory.instance.objectNode()
                : StepWriting.json(inputs.evaluate("payload", execution, workings, Map.of()));
        if (!(payload instanceof ObjectNode object)) {
            throw Refusal.of(ErrorCode.MODULE_FAILED, "{0} has no payload to send.", StepWriting.name(execution));
        }
        workings.messages().send(name, object, workings.feel().unit(execution));
        workings.book().sent(name, execution);
        leave(activity);
    }
}
