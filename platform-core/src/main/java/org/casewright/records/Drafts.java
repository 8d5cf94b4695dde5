package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.entity.KeptDraft;
import org.casewright.storage.DraftTable;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * The front door for what somebody has begun to enter and not saved yet, so that neither a crash nor a lost connection costs it.
 * A draft is no record: nobody but its author ever reads it, nothing is checked or derived, and the history does not know of it.
 * What of it still may be seen and written is decided when it comes back into a form, and again when that is saved.
 */
@Component
public class Drafts {

    /** After how many days without a change a draft is gone. */
    public static final int DAYS = 14;

    /** Of one account; more push out the oldest. */
    static final int MOST = 20;

    /** Characters; who enters more has to save. */
    static final int LARGEST = 500_000;

    private final Storage storage;
    private final DraftTable table;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Drafts(Storage storage, DraftTable table, Clock clock, PlatformTransactionManager transactions) {
        this.storage = storage;
        this.table = table;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Where something is entered.
     *
     * @param address of the page, below the application's own
     * @param entity {@code module/entity}
     * @param record null for a new one
     * @param version of the record, when the form was opened; null for a new one
     */
    public record Place(
            String address,
            String entity,
            @Nullable UUID record,
            @Nullable Long version) {}

    /**
     * Keeps what was entered so far, in the place of what was kept under the same id; false when it is too much to be kept.
     *
     * @param content as the form says it
     */
    public boolean keep(UUID id, Place place, ObjectNode content, Actor actor) {
        if (content.toString().length() > LARGEST) {
            return false;
        }
        var now = now();
        var draft =
                new KeptDraft(id, place.address(), place.entity(), place.record(), place.version(), content, now, now);
        own(actor, () -> {
            table.keep(actor.id(), draft);
            table.limit(actor.id(), MOST);
            return draft;
        });
        return true;
    }

    /** The actor's drafts, the last first. */
    public List<KeptDraft> of(Actor actor) {
        return table.of(Access.ofUser(actor), actor.id(), oldest(), MOST);
    }

    /** The actor's drafts of one page, the last first. */
    public List<KeptDraft> at(String address, Actor actor) {
        return table.at(Access.ofUser(actor), actor.id(), address, oldest(), MOST);
    }

    /** Gives up one of the actor's drafts: it was saved, or is not wanted any more. */
    public void discard(UUID id, Actor actor) {
        own(actor, () -> {
            table.discard(actor.id(), id);
            return id;
        });
    }

    /** Forgets those that nobody has gone on with; how many. */
    @Scheduled(cron = "0 52 * * * *", zone = "UTC")
    public int forget() {
        var before = oldest();
        return transaction.execute(status -> table.forget(before));
    }

    private <T> T own(Actor actor, Supplier<T> work) {
        return transaction.execute(status -> {
            storage.identify(Access.ofUser(actor));
            return work.get();
        });
    }

    private OffsetDateTime oldest() {
        return now().minus(Period.ofDays(DAYS));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }
}
