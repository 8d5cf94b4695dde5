package org.casewright.process;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.casewright.definition.ProcessDefinition.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * An open task, as somebody who may see it sees it.
 *
 * @param id the engine's task id
 * @param name of the step
 * @param process BPMN process id
 * @param step BPMN element id
 * @param entity {@code module/entity} of the record it is about
 * @param recordTitle number when there is no title
 * @param unit code of the unit to which it belongs
 * @param roles to which it is offered
 * @param assignee account that claimed it; null when it is free
 * @param form {@code module/form}; null when nothing is edited
 */
public record Task(
        String id,
        String name,
        String process,
        String step,
        String entity,
        UUID record,
        @Nullable String recordNumber,
        String recordTitle,
        String unit,
        List<String> roles,
        @Nullable UUID assignee,
        @Nullable String assigneeTitle,
        @Nullable OffsetDateTime due,
        int priority,
        OffsetDateTime createdAt,
        @Nullable String form,
        List<Outcome> outcomes,
        @Nullable String comment) {
    public Task {
        roles = List.copyOf(roles);
        outcomes = List.copyOf(outcomes);
    }

    /** The same, called otherwise. */
    Task called(String otherName, List<Outcome> otherOutcomes) {
        return new Task(
                id,
                otherName,
                process,
                step,
                entity,
                record,
                recordNumber,
                recordTitle,
                unit,
                roles,
                assignee,
                assigneeTitle,
                due,
                priority,
                createdAt,
                form,
                otherOutcomes,
                comment);
    }

    /** The same claimed by nobody. */
    Task free() {
        return new Task(
                id,
                name,
                process,
                step,
                entity,
                record,
                recordNumber,
                recordTitle,
                unit,
                roles,
                null,
                null,
                due,
                priority,
                createdAt,
                form,
                outcomes,
                comment);
    }
}
