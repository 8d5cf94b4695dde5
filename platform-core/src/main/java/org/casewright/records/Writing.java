package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.NumberPattern;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.casewright.expression.Values;
import org.casewright.history.History;
import org.casewright.identity.Actors;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Refusal;
import org.casewright.problem.Severity;
import org.casewright.records.Dependencies.Reader;
import org.casewright.storage.AttachmentTable;
import org.casewright.storage.Blocks;
import org.casewright.storage.RecordAccess;
import org.casewright.storage.ShareTable;
import org.casewright.storage.Storage;
import org.casewright.text.Message;
import org.casewright.validation.SchemaValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The way of one set of changes, inside a transaction that somebody else has opened. */
@Component
final class Writing {

    private static final int ROUNDS = 20;
    private static final int RENEWED_AT_ONCE = 200;

    private final Reading reading;
    private final Storage storage;
    private final AttachmentTable files;
    private final RecordAccess recordAccess;
    private final Blocks blocks;
    private final History history;
    private final ReadLog readLog;
    private final SchemaValidator validator;
    private final Numbers numbers;
    private final Actors actors;
    private final ShareTable shares;
    private final ApplicationEventPublisher events;
    private final PerCatalog<Dependencies> dependencies = new PerCatalog<>(Dependencies::new);

    Writing(
            Reading reading,
            Storage storage,
            AttachmentTable files,
            RecordAccess recordAccess,
            Blocks blocks,
            History history,
            ReadLog readLog,
            SchemaValidator validator,
            Numbers numbers,
            Actors actors,
            ShareTable shares,
            ApplicationEventPublisher events) {
        this.reading = reading;
        this.storage = storage;
        this.files = files;
        this.recordAccess = recordAccess;
        this.blocks = blocks;
        this.history = history;
        this.readLog = readLog;
        this.validator = validator;
        this.numbers = numbers;
        this.actors = actors;
        this.shares = shares;
        this.events = events;
    }

    /** Everything that one set of changes needs, so that the steps below read as the story they are. */
    private final class Work {
        final Catalog catalog;
        final Actor actor;
        final Options options;
        final Access access;
        final Session session;
        final Problems problems = new Problems();
        final Deriving deriving;
        final Checking checking;
        final ReferenceCheck references;
        final Attaching attaching;
        final Merging merging;
        final Grants grants;
        final RowAccess rowAccess;
        final Map<String, EntityRecord> granted = new LinkedHashMap<>();

        final boolean lock;

        @Nullable
        Unfolding unfolded;

        Work(Catalog catalog, Actor actor, Options options, boolean lock) {
            this.catalog = catalog;
            this.actor = actor;
            this.options = options;
            this.access = Access.of(catalog, actor);
            this.session = reading.session(catalog, actor);
            this.deriving = new Deriving(session);
            this.grants = reading.grants(catalog, access);
            this.rowAccess = new RowAccess(session, shares);
            this.checking = new Checking(session, access, grants, options, validator, deriving, problems);
            this.references = new ReferenceCheck(session, options, storage, problems);
            this.attaching = new Attaching(session, files, problems, lock);
            this.merging =
                    new Merging(session, found -> grants.may(Privilege.READ, found) && !isBarred(this, found), storage);
            this.lock = lock;
        }

        Unfolding unfolding() {
            return java.util.Objects.requireNonNull(unfolded);
        }

        List<Draft> drafts() {
            return List.copyOf(session.drafts.values());
        }
    }

    /** The order of the steps of a change; the caller rolls back unless it is {@link Outcome.Saved}. */
    Outcome apply(Catalog catalog, List<? extends Change> changes, Actor actor, Options options) {
        var work = new Work(catalog, actor, options, true);
        readGranted(work, changes);
        storage.identify(reading.settings(work.access, catalog.entities()));
        begin(work, changes);
        mayChange(work);
        var stale = stale(work);
        if (stale != null) {
            return stale;
        }
        work.drafts().forEach(work.checking::take);
        work.references.existing(work.drafts());
        storage.identifyAsEngine();
        work.attaching.take(work.drafts());
        derive(work);
        mayCreate(work);
        if (work.merging.merge(work.drafts())) {
            derive(work);
        }
        check(work);
        assigned(work);
        if (refuses(work)) {
            return new Outcome.Rejected(told(work));
        }
        return store(work);
    }

    /** The records whose search keys were written anew, behind this id and in order. */
    List<UUID> renewSearchKeys(Catalog catalog, EntityDefinition entity, UUID last) {
        storage.identifyAsEngine();
        var ids = storage.renewSearchKeys(entity, last, RENEWED_AT_ONCE);
        new Duplicates(reading.session(catalog, Actor.ENGINE), blocks).renew(entity, ids);
        return ids;
    }

    /** Works out again to whom some records are granted, and who is barred from them; those behind this id and in order. */
    List<UUID> renewAccess(Catalog catalog, EntityDefinition entity, UUID last) {
        var work = new Work(catalog, Actor.ENGINE, Options.NONE, true);
        storage.identifyAsEngine();
        var ids = storage.behind(entity, last, RENEWED_AT_ONCE);
        work.session.ahead(entity, ids);
        ids.forEach(id -> work.session.touch(entity, id));
        work.rowAccess.store(work.drafts(), recordAccess);
        if (!catalog.hasBars(entity) && !catalog.hasGrants(entity)) {
            recordAccess.keep(ids, Map.of(), List.of());
        }
        var glass = entity.breakGlass();
        recordAccess.close(ids, glass == null ? List.of() : glass.roles());
        return ids;
    }

    /** Refuses when another release is served than the one on which something was made. */
    void expectRelease(Catalog catalog) {
        storage.expectRelease(catalog.release());
    }

    /** Works out again what is derived in these records, as the engine; their versions stay. */
    Outcome refresh(Catalog catalog, EntityDefinition entity, List<UUID> ids) {
        var work = new Work(catalog, Actor.ENGINE, Options.NONE, true);
        storage.identifyAsEngine();
        begin(work, List.of());
        work.session.ahead(entity, ids);
        ids.forEach(id -> work.session.touch(entity, id));
        derive(work);
        return store(work);
    }

    /** Works out again to whom a record, and what follows it, is granted: it was shared, or is no longer. */
    void regrant(Catalog catalog, EntityRecord record) {
        var work = new Work(catalog, Actor.ENGINE, Options.NONE, true);
        storage.identifyAsEngine();
        begin(work, List.of());
        work.session.touch(record).sharedAnew = true;
        derive(work);
        store(work);
    }

    /** The record, if it is open to the actor; until the transaction ends nobody else changes it. */
    Optional<EntityRecord> hold(Catalog catalog, Actor actor, String entity, String idOrNumber) {
        var seen = reading.found(catalog, actor, entity, idOrNumber);
        if (seen.isEmpty()) {
            return seen;
        }
        storage.identifyAsEngine();
        storage.find(seen.get().entity(), seen.get().id().toString(), true);
        return reading.get(catalog, actor, entity, seen.get().id().toString(), Door.RECORD);
    }

    /** Makes whoever changes what a record reads wait for the transaction's end. */
    void keepStill(UUID record) {
        storage.lock(List.of(record));
    }

    /** Notes what was done with a record as a whole, without changing it. */
    void note(Catalog catalog, String action, EntityRecord record, String operation, UUID input, Actor actor) {
        storage.identifyAsEngine();
        var now = reading.session(catalog, actor).now;
        history.append(List.of(new History.Line(
                record.id(),
                record.entity().ref(),
                now,
                action,
                actor.id(),
                actor.name(),
                null,
                operation,
                record.system().version(),
                catalog.release(),
                null,
                input,
                null,
                JsonNodeFactory.instance.objectNode())));
    }

    /** Operations done with a record, or by making it, that were not undone; the last first. */
    List<OperationDone> operationsDone(UUID recordOrInput) {
        storage.identifyAsEngine();
        var lines = history.operations(recordOrInput);
        var undone = lines.stream()
                .filter(line -> line.action().equals(OfOperation.UNDONE))
                .map(History.Line::cause)
                .collect(Collectors.toSet());
        return lines.stream()
                .filter(line -> line.action().equals(OfOperation.DONE) && !undone.contains(line.cause()))
                .map(line -> new OperationDone(
                        line.entity(),
                        line.record(),
                        String.valueOf(line.step()),
                        java.util.Objects.requireNonNull(line.cause()),
                        line.at()))
                .toList();
    }

    /** Ids of all rules that only warn: where nobody can be asked, nobody is warned. */
    static Set<String> warnings(Catalog catalog) {
        return catalog.entities().stream()
                .flatMap(entity -> entity.rules().stream())
                .filter(EntityDefinition.RuleDefinition::warning)
                .map(EntityDefinition.RuleDefinition::id)
                .collect(Collectors.toSet());
    }

    /** Somebody was faster: what has changed in the record since a version. */
    Outcome.Stale outdated(EntityRecord seen, Fields known, long version, Session session) {
        readLog.saw(session.catalog, session.actor, Door.CHANGE, List.of(seen));
        var by = session.directory()
                .account(seen.system().updatedBy())
                .map(account -> account.title())
                .orElse("Somebody");
        // That it changed is told of what is told only to who asks for it, too: nobody shall undo it unawares.
        var told = known.unveiled();
        var changed = history.changedSince(seen.id(), version).stream()
                .filter(name -> seen.entity().property(name).filter(told::has).isPresent())
                .toList();
        return new Outcome.Stale(seen, changed, by);
    }

    /** What a draft would be; reads, and stores nothing. */
    Preview preview(Catalog catalog, Change change, Actor actor) {
        var work = new Work(catalog, actor, Options.NONE, false);
        return preview(work, draft(work, change));
    }

    /** The warnings that saving the record as it is would be answered with; none for who may not write it. */
    List<String> warnings(Catalog catalog, EntityRecord record, Actor actor) {
        var work = new Work(catalog, actor, Options.NONE, false);
        var nothing = JsonNodeFactory.instance.objectNode();
        var draft =
                draft(work, new Change.Update(record.entity().ref(), record.id().toString(), null, nothing));
        return draft.before != null && work.grants.may(Privilege.WRITE, draft.before)
                ? work.checking.warnings(draft)
                : List.of();
    }

    /** The record that a draft would be, as far as the actor may know it; reads, and stores nothing. */
    EntityRecord drafted(Catalog catalog, Change change, Actor actor) {
        var work = new Work(catalog, actor, Options.NONE, false);
        var draft = draft(work, change);
        var known = work.checking.known(draft);
        var record = draft.after(work.session.now, actor.id());
        var values = new LinkedHashMap<String, @Nullable Object>(record.values());
        values.keySet()
                .removeIf(name -> draft.entity.property(name).filter(known::has).isEmpty());
        return record.withValues(values);
    }

    private Draft draft(Work work, Change change) {
        storage.identify(reading.settings(work.access, work.catalog.entities()));
        begin(work, List.of(change));
        work.drafts().forEach(work.checking::take);
        storage.identifyAsEngine();
        work.attaching.take(work.drafts());
        var draft = work.unfolding().roots().getFirst();
        work.drafts().forEach(each -> deriveFirst(work, each));
        work.deriving.derive(draft);
        return draft;
    }

    /** What an open task grants is found whatever the asker may see otherwise. */
    private void readGranted(Work work, List<? extends Change> changes) {
        if (work.options.granted().isEmpty()) {
            return;
        }
        storage.identifyAsEngine();
        for (var change : changes) {
            if (change instanceof Change.Update update
                    && work.options.granted().stream()
                            .anyMatch(id -> id.toString().equals(update.record()))) {
                work.catalog
                        .findEntity(change.entity())
                        .flatMap(entity -> storage.find(entity, update.record(), work.lock))
                        .filter(record -> !isBarred(work, record))
                        .ifPresent(record -> work.granted.put(update.record(), record));
            }
        }
    }

    /** Whoever is barred from a record does not reach it by a task either. */
    private boolean isBarred(Work work, EntityRecord record) {
        return work.catalog.hasBars(record.entity())
                && !recordAccess.barred(work.actor.id(), List.of(record.id())).isEmpty();
    }

    private void begin(Work work, List<? extends Change> changes) {
        work.unfolded = new Unfolding(work.catalog, storage, work.problems, work.lock, work.granted);
        work.unfolding().unfold(changes);
        work.session.drafts.putAll(work.unfolding().drafts());
        for (var draft : work.drafts()) {
            if (draft.isNew()) {
                draft.unit = ownUnit(work, draft.entity);
                draft.owner = work.actor.kind() == Actor.Kind.USER ? work.actor.id() : null;
            }
        }
    }

    private static int ownUnit(Work work, EntityDefinition entity) {
        if (entity.ownership() instanceof Ownership.None) {
            return 0;
        }
        return work.options.unit() != 0 ? work.options.unit() : work.actor.unit();
    }

    /** May they? Before anything is validated, because messages tell. */
    private static void mayChange(Work work) {
        for (var draft : work.drafts()) {
            var before = draft.before;
            if (before == null) {
                if (!work.access.may(Privilege.CREATE, draft.entity)) {
                    throw work.access.may(Privilege.READ, draft.entity) || !work.catalog.hidden(draft.entity)
                            ? forbidden(Privilege.CREATE, draft.entity)
                            : Refusal.notFound();
                }
                if (isForOperationsOnly(work, draft.entity)) {
                    throw forbidden(Privilege.CREATE, draft.entity);
                }
                continue;
            }
            var privilege = privilege(draft.kind);
            if (changesNothing(draft, before)) {
                continue;
            }
            if ((privilege == Privilege.ASSIGN || !work.options.granted().contains(draft.id))
                    && !work.grants.may(privilege, before)) {
                throw forbidden(privilege, draft.entity);
            }
            if (draft.kind != Draft.Kind.ASSIGN) {
                requireOpen(work, before.system().unit());
            }
        }
    }

    private static Privilege privilege(Draft.Kind kind) {
        return switch (kind) {
            case UPDATE -> Privilege.WRITE;
            case ASSIGN -> Privilege.ASSIGN;
            default -> Privilege.DELETE;
        };
    }

    /** In a unit that is shut people write nothing; the engine still ends what is under way. */
    private static void requireOpen(Work work, int unit) {
        if (work.actor.kind() != Actor.Kind.USER) {
            return;
        }
        work.session.directory().unit(unit).filter(found -> !found.isOpen()).ifPresent(shut -> {
            throw Refusal.of(
                    ErrorCode.CONFLICT,
                    "The unit {0} is shut: its records are read, and given to other units, and nothing else.",
                    shut.name());
        });
    }

    /** Who is given a record has to see it; who is given it with a unit has to be told which. */
    private void assigned(Work work) {
        for (var draft : work.drafts()) {
            if (draft.kind == Draft.Kind.ASSIGN && work.problems.isEmpty()) {
                requireOpen(work, draft.unit);
                var owner = draft.owner;
                var blind = owner != null
                        && actors.of(owner)
                                .filter(actor -> !Access.of(work.catalog, actor)
                                        .may(Privilege.READ, draft.entity, draft.unit, draft.rowClass, owner))
                                .isPresent();
                if (blind || (owner != null && work.rowAccess.barred(draft).contains(owner))) {
                    work.problems.add(Problem.at(
                            draft.pointer + "/owner",
                            ErrorCode.REFERENCE,
                            "Whoever is to own it may not see such records."));
                }
            }
        }
    }

    /** Otherwise what an operation asks for before it makes its input could be passed by. */
    private static boolean isForOperationsOnly(Work work, EntityDefinition entity) {
        return work.actor.kind() == Actor.Kind.USER && work.catalog.isInput(entity) && !work.options.operating();
    }

    /** A nested entry that only says where it hangs changes nothing. */
    private static boolean changesNothing(Draft draft, EntityRecord before) {
        return draft.kind == Draft.Kind.UPDATE
                && draft.patch.properties().stream().allMatch(field -> {
                    var property = draft.entity.properties().get(field.getKey());
                    return property != null
                            && JsonValues.toJson(property.type(), before.value(field.getKey()))
                                    .equals(field.getValue());
                });
    }

    static Refusal forbidden(Privilege privilege, EntityDefinition entity) {
        return Refusal.of(
                ErrorCode.FORBIDDEN,
                switch (privilege) {
                    case CREATE -> "You may not create this {0}.";
                    case WRITE -> "You may not change this {0}.";
                    case ASSIGN -> "You may not reassign this {0}.";
                    case SHARE -> "You may not share this {0}.";
                    default -> "You may not retire this {0}.";
                },
                entity.title().toLowerCase(java.util.Locale.ROOT));
    }

    /** Where the record will belong is known only when all is derived. */
    private static void mayCreate(Work work) {
        for (var draft : work.drafts()) {
            if (!draft.isNew()) {
                continue;
            }
            var appended = isAppended(work, draft);
            work.checking.created(draft, appended);
            if (draft.unit == 0) {
                continue;
            }
            if ((!appended && !work.access.may(Privilege.CREATE, draft.entity, draft.unit, draft.rowClass, draft.owner))
                    || work.rowAccess.barred(draft).contains(work.actor.id())) {
                throw forbidden(Privilege.CREATE, draft.entity);
            }
            requireOpen(work, draft.unit);
        }
    }

    /** To a record that is granted for that, what follows it may be added by who may make such records at all. */
    private static boolean isAppended(Work work, Draft draft) {
        if (!(draft.entity.ownership() instanceof Ownership.Parent(var reference))
                || !(draft.values.get(reference) instanceof UUID id)) {
            return false;
        }
        var parent = work.catalog.ownershipLine(draft.entity).get(1);
        var stored = work.session.stored(parent, id);
        return stored != null && work.grants.isGranted(Privilege.APPEND, stored);
    }

    private Outcome.@Nullable Stale stale(Work work) {
        for (var draft : work.drafts()) {
            var before = draft.before;
            if (before != null
                    && draft.version != null
                    && draft.version != before.system().version()) {
                var known = work.checking.readable(draft);
                var seen = reading.seen(work.catalog, work.actor, known, before);
                return outdated(seen, known, draft.version, work.session);
            }
        }
        return null;
    }

    /** Defaults and derived values of the drafts, then of all that read them, until nothing moves. */
    private void derive(Work work) {
        work.drafts().forEach(draft -> deriveFirst(work, draft));
        work.references.retirement(work.drafts().stream()
                .filter(draft -> draft.kind == Draft.Kind.RETIRE)
                .toList());
        var reads = dependencies.of(work.catalog);
        var locked = new TreeSet<UUID>();
        lock(work, reads, locked);
        for (int round = 0; round < ROUNDS; round++) {
            boolean moved = false;
            for (var draft : work.drafts()) {
                moved |= work.deriving.derive(draft);
                moved |= work.checking.takeAutomatically(draft);
            }
            var readers = reads.readers(work.session, work.drafts());
            byEntity(readers).forEach(work.session::ahead);
            for (var reader : readers) {
                moved |= !work.session.drafts.containsKey(reader.id())
                        && work.session.touch(reader.entity(), reader.id()).isPresent();
            }
            if (!moved) {
                return;
            }
            lock(work, reads, locked);
        }
        throw new Refusal(ErrorCode.MODULE_FAILED, "Computed values of this module turn in a circle.");
    }

    private static void deriveFirst(Work work, Draft draft) {
        if (draft.isNew()) {
            work.deriving.defaults(draft);
        }
        if (draft.kind == Draft.Kind.CREATE || draft.kind == Draft.Kind.UPDATE) {
            work.deriving.innerDefaults(draft);
        }
        work.deriving.derive(draft);
    }

    /** Whoever changes what a root's rules and values are made of waits for others who do, and then reads again. */
    private void lock(Work work, Dependencies reads, Set<UUID> locked) {
        var roots = new TreeSet<UUID>();
        reads.readers(work.session, work.drafts()).forEach(reader -> roots.add(reader.id()));
        work.drafts().stream()
                .filter(draft -> !draft.isNew() && (hasRoot(draft.entity) || reads.isWaitedFor(draft.entity)))
                .forEach(draft -> roots.add(draft.id));
        roots.removeAll(locked);
        if (!roots.isEmpty()) {
            storage.lock(roots);
            locked.addAll(roots);
            work.session.forgetRead();
            refresh(work, roots);
        }
    }

    private static boolean hasRoot(EntityDefinition entity) {
        return !entity.rules().isEmpty()
                || entity.properties().values().stream().anyMatch(property -> property.computed() != null);
    }

    /** A root that was only looked at is read again, now that nobody else changes it. */
    private static void refresh(Work work, Set<UUID> roots) {
        var again = new ArrayList<Reader>();
        var shared = new HashSet<UUID>();
        for (var id : roots) {
            var draft = work.session.drafts.get(id);
            if (draft != null && draft.kind == Draft.Kind.TOUCH) {
                work.session.drafts.remove(id);
                again.add(new Reader(draft.entity, id));
                if (draft.sharedAnew) {
                    shared.add(id);
                }
            }
        }
        byEntity(again).forEach(work.session::ahead);
        again.forEach(reader -> work.session
                .touch(reader.entity(), reader.id())
                .ifPresent(draft -> draft.sharedAnew = shared.contains(draft.id)));
    }

    private static Map<EntityDefinition, List<UUID>> byEntity(Collection<Reader> readers) {
        return readers.stream()
                .collect(Collectors.groupingBy(
                        Reader::entity, LinkedHashMap::new, Collectors.mapping(Reader::id, Collectors.toList())));
    }

    private static void check(Work work) {
        for (var draft : work.drafts()) {
            work.checking.lifecycle(draft);
            work.references.offered(draft);
            work.checking.values(draft);
            work.checking.rules(draft);
            if (draft.entity.ownership() instanceof Ownership.Parent(var reference)
                    && draft.isNew()
                    && !draft.values.containsKey(reference)) {
                work.problems.add(
                        Problem.at(draft.pointer + "/" + reference, ErrorCode.REQUIRED, "It must belong to a record."));
            } else if (draft.isNew() && draft.unit == 0 && !(draft.entity.ownership() instanceof Ownership.None)) {
                work.problems.add(
                        Problem.at(draft.pointer + "/unit", ErrorCode.REQUIRED, "It must belong to a business unit."));
            }
        }
    }

    private static boolean refuses(Work work) {
        return work.problems.list().stream()
                .anyMatch(problem -> problem.severity() == Severity.ERROR
                        || !work.options.acknowledged().contains(problem.rule() == null ? "" : problem.rule()));
    }

    /** A reference that was refused counts as absent; that it is required as well helps nobody. */
    private static List<Problem> told(Work work) {
        var refused = work.problems.list().stream()
                .filter(problem -> problem.code() == ErrorCode.REFERENCE)
                .map(Problem::pointer)
                .toList();
        return work.problems.list().stream()
                .filter(problem -> problem.code() != ErrorCode.REQUIRED || !refused.contains(problem.pointer()))
                .toList();
    }

    private Outcome store(Work work) {
        var now = work.session.now;
        var by = work.actor.id();
        work.merging.instead().values().forEach(draft -> number(work, draft));
        var writes = new ArrayList<Storage.Write>();
        var stored = new LinkedHashMap<UUID, EntityRecord>();
        for (var draft : work.drafts()) {
            number(work, draft);
            if (draft.isNew() || (draft.isChange() ? differs(draft) : moved(draft))) {
                var after = draft.after(now, by);
                writes.add(new Storage.Write(draft.before, after, title(work, draft)));
                stored.put(draft.id, after);
            }
        }
        writes.addAll(retitled(work, stored));
        var lines = new ArrayList<History.Line>();
        work.drafts().stream()
                .filter(draft -> draft.isChange() && stored.containsKey(draft.id))
                .forEach(draft -> lines.addAll(lines(work, draft, now)));
        history.append(lines);
        var stale = storage.write(writes, work.catalog.release());
        if (!stale.isEmpty()) {
            var current = stale.getFirst();
            return new Outcome.Stale(current, List.of(), "Somebody");
        }
        work.rowAccess.store(work.drafts(), recordAccess);
        periods(work);
        duplicates(work);
        announce(work, stored);
        return saved(work, stored);
    }

    /** A title that names other records changes with them, though nothing in the record does. */
    private List<Storage.Write> retitled(Work work, Map<UUID, EntityRecord> stored) {
        var touched = work.drafts().stream()
                .filter(draft -> draft.kind == Draft.Kind.TOUCH && !stored.containsKey(draft.id))
                .filter(draft -> isTitledByOthers(draft.entity))
                .toList();
        var known = storage.titles(touched.stream().map(draft -> draft.id).toList());
        var writes = new ArrayList<Storage.Write>();
        for (var draft : touched) {
            var title = title(work, draft);
            if (title != null && draft.before != null && !title.equals(known.get(draft.id))) {
                writes.add(new Storage.Write(draft.before, draft.before, title));
            }
        }
        return writes;
    }

    /** Whether a title is made of more than what the record itself stores. */
    private static boolean isTitledByOthers(EntityDefinition entity) {
        var title = entity.titleTemplate();
        return title != null && !title.paths().stream().allMatch(path -> isOwn(entity, path.getFirst()));
    }

    private static boolean isOwn(EntityDefinition entity, String name) {
        return name.equals("number")
                || entity.property(name)
                        .filter(property -> property.computed() == null
                                || property.computed().stored())
                        .filter(property -> !(property.type() instanceof PropertyType.Referring)
                                && property.type().parts().isEmpty())
                        .isPresent();
    }

    /** An update that changes nothing stores nothing. */
    private static boolean differs(Draft draft) {
        return draft.comesOrGoes() || !draft.changes().isEmpty() || moved(draft);
    }

    private static boolean moved(Draft draft) {
        var before = draft.before;
        return before == null
                || !draft.changes().isEmpty()
                || before.system().unit() != draft.unit
                || before.system().rowClass() != draft.rowClass
                || !java.util.Objects.equals(before.system().owner(), draft.owner);
    }

    private void number(Work work, Draft draft) {
        var pattern = draft.entity.number();
        if (draft.isNew() && pattern != null && (draft.number == null || draft.number.isEmpty())) {
            draft.number = number(work, draft, draft.entity.ref(), pattern);
        }
        if (draft.kind == Draft.Kind.CREATE || draft.kind == Draft.Kind.UPDATE) {
            numberProperties(work, draft);
        }
    }

    /** What came to be numbered after it was made gets its number at the next change. */
    private void numberProperties(Work work, Draft draft) {
        var hidden = Set.<String>of();
        for (var property : draft.entity.properties().values()) {
            var pattern = property.number();
            if (pattern == null || draft.values.get(property.name()) != null) {
                continue;
            }
            hidden = hidden.isEmpty() ? work.deriving.irrelevant(draft) : hidden;
            if (!hidden.contains(property.name())) {
                var of = draft.entity.ref() + "." + property.name();
                draft.set(property.name(), number(work, draft, of, pattern));
            }
        }
    }

    private String number(Work work, Draft draft, String of, NumberPattern pattern) {
        var unit = work.session
                .directory()
                .unit(draft.unit)
                .map(found -> found.code())
                .orElse("");
        return numbers.next(of, pattern, unit, work.session.today(draft.unit));
    }

    private @Nullable String title(Work work, Draft draft) {
        return titleOf(work.session, draft.entity, work.session.values(draft));
    }

    static @Nullable String titleOf(Session session, EntityDefinition entity, Values values) {
        var template = entity.titleTemplate();
        if (template == null) {
            return null;
        }
        var title = template.render(values, value -> word(session, value));
        return title.isBlank() ? null : title.length() > 500 ? title.substring(0, 500) : title;
    }

    private static String word(Session session, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case RecordValues record -> {
                var title = titleOf(session, record.entity(), record);
                yield title != null ? title : String.valueOf(record.get("number"));
            }
            case Values values ->
                String.valueOf(values.get("title") != null ? values.get("title") : values.get("name"));
            default -> value.toString();
        };
    }

    private List<History.Line> lines(Work work, Draft draft, OffsetDateTime now) {
        var byClass = new LinkedHashMap<@Nullable String, ObjectNode>();
        byClass.put(null, JsonNodeFactory.instance.objectNode());
        for (var name : draft.changes()) {
            var property =
                    java.util.Objects.requireNonNull(draft.entity.properties().get(name));
            if (property.computed() == null) {
                byClass.computeIfAbsent(property.sensitivity(), key -> JsonNodeFactory.instance.objectNode())
                        .set(name, difference(property, draft));
            }
        }
        if (draft.kind == Draft.Kind.ASSIGN) {
            given(work, draft, java.util.Objects.requireNonNull(byClass.get(null)));
        }
        var version = draft.before == null ? 1 : draft.before.system().version() + 1;
        var lines = new ArrayList<History.Line>();
        byClass.forEach((fieldClass, changes) -> lines.add(new History.Line(
                draft.id,
                draft.entity.ref(),
                now,
                action(draft),
                draft.autoTaken && draft.kind == Draft.Kind.TOUCH ? Actor.ENGINE.id() : work.actor.id(),
                draft.autoTaken && draft.kind == Draft.Kind.TOUCH ? Actor.ENGINE.name() : work.actor.name(),
                draft.statusReason != null && work.options.reason() == null
                        ? draft.statusReason
                        : work.options.reason(),
                work.options.step(),
                version,
                work.catalog.release(),
                fieldClass,
                work.options.cause(),
                null,
                changes)));
        return lines;
    }

    /** Unit and owner as they were and are, by code and by name. */
    private static void given(Work work, Draft draft, ObjectNode changes) {
        var before = java.util.Objects.requireNonNull(draft.before).system();
        var directory = work.session.directory();
        if (before.unit() != draft.unit) {
            changes.putArray("unit")
                    .add(directory.unit(before.unit()).map(Directory.Unit::code).orElse(null))
                    .add(directory.unit(draft.unit).map(Directory.Unit::code).orElse(null));
        }
        if (!java.util.Objects.equals(before.owner(), draft.owner)) {
            changes.putArray("owner").add(name(directory, before.owner())).add(name(directory, draft.owner));
        }
    }

    private static @Nullable String name(Directory directory, @Nullable UUID account) {
        return account == null
                ? null
                : directory.account(account).map(Directory.Account::name).orElse(null);
    }

    private static JsonNode difference(PropertyDefinition property, Draft draft) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(JsonValues.toJson(property.type(), draft.old(property.name())))
                .add(JsonValues.toJson(property.type(), draft.values.get(property.name())));
    }

    private static String action(Draft draft) {
        return switch (draft.kind) {
            case CREATE -> "create";
            case UPDATE, TOUCH -> "update";
            case RETIRE -> "retire";
            case RESTORE -> "restore";
            case ASSIGN -> "assign";
        };
    }

    /** Gap-free rows of history: the current row ends and the next begins on the same day. */
    private void periods(Work work) {
        var changes = new ArrayList<Change>();
        for (var draft : work.drafts()) {
            for (var period : draft.entity.periods()) {
                boolean moved = draft.isChange()
                        && !draft.retired
                        && period.track().stream().anyMatch(draft::changed);
                if (moved && (!work.options.migrate() || draft.isNew())) {
                    changes.addAll(periodChanges(work, draft, period));
                }
            }
        }
        if (!changes.isEmpty()) {
            var options = new Options(Set.of(), null, work.options.step(), Set.of(), 0, work.options.migrate());
            also(work, changes, options, "The periods of a record could not be kept: ");
        }
    }

    /** Records that are perhaps one with those that were just written are kept with them, whatever rules say of either. */
    private void duplicates(Work work) {
        new Duplicates(work.session, blocks).pairs(work.drafts()).forEach((unit, pairs) -> {
            var options = new Options(Set.of(), null, work.options.step(), Set.of(), unit, true);
            var cause = work.options.cause();
            also(
                    work,
                    pairs,
                    cause == null ? options : options.causedBy(cause),
                    "What is perhaps one and the same could not be kept: ");
        });
    }

    /** What follows from the work is done with it, as the engine, or nothing is. */
    private void also(Work work, List<Change> changes, Options options, String otherwise) {
        var outcome = apply(work.catalog, changes, Actor.ENGINE, options);
        if (!(outcome instanceof Outcome.Saved)) {
            throw new Refusal(ErrorCode.MODULE_FAILED, Message.plain(otherwise + outcome), List.of());
        }
    }

    private List<Change> periodChanges(Work work, Draft draft, EntityDefinition.PeriodDefinition period) {
        var inverse = work.catalog.inverse(draft.entity, period.inverse()).orElseThrow();
        var today = work.session.today(draft.unit).toString();
        var changes = new ArrayList<Change>();
        if (!draft.isNew()) {
            for (var row : storage.findReferring(inverse, List.of(draft.id))) {
                if (row.value(period.to()) == null) {
                    changes.add(Change.update(
                            inverse.from().ref(),
                            row.id(),
                            null,
                            JsonNodeFactory.instance.objectNode().put(period.to(), today)));
                }
            }
        }
        var next = JsonNodeFactory.instance.objectNode();
        next.put(inverse.reference().name(), draft.id.toString());
        next.put(period.from(), today);
        for (var name : period.track()) {
            var property =
                    java.util.Objects.requireNonNull(draft.entity.properties().get(name));
            var value = draft.values.get(name);
            if (value != null) {
                next.set(name, JsonValues.toJson(property.type(), value));
            }
        }
        changes.add(new Change.Create(inverse.from().ref(), null, next));
        return changes;
    }

    private void announce(Work work, Map<UUID, EntityRecord> stored) {
        var reads = dependencies.of(work.catalog);
        for (var draft : work.drafts()) {
            var after = stored.get(draft.id);
            if (after != null) {
                events.publishEvent(new RecordChanged(draft.before, after, draft.changes(), work.actor));
            } else if (reads.isWaitedFor(draft.entity)) {
                events.publishEvent(new RecordLookedAt(draft.entity.ref(), draft.id, work.actor));
            }
        }
    }

    private Outcome.Saved saved(Work work, Map<UUID, EntityRecord> stored) {
        var records = new ArrayList<EntityRecord>();
        var listed = new LinkedHashSet<UUID>();
        for (var root : work.unfolding().roots()) {
            records.add(seen(work, root, stored));
            listed.add(root.id);
        }
        for (var draft : work.unfolding().drafts().values()) {
            if (listed.add(draft.id)) {
                records.add(seen(work, draft, stored));
            }
        }
        var named = new LinkedHashMap<String, EntityRecord>();
        work.unfolding().named().forEach((name, draft) -> named.put(name, seen(work, draft, stored)));
        return new Outcome.Saved(records, named, work.problems.list());
    }

    private EntityRecord seen(Work work, Draft draft, Map<UUID, EntityRecord> stored) {
        // What was merged is told as what it would have been.
        var record = work.merging.instead().containsKey(draft.id)
                ? draft.after(work.session.now, work.actor.id())
                : stored.get(draft.id);
        var present = record == null ? java.util.Objects.requireNonNull(draft.before) : record;
        if (!work.grants.may(Privilege.READ, present)
                || work.rowAccess.barred(draft).contains(work.actor.id())) {
            // Written blind: the writer learns that it is stored, and nothing else.
            return present.withValues(Map.of());
        }
        var seen = reading.seen(work.catalog, work.actor, work.access, present, true);
        readLog.saw(work.catalog, work.actor, Door.CHANGE, List.of(seen));
        return seen;
    }

    private Preview preview(Work work, Draft draft) {
        var irrelevant = new LinkedHashSet<>(work.deriving.irrelevant(draft));
        var required = new LinkedHashSet<String>();
        var readOnly = new LinkedHashSet<String>();
        var shown = new ArrayList<PropertyDefinition>();
        var values = new LinkedHashMap<String, @Nullable Object>();
        var before = draft.before;
        var readable = work.checking.readable(draft);
        var known = work.checking.known(draft);
        // Who may not change the record may still be at a task, whose form is asked elsewhere.
        var writable = before == null || work.grants.may(Privilege.WRITE, before)
                ? work.checking.writable(draft)
                : known.or(Fields.PLAIN);
        for (var property : draft.entity.properties().values()) {
            if (!known.has(property)) {
                continue;
            }
            shown.add(property);
            if (before == null || readable.has(property) || draft.given.contains(property.name())) {
                values.put(property.name(), previewed(work, draft, property));
            }
            if (draft.entity.required().contains(property.name())
                    || (property.requiredWhen() != null
                            && work.session.isTrue(
                                    property.requiredWhen(), work.session.values(draft), draft.entity, draft.unit))) {
                required.add(property.name());
            }
            if (isReadOnly(work, draft, property) || !writable.has(property)) {
                readOnly.add(property.name());
            }
        }
        if (before != null) {
            readLog.saw(
                    work.catalog,
                    work.actor,
                    Door.FORM,
                    List.of(reading.seen(work.catalog, work.actor, readable, before)));
        }
        required.removeAll(irrelevant);
        Inner.of(draft).forEach(inner -> previewInner(work, draft, inner, irrelevant, required, readOnly));
        return new Preview(
                previewed(readable, shown, values, before != null),
                irrelevant,
                required,
                readOnly,
                work.problems.list());
    }

    /** Parts of objects and entries stand by their pointer, as they were submitted. */
    private static void previewInner(
            Work work, Draft draft, Inner inner, Set<String> irrelevant, Set<String> required, Set<String> readOnly) {
        for (var part : inner.parts()) {
            var at = Checking.asSubmitted(draft, inner.pointer(part)).substring(1);
            if (work.deriving.isIrrelevant(draft, inner, part)) {
                irrelevant.add(at);
            } else if (part.requiredWhen() != null && work.deriving.holds(draft, inner, part.requiredWhen())) {
                required.add(at);
            }
            var fixed = part.writable() != null
                    && inner.before(draft) != null
                    && !work.deriving.holds(draft, inner, part.writable());
            if (part.computed() != null || part.readOnly() || fixed) {
                readOnly.add(at);
            }
        }
    }

    private static ObjectNode previewed(
            Fields readable, List<PropertyDefinition> shown, Map<String, @Nullable Object> values, boolean stored) {
        var json = JsonValues.objectToJson(shown, values);
        if (stored) {
            shown.forEach(property -> {
                var value = json.get(property.name());
                if (value != null) {
                    json.set(property.name(), Seeing.trimmed(readable, property, value));
                }
            });
        }
        return json;
    }

    private static @Nullable Object previewed(Work work, Draft draft, PropertyDefinition property) {
        var computed = property.computed();
        if (computed == null || computed.stored()) {
            return draft.values.get(property.name());
        }
        return Deriving.fit(
                property,
                work.session.evaluate(computed.expression(), work.session.values(draft), draft.entity, draft.unit));
    }

    private static boolean isReadOnly(Work work, Draft draft, PropertyDefinition property) {
        var lifecycle = draft.entity.lifecycle();
        return property.computed() != null
                || property.readOnly()
                || (lifecycle != null && lifecycle.property().equals(property.name()))
                || (property.writable() != null
                        && !draft.isNew()
                        && !work.session.isTrue(
                                property.writable(), work.deriving.withBefore(draft), draft.entity, draft.unit));
    }
}
