package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.history.Trail;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The front door for whoever answers for the protection of data: who has seen a record, and who has changed it. It says nothing
 * of what a record holds, not even its title or which fields there are; a record of a module for which the asker has no such
 * privilege, or of an entity that is hidden from the asker, or that bars the asker, is not there. Looking it up is itself kept in the history.
 */
@Component
public class AccessLog {

    /** Most steps of a page. */
    public static final int MOST = 200;

    private final Catalogs catalogs;
    private final Storage storage;
    private final Trail trail;
    private final PlatformPrivileges privileges;
    private final Cursors cursors;
    private final ReadLog readLog;
    private final TransactionTemplate transaction;

    AccessLog(
            Catalogs catalogs,
            Storage storage,
            Trail trail,
            PlatformPrivileges privileges,
            Cursors cursors,
            ReadLog readLog,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.storage = storage;
        this.trail = trail;
        this.privileges = privileges;
        this.cursors = cursors;
        this.readLog = readLog;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A record about which can be asked.
     *
     * @param title what people call one record of its entity
     * @param readings which of its readings are kept
     */
    public record Subject(
            UUID id, String entity, String title, @Nullable String number, Readings readings) {}

    /** Which readings of an entity's records are kept. */
    public enum Readings {
        ALL,
        SOME,
        NONE
    }

    /**
     * What somebody did with a record.
     *
     * @param action {@code read}, or as in {@link HistoryEntry}
     * @param byTitle what people call the account
     * @param door by which it was read; null for other actions
     * @param reason why it was opened or erased, or what its values were asked for; null for other actions
     * @param until when what was opened closed again; null for other actions
     */
    public record Step(
            OffsetDateTime at,
            String action,
            String by,
            String byTitle,
            @Nullable String door,
            @Nullable String reason,
            @Nullable OffsetDateTime until) {}

    /**
     * A page of steps, the latest first.
     *
     * @param next for the page behind it; null when there is none
     */
    public record Steps(
            Subject subject, List<Step> items, @Nullable String next) {
        public Steps {
            items = List.copyOf(items);
        }
    }

    /** Whether the actor may ask here at all: about records of some module. */
    public boolean isOpenTo(Actor actor) {
        return !privileges.reach(actor, PlatformPrivilege.AUDIT).isNowhere();
    }

    /**
     * The records with this id or number.
     *
     * @throws Refusal {@code FORBIDDEN} without the privilege
     */
    public List<Subject> find(String idOrNumber, Actor actor) {
        requirePrivilege(actor);
        var catalog = catalogs.current(actor.language());
        return transaction.execute(status -> {
            storage.identifyAsEngine();
            return subjects(catalog, actor, idOrNumber);
        });
    }

    /**
     * Who has had to do with a record; one statement besides looking it up.
     *
     * @param cursor what an earlier page gave as next; null for the first
     * @throws Refusal {@code FORBIDDEN} without the privilege; {@code NOT_FOUND} when there is no such record to ask about
     */
    public Steps steps(UUID record, @Nullable String cursor, int limit, Actor actor) {
        requirePrivilege(actor);
        var catalog = catalogs.current(actor.language());
        var question = "audit|" + actor.id() + "|" + record;
        var behind = cursor == null ? null : place(cursors.read(cursor, question));
        return transaction.execute(status -> {
            storage.identifyAsEngine();
            var subject = subjects(catalog, actor, record.toString()).stream()
                    .findFirst()
                    .orElseThrow(Refusal::notFound);
            var found = trail.of(record, behind, limit + 1);
            readLog.audited(catalog, actor, record, subject.entity());
            var shown = found.subList(0, Math.min(limit, found.size()));
            var next = found.size() > limit
                    ? cursors.write(
                            List.of(shown.getLast().at(), shown.getLast().id()), question)
                    : null;
            return new Steps(subject, shown.stream().map(AccessLog::step).toList(), next);
        });
    }

    private void requirePrivilege(Actor actor) {
        if (!isOpenTo(actor)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This needs the privilege audit.");
        }
    }

    static Trail.Place place(List<@Nullable Object> last) {
        if (last.size() == 2 && last.get(0) instanceof OffsetDateTime at && last.get(1) instanceof Long id) {
            return new Trail.Place(at, id);
        }
        throw new Refusal(ErrorCode.MALFORMED, "This cursor belongs to another list. Begin again without a cursor.");
    }

    /** As the engine: those whose entity is not hidden from the asker, and that do not bar the asker. */
    private List<Subject> subjects(Catalog catalog, Actor actor, String idOrNumber) {
        var access = Access.of(catalog, actor);
        var reach = privileges.reach(actor, PlatformPrivilege.AUDIT);
        var entities = catalog.entities().stream()
                .filter(entity -> reach.covers(entity.module()))
                .filter(entity -> !catalog.hidden(entity) || access.may(Privilege.READ, entity))
                .map(EntityDefinition::ref)
                .toList();
        return storage.registered(idOrNumber, entities, actor.id()).stream()
                .map(found -> subject(catalog.entity(found.entity()), found))
                .toList();
    }

    private static Subject subject(EntityDefinition entity, Storage.Registered found) {
        return new Subject(found.id(), entity.ref(), entity.title(), found.number(), readings(entity));
    }

    private static Readings readings(EntityDefinition entity) {
        var logged = entity.logReads();
        if (logged == null) {
            return Readings.NONE;
        }
        return logged.all() ? Readings.ALL : Readings.SOME;
    }

    private static Step step(Trail.Step step) {
        var isOwn = step.byTitle() == null || step.actor().equals(Actor.ENGINE_ID);
        return new Step(
                step.at(),
                step.action(),
                step.by(),
                isOwn ? Actor.ENGINE.title() : String.valueOf(step.byTitle()),
                step.door(),
                step.reason(),
                step.until());
    }
}
