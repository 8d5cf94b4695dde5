package org.casewright.process;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Expression;
import org.casewright.expression.Values;
import org.casewright.records.Change;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The business rule task: asks a decision about the process's record as it is now, and writes outputs into its properties, as the
 * module's processes and in the transaction of whoever moved the process. The decision is that of the release that is served, not of
 * the one with which the process began.
 */
final class AskDecision extends TaskActivityBehavior {

    private final Expression question;
    private final Map<String, String> outputs;

    /**
     * @param decision as FEEL in the module calls it
     * @param outputs property -> output
     */
    AskDecision(String decision, Map<String, String> outputs) {
        this.question = Expressions.parse("decide(\"" + decision + "\")");
        this.outputs = Map.copyOf(outputs);
    }

    /** {@code amount = amount, currency = currency}: property -> output. */
    static Map<String, String> outputs(String set) {
        var outputs = new LinkedHashMap<String, String>();
        for (var pair : set.split(",")) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                outputs.put(parts[0].strip(), parts[1].strip());
            }
        }
        return outputs;
    }

    @Override
    protected void performExecution(ActivityExecution activity) {
        var workings = Workings.current();
        var execution = (ExecutionEntity) activity;
        var answer = workings.feel().value(question, execution);
        var facts = ProcessFacts.of(execution.getProcessDefinition());
        var entity = workings.catalogs().current().entity(facts.entity());
        var values = JsonNodeFactory.instance.objectNode();
        outputs.forEach((property, output) ->
                values.set(property, StepWriting.json(suited(entity, property, part(answer, output)))));
        var change = Change.update(entity.ref(), ProcessFeel.caseOf(execution), null, values);
        StepWriting.write(List.of(change), execution, workings, null);
        leave(activity);
    }

    private static @Nullable Object part(@Nullable Object answer, String output) {
        return switch (answer) {
            case Values values -> values.get(output);
            case Collection<?> list ->
                list.stream().map(item -> part(item, output)).toList();
            case null, default -> null;
        };
    }

    /** Numbers become multiples of what the property's schema says; halves to the even one, as computed values do. */
    private static @Nullable Object suited(EntityDefinition entity, String property, @Nullable Object value) {
        if (!(value instanceof BigDecimal number)) {
            return value;
        }
        var said = entity.jsonSchema().path("properties").path(property).path("multipleOf");
        var definition = entity.properties().get(property);
        var step = said.isNumber()
                ? said.decimalValue()
                : definition != null && definition.type() instanceof PropertyType.Whole
                        ? BigDecimal.ONE
                        : BigDecimal.ZERO;
        return step.signum() > 0
                ? number.divide(step, 0, RoundingMode.HALF_EVEN).multiply(step)
                : number;
    }
}
