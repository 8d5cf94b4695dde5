package org.casewright.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.ProcessDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.records.RecordChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts processes with the records that they are about, in the transaction that writes the record. */
@Component
final class Starts {

    private final RuntimeService runtime;
    private final Catalogs catalogs;
    private final ProcessFeel feel;
    private final TaskBook book;
    private final RepositoryService repository;
    private final PerCatalog<Map<String, String>> definitions = new PerCatalog<>(any -> new ConcurrentHashMap<>());

    Starts(ProcessEngine engine, Catalogs catalogs, ProcessFeel feel, TaskBook book) {
        this.runtime = engine.getRuntimeService();
        this.repository = engine.getRepositoryService();
        this.catalogs = catalogs;
        this.feel = feel;
        this.book = book;
    }

    @EventListener
    void on(RecordChanged change) {
        if (change.created()) {
            catalogs.current().processes().stream()
                    .filter(process -> starts(process, change.after()))
                    .forEach(process -> start(process, change.after(), change.actor()));
        } else if (moved(change)) {
            book.moved(change.after());
        }
    }

    private boolean starts(ProcessDefinition process, EntityRecord record) {
        var start = process.start();
        if (start == null || !process.entity().equals(record.entity().ref())) {
            return false;
        }
        var condition = start.condition();
        return condition == null
                || feel.starts(
                        condition,
                        process.module(),
                        process.entity(),
                        record.id(),
                        record.system().unit());
    }

    private void start(ProcessDefinition process, EntityRecord record, Actor actor) {
        var at = book.now();
        var instance = EngineFailure.told(() -> runtime.startProcessInstanceById(
                definition(process), record.id().toString()));
        book.note(
                new TaskBook.Step(
                        record.id(),
                        record.id(),
                        instance.getProcessInstanceId(),
                        instance.getProcessDefinitionId(),
                        process.id(),
                        StepEntry.Kind.START.name(),
                        process.id(),
                        process.name(),
                        null,
                        null,
                        at),
                actor);
    }

    /** Looked up once for each release: workflows change with it only, and never beside it. */
    private String definition(ProcessDefinition process) {
        return definitions
                .of(catalogs.current())
                .computeIfAbsent(
                        process.id(),
                        id -> repository
                                .createProcessDefinitionQuery()
                                .processDefinitionKey(id)
                                .latestVersion()
                                .singleResult()
                                .getId());
    }

    private static boolean moved(RecordChanged change) {
        var before = change.before();
        if (before == null) {
            return false;
        }
        var now = change.after().system();
        return before.system().unit() != now.unit()
                || before.system().rowClass() != now.rowClass()
                || !java.util.Objects.equals(before.system().owner(), now.owner());
    }
}
