package org.casewright.process;

import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Actors;
import org.casewright.records.RecordChanged;
import org.casewright.records.ShareEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * When a record gets another owner, the tasks about it that the old one has claimed go to the new one; to those to whom they are
 * offered, where that is nobody, a team, or somebody who may not do them.
 */
@Component
final class HandingOver {

    private final TaskService engine;
    private final TaskBook book;
    private final Catalogs catalogs;
    private final Actors actors;

    HandingOver(ProcessEngine engine, TaskBook book, Catalogs catalogs, Actors actors) {
        this.engine = engine.getTaskService();
        this.book = book;
        this.catalogs = catalogs;
        this.actors = actors;
    }

    @EventListener
    void on(RecordChanged change) {
        var before = change.before();
        var old = before == null ? null : before.system().owner();
        if (old == null || Objects.equals(old, change.after().system().owner())) {
            return;
        }
        var tasks = book.claimed(change.after().id(), old);
        if (!tasks.isEmpty()) {
            var heir = heir(change.after());
            tasks.forEach(task -> engine.setAssignee(
                    task.task(),
                    heir.filter(actor -> task.roles().isEmpty()
                                    || task.roles().stream().anyMatch(actor::has))
                            .map(actor -> actor.id().toString())
                            .orElse(null)));
        }
    }

    /** What was opened to a partner's team for a task is closed before its time, and the task is theirs no longer. */
    @EventListener
    void on(ShareEnded ended) {
        var task = ended.share().toString();
        if (book.takenBack(task)) {
            engine.setAssignee(task, null);
        }
    }

    private Optional<Actor> heir(EntityRecord record) {
        return Optional.ofNullable(record.system().owner())
                .flatMap(actors::of)
                .filter(actor -> Access.of(catalogs.current(), actor).may(Privilege.RUN, record));
    }
}
