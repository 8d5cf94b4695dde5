package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.history.Readings;
import org.casewright.history.Readings.Read;
import org.casewright.history.Readings.Reader;
import org.casewright.history.Readings.Titled;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps in the history who has read what, where the definitions ask for it and a person reads. It is written before the answer
 * goes out: with the transaction that reads, all that it read by one door in one statement; behind it, where that is taken back
 * or there was none. What cannot be written is not answered.
 */
@Component
final class ReadLog {

    private final Readings readings;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final PerCatalog<LoggedReads> logged = new PerCatalog<>(LoggedReads::new);

    ReadLog(Readings readings, Clock clock, PlatformTransactionManager transactions) {
        this.readings = readings;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Whose reading by which door. */
    private record By(UUID actor, String name, long release, Door door) {

        static By of(Catalog catalog, Actor actor, Door door) {
            return new By(actor.id(), actor.name(), catalog.release(), door);
        }
    }

    /** Somebody has seen these, as far as their values say. */
    void saw(Catalog catalog, Actor actor, Door door, Collection<EntityRecord> seen) {
        if (actor.kind() != Actor.Kind.USER) {
            return;
        }
        var declared = logged.of(catalog);
        var kept = seen.stream().filter(declared::has).map(ReadLog::read).toList();
        if (!kept.isEmpty()) {
            pending().add(By.of(catalog, actor, door), kept);
        }
    }

    /** Somebody has taken these away in a file: kept of every record, whatever its entity declares. */
    void exported(Catalog catalog, Actor actor, Collection<EntityRecord> taken) {
        if (!taken.isEmpty()) {
            pending()
                    .add(
                            By.of(catalog, actor, Door.EXPORT),
                            taken.stream().map(ReadLog::read).toList());
        }
    }

    /** Somebody has seen what these properties of a record were before. */
    void sawPast(Catalog catalog, Actor actor, EntityRecord record, Collection<String> names) {
        if (actor.kind() == Actor.Kind.USER && logged.of(catalog).has(record, names)) {
            pending().add(By.of(catalog, actor, Door.HISTORY), List.of(read(record)));
        }
    }

    /** Somebody has seen the titles of these, which are records of some of these entities. */
    void sawTitles(Catalog catalog, Actor actor, Collection<EntityDefinition> entities, Collection<UUID> records) {
        if (actor.kind() == Actor.Kind.USER
                && !records.isEmpty()
                && !logged.of(catalog).isNone(entities)) {
            pending().addTitles(By.of(catalog, actor, Door.TITLE), logged.of(catalog), records);
        }
    }

    /** Somebody has looked up who has seen a record. */
    void audited(Catalog catalog, Actor actor, UUID record, String entity) {
        pending().add(By.of(catalog, actor, Door.AUDIT), List.of(new Read(record, entity, 0)));
    }

    private static Read read(EntityRecord record) {
        return new Read(record.id(), record.entity().ref(), record.system().version());
    }

    private Pending pending() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return new Pending(true);
        }
        var pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending(false);
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
            TransactionSynchronizationManager.registerSynchronization(pending.behind());
        }
        return pending;
    }

    private final class Pending implements TransactionSynchronization {
        private final boolean atOnce;
        private final Map<By, Map<UUID, Read>> read = new LinkedHashMap<>();
        private final Map<By, Set<UUID>> titles = new LinkedHashMap<>();
        private final Map<By, LoggedReads> declared = new LinkedHashMap<>();

        Pending(boolean atOnce) {
            this.atOnce = atOnce;
        }

        void add(By by, List<Read> some) {
            var known = read.computeIfAbsent(by, key -> new LinkedHashMap<>());
            some.forEach(each -> known.put(each.record(), each));
            writeAtOnce();
        }

        void addTitles(By by, LoggedReads what, Collection<UUID> some) {
            declared.put(by, what);
            titles.computeIfAbsent(by, key -> new TreeSet<>()).addAll(some);
            writeAtOnce();
        }

        private void writeAtOnce() {
            if (atOnce) {
                apart.executeWithoutResult(status -> write());
            }
        }

        private void write() {
            var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
            read.forEach((by, some) -> readings.append(reader(by, now), some.values()));
            titles.forEach((by, some) -> {
                var what = declared.get(by);
                if (what != null) {
                    readings.append(
                            reader(by, now),
                            new Titled(some, what.titledWhole(), what.titledClassed(), what.titledClasses()));
                }
            });
        }

        private static Reader reader(By by, OffsetDateTime now) {
            return new Reader(
                    now, by.actor(), by.name(), by.release(), by.door().code());
        }

        /** Before what waits is sent with the commit. */
        @Override
        public int getOrder() {
            return 0;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write();
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(ReadLog.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(ReadLog.this, this);
        }

        /** When all others have let the transaction go. */
        TransactionSynchronization behind() {
            return new TransactionSynchronization() {
                @Override
                public int getOrder() {
                    return Ordered.LOWEST_PRECEDENCE;
                }

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(ReadLog.this);
                    if (status != STATUS_COMMITTED) {
                        apart.executeWithoutResult(again -> write());
                    }
                }
            };
        }
    }
}
