package org.casewright.process;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.OperationDone;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The front door for operations. One is done by making a record of its input entity: the process that starts with it does the
 * work in the same transaction, all or nothing. Who does it needs {@code run} for the record, one of the operation's roles, and
 * {@code create} for the input, which belongs to the record's unit.
 */
@Component
public class Operations {

    private final Attempts attempts;
    private final RuntimeService runtime;
    private final Records records;
    private final Catalogs catalogs;
    private final ProcessFeel feel;
    private final Clock clock;

    Operations(
            Attempts attempts,
            ProcessEngine engine,
            Records records,
            Catalogs catalogs,
            ProcessFeel feel,
            Clock clock) {
        this.attempts = attempts;
        this.runtime = engine.getRuntimeService();
        this.records = records;
        this.catalogs = catalogs;
        this.feel = feel;
        this.clock = clock;
    }

    /**
     * An operation that can be undone by whoever asked.
     *
     * @param creates {@code module/entity} of the input
     * @param until when that ends
     */
    public record Undoable(OperationDone done, String title, String creates, OffsetDateTime until) {}

    /** The operations that the actor can do with a record as it is now, in the file's order. */
    public List<OperationDefinition> possible(EntityRecord record, Actor actor) {
        if (record.entity().operations().isEmpty()) {
            return List.of();
        }
        return attempts.inOne(status -> {
            if (!mayRun(record, actor)) {
                return List.<OperationDefinition>of();
            }
            var catalog = catalogs.current(actor.language());
            return catalog.entity(record.entity().ref()).operations().values().stream()
                    .filter(operation -> hasRole(operation, actor)
                            && mayCreate(catalog, operation, actor)
                            && isOpen(operation, record))
                    .toList();
        });
    }

    private boolean may(OperationDefinition operation, EntityRecord record, Actor actor) {
        return hasRole(operation, actor) && mayRun(record, actor);
    }

    private static boolean hasRole(OperationDefinition operation, Actor actor) {
        return operation.roles().stream().anyMatch(actor::has);
    }

    private boolean mayRun(EntityRecord record, Actor actor) {
        return records.privileges(record.entity().ref(), record, actor).contains("run");
    }

    private static boolean mayCreate(Catalog catalog, OperationDefinition operation, Actor actor) {
        return catalog.findEntity(operation.creates())
                .filter(input -> Access.of(catalog, actor).may(Privilege.CREATE, input))
                .isPresent();
    }

    /** Whether the record is so that the operation can be done with it; decided as the engine. */
    private boolean isOpen(OperationDefinition operation, EntityRecord record) {
        var entity = record.entity();
        var when = operation.when();
        return !record.system().retired()
                && (when == null
                        || feel.starts(
                                when,
                                entity.module(),
                                entity.ref(),
                                record.id(),
                                record.system().unit()));
    }

    /**
     * Does an operation.
     *
     * @param entity {@code module/entity} of the record
     * @param idOrNumber of the record
     * @param version the version of the record that the actor saw; null when the present one will do
     * @param values of the operation's form, as in {@link Change}; the reference to the record comes by itself
     * @param acknowledged ids of rules whose warnings the actor has read
     * @return the input that was made, as its process has left it
     * @throws Refusal when the record is not open to the actor, has no such operation, or the actor may not do it
     */
    public Outcome run(
            String entity,
            String idOrNumber,
            @Nullable Long version,
            String name,
            ObjectNode values,
            Set<String> acknowledged,
            Actor actor) {
        return told(() -> attempts.inOne(status -> {
            var record = records.hold(entity, idOrNumber, actor).orElseThrow(Refusal::notFound);
            var outcome = run(record, version, name, values, acknowledged, actor);
            if (!(outcome instanceof Outcome.Saved)) {
                status.setRollbackOnly();
            }
            return outcome;
        }));
    }

    /** What a process could not do is the asker's to mend, as far as it names problems. */
    private static Outcome told(Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.INVALID && !refusal.problems().isEmpty()) {
                return new Outcome.Rejected(refusal.problems());
            }
            throw refusal;
        }
    }

    private Outcome run(
            EntityRecord record,
            @Nullable Long version,
            String name,
            ObjectNode values,
            Set<String> acknowledged,
            Actor actor) {
        var catalog = catalogs.current(actor.language());
        var operation = operation(catalog, record, name).orElseThrow(Refusal::notFound);
        if (!may(operation, record, actor)) {
            throw Refusal.of(ErrorCode.FORBIDDEN, "You may not do “{0}” here.", operation.title());
        }
        if (version != null && version != record.system().version()) {
            return records.outdated(record, version, actor);
        }
        if (!isOpen(operation, record)) {
            return notNow(Problem.at(
                    "", ErrorCode.OPERATION, "“{0}” is not possible with this record as it is.", operation.title()));
        }
        var given = values.deepCopy();
        var problems = new ArrayList<>(takeReference(operation, record, given));
        problems.addAll(outOfForm(catalog, operation, given));
        var held = form(catalog, operation)
                .filter(FormEffects::isIn)
                .map(form -> FormEffects.hold(catalog, records, actor, form, null, given));
        held.ifPresent(effects -> {
            given.setAll(effects.values());
            problems.addAll(effects.problems());
        });
        if (!problems.isEmpty()) {
            return new Outcome.Rejected(problems);
        }
        given.put(operation.reference(), record.id().toString());
        var options = new Options(
                        acknowledged,
                        null,
                        kept(catalog, record, operation),
                        Set.of(),
                        record.system().unit(),
                        false)
                .forOperation();
        var outcome = records.apply(List.of(new Change.Create(operation.creates(), null, given)), actor, options);
        return outcome instanceof Outcome.Saved saved ? done(saved, operation, record, actor) : outcome;
    }

    private static Optional<OperationDefinition> operation(Catalog catalog, EntityRecord record, String name) {
        return catalog.findEntity(record.entity().ref())
                .map(entity -> entity.operations().get(name));
    }

    /** What the history keeps: the operation as the files call it, whatever its doer reads. */
    private static String kept(Catalog catalog, EntityRecord record, OperationDefinition operation) {
        return operation(catalog.original(), record, operation.name())
                .orElse(operation)
                .title();
    }

    private static Outcome notNow(Problem problem) {
        return new Outcome.Rejected(List.of(problem));
    }

    /** On which record it is done was said already; another cannot be meant. */
    private static List<Problem> takeReference(OperationDefinition operation, EntityRecord record, ObjectNode given) {
        var said = given.remove(operation.reference());
        return said == null || said.asString("").equals(record.id().toString())
                ? List.of()
                : List.of(Problem.at(
                        "/" + operation.reference(), ErrorCode.READ_ONLY, "This is the record with which it is done."));
    }

    private static List<Problem> outOfForm(Catalog catalog, OperationDefinition operation, ObjectNode given) {
        var input = catalog.entity(operation.creates());
        return form(catalog, operation)
                .map(shown -> FormBounds.problems(catalog, shown, input, given))
                .orElse(List.of());
    }

    private static Optional<FormDefinition> form(Catalog catalog, OperationDefinition operation) {
        return operation.form() == null
                ? catalog.recordForm(catalog.entity(operation.creates()))
                : catalog.form(operation.form());
    }

    private Outcome done(Outcome.Saved saved, OperationDefinition operation, EntityRecord record, Actor actor) {
        var input = saved.record();
        records.operated(record, operation.name(), input.id(), actor);
        var now = records.get(operation.creates(), input.id().toString(), actor);
        return now.isEmpty() ? saved : new Outcome.Saved(List.of(now.get()), saved.named(), saved.warnings());
    }

    /** What was done with a record, or by making it, and can be undone by the actor now; the last first. */
    public List<Undoable> undoable(EntityRecord record, Actor actor) {
        return attempts.inOne(status -> {
            var catalog = catalogs.current(actor.language());
            var undoable = new ArrayList<Undoable>();
            for (var done : records.operationsDone(record.id())) {
                var with = done.record().equals(record.id())
                        ? Optional.of(record)
                        : records.get(done.entity(), done.record().toString(), actor);
                with.flatMap(about -> undoable(catalog, done, about, actor)).ifPresent(undoable::add);
            }
            return undoable;
        });
    }

    private Optional<Undoable> undoable(Catalog catalog, OperationDone done, EntityRecord with, Actor actor) {
        return operation(catalog, with, done.operation())
                .filter(operation -> may(operation, with, actor)
                        && records.get(operation.creates(), done.input().toString(), actor)
                                .isPresent())
                .flatMap(operation -> until(done, operation)
                        .filter(until -> until.toInstant().isAfter(clock.instant()))
                        .map(until -> new Undoable(done, operation.title(), operation.creates(), until)));
    }

    private static Optional<OffsetDateTime> until(OperationDone done, OperationDefinition operation) {
        return Optional.ofNullable(operation.undoDays()).map(days -> done.at().plusDays(days));
    }

    /**
     * Undoes an operation, all or nothing: its process ends, and what it wrote is as it was before. Who may do the operation may
     * undo it.
     *
     * @param entity {@code module/entity} of the input
     * @param idOrNumber of the record that the operation made
     * @return the record with which it was done, as it is now
     * @throws Refusal {@code CONFLICT} with what others have changed since
     */
    public Outcome undo(String entity, String idOrNumber, Actor actor) {
        return told(() -> attempts.inOne(status -> {
            var input = records.hold(entity, idOrNumber, actor).orElseThrow(Refusal::notFound);
            var outcome = undo(input, actor);
            if (!(outcome instanceof Outcome.Saved)) {
                status.setRollbackOnly();
            }
            return outcome;
        }));
    }

    private Outcome undo(EntityRecord input, Actor actor) {
        var catalog = catalogs.current(actor.language());
        var done = records.operationsDone(input.id()).stream()
                .filter(each -> each.input().equals(input.id()))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        var with = records.hold(done.entity(), done.record().toString(), actor).orElseThrow(Refusal::notFound);
        var operation = operation(catalog, with, done.operation()).orElseThrow(Refusal::notFound);
        if (!may(operation, with, actor)) {
            throw Refusal.of(ErrorCode.FORBIDDEN, "You may not undo “{0}”.", operation.title());
        }
        if (undoable(catalog, done, with, actor).isEmpty()) {
            return notNow(
                    operation.undoDays() == null
                            ? Problem.at("", ErrorCode.OPERATION, "“{0}” cannot be undone.", operation.title())
                            : Problem.at(
                                    "",
                                    ErrorCode.OPERATION,
                                    "“{0}” could be undone for {1, plural, one{# day} other{# days}}, and is older.",
                                    operation.title(),
                                    operation.undoDays()));
        }
        end(input);
        var outcome = records.undo(done, with, input, kept(catalog, with, operation), actor);
        if (!(outcome instanceof Outcome.Saved saved)) {
            return outcome;
        }
        var now = records.get(done.entity(), done.record().toString(), actor);
        return new Outcome.Saved(now.stream().toList(), saved.named(), saved.warnings());
    }

    /** Nothing goes on that is undone. */
    private void end(EntityRecord input) {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(input.id().toString())
                .list()
                .forEach(instance -> EngineFailure.told(() -> {
                    runtime.deleteProcessInstance(instance.getId(), "undone");
                    return instance;
                }));
    }
}
