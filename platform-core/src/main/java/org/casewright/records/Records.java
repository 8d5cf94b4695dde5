package org.casewright.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.access.Reasons.Decision;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.RuleDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.casewright.expression.Expression;
import org.casewright.identity.Directory;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.TokenBuffer;

/** The front door for data: every write of a record, whoever asks, and every read under the access rules. */
@Component
public class Records {

    /** How often what was let go in favour of others is begun. */
    static final int TRIES = 4;

    private static final JsonMapper TREES = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Catalogs catalogs;
    private final Reading reading;
    private final Writing writing;
    private final Violations violations;
    private final Undoing undoing;
    private final Likenesses likenesses;
    private final Revealing revealing;
    private final ReadLog readLog;
    private final Directory directory;
    private final Numbers numbers;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;

    Records(
            Catalogs catalogs,
            Reading reading,
            Writing writing,
            Violations violations,
            Undoing undoing,
            Likenesses likenesses,
            Revealing revealing,
            ReadLog readLog,
            Directory directory,
            Numbers numbers,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.reading = reading;
        this.writing = writing;
        this.violations = violations;
        this.undoing = undoing;
        this.likenesses = likenesses;
        this.revealing = revealing;
        this.readLog = readLog;
        this.directory = directory;
        this.numbers = numbers;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Applies changes, all or nothing, in one transaction (the caller's, when there is one; the caller then
     * rolls back unless the outcome is {@link Outcome.Saved}).
     *
     * @throws Refusal when the actor may not, or a record is not there
     */
    public Outcome apply(List<? extends Change> changes, Actor actor, Options options) {
        return apply(changes, actor, options, () -> {});
    }

    /** The same, and before it something else in each transaction in which it is tried. */
    Outcome apply(List<? extends Change> changes, Actor actor, Options options, Runnable before) {
        var catalog = catalog(actor);
        boolean mine = !TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1; ; attempt++) {
            try {
                return applyOnce(catalog, changes, actor, options, before, mine);
            } catch (RuntimeException refused) {
                var failed = violations.isOne(refused) ? orNewRelease(catalog, refused) : refused;
                var outdated = NewRelease.is(failed);
                var again = outdated
                        || LetGo.is(failed)
                        || (mine && attempt < TRIES && violations.isWorthAnotherTry(catalog, failed));
                if (!again) {
                    return violations.translate(catalog, changes, failed);
                }
                // Two writers waited for one another; one was let go, and simply begins again.
                if (!mine || attempt == TRIES) {
                    throw failed;
                }
                if (outdated) {
                    NewRelease.await(catalogs, catalog.release());
                    catalog = catalog(actor);
                }
            }
        }
    }

    /** What breaks a rule of the tables may only not know the rule yet. */
    private RuntimeException orNewRelease(Catalog catalog, RuntimeException refused) {
        try {
            apart.executeWithoutResult(status -> writing.expectRelease(catalog));
            return refused;
        } catch (RuntimeException newer) {
            return NewRelease.is(newer) ? newer : refused;
        }
    }

    private Outcome applyOnce(
            Catalog catalog,
            List<? extends Change> changes,
            Actor actor,
            Options options,
            Runnable before,
            boolean mine) {
        return transaction.execute(status -> {
            before.run();
            var outcome = writing.apply(catalog, changes, actor, options);
            if (mine && !(outcome instanceof Outcome.Saved)) {
                status.setRollbackOnly();
            }
            return outcome;
        });
    }

    /**
     * Some records whose search keys were written anew.
     *
     * @param last id of the last of them
     */
    public record Renewed(UUID last, int records) {}

    /** Writes the search keys of some records anew, by the present definitions, those with the next ids; empty behind the last. */
    public Optional<Renewed> renewSearchKeys(String entity, UUID last) {
        var catalog = catalogs.current();
        return catalog.findEntity(entity)
                .flatMap(found -> transaction.execute(status -> {
                    var ids = writing.renewSearchKeys(catalog, found, last);
                    return ids.isEmpty()
                            ? Optional.<Renewed>empty()
                            : Optional.of(new Renewed(ids.getLast(), ids.size()));
                }));
    }

    /** Some records, the access to which was worked out anew by the present definitions, those with the next ids; empty behind the last. */
    public Optional<Renewed> renewAccess(String entity, UUID last) {
        var catalog = catalogs.current();
        return catalog.findEntity(entity)
                .flatMap(found -> transaction.execute(status -> {
                    var ids = writing.renewAccess(catalog, found, last);
                    return ids.isEmpty()
                            ? Optional.<Renewed>empty()
                            : Optional.of(new Renewed(ids.getLast(), ids.size()));
                }));
    }

    /** The definitions of this moment, with the actor's words. */
    private Catalog catalog(Actor actor) {
        return catalogs.current(actor.language());
    }

    /** Finds a page of records, as the actor may see them; one query for the page. */
    public Page find(Query query, Actor actor) {
        var catalog = catalog(actor);
        // Related records, and what is granted, are a second question; both see the same state.
        var alone = query.expand().isEmpty()
                && catalog.findEntity(query.entity()).filter(catalog::hasGrants).isEmpty();
        return alone
                ? reading.find(catalog, actor, query)
                : transaction.execute(status -> reading.find(catalog, actor, query));
    }

    /**
     * Finds the record next to a place in a list, as the actor may see it; one query, however long the list is.
     *
     * @param at a record as it was when it stood in the list; it keeps that place here, whatever became of it since
     * @param back whether the one before is wanted
     * @return empty at the end of the list
     */
    public Optional<UUID> beside(Query query, EntityRecord at, boolean back, Actor actor) {
        return transaction.execute(status -> reading.beside(catalog(actor), actor, query, at, back));
    }

    /**
     * Finds a page of records that the actor takes away in a file: those, and of them what, the actor may export. Each is kept in
     * its history as exported. Nothing is counted.
     *
     * @throws Refusal {@code FORBIDDEN} when the actor may export none of the entity
     */
    public Page export(Query query, Actor actor) {
        return transaction.execute(status -> reading.export(catalog(actor), actor, query));
    }

    /**
     * Counts the records that a query asks for by the values of a property; one statement.
     *
     * @param by a stored property with one value, {@code unit}, {@code owner}, {@code createdBy} or {@code updatedBy}
     * @param counts name -> condition on the records that are counted besides all
     */
    public Groups groups(Query query, String by, Map<String, Expression> counts, Actor actor) {
        return reading.groups(catalog(actor), actor, query, by, counts);
    }

    /** The record with this id or number; empty when it is not there or not open to the actor. */
    public Optional<EntityRecord> get(String entity, String idOrNumber, Actor actor) {
        return get(entity, idOrNumber, actor, Door.RECORD);
    }

    /** The same, as it is read by another door. */
    public Optional<EntityRecord> get(String entity, String idOrNumber, Actor actor, Door door) {
        var catalog = catalog(actor);
        return catalog.findEntity(entity)
                        .filter(found -> reading.isWhole(catalog, found))
                        .isPresent()
                ? reading.get(catalog, actor, entity, idOrNumber, door)
                : transaction.execute(status -> reading.get(catalog, actor, entity, idOrNumber, door));
    }

    /**
     * The record, with values that are told only to who asks for them. That they were asked for is kept in its history before
     * they are told.
     *
     * @param properties names of some that the record withholds
     * @param purpose what for; null where no field class of theirs asks for it
     * @throws Refusal {@code NOT_FOUND} as {@link #get} would be empty; {@code MALFORMED} for a name under which nothing is
     *     withheld from the actor; {@code INVALID} for a purpose that is missing
     */
    public EntityRecord reveal(
            String entity, String idOrNumber, Set<String> properties, @Nullable String purpose, Actor actor) {
        return NewRelease.tried(
                catalogs,
                actor,
                catalog -> Objects.requireNonNull(transaction.execute(
                        status -> revealing.reveal(catalog, actor, entity, idOrNumber, properties, purpose))));
    }

    /** Those of these records that are there and open to the actor, in no order; one question for all. */
    public List<EntityRecord> getAll(String entity, Collection<UUID> ids, Actor actor) {
        return getAll(entity, ids, actor, Door.REFERENCE);
    }

    /** The same, as they are read by another door. */
    List<EntityRecord> getAll(String entity, Collection<UUID> ids, Actor actor, Door door) {
        return switch (ids.size()) {
            case 0 -> List.of();
            case 1 ->
                get(entity, ids.iterator().next().toString(), actor, door).stream()
                        .toList();
            default -> transaction.execute(status -> reading.getAll(catalog(actor), actor, entity, ids, door));
        };
    }

    /**
     * The record with this id or number, as {@link #get} finds it; until the caller's transaction ends nobody else changes
     * it.
     */
    public Optional<EntityRecord> hold(String entity, String idOrNumber, Actor actor) {
        return transaction.execute(status -> writing.hold(catalog(actor), actor, entity, idOrNumber));
    }

    /** Whoever changes something that the record's values and rules are made of waits until the caller's transaction ends. */
    public void keepStill(UUID record) {
        transaction.executeWithoutResult(status -> writing.keepStill(record));
    }

    /** What has changed in a record that was just read since a version of it. */
    public Outcome.Stale outdated(EntityRecord record, long version, Actor actor) {
        var catalog = catalog(actor);
        return transaction.execute(status -> {
            reading.identify(catalog, actor, record.entity());
            var known = reading.grants(catalog, Access.of(catalog, actor)).readable(record);
            return writing.outdated(record, known, version, reading.session(catalog, actor));
        });
    }

    /** Writes down that an operation was done with a record, and made another. */
    public void operated(EntityRecord record, String operation, UUID input, Actor actor) {
        transaction.executeWithoutResult(
                status -> writing.note(catalog(actor), OfOperation.DONE, record, operation, input, actor));
    }

    /** Operations done with a record, or by making it, that were not undone; the last first. */
    public List<OperationDone> operationsDone(UUID recordOrInput) {
        return transaction.execute(status -> writing.operationsDone(recordOrInput));
    }

    /**
     * Undoes what was done because of an operation, all or nothing, in the caller's transaction: what its input's process
     * wrote gets its old values back, what was made is retired, what was retired is restored, and the input retires.
     *
     * @param done as {@link #operationsDone} tells it
     * @param record with which it was done
     * @param input the record that it made
     * @throws Refusal {@code CONFLICT}, with what others have changed since
     */
    public Outcome undo(OperationDone done, EntityRecord record, EntityRecord input, String title, Actor actor) {
        return transaction.execute(status -> {
            var changes = undoing.changes(catalog(actor), input, actor);
            var options = new Options(Writing.warnings(catalog(actor)), null, "Undo " + title, Set.of(), 0, false)
                    .causedBy(input.id())
                    .puttingBack();
            var outcome = apply(changes, Actor.ENGINE, options);
            if (outcome instanceof Outcome.Saved) {
                writing.note(catalog(actor), OfOperation.UNDONE, record, done.operation(), input.id(), actor);
            }
            return outcome;
        });
    }

    /**
     * Ids of the living records of a unit for which a condition is true in the day of the unit's time zone; some, in order.
     *
     * @param after behind which id; null for the first
     */
    public List<UUID> living(String entity, Expression condition, int unit, @Nullable UUID after, int limit) {
        var catalog = catalogs.current();
        return transaction.execute(
                status -> reading.living(catalog, catalog.entity(entity), condition, unit, after, limit));
    }

    /** The record's history, newest first; throws {@code NOT_FOUND} as {@link #get} would be empty. */
    public List<HistoryEntry> history(String entity, String idOrNumber, Actor actor) {
        return transaction.execute(status -> reading.history(catalog(actor), actor, entity, idOrNumber));
    }

    /** Titles of the records (and users, units) that the values of these records point to, where the actor may see them. */
    public Map<UUID, String> titles(Collection<EntityRecord> records, Actor actor) {
        return transaction.execute(status -> reading.titles(catalog(actor), actor, records));
    }

    /** Keeps, where it is asked for, that somebody has seen the titles of records of these entities by another way. */
    public void showedTitles(Collection<String> entities, Collection<UUID> records, Actor actor) {
        var catalog = catalog(actor);
        var known = entities.stream()
                .flatMap(entity -> catalog.findEntity(entity).stream())
                .collect(Collectors.toSet());
        readLog.sawTitles(catalog, actor, known, records);
    }

    /** The record's own title: its title template, else its number. */
    public String title(EntityRecord record, Actor actor) {
        return Objects.requireNonNull(ownTitles(List.of(record), actor).get(record.id()));
    }

    /** The own titles of several records, as {@link #title} says them; one question for all. */
    public Map<UUID, String> ownTitles(Collection<EntityRecord> records, Actor actor) {
        var titles = new HashMap<UUID, String>();
        var rendered = new ArrayList<EntityRecord>();
        for (var record : records) {
            var number = record.system().number();
            titles.put(record.id(), number == null ? record.entity().title() : number);
            if (record.entity().titleTemplate() != null) {
                titles.put(record.id(), record.entity().title());
                rendered.add(record);
            }
        }
        if (!rendered.isEmpty()) {
            transaction
                    .execute(status -> reading.ownTitles(catalog(actor), actor, rendered))
                    .forEach((id, title) -> {
                        if (!title.isEmpty()) {
                            titles.put(id, title);
                        }
                    });
        }
        return titles;
    }

    /** The record as the API says it: system names and its properties. */
    public ObjectNode json(EntityRecord record) {
        try (var tokens = TokenBuffer.forGeneration()) {
            tokens.writeStartObject();
            write(record, tokens);
            tokens.writeEndObject();
            return (ObjectNode) TREES.readTree(tokens.asParser());
        }
    }

    /** Writes the record, as {@link #json} says it, as members of an object that is open. */
    public void write(EntityRecord record, JsonGenerator json) {
        var system = record.system();
        json.writeStringProperty("id", system.id().toString());
        json.writeStringProperty("number", system.number());
        json.writeStringProperty(
                "unit", directory.unit(system.unit()).map(Directory.Unit::code).orElse(null));
        json.writeStringProperty("owner", name(system.owner()));
        json.writeNumberProperty("version", system.version());
        json.writeStringProperty("createdAt", JsonValues.moment(system.createdAt()));
        json.writeStringProperty("createdBy", name(system.createdBy()));
        json.writeStringProperty("updatedAt", JsonValues.moment(system.updatedAt()));
        json.writeStringProperty("updatedBy", name(system.updatedBy()));
        json.writeBooleanProperty("retired", system.retired());
        if (record.entity().lifecycle() != null) {
            json.writeStringProperty("statusReason", system.statusReason());
            json.writeStringProperty(
                    "statusDate", system.statusDate() == null ? null : JsonValues.moment(system.statusDate()));
        }
        JsonValues.writeMembers(record.entity().properties().values(), record.values(), json);
        if (!record.withheld().isEmpty()) {
            json.writeArrayPropertyStart(EntityDefinition.WITHHELD);
            record.withheld().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    /** Forgets what it remembers of the database, as a restart does: for whoever puts another one behind the connections. */
    public void forget() {
        numbers.forget();
    }

    private @Nullable String name(@Nullable UUID account) {
        if (account == null) {
            return null;
        }
        if (account.equals(Actor.ENGINE_ID)) {
            return Actor.ENGINE.name();
        }
        return directory
                .account(account)
                .map(Directory.Account::name)
                .or(() -> catalogs.current().modules().stream()
                        .map(module -> Actor.process(module.name()))
                        .filter(process -> process.id().equals(account))
                        .map(Actor::name)
                        .findFirst())
                .orElse(null);
    }

    /**
     * What a draft would be: defaults, computed values, relevance. Stores nothing.
     *
     * @param idOrNumber the record that is edited; null for a new one
     * @param values what was entered so far, as in {@link Change}
     */
    public Preview preview(String entity, @Nullable String idOrNumber, ObjectNode values, Actor actor) {
        var change = idOrNumber == null
                ? new Change.Create(entity, null, values)
                : new Change.Update(entity, idOrNumber, null, values);
        return transaction.execute(status -> {
            status.setRollbackOnly();
            return writing.preview(catalog(actor), change, actor);
        });
    }

    /**
     * The warnings that stand over a record as it is: the ids of its entity's rules, in their order. Only who may write the
     * record is told, as saving it would tell them too; nobody else, since a rule may speak of what they may not know.
     */
    public List<String> warnings(EntityRecord record, Actor actor) {
        if (record.system().retired() || record.entity().rules().stream().noneMatch(RuleDefinition::warning)) {
            return List.of();
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            return writing.warnings(catalog(actor), record, actor);
        }));
    }

    /**
     * The records that a draft perhaps is, at most ten, the likest first: those that the actor may read, by what the actor may
     * know of them. None where the entity does not say when two are one. Stores nothing.
     *
     * @param values what was entered so far, as in {@link Change}
     * @throws Refusal when the actor may not read or make such records
     */
    public List<Likeness> likenesses(String entity, ObjectNode values, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            return likenesses.of(catalog(actor), new Change.Create(entity, null, values), actor);
        }));
    }

    /** What is wrong with a filter on records of the entity; nothing where it can be answered. What the actor may not know is unknown. */
    public List<Problem> problems(EntityDefinition entity, Expression filter, Actor actor) {
        return reading.problems(catalog(actor), actor, entity, filter);
    }

    /** By which properties and system names a list of the entity can be put in order for the actor. */
    public Set<String> sortable(EntityDefinition entity, Actor actor) {
        return Reading.sortable(catalog(actor), actor, entity);
    }

    /** What the actor may know of some record of the entity; what is not among it does not exist for the actor. */
    public Fields readable(EntityDefinition entity, Actor actor) {
        return Access.of(catalog(actor), actor).readable(entity);
    }

    /** What the actor may know or write of a record of the entity that is yet to be made. */
    public Fields known(EntityDefinition entity, Actor actor) {
        return Access.of(catalog(actor), actor).knownOfNew(entity);
    }

    /** What the actor may know or write of the record. */
    public Fields known(EntityRecord record, Actor actor) {
        return asking(
                record, actor, grants -> grants.readable(record).unveiled().or(grants.writable(record)));
    }

    /** What is granted of a record is asked for in a transaction; where nothing can be, nothing is asked. */
    private <T> T asking(EntityRecord record, Actor actor, Function<Grants, T> question) {
        var catalog = catalog(actor);
        var grants = reading.grants(catalog, Access.of(catalog, actor));
        return catalog.hasGrants(record.entity())
                ? transaction.execute(status -> {
                    reading.identify(catalog, actor, record.entity());
                    return question.apply(grants);
                })
                : question.apply(grants);
    }

    /**
     * Which rules decide what the actor may do with a record that the actor sees; {@code NOT_FOUND} for any other.
     */
    public Map<Privilege, Decision> why(String entity, String idOrNumber, Actor actor) {
        return transaction.execute(status -> {
            var catalog = catalog(actor);
            var record = reading.found(catalog, actor, entity, idOrNumber).orElseThrow(Refusal::notFound);
            reading.identify(catalog, actor, record.entity());
            return reading.grants(catalog, Access.of(catalog, actor)).reasons(actor, record);
        });
    }

    /** What the actor may do with this entity, or with this record of it: lower-case privilege names. */
    public Set<String> privileges(String entity, @Nullable EntityRecord record, Actor actor) {
        var catalog = catalog(actor);
        var access = Access.of(catalog, actor);
        var privileges = new LinkedHashSet<String>();
        catalog.findEntity(entity).ifPresent(found -> {
            var given = record == null ? Set.<Privilege>of() : given(record, actor);
            for (var privilege : Privilege.values()) {
                boolean may = record == null
                        ? access.may(privilege, found)
                        : given.contains(privilege)
                                && !(found.ownership() instanceof Ownership.None && privilege != Privilege.READ);
                var byOperation = privilege == Privilege.CREATE && record == null && catalog.isInput(found);
                if (may && !byOperation) {
                    privileges.add(privilege.name().toLowerCase(Locale.ROOT));
                }
            }
        });
        return privileges;
    }

    private Set<Privilege> given(EntityRecord record, Actor actor) {
        return asking(
                record,
                actor,
                grants -> Arrays.stream(Privilege.values())
                        .filter(privilege -> grants.may(privilege, record))
                        .collect(Collectors.toSet()));
    }
}
