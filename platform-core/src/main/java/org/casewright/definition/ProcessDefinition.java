package org.casewright.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A workflow file that was found safe.
 *
 * @param id the BPMN process id, which is the file's name
 * @param entity {@code module/entity} whose record the process works on
 * @param start when an instance starts; null when the process is only called
 * @param steps names of the steps that people read of: tasks of every kind, what is reached on the way, and ends; by element id
 * @param waits conditions over the record for which steps wait
 * @param opens what its steps open to others, in words behind “may”: for whoever compares releases
 * @param bpmn the file's text
 */
public record ProcessDefinition(
        String module,
        String id,
        String name,
        String entity,
        @Nullable Start start,
        Map<String, UserTask> userTasks,
        Map<String, String> steps,
        List<Expression> waits,
        List<String> opens,
        String bpmn) {

    public ProcessDefinition {
        steps = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(steps));
        waits = List.copyOf(waits);
        opens = List.copyOf(opens);
        userTasks = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(userTasks));
    }

    /** A process in which no step waits for a condition or opens anything, and people read of none but their own. */
    public ProcessDefinition(
            String module,
            String id,
            String name,
            String entity,
            @Nullable Start start,
            Map<String, UserTask> userTasks,
            String bpmn) {
        this(module, id, name, entity, start, userTasks, Map.of(), List.of(), List.of(), bpmn);
    }

    /** The same process, called otherwise. */
    public ProcessDefinition called(
            String otherName, Map<String, UserTask> otherTasks, Map<String, String> otherSteps) {
        return new ProcessDefinition(module, id, otherName, entity, start, otherTasks, otherSteps, waits, opens, bpmn);
    }

    /** When an instance starts by itself. */
    public sealed interface Start {

        /** On creation of the record, if the condition (when there is one) is true. */
        record Create(@Nullable Expression condition) implements Start {}

        /** When a change makes the condition true that was not; the creation of the record is a change. */
        record When(Expression condition) implements Start {}

        /** Once a day, in the time zone of the record's unit, with each record for which the condition is true; SQL finds them. */
        record Daily(Expression condition) implements Start {}

        /** When the message comes, with a record of its own that {@code create} gives the values of. */
        record Message(String message, Expression create) implements Start {}
    }

    /**
     * A step for a person.
     *
     * @param form {@code module/form}; null when nothing is edited
     * @param roles candidate groups
     * @param subject FEEL that gives the record it is about; null for the process's record
     * @param toPartner whether a partner's team may be given it, which then reads what the form shows
     * @param outcomes buttons, in the file's order; empty for one button that completes
     */
    public record UserTask(
            String id,
            String name,
            @Nullable String form,
            List<String> roles,
            @Nullable Expression subject,
            boolean toPartner,
            List<Outcome> outcomes) {
        public UserTask {
            roles = List.copyOf(roles);
            outcomes = List.copyOf(outcomes);
        }

        /** The same step, called otherwise. */
        public UserTask called(String otherName, List<Outcome> otherOutcomes) {
            return new UserTask(id, otherName, form, roles, subject, toPartner, otherOutcomes);
        }

        /** The outcome of this name. */
        public Optional<Outcome> outcome(String outcomeName) {
            return outcomes.stream()
                    .filter(outcome -> outcome.name().equals(outcomeName))
                    .findFirst();
        }
    }

    /** A button of a task; {@code comment}: one must be written. */
    public record Outcome(String name, String title, boolean comment) {}
}
