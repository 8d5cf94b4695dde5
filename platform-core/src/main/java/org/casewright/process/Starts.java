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
import org.casewright.definition.ProcessDefinition.Start;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
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
        if (moved(change)) {
            book.moved(change.after());
        }
        catalogs.current().processes().stream()
                .filter(process -> starts(process, change))
                .forEach(process -> start(process, change.after(), change.actor(), Map.of()));
    }

    private boolean starts(ProcessDefinition process, RecordChanged change) {
        if (!process.entity().equals(change.after().entity().ref())) {
            return false;
        }
        return switch (process.start()) {
            case Start.Create(var condition) ->
                change.created() && (condition == null || holds(condition, process, change.after()));
            case Start.When(var condition) -> {
                var before = change.before();
                yield holds(condition, process, change.after())
                        && (before == null || !feel.held(condition, process.module(), before));
            }
            case Start.Message message -> false;
            case Start.Daily daily -> false;
            case null -> false;
        };
    }

    private boolean holds(Expression condition, ProcessDefinition process, EntityRecord record) {
        return feel.starts(
                condition,
                process.module(),
                process.entity(),
                record.id(),
                record.system().unit());
    }

    /** Starts a process with a record. */
    void start(ProcessDefinition process, EntityRecord record, Actor actor, Map<String, Object> variables) {
        var at = book.now();
        var instance = Mover.moving(
                actor,
                () -> EngineFailure.told(() -> runtime.startProcessInstanceById(
                        definition(process), record.id().toString(), variables)));
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
