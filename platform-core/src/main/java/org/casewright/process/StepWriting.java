package org.casewright.process;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.casewright.definition.EntityDefinition.RuleDefinition;
import org.casewright.entity.JsonValues;
import org.casewright.expression.Values;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How steps of a process write records: as the module's processes, in the transaction of whoever moved the process. */
final class StepWriting {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StepWriting() {}

    /** Writes, or says to whoever moved the process what is wrong; what was made belongs to the unit of the process's record. */
    static Outcome.Saved write(
            List<? extends Change> changes, ExecutionEntity execution, Workings workings, @Nullable String reason) {
        var module = ProcessFacts.of(execution.getProcessDefinition()).module();
        var step = name(execution);
        // There is nobody to ask: warnings are for people.
        var unit = workings.feel().unit(execution);
        var options = new Options(warnings(workings), reason, step, Set.of(), unit, false)
                .causedBy(ProcessFeel.caseOf(execution));
        return switch (workings.records().apply(changes, Mover.process(module), options)) {
            case Outcome.Saved saved -> saved;
            case Outcome.Stale stale ->
                throw Refusal.of(
                        ErrorCode.CONFLICT,
                        "{0}: somebody else has just changed the same record.",
                        said(execution, workings));
            case Outcome.Rejected rejected -> throw impossible(said(execution, workings), rejected.problems());
        };
    }

    /** Does what refuses by itself, and says in which step that was. */
    static void told(String step, Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.INVALID && !refusal.problems().isEmpty()) {
                throw impossible(step, refusal.problems());
            }
            throw refusal;
        }
    }

    private static Refusal impossible(String step, List<Problem> problems) {
        return new Refusal(
                ErrorCode.INVALID,
                Message.of("{0} is not possible.", step),
                problems.stream().map(problem -> said(step, problem)).distinct().toList());
    }

    /** The values are not the asker's, so no field of hers is meant. */
    private static Problem said(String step, Problem problem) {
        return new Problem(
                problem.code(),
                problem.severity(),
                "",
                Message.of("{0}: {1}", step, problem.text()),
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

    /** What the step is called, in the words of whoever moves the process. */
    static String said(ExecutionEntity execution, Workings workings) {
        return workings.catalogs()
                .current(Mover.language())
                .step(execution.getProcessDefinition().getKey(), execution.getCurrentActivityId(), name(execution));
    }

    /** What the file calls the step: so the history keeps it. */
    static String name(ExecutionEntity execution) {
        var name = execution.getCurrentActivityName();
        return name == null || name.isBlank() ? execution.getCurrentActivityId() : name;
    }

    /** A value of FEEL as the API writes it; a record is its id. */
    static JsonNode json(@Nullable Object value) {
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
