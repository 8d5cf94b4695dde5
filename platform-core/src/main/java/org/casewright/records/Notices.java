package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Notice;
import org.casewright.entity.Uuids;
import org.casewright.problem.Refusal;
import org.casewright.storage.NoticeTable;
import org.casewright.storage.RecordAccess;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The front door for what people are told in the application. Each reads the own notices only, and of the record that one is about
 * as much as is open to the reader at that moment.
 */
@Component
public class Notices {

    /** No count goes further. */
    public static final int MOST_COUNTED = 100;

    private static final String REASON = "reason";

    private final Records records;
    private final Storage storage;
    private final NoticeTable table;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Notices(Records records, Storage storage, NoticeTable table, Clock clock, PlatformTransactionManager transactions) {
        this.records = records;
        this.storage = storage;
        this.table = table;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A notice as its reader sees it.
     *
     * @param arguments of its sentence; without what tells of a record that is not open to the reader
     * @param about null when it is about no record, or about one that is not open to the reader
     */
    public record Told(
            UUID id,
            String key,
            Map<String, String> arguments,
            @Nullable About about,
            OffsetDateTime at,
            @Nullable OffsetDateTime readAt) {}

    /** The record that a notice is about, with its title as far as the reader may know it. */
    public record About(
            String entity, UUID record, @Nullable String number, String title) {}

    /**
     * What the actor was told, the latest first.
     *
     * @param unread whether only what the actor has not read
     * @param after behind which; null for the first
     */
    public List<Told> list(boolean unread, @Nullable UUID after, int limit, Actor actor) {
        return transaction.execute(status -> {
            identify(actor);
            return told(table.of(actor.id(), unread, after, limit), actor);
        });
    }

    /** How many the actor has not read, at most {@link #MOST_COUNTED}. */
    public int unread(Actor actor) {
        return table.unread(Access.ofUser(actor), actor.id(), MOST_COUNTED);
    }

    /**
     * Marks one as read; again changes nothing.
     *
     * @throws Refusal {@code NOT_FOUND} when it is not the actor's
     */
    public Told read(UUID id, Actor actor) {
        return transaction.execute(status -> {
            identify(actor);
            table.read(actor.id(), id, now());
            var notice = table.find(actor.id(), id).orElseThrow(Refusal::notFound);
            return told(List.of(notice), actor).getFirst();
        });
    }

    /** Marks all of the actor's as read. */
    public void readAll(Actor actor) {
        transaction.executeWithoutResult(status -> {
            identify(actor);
            table.read(actor.id(), null, now());
        });
    }

    /** Tells accounts that somebody has broken the glass; in the caller's transaction, which speaks as the engine. */
    void ofBrokenGlass(
            EntityRecord record,
            Actor by,
            String reason,
            OffsetDateTime now,
            OffsetDateTime until,
            Collection<UUID> accounts) {
        var arguments = Map.of("by", by.name(), "byTitle", by.title(), "until", until.toString(), REASON, reason);
        table.add(accounts.stream()
                .map(account -> new Notice(
                        Uuids.next(),
                        account,
                        BreakGlass.ACTION,
                        arguments,
                        record.entity().ref(),
                        record.id(),
                        now,
                        null))
                .toList());
    }

    /** Tells an account that a change of many records which it asked for is done; in the caller's transaction, which speaks as the engine. */
    void ofBulk(UUID account, String entity, UUID job, int changed, int failed) {
        var arguments = Map.of(
                "entity", entity,
                "job", job.toString(),
                "changed", Integer.toString(changed),
                "failed", Integer.toString(failed));
        table.add(List.of(new Notice(Uuids.next(), account, BulkJobs.ACTION, arguments, null, null, now(), null)));
    }

    private void identify(Actor actor) {
        storage.identify(Access.ofUser(actor));
    }

    private OffsetDateTime now() {
        return Objects.requireNonNull(RecordAccess.moment(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
    }

    private List<Told> told(List<Notice> notices, Actor actor) {
        var open = open(notices, actor);
        var titles = records.ownTitles(open.values(), actor);
        return notices.stream()
                .map(notice -> told(notice, open.get(notice.record()), titles))
                .toList();
    }

    /** The records that the notices are about, as far as they are open to the actor; one question for each entity. */
    private Map<UUID, EntityRecord> open(List<Notice> notices, Actor actor) {
        var byEntity = notices.stream()
                .filter(notice -> notice.entity() != null && notice.record() != null)
                .collect(Collectors.groupingBy(
                        notice -> Objects.requireNonNull(notice.entity()),
                        Collectors.mapping(notice -> Objects.requireNonNull(notice.record()), Collectors.toSet())));
        var open = new HashMap<UUID, EntityRecord>();
        byEntity.forEach((entity, ids) ->
                records.getAll(entity, ids, actor, Door.TITLE).forEach(record -> open.put(record.id(), record)));
        return open;
    }

    private static Told told(Notice notice, @Nullable EntityRecord record, Map<UUID, String> titles) {
        var arguments = new HashMap<>(notice.arguments());
        if (notice.record() != null && record == null) {
            // A reason may tell what the record itself no longer tells the reader.
            arguments.remove(REASON);
        }
        var about = record == null
                ? null
                : new About(
                        record.entity().ref(),
                        record.id(),
                        record.system().number(),
                        Objects.requireNonNull(titles.get(record.id())));
        return new Told(notice.id(), notice.key(), Map.copyOf(arguments), about, notice.at(), notice.readAt());
    }
}
