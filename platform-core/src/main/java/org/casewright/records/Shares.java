package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.catalog.Profiles;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Grant;
import org.casewright.entity.Share;
import org.casewright.entity.Uuids;
import org.casewright.history.History;
import org.casewright.identity.Directory;
import org.casewright.identity.Partners;
import org.casewright.identity.Teams;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Refusal;
import org.casewright.storage.RecordAccess;
import org.casewright.storage.ShareTable;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The front door for opening single records, with what follows them, to others: to an account, a unit, a team or a partner, for a
 * purpose, perhaps until a moment, and never for more than whoever shares may do. The share, the grants that follow from it and
 * the line of the history commit together.
 */
@Component
public class Shares {

    /** The actions of the history's lines. */
    static final Set<String> ACTIONS = Set.of("share", "unshare");

    private static final int LONGEST_PURPOSE = 2_000;

    /** What can be shared; what makes records, and what takes them out of the house, is a role's alone. */
    private static final Set<Privilege> SHARED = Set.of(
            Privilege.READ, Privilege.WRITE, Privilege.APPEND, Privilege.DELETE, Privilege.ASSIGN, Privilege.SHARE);

    private final Catalogs catalogs;
    private final Reading reading;
    private final Writing writing;
    private final Storage storage;
    private final ShareTable table;
    private final History history;
    private final Directory directory;
    private final Teams teams;
    private final Partners partners;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Shares(
            Catalogs catalogs,
            Reading reading,
            Writing writing,
            Storage storage,
            ShareTable table,
            History history,
            Directory directory,
            Teams teams,
            Partners partners,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.reading = reading;
        this.writing = writing;
        this.storage = storage;
        this.table = table;
        this.history = history;
        this.directory = directory;
        this.teams = teams;
        this.partners = partners;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** With whom: an account or a team by its name, a unit or a partner by its code. */
    public record With(Kind kind, String name) {

        /** What kind of grantee. */
        public enum Kind {
            USER,
            TEAM,
            UNIT,
            PARTNER;

            /** The kind of this name, in small letters. */
            public static Optional<Kind> of(String name) {
                return Arrays.stream(values())
                        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst();
            }
        }
    }

    /**
     * A share to be made.
     *
     * @param privileges names as in {@code access.json}; reading is always among them
     * @param profile name of a list of visible properties; null for all that have no field class
     * @param consent id of the record by which the person agrees; null for none
     * @param until null for without end
     */
    public record NewShare(
            With with,
            Set<String> privileges,
            @Nullable String profile,
            String purpose,
            @Nullable UUID consent,
            @Nullable OffsetDateTime until) {}

    /**
     * A share as those see it who may share the record.
     *
     * @param title what people call the grantee
     * @param open whether it is in force at this moment
     */
    public record Shared(Share share, With with, String title, boolean open) {}

    /** Every share of a record, the latest first, those that have ended too; for who may share it. */
    public List<Shared> of(String entity, String idOrNumber, Actor actor) {
        return transaction.execute(status -> {
            var catalog = catalogs.current(actor.language());
            var record = shareable(catalog, entity, idOrNumber, actor);
            var now = reading.session(catalog, actor).now;
            return table.of(record.id()).stream()
                    .map(share -> shared(share, now))
                    .toList();
        });
    }

    /** The profiles by which records of the entity can be shared, by name. */
    public Set<String> profiles(String entity, Actor actor) {
        var catalog = catalogs.current(actor.language());
        var names = new TreeSet<String>();
        catalog.findEntity(entity)
                .ifPresent(found -> catalog.sharingProfiles(found).stream()
                        .filter(profile -> profile.startsWith(found.module() + "/"))
                        .forEach(profile -> names.add(profile.substring(profile.indexOf('/') + 1))));
        return names;
    }

    /**
     * Shares a record.
     *
     * @throws Refusal {@code NOT_FOUND}, {@code FORBIDDEN} for who may not share it, {@code INVALID} with all that is wrong
     */
    public Shared share(String entity, String idOrNumber, NewShare wanted, Actor actor) {
        return NewRelease.tried(
                catalogs,
                actor,
                catalog -> transaction.execute(status -> share(catalog, entity, idOrNumber, wanted, null, actor)));
    }

    /** The same in a step of a process, in the transaction in which it is taken. */
    public void shareIn(String step, String entity, UUID record, NewShare wanted, Actor process) {
        transaction.executeWithoutResult(
                status -> share(catalogs.current(), entity, record.toString(), wanted, step, process));
    }

    /**
     * Opens a record to a partner's team for as long as a task is theirs: what of it the task's form shows.
     *
     * @param task the task's id, which is the share's
     * @param form {@code module/form}
     */
    public void hand(UUID task, String step, String entity, UUID record, UUID team, String form, Actor process) {
        var slash = form.indexOf('/');
        var profile = form.substring(0, slash + 1) + Profiles.ofForm(form.substring(slash + 1));
        transaction.executeWithoutResult(status -> {
            var catalog = catalogs.current();
            var shared = shareable(catalog, entity, record.toString(), process);
            var now = reading.session(catalog, process).now;
            keep(
                    catalog,
                    shared,
                    new Share(
                            task,
                            shared.entity().ref(),
                            shared.id(),
                            team.toString(),
                            Set.of("read"),
                            profile,
                            step,
                            null,
                            null,
                            now,
                            process.id(),
                            null),
                    step,
                    process);
        });
    }

    /** Ends what was opened for a task, if somebody has not done so before. */
    public void takeBack(UUID task, String step, Actor process) {
        transaction.executeWithoutResult(status -> {
            var catalog = catalogs.current();
            storage.identifyAsEngine();
            table.open(task)
                    .ifPresent(share -> record(catalog, share)
                            .ifPresent(record ->
                                    end(catalog, record, share, step, process, reading.session(catalog, process).now)));
        });
    }

    private Shared share(
            Catalog catalog, String entity, String idOrNumber, NewShare wanted, @Nullable String step, Actor actor) {
        var record = shareable(catalog, entity, idOrNumber, actor);
        var now = reading.session(catalog, actor).now;
        var problems = new Problems();
        var grantee = grantee(wanted.with(), actor, problems);
        var privileges = privileges(catalog, record, wanted.privileges(), actor, problems);
        var profile = profile(record, wanted.profile(), actor, problems);
        var until = RecordAccess.moment(wanted.until());
        check(catalog, wanted, actor, now, problems);
        if (!problems.isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, "It cannot be shared like this.", problems.list());
        }
        var share = new Share(
                Uuids.next(),
                record.entity().ref(),
                record.id(),
                grantee,
                privileges,
                profile,
                wanted.purpose().strip(),
                wanted.consent(),
                until,
                now,
                actor.id(),
                null);
        keep(catalog, record, share, step, actor);
        return shared(share, now);
    }

    private void keep(Catalog catalog, EntityRecord record, Share share, @Nullable String step, Actor actor) {
        storage.identifyAsEngine();
        storage.expectRelease(catalog.release());
        table.add(share);
        history.append(List.of(line(catalog, record, share, "share", step, actor, share.at())));
        writing.regrant(catalog, held(record));
    }

    /**
     * Ends a share: it opens nothing from then on. What has ended already stays as it is.
     *
     * @throws Refusal {@code NOT_FOUND} when it is not one of the record's
     */
    public void end(String entity, String idOrNumber, UUID share, Actor actor) {
        NewRelease.tried(
                catalogs,
                actor,
                catalog -> transaction.execute(status -> {
                    var record = shareable(catalog, entity, idOrNumber, actor);
                    var now = reading.session(catalog, actor).now;
                    var found = table.of(record.id()).stream()
                            .filter(each -> each.id().equals(share))
                            .findFirst()
                            .orElseThrow(Refusal::notFound);
                    end(catalog, record, found, null, actor, now);
                    return found;
                }));
    }

    private void end(
            Catalog catalog, EntityRecord record, Share share, @Nullable String step, Actor actor, OffsetDateTime now) {
        if (share.endedAt() != null) {
            return;
        }
        storage.identifyAsEngine();
        table.end(share.id(), actor.id(), now);
        history.append(List.of(line(catalog, record, share, "unshare", step, actor, now)));
        writing.regrant(catalog, held(record));
        events.publishEvent(new ShareEnded(share.id()));
    }

    /** When the record retires by which somebody agreed, the shares that rest on it end with it. */
    @EventListener
    void on(RecordChanged change) {
        var before = change.before();
        if (before == null
                || before.system().retired()
                || !change.after().system().retired()) {
            return;
        }
        storage.identifyAsEngine();
        var catalog = catalogs.current();
        var now = reading.session(catalog, change.actor()).now;
        for (var share : table.by(List.of(change.after().id()))) {
            record(catalog, share).ifPresent(record -> end(catalog, record, share, null, change.actor(), now));
        }
    }

    private Optional<EntityRecord> record(Catalog catalog, Share share) {
        return catalog.findEntity(share.entity())
                .flatMap(entity -> storage.find(entity, share.record().toString(), true));
    }

    /** The record, which the actor may share; the transaction speaks as the engine from then on. */
    private EntityRecord shareable(Catalog catalog, String entity, String idOrNumber, Actor actor) {
        var record = reading.found(catalog, actor, entity, idOrNumber).orElseThrow(Refusal::notFound);
        if (!reading.grants(catalog, Access.of(catalog, actor)).may(Privilege.SHARE, record)) {
            throw Writing.forbidden(Privilege.SHARE, record.entity());
        }
        storage.identifyAsEngine();
        return record;
    }

    private EntityRecord held(EntityRecord record) {
        return storage.find(record.entity(), record.id().toString(), true).orElseThrow(Refusal::notFound);
    }

    private String grantee(With with, Actor actor, Problems problems) {
        var found = switch (with.kind()) {
            case USER -> directory.open(with.name()).map(account -> account.id().toString());
            case TEAM -> teams.find(with.name()).map(team -> team.id().toString());
            case UNIT -> directory.unit(with.name()).map(unit -> Grant.unit(unit.number()));
            case PARTNER -> partners.find(with.name()).map(partner -> Grant.partner(partner.id()));
        };
        if (found.isEmpty()) {
            problems.add(Problem.at(
                    "/with/" + with.kind().name().toLowerCase(Locale.ROOT),
                    ErrorCode.REFERENCE,
                    switch (with.kind()) {
                        case USER -> "There is no such user.";
                        case TEAM -> "There is no such team.";
                        case UNIT -> "There is no such unit.";
                        case PARTNER -> "There is no such partner.";
                    }));
        } else if (found.get().equals(actor.id().toString())) {
            problems.add(Problem.at("/with/user", ErrorCode.REFERENCE, "This is you."));
        }
        return found.orElse("");
    }

    private Set<String> privileges(
            Catalog catalog, EntityRecord record, Set<String> wanted, Actor actor, Problems problems) {
        var grants = reading.grants(catalog, Access.of(catalog, actor));
        var names = new TreeSet<>(wanted);
        names.add("read");
        var withheld = new ArrayList<String>();
        for (var name : names) {
            var privilege = SHARED.stream()
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
            if (privilege.filter(each -> grants.may(each, record)).isEmpty()) {
                withheld.add(name);
            }
        }
        if (!withheld.isEmpty()) {
            problems.add(Problem.at(
                    "/privileges",
                    ErrorCode.RANGE,
                    "You can share what you may do yourself with this record: not {0}.",
                    String.join(", ", withheld)));
        }
        return names;
    }

    private String profile(EntityRecord record, @Nullable String name, Actor actor, Problems problems) {
        if (name == null) {
            return "";
        }
        if (!profiles(record.entity().ref(), actor).contains(name)) {
            problems.add(Problem.at("/profile", ErrorCode.REFERENCE, "There is no such list of visible fields."));
        }
        return record.entity().module() + "/" + name;
    }

    private void check(Catalog catalog, NewShare wanted, Actor actor, OffsetDateTime now, Problems problems) {
        var purpose = wanted.purpose().strip();
        if (purpose.isEmpty() || purpose.length() > LONGEST_PURPOSE || purpose.indexOf('\0') >= 0) {
            problems.add(Problem.at(
                    "/purpose",
                    purpose.isEmpty() ? ErrorCode.REQUIRED : ErrorCode.LENGTH,
                    "A purpose of 1 to {0} characters is needed.",
                    LONGEST_PURPOSE));
        }
        if (wanted.until() != null && !wanted.until().isAfter(now)) {
            problems.add(Problem.at("/until", ErrorCode.RANGE, "It must end in the future."));
        }
        var consent = wanted.consent();
        if (consent != null && !isOpen(catalog, consent, actor)) {
            problems.add(Problem.at("/consent", ErrorCode.REFERENCE, "There is no such record."));
        }
    }

    /** Looked up as the actor: that something is there and hidden makes no difference. */
    private boolean isOpen(Catalog catalog, UUID record, Actor actor) {
        storage.identify(reading.settings(Access.of(catalog, actor), catalog.entities()));
        return storage.entityOf(record)
                .flatMap(entity -> reading.found(catalog, actor, entity, record.toString()))
                .filter(found -> !found.system().retired())
                .isPresent();
    }

    private History.Line line(
            Catalog catalog,
            EntityRecord record,
            Share share,
            String action,
            @Nullable String step,
            Actor actor,
            OffsetDateTime now) {
        var changes = JsonNodeFactory.instance.objectNode();
        var granted = action.equals("share");
        var said = new LinkedHashMap<String, String>();
        said.put("with", shared(share, now).title());
        said.put("privileges", String.join(", ", new TreeSet<>(share.privileges())));
        if (!share.profile().isEmpty()) {
            said.put("profile", share.profile());
        }
        said.forEach((name, value) ->
                changes.putArray(name).add(granted ? null : value).add(granted ? value : null));
        return new History.Line(
                record.id(),
                record.entity().ref(),
                now,
                action,
                actor.id(),
                actor.name(),
                share.purpose(),
                step,
                record.system().version(),
                catalog.release(),
                null,
                share.consent(),
                granted ? share.until() : null,
                changes);
    }

    private Shared shared(Share share, OffsetDateTime now) {
        var grantee = share.grantee();
        var colon = grantee.indexOf(':');
        var rest = grantee.substring(colon + 1);
        return switch (colon < 0 ? "" : grantee.substring(0, colon)) {
            case "unit" -> {
                var unit = directory.unit(Integer.parseInt(rest));
                yield shared(
                        share,
                        With.Kind.UNIT,
                        unit.map(Directory.Unit::code).orElse(rest),
                        unit.map(Directory.Unit::name).orElse(rest),
                        now);
            }
            case "partner" -> {
                var partner = directory.partner(UUID.fromString(rest));
                yield shared(
                        share,
                        With.Kind.PARTNER,
                        partner.map(Directory.Partner::code).orElse(rest),
                        partner.map(Directory.Partner::title).orElse(rest),
                        now);
            }
            default -> {
                var account = directory.account(UUID.fromString(grantee));
                yield shared(
                        share,
                        account.filter(Directory.Account::team).isPresent() ? With.Kind.TEAM : With.Kind.USER,
                        account.map(Directory.Account::name).orElse(grantee),
                        account.map(Directory.Account::title).orElse(grantee),
                        now);
            }
        };
    }

    private static Shared shared(Share share, With.Kind kind, String name, String title, OffsetDateTime now) {
        return new Shared(share, new With(kind, name), title, share.isOpen(now));
    }
}
