package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.BreakGlassDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Grant;
import org.casewright.history.History;
import org.casewright.identity.Actors;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.storage.RecordAccess;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The front door for whoever has to see a record that is closed, or not wholly open: it is opened for some hours, to that person
 * alone, for a reason. The grant, the line of the history and what others are told commit together. Whom a record bars, or whose
 * roles do not read its row class, is answered as if there were no such record.
 */
@Component
public class BreakGlass {

    /** The action of the history's line. */
    public static final String ACTION = "breakGlass";

    /** Fewest and most characters of a reason. */
    public static final int SHORTEST = 10;

    public static final int LONGEST = 2_000;

    private final Catalogs catalogs;
    private final Reading reading;
    private final Storage storage;
    private final RecordAccess recordAccess;
    private final History history;
    private final Notices notices;
    private final Directory directory;
    private final Actors actors;
    private final TransactionTemplate transaction;

    BreakGlass(
            Catalogs catalogs,
            Reading reading,
            Storage storage,
            RecordAccess recordAccess,
            History history,
            Notices notices,
            Directory directory,
            Actors actors,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.reading = reading;
        this.storage = storage;
        this.recordAccess = recordAccess;
        this.history = history;
        this.notices = notices;
        this.directory = directory;
        this.actors = actors;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * How a record that the asker sees stands.
     *
     * @param declared what breaking the glass opens
     * @param until when it closes again; null when the asker has not opened it
     */
    public record Standing(
            BreakGlassDefinition declared, @Nullable OffsetDateTime until) {}

    /**
     * A record that was opened.
     *
     * @param until when it closes again
     */
    public record Opened(UUID record, OffsetDateTime until) {}

    /** What the asker can open records of the entity by; the same whether or not there is a certain one. Empty when it cannot. */
    public Optional<BreakGlassDefinition> offered(String entity, Actor actor) {
        var catalog = catalogs.current(actor.language());
        return catalog.findEntity(entity)
                .filter(found -> !Access.of(catalog, actor).glass(found).isEmpty())
                .map(EntityDefinition::breakGlass);
    }

    /** How a record stands that the asker sees; empty when there is nothing to open and nothing was opened. */
    public Optional<Standing> standing(EntityRecord record, Actor actor) {
        var catalog = catalogs.current(actor.language());
        var entity = record.entity();
        var access = Access.of(catalog, actor);
        var declared = entity.breakGlass();
        if (declared == null
                || gates(access, entity, record.system().rowClass()).isEmpty()) {
            return Optional.empty();
        }
        return transaction.execute(status -> {
            reading.identify(catalog, actor, entity);
            var grants = reading.grants(catalog, access);
            var until = grants.glass(record).orElse(null);
            return until == null && isOpen(grants, record, declared)
                    ? Optional.<Standing>empty()
                    : Optional.of(new Standing(declared, until));
        });
    }

    /**
     * Opens a record to the actor.
     *
     * @param reason for the history and for those who are told
     * @throws Refusal {@code NOT_FOUND} when there is no such record, or it is not to be opened to the actor, in the same words;
     *     {@code INVALID} for a reason that is none; {@code CONFLICT} when all of it is open already
     */
    public Opened open(String entity, String idOrNumber, @Nullable String reason, Actor actor) {
        return NewRelease.tried(
                catalogs,
                actor,
                catalog -> transaction.execute(status -> open(catalog, entity, idOrNumber, reason, actor)));
    }

    private Opened open(Catalog catalog, String ref, String idOrNumber, @Nullable String reason, Actor actor) {
        var access = Access.of(catalog, actor);
        var entity = catalog.findEntity(ref)
                .filter(found -> !access.glass(found).isEmpty())
                .orElseThrow(Refusal::notFound);
        var declared = Objects.requireNonNull(entity.breakGlass());
        var why = requireReason(reason);
        // The first statement is the asker's, so that the database confirms who that is.
        reading.identify(catalog, actor, entity);
        storage.expectRelease(catalog.release());
        storage.identifyAsEngine();
        var classes =
                access.glass(entity).stream().map(Grant::rowClass).distinct().toList();
        var record = storage.findFor(actor.id(), entity, idOrNumber, classes).orElseThrow(Refusal::notFound);
        var gates = gates(access, entity, record.system().rowClass());
        requireClosed(reading.grants(catalog, access), record, declared);
        var now = reading.session(catalog, actor).now;
        var until = now.plusHours(declared.hours());
        recordAccess.open(
                record.id(),
                actor.id(),
                gates.stream().map(gate -> grant(record, actor, gate, until)).toList());
        history.append(List.of(line(catalog, record, actor, why, now, until)));
        notices.ofBrokenGlass(record, actor, why, now, until, told(catalog, record, declared, actor));
        return new Opened(record.id(), until);
    }

    private static Set<String> gates(Access access, EntityDefinition entity, int rowClass) {
        var gates = new LinkedHashSet<>(access.glass(entity));
        gates.removeIf(gate -> !Grant.isOf(gate, rowClass));
        return gates;
    }

    private static String requireReason(@Nullable String given) {
        var reason = given == null ? "" : given.strip();
        if (reason.length() >= SHORTEST && reason.length() <= LONGEST && reason.indexOf('\0') < 0) {
            return reason;
        }
        throw new Refusal(
                ErrorCode.INVALID,
                "Say why you need to see it.",
                List.of(Problem.at(
                        "/reason",
                        reason.isEmpty() ? ErrorCode.REQUIRED : ErrorCode.LENGTH,
                        "A reason of {0} to {1} characters is needed: others will read it.",
                        SHORTEST,
                        LONGEST)));
    }

    private boolean isBarred(Catalog catalog, EntityRecord record, UUID account) {
        return catalog.hasBars(record.entity())
                && !recordAccess.barred(account, List.of(record.id())).isEmpty();
    }

    private static boolean isOpen(Grants grants, EntityRecord record, BreakGlassDefinition declared) {
        return grants.may(Privilege.READ, record)
                && grants.readable(record).unveiled().hasAll(record.entity(), declared.fieldClasses());
    }

    /** What is open is not prolonged by the way: it ends when all were told that it ends. */
    private static void requireClosed(Grants grants, EntityRecord record, BreakGlassDefinition declared) {
        var until = grants.glass(record);
        if (until.isPresent()) {
            throw Refusal.of(
                    ErrorCode.CONFLICT, "It is open to you until {0}; only then it can be opened again.", until.get());
        }
        if (isOpen(grants, record, declared)) {
            throw new Refusal(ErrorCode.CONFLICT, "All of it is open to you already.");
        }
    }

    private static Grant grant(EntityRecord record, Actor actor, String gate, OffsetDateTime until) {
        return new Grant(
                record.id(),
                Grant.GLASS,
                actor.id().toString(),
                gate,
                Set.of("read"),
                Grant.GLASS,
                RecordAccess.moment(until));
    }

    private static History.Line line(
            Catalog catalog, EntityRecord record, Actor actor, String why, OffsetDateTime now, OffsetDateTime until) {
        return new History.Line(
                record.id(),
                record.entity().ref(),
                now,
                ACTION,
                actor.id(),
                actor.name(),
                why,
                null,
                record.system().version(),
                catalog.release(),
                null,
                null,
                until,
                JsonNodeFactory.instance.objectNode());
    }

    /**
     * Who is told: the owner, or the holders of the roles that the entity names. Where that is nobody who may read the record and
     * is not the actor, the others who could have opened it themselves; then the history alone knows.
     */
    private List<UUID> told(Catalog catalog, EntityRecord record, BreakGlassDefinition declared, Actor actor) {
        var owner = record.system().owner();
        var first = declared.told().isEmpty()
                ? readers(catalog, record, owner == null ? List.of() : List.of(owner), actor)
                : readers(catalog, record, directory.holders(declared.told()), actor);
        return first.isEmpty() ? readers(catalog, record, directory.holders(declared.roles()), actor) : first;
    }

    /** Those of the accounts that may read the record: nobody is told of what does not exist to him. */
    private List<UUID> readers(Catalog catalog, EntityRecord record, List<UUID> accounts, Actor actor) {
        var readers = new ArrayList<UUID>();
        for (var account : accounts) {
            if (!account.equals(actor.id())
                    && !isBarred(catalog, record, account)
                    && actors.of(account)
                            .map(other -> reading.grants(catalog, Access.of(catalog, other)))
                            .filter(grants -> grants.may(Privilege.READ, record))
                            .isPresent()) {
                readers.add(account);
            }
        }
        return readers;
    }
}
