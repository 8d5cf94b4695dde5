package org.casewright.records;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.casewright.identity.Directory;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The front door for data: every write of a record, whoever asks, and every read under the access rules. */
@Component
public class Records {

    private static final int TRIES = 4;

    private final Catalogs catalogs;
    private final Reading reading;
    private final Writing writing;
    private final Violations violations;
    private final Directory directory;
    private final Numbers numbers;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;

    Records(
            Catalogs catalogs,
            Reading reading,
            Writing writing,
            Violations violations,
            Directory directory,
            Numbers numbers,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.reading = reading;
        this.writing = writing;
        this.violations = violations;
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
        var catalog = catalogs.current();
        boolean mine = !TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1; ; attempt++) {
            try {
                return applyOnce(catalog, changes, actor, options, mine);
            } catch (RuntimeException refused) {
                var failed = violations.isOne(refused) ? orNewRelease(catalog, refused) : refused;
                var outdated = NewRelease.is(failed);
                if (!outdated && !LetGo.is(failed)) {
                    return violations.translate(catalog, changes, failed);
                }
                // Two writers waited for one another; one was let go, and simply begins again.
                if (!mine || attempt == TRIES) {
                    throw failed;
                }
                if (outdated) {
                    NewRelease.await(catalogs, catalog.release());
                    catalog = catalogs.current();
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
            Catalog catalog, List<? extends Change> changes, Actor actor, Options options, boolean mine) {
        return transaction.execute(status -> {
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
        return catalogs.current()
                .findEntity(entity)
                .flatMap(found -> transaction.execute(status -> {
                    var ids = writing.renewSearchKeys(found, last);
                    return ids.isEmpty()
                            ? Optional.<Renewed>empty()
                            : Optional.of(new Renewed(ids.getLast(), ids.size()));
                }));
    }

    /** Finds a page of records, as the actor may see them; one query for the page. */
    public Page find(Query query, Actor actor) {
        var catalog = catalogs.current();
        // Related records are a second question; both see the same state.
        return query.expand().isEmpty()
                ? reading.find(catalog, actor, query)
                : transaction.execute(status -> reading.find(catalog, actor, query));
    }

    /** The record with this id or number; empty when it is not there or not open to the actor. */
    public Optional<EntityRecord> get(String entity, String idOrNumber, Actor actor) {
        var catalog = catalogs.current();
        return catalog.findEntity(entity)
                        .filter(found -> reading.isWhole(catalog, found))
                        .isPresent()
                ? reading.get(catalog, actor, entity, idOrNumber)
                : transaction.execute(status -> reading.get(catalog, actor, entity, idOrNumber));
    }

    /** The record's history, newest first; throws {@code NOT_FOUND} as {@link #get} would be empty. */
    public List<HistoryEntry> history(String entity, String idOrNumber, Actor actor) {
        return transaction.execute(status -> reading.history(catalogs.current(), actor, entity, idOrNumber));
    }

    /** Titles of the records (and users, units) that the values of these records point to, where the actor may see them. */
    public Map<UUID, String> titles(Collection<EntityRecord> records, Actor actor) {
        return transaction.execute(status -> reading.titles(catalogs.current(), actor, records));
    }

    /** The record's own title: its title template, else its number. */
    public String title(EntityRecord record, Actor actor) {
        if (record.entity().titleTemplate() == null) {
            return record.system().number() == null
                    ? record.entity().title()
                    : record.system().number();
        }
        var title = transaction.execute(status -> reading.title(catalogs.current(), actor, record));
        return title.isEmpty() ? record.entity().title() : title;
    }

    /** The record as the API says it: system names and its properties. */
    public ObjectNode json(EntityRecord record) {
        var system = record.system();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", system.id().toString());
        json.put("number", system.number());
        json.put("unit", directory.unit(system.unit()).map(Directory.Unit::code).orElse(null));
        json.put("owner", name(system.owner()));
        json.put("version", system.version());
        json.put("createdAt", JsonValues.moment(system.createdAt()));
        json.put("createdBy", name(system.createdBy()));
        json.put("updatedAt", JsonValues.moment(system.updatedAt()));
        json.put("updatedBy", name(system.updatedBy()));
        json.put("retired", system.retired());
        if (record.entity().lifecycle() != null) {
            json.put("statusReason", system.statusReason());
            json.put("statusDate", system.statusDate() == null ? null : JsonValues.moment(system.statusDate()));
        }
        json.setAll(JsonValues.objectToJson(record.entity().properties().values(), record.values()));
        return json;
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
            return writing.preview(catalogs.current(), change, actor);
        });
    }

    /** What the actor may do with this entity, or with this record of it: lower-case privilege names. */
    public Set<String> privileges(String entity, @Nullable EntityRecord record, Actor actor) {
        var catalog = catalogs.current();
        var access = Access.of(catalog, actor);
        var privileges = new LinkedHashSet<String>();
        catalog.findEntity(entity).ifPresent(found -> {
            for (var privilege : Privilege.values()) {
                boolean may = record == null
                        ? access.may(privilege, found)
                        : access.may(privilege, record)
                                && !(found.ownership() instanceof Ownership.None && privilege != Privilege.READ);
                if (may) {
                    privileges.add(privilege.name().toLowerCase(Locale.ROOT));
                }
            }
        });
        return privileges;
    }
}
