package org.casewright.records;

import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Uuids;
import org.casewright.identity.Actors;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.storage.BulkTable;
import org.casewright.storage.BulkTable.JobState;
import org.casewright.storage.BulkTable.Row;
import org.casewright.storage.BulkTable.RowState;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The front door for changing many records alike. A job keeps which records were chosen, and in which version; then each is changed
 * by {@link Records#apply} in a transaction of its own, in which the job keeps as well that it was. So a job that was killed goes on
 * where it was on any node, nothing is changed twice, and what one record refuses stops no other.
 */
@Component
public class BulkJobs {

    /** No job changes more. */
    public static final int MOST = 10_000;

    /** The key of the notice that says that a job has ended. */
    public static final String ACTION = "bulk";

    private static final Logger LOG = LoggerFactory.getLogger(BulkJobs.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 200;
    private static final int TOUCHED_EVERY = 25;
    private static final Duration LEFT_AFTER = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final int LONGEST_REASON = 4_000;
    private static final int LARGEST_VALUES = 100_000;
    private static final int MOST_RUNNING = 3;

    private final Catalogs catalogs;
    private final Records records;
    private final Reading reading;
    private final Storage storage;
    private final BulkTable table;
    private final Notices notices;
    private final Actors actors;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("bulk").factory());
    private final Set<UUID> working = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    BulkJobs(
            Catalogs catalogs,
            Records records,
            Reading reading,
            Storage storage,
            BulkTable table,
            Notices notices,
            Actors actors,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.records = records;
        this.reading = reading;
        this.storage = storage;
        this.table = table;
        this.notices = notices;
        this.actors = actors;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Which records are chosen: these, or all for which a list asks. */
    public sealed interface Chosen {
        /** These, by their ids. */
        record Some(Collection<UUID> ids) implements Chosen {
            public Some {
                ids = List.copyOf(ids);
            }
        }

        /** All that a list shows. */
        record All(Query query) implements Chosen {}
    }

    /**
     * What a change would come to.
     *
     * @param records how many are chosen
     * @param change how many would have another value
     * @param same how many have these values already
     * @param refused how many, or what of them, the asker may not change
     */
    public record Estimate(int records, int change, int same, int refused) {}

    /** How a job stands. */
    public record Job(
            UUID id,
            String entity,
            ObjectNode values,
            State state,
            int records,
            int changed,
            int failed,
            OffsetDateTime begunAt,
            @Nullable OffsetDateTime endedAt) {

        /** How far it is. */
        public enum State {
            RUNNING,
            DONE,
            CANCELLED,
            /** Whoever asked for it may sign in no more. */
            STOPPED
        }
    }

    /**
     * A record that was not changed.
     *
     * @param place in the job
     * @param record null when it is not open to the asker any more
     * @param title what people call it; empty then
     */
    public record Failed(int place, @Nullable EntityRecord record, String title, List<Why> why) {}

    /** Why it was not, in the language of whoever asked for the job. */
    public record Why(String pointer, String code, String message) {}

    /** The properties that the actor may set in some record of the entity, alike for many: values of their own, made by nobody else. */
    public List<PropertyDefinition> settable(EntityDefinition entity, Actor actor) {
        var access = Access.of(catalogs.current(actor.language()), actor);
        if (!access.may(Privilege.WRITE, entity)) {
            return List.of();
        }
        var writable = access.writable(Privilege.WRITE, entity);
        return entity.properties().values().stream()
                .filter(property -> isAlike(entity, property) && writable.has(property))
                .toList();
    }

    private static boolean isAlike(EntityDefinition entity, PropertyDefinition property) {
        var lifecycle = entity.lifecycle();
        return property.isColumn()
                && property.type().isSingle()
                && !property.readOnly()
                && property.computed() == null
                && property.number() == null
                && !property.unique()
                && !property.appendOnly()
                && (lifecycle == null || !lifecycle.property().equals(property.name()));
    }

    /**
     * What the change would come to; stores nothing.
     *
     * @throws Refusal {@code INVALID} for what nobody sets alike, or when more than {@link #MOST} are chosen
     */
    public Estimate estimate(String entity, Chosen chosen, ObjectNode values, Actor actor) {
        var definition = settingOnly(entity, values, actor);
        var access = Access.of(catalogs.current(actor.language()), actor);
        var many = new int[3];
        for (var page : pages(entity, chosen, actor)) {
            transaction.executeWithoutResult(status -> {
                reading.identify(catalogs.current(actor.language()), actor, definition);
                var grants = reading.grants(catalogs.current(actor.language()), access);
                grants.wholly(page);
                page.forEach(record -> many[kind(grants, record, values)]++);
            });
        }
        return new Estimate(many[0] + many[1] + many[2], many[0], many[1], many[2]);
    }

    private int kind(Grants grants, EntityRecord record, ObjectNode values) {
        var writable = grants.writable(record);
        var may = grants.may(Privilege.WRITE, record)
                && values.propertyNames().stream()
                        .allMatch(name -> record.entity()
                                .property(name)
                                .filter(writable::has)
                                .isPresent());
        if (!may) {
            return 2;
        }
        // What may be written and not read is never said to be the same.
        var known = grants.readable(record);
        var present = records.json(record);
        return values.properties().stream()
                        .allMatch(value -> known.has(
                                        record.entity().property(value.getKey()).orElseThrow())
                                && isSame(value.getValue(), present.path(value.getKey())))
                ? 1
                : 0;
    }

    private static boolean isSame(JsonNode wanted, JsonNode present) {
        return (wanted.isNumber() && present.isNumber())
                ? wanted.decimalValue().compareTo(present.decimalValue()) == 0
                : wanted.equals(present);
    }

    /**
     * Begins a job.
     *
     * @param reason for the history; null for none
     * @throws Refusal {@code INVALID} for what nobody sets alike, or when none or more than {@link #MOST} are chosen
     */
    public Job begin(String entity, Chosen chosen, ObjectNode values, @Nullable String reason, Actor actor) {
        settingOnly(entity, values, actor);
        if ((reason != null && reason.length() > LONGEST_REASON)
                || values.toString().length() > LARGEST_VALUES) {
            throw new Refusal(ErrorCode.TOO_LARGE, "This is too much for one job.");
        }
        var rows = new ArrayList<Row>();
        for (var page : pages(entity, chosen, actor)) {
            page.forEach(record -> rows.add(
                    new Row(rows.size() + 1, record.id(), record.system().version(), null)));
        }
        if (rows.isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, "None of these records is there, or open to you.");
        }
        var now = now();
        var job = new BulkTable.Job(
                Uuids.next(),
                actor.id(),
                entity,
                values.toString(),
                reason,
                actor.language(),
                actor.scope().extent().name(),
                actor.scope().modules(),
                JobState.RUNNING,
                rows.size(),
                now,
                null);
        transaction.executeWithoutResult(status -> {
            storage.identify(Access.ofUser(actor));
            if (table.running(actor.id()) >= MOST_RUNNING) {
                throw Refusal.of(
                        ErrorCode.CONFLICT,
                        "{0} of your jobs are still running: wait for one, or stop it.",
                        MOST_RUNNING);
            }
            table.add(job, rows);
        });
        afterCommit(() -> worker.execute(() -> work(job)));
        return told(job, Map.of());
    }

    private EntityDefinition settingOnly(String entity, ObjectNode values, Actor actor) {
        var catalog = catalogs.current(actor.language());
        var definition = reading.known(catalog, Access.of(catalog, actor), entity);
        var settable = settable(definition, actor).stream()
                .map(PropertyDefinition::name)
                .toList();
        if (settable.isEmpty()) {
            throw Refusal.of(ErrorCode.FORBIDDEN, "You may not change {0}.", definition.plural());
        }
        var problems = new ArrayList<Problem>();
        values.propertyNames().stream()
                .filter(name -> !settable.contains(name))
                .forEach(name -> problems.add(Problem.at(
                        "/values/" + name.replace("~", "~0").replace("/", "~1"),
                        ErrorCode.READ_ONLY,
                        "This is nothing that you can set alike in many records.")));
        if (values.isEmpty()) {
            problems.add(Problem.at("/values", ErrorCode.REQUIRED, "Say what to set."));
        }
        if (!problems.isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, "Many records cannot be changed like this.", problems);
        }
        return definition;
    }

    /** The chosen records that the actor may read, some at a time. */
    private List<List<EntityRecord>> pages(String entity, Chosen chosen, Actor actor) {
        var pages = new ArrayList<List<EntityRecord>>();
        switch (chosen) {
            case Chosen.Some(Collection<UUID> ids) -> {
                var all = ids.stream().distinct().toList();
                requireFew(all.size());
                for (var from = 0; from < all.size(); from += PAGE) {
                    pages.add(records.getAll(entity, all.subList(from, Math.min(all.size(), from + PAGE)), actor));
                }
            }
            case Chosen.All(Query query) -> {
                var many = 0;
                var next = query.limitedTo(PAGE).counted(Query.Count.NONE).expanding(Set.of());
                while (true) {
                    var page = records.find(next, actor);
                    many += page.items().size();
                    requireFew(many);
                    pages.add(page.items());
                    if (page.next() == null) {
                        break;
                    }
                    next = next.after(page.next());
                }
            }
        }
        return pages;
    }

    private static void requireFew(int many) {
        if (many > MOST) {
            throw Refusal.of(
                    ErrorCode.INVALID, "One job changes at most {0, number} records. Narrow the list down.", MOST);
        }
    }

    /** How one of the actor's jobs stands; empty when it is none. */
    public Optional<Job> find(UUID id, Actor actor) {
        return transaction.execute(status -> {
            storage.identify(Access.ofUser(actor));
            return table.find(id).map(job -> told(job, table.progress(id)));
        });
    }

    /** The records that a job did not change, in order, behind a place; 0 for the first. */
    public List<Failed> failed(UUID id, int after, int limit, Actor actor) {
        var job = find(id, actor).orElseThrow(Refusal::notFound);
        List<Row> rows = Objects.requireNonNull(transaction.execute(status -> {
            storage.identify(Access.ofUser(actor));
            return table.failed(id, after, limit);
        }));
        var found = new LinkedHashMap<UUID, EntityRecord>();
        records.getAll(job.entity(), rows.stream().map(Row::record).toList(), actor, Door.TITLE)
                .forEach(record -> found.put(record.id(), record));
        var titles = records.ownTitles(found.values(), actor);
        return rows.stream()
                .map(row -> new Failed(
                        row.place(),
                        found.get(row.record()),
                        titles.getOrDefault(row.record(), ""),
                        whys(row.problems())))
                .toList();
    }

    /** Lets a job change nothing more; what it has changed stays. */
    public Job cancel(UUID id, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            storage.identify(Access.ofUser(actor));
            table.end(id, JobState.CANCELLED, now());
            var job = table.find(id).orElseThrow(Refusal::notFound);
            return told(job, table.progress(id));
        }));
    }

    /** In the workers' thread: what else is done by the clock does not wait for a job. */
    @Scheduled(cron = "41 * * * * *", zone = "UTC")
    void takeUpLater() {
        if (!closed) {
            worker.execute(this::takeUp);
        }
    }

    /** Works off what was left by a node that was killed, and forgets what ended long ago; how many jobs were taken up. */
    public int takeUp() {
        List<BulkTable.Job> left = Objects.requireNonNull(transaction.execute(status -> {
            storage.identifyAsEngine();
            table.forget(now().minus(REMEMBERED));
            return table.left(now().minus(LEFT_AFTER));
        }));
        left.forEach(this::work);
        return left.size();
    }

    @PreDestroy
    void close() {
        closed = true;
        worker.shutdownNow();
    }

    /** A job that is not there yet would be one that nobody finds. */
    private static void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    private void work(BulkTable.Job job) {
        if (!working.add(job.id())) {
            return;
        }
        try {
            for (var done = 1; !closed && step(job); done++) {
                if (done % TOUCHED_EVERY == 0) {
                    transaction.executeWithoutResult(status -> {
                        storage.identifyAsEngine();
                        table.touch(job.id(), now());
                    });
                }
            }
        } catch (RuntimeException failed) {
            // It is taken up again in a minute, by this node or another.
            LOG.warn("The job {} of {} was left where it is", job.id(), job.entity(), failed);
        } finally {
            working.remove(job.id());
        }
    }

    /** Changes the next record; false when there is none, or the job is over. */
    private boolean step(BulkTable.Job job) {
        var actor = actors.of(job.account())
                .map(found -> found.speaking(job.language())
                        .within(new Scope(Scope.Extent.valueOf(job.extent()), job.modules())));
        if (actor.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                storage.identifyAsEngine();
                table.end(job.id(), JobState.STOPPED, now());
            });
            return false;
        }
        return step(job, actor.get());
    }

    /** What is wrong with a record undoes its transaction; that it was so is kept in another. */
    private boolean step(BulkTable.Job job, Actor actor) {
        Optional<Row> next = Objects.requireNonNull(transaction.execute(status -> {
            storage.identify(Access.ofUser(actor));
            return table.find(job.id())
                    .filter(found -> found.state() == JobState.RUNNING)
                    .flatMap(found -> table.next(job.id()));
        }));
        if (next.isEmpty()) {
            end(job, actor);
            return false;
        }
        var wrong = change(job, next.get(), actor);
        if (!wrong.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                storage.identify(Access.ofUser(actor));
                table.mark(job.id(), next.get().place(), RowState.FAILED, json(wrong));
            });
        }
        return true;
    }

    /** Changes a record and keeps that it was changed, both or none; why not, empty when it was, by this node or by another. */
    private List<Why> change(BulkTable.Job job, Row row, Actor actor) {
        var locale = Locale.forLanguageTag(job.language());
        var values = (ObjectNode) JSON.readTree(job.content());
        try {
            var outcome = records.apply(
                    List.of(Change.update(job.entity(), row.record(), row.version(), values)),
                    actor,
                    Options.NONE.because(job.reason()),
                    () -> mark(job, row, actor));
            return switch (outcome) {
                case Outcome.Saved saved -> List.of();
                case Outcome.Rejected(List<Problem> problems) ->
                    problems.stream().map(problem -> why(problem, locale)).toList();
                case Outcome.Stale stale ->
                    List.of(why(Problem.at("", ErrorCode.STALE, "{0} changed it meanwhile.", stale.by()), locale));
            };
        } catch (AlreadyException elsewhere) {
            return List.of();
        } catch (Refusal refused) {
            if (refused.code() == ErrorCode.ACCESS_CHANGED || refused.code() == ErrorCode.UNAVAILABLE) {
                throw refused;
            }
            return List.of(new Why("", refused.code().code(), refused.sentenceIn(locale)));
        } catch (CannotCreateTransactionException unreachable) {
            throw unreachable;
        } catch (RuntimeException failed) {
            if (closed || isCutOff(failed)) {
                throw failed;
            }
            LOG.error("{} {} could not be changed by the job {}", job.entity(), row.record(), job.id(), failed);
            return List.of(why(
                    Problem.at("", ErrorCode.INTERNAL, "It could not be changed. The administrator’s log says why."),
                    locale));
        }
    }

    /** The database went away: no fault of the record. What takes too long is one, or it would be tried for ever. */
    private static boolean isCutOff(Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException told
                    && String.valueOf(told.getSQLState()).matches("08.*|57P.*")) {
                return true;
            }
            // Not even taken back could it be: what it failed of first is not among the causes then.
            if (cause instanceof TransactionSystemException undone && undone.getApplicationException() != null) {
                return true;
            }
        }
        return false;
    }

    private static Why why(Problem problem, Locale locale) {
        return new Why(problem.pointer(), problem.code().code(), problem.messageIn(locale));
    }

    /** Whoever else works at the same record waits here, and then finds it done. */
    private void mark(BulkTable.Job job, Row row, Actor actor) {
        storage.identify(Access.ofUser(actor));
        if (!table.mark(job.id(), row.place(), RowState.CHANGED, null)) {
            throw new AlreadyException();
        }
    }

    /** Another node was faster. */
    private static final class AlreadyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void end(BulkTable.Job job, Actor actor) {
        transaction.executeWithoutResult(status -> {
            storage.identifyAsEngine();
            var progress = table.progress(job.id());
            if (!progress.containsKey(RowState.WAITING) && table.end(job.id(), JobState.DONE, now())) {
                notices.ofBulk(
                        actor.id(),
                        job.entity(),
                        job.id(),
                        progress.getOrDefault(RowState.CHANGED, 0),
                        progress.getOrDefault(RowState.FAILED, 0));
            }
        });
    }

    private static String json(List<Why> whys) {
        var array = JSON.createArrayNode();
        whys.forEach(why -> array.addObject()
                .put("pointer", why.pointer())
                .put("code", why.code())
                .put("message", why.message()));
        return array.toString();
    }

    private static List<Why> whys(@Nullable String json) {
        var whys = new ArrayList<Why>();
        if (json != null) {
            JSON.readTree(json)
                    .forEach(why -> whys.add(new Why(
                            why.path("pointer").asString(""),
                            why.path("code").asString(""),
                            why.path("message").asString(""))));
        }
        return whys;
    }

    private static Job told(BulkTable.Job job, Map<RowState, Integer> progress) {
        return new Job(
                job.id(),
                job.entity(),
                (ObjectNode) JSON.readTree(job.content()),
                Job.State.valueOf(job.state().name()),
                job.records(),
                progress.getOrDefault(RowState.CHANGED, 0),
                progress.getOrDefault(RowState.FAILED, 0),
                job.begunAt(),
                job.endedAt());
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
