package org.casewright.process;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition.RuleDefinition;
import org.casewright.entity.JsonValues;
import org.casewright.expression.Values;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.ServiceInputs.Input;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service task {@code org.casewright.set-fields}: writes values into the process's record, or into each record of a list
 * ({@code of}; {@code item} is the one at hand), as the module's processes and in the transaction of whoever moved the
 * process. What is wrong goes back to them.
 */
final class SetFields extends TaskActivityBehavior {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ServiceInputs inputs;

    SetFields(ServiceInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    protected void performExecution(ActivityExecution execution) {
        var workings = Workings.current();
        var changes = changes((ExecutionEntity) execution, workings);
        if (!changes.isEmpty()) {
            write(changes, (ExecutionEntity) execution, workings);
        }
        leave(execution);
    }

    private void write(List<Change.Update> changes, ExecutionEntity execution, Workings workings) {
        var module = ProcessFacts.of(execution.getProcessDefinition()).module();
        var step = name(execution);
        var reason = text("reason", execution, workings);
        // There is nobody to ask: warnings are for people.
        var options = new Options(warnings(workings), reason, step, Set.of(), 0, false);
        switch (workings.records().apply(changes, Actor.process(module), options)) {
            case Outcome.Saved saved -> {}
            case Outcome.Stale stale ->
                throw new Refusal(ErrorCode.CONFLICT, step + ": somebody else has just changed the same record.");
            case Outcome.Rejected rejected ->
                throw new Refusal(
                        ErrorCode.INVALID,
                        step + " is not possible.",
                        rejected.problems().stream()
                                .map(problem -> said(step, problem))
                                .distinct()
                                .toList());
        }
    }

    /** The values are not the asker's, so no field of hers is meant. */
    private static Problem said(String step, Problem problem) {
        return new Problem(
                problem.code(),
                problem.severity(),
                "",
                step + ": " + problem.message(),
                problem.advice(),
                problem.location(),
                problem.rule());
    }

    private static Set<String> warnings(Workings workings) {
        return workings.catalogs().current().entities().stream()
                .flatMap(entity -> entity.rules().stream())
                .filter(RuleDefinition::warning)
                .map(RuleDefinition::id)
                .collect(Collectors.toSet());
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
        return new Refusal(ErrorCode.MODULE_FAILED, name(execution) + " writes into a record that is not there.");
    }

    /** Ids of the records to write and each as FEEL sees it. Without {@code of} the process's own; null is none. */
    private Map<UUID, Object> targets(ExecutionEntity execution, Workings workings) {
        var targets = new LinkedHashMap<UUID, Object>();
        if (!inputs.inputs().containsKey("of")) {
            var own = workings.feel().value(Expressions.parse("record"), execution);
            targets.put(ProcessFeel.caseOf(execution), java.util.Objects.requireNonNull(own));
            return targets;
        }
        var of = evaluate(inputs.inputs().get("of"), execution, workings, Map.of());
        for (var item : of instanceof Collection<?> list ? list : java.util.Collections.singletonList(of)) {
            if (item != null) {
                targets.put(ProcessFeel.idOf(item).orElseThrow(() -> missing(execution)), item);
            }
        }
        return targets;
    }

    private ObjectNode values(ExecutionEntity execution, Workings workings, Object item) {
        var value = evaluate(inputs.inputs().get("values"), execution, workings, Map.of("item", item));
        if (json(value) instanceof ObjectNode object) {
            return object;
        }
        throw new Refusal(ErrorCode.MODULE_FAILED, name(execution) + " has no values to write.");
    }

    private @Nullable String text(String input, ExecutionEntity execution, Workings workings) {
        var value = evaluate(inputs.inputs().get(input), execution, workings, Map.of());
        return value == null ? null : value.toString();
    }

    private static @Nullable Object evaluate(
            @Nullable Input input, ExecutionEntity execution, Workings workings, Map<String, Object> more) {
        return switch (input) {
            case null -> null;
            case Input.Text(var text) -> text;
            case Input.Feel(var expression) -> workings.feel().value(expression, execution, more);
            case Input.Parts(var entries) -> {
                var parts = NODES.objectNode();
                entries.forEach((name, part) -> parts.set(name, json(evaluate(part, execution, workings, more))));
                yield parts;
            }
        };
    }

    private static String name(ExecutionEntity execution) {
        var name = execution.getCurrentActivityName();
        return name == null || name.isBlank() ? execution.getCurrentActivityId() : name;
    }

    /** A value of FEEL as the API writes it; a record is its id. */
    private static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case JsonNode node -> node;
            case Boolean flag -> NODES.booleanNode(flag);
            case BigDecimal number -> NODES.numberNode(number);
            case Number number -> NODES.numberNode(new BigDecimal(number.toString()));
            case OffsetDateTime moment -> NODES.stringNode(JsonValues.moment(moment));
            case Collection<?> list -> {
                var array = NODES.arrayNode();
                list.forEach(item -> array.add(json(item)));
                yield array;
            }
            case Values values
            when values.entries().isEmpty() ->
                ProcessFeel.idOf(values)
                        .<JsonNode>map(id -> NODES.stringNode(id.toString()))
                        .orElseGet(NODES::nullNode);
            case Values values -> {
                var object = NODES.objectNode();
                values.entries().forEach((name, part) -> object.set(name, json(part)));
                yield object;
            }
            default -> NODES.stringNode(value.toString());
        };
    }
}
