package org.casewright.process;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.ProcessDefinition;
import org.casewright.records.RecordChanged;
import org.casewright.records.RecordLookedAt;
import org.casewright.records.Records;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets steps that wait for their record look again when something that they read may be another. */
@Component
final class Waits {

    private final RuntimeService runtime;
    private final TaskBook book;
    private final Records records;
    private final Attempts attempts;
    private final Catalogs catalogs;
    private final PerCatalog<Set<String>> waitedFor = new PerCatalog<>(Waits::waitedFor);

    Waits(ProcessEngine engine, TaskBook book, Records records, Attempts attempts, Catalogs catalogs) {
        this.runtime = engine.getRuntimeService();
        this.book = book;
        this.records = records;
        this.attempts = attempts;
        this.catalogs = catalogs;
    }

    private static Set<String> waitedFor(Catalog catalog) {
        return catalog.processes().stream()
                .filter(process -> !process.waits().isEmpty())
                .map(ProcessDefinition::entity)
                .collect(Collectors.toSet());
    }

    @EventListener
    void on(RecordChanged change) {
        look(change.after().entity().ref(), change.after().id(), change.actor());
    }

    @EventListener
    void on(RecordLookedAt look) {
        look(look.entity(), look.id(), look.actor());
    }

    private void look(String entity, UUID record, Actor actor) {
        if (waitedFor.of(catalogs.current()).contains(entity)) {
            book.waiting(record).forEach(execution -> Mover.moving(actor, () -> signal(execution)));
        }
    }

    /** One that went on may have ended others. */
    private String signal(String execution) {
        if (book.isWaiting(execution)) {
            EngineFailure.told(() -> {
                runtime.signal(execution);
                return execution;
            });
        }
        return execution;
    }

    /** Looks again in a transaction of its own, because another day has begun. */
    void lookAgain(String execution, UUID record) {
        attempts.inOne(status -> {
            records.keepStill(record);
            return signal(execution);
        });
    }
}
