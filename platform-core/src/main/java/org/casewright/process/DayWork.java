package org.casewright.process;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.ProcessDefinition.Start;
import org.casewright.records.DayBegun;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What a new day does with processes: those that start daily do, with each record once a day, and steps that wait look again.
 * Each record has a transaction of its own; one that fails is told of in the log, and holds up no other.
 */
@Component
final class DayWork {

    private static final Logger LOG = LoggerFactory.getLogger(DayWork.class);
    private static final int BATCH = 200;
    private static final int DAYS_KEPT = 7;

    private final Catalogs catalogs;
    private final Records records;
    private final Starts starts;
    private final Waits waits;
    private final ProcessFeel feel;
    private final TaskBook book;
    private final Attempts attempts;

    DayWork(
            Catalogs catalogs,
            Records records,
            Starts starts,
            Waits waits,
            ProcessFeel feel,
            TaskBook book,
            Attempts attempts) {
        this.catalogs = catalogs;
        this.records = records;
        this.starts = starts;
        this.waits = waits;
        this.feel = feel;
        this.book = book;
        this.attempts = attempts;
    }

    @EventListener
    void on(DayBegun begun) {
        for (var process : catalogs.current().processes()) {
            if (process.start() instanceof Start.Daily daily) {
                for (var unit : begun.units()) {
                    startAll(process, daily, unit, begun.day());
                }
            }
        }
        lookAgain(begun.units());
        attempts.inOne(status -> book.forgetStarts(begun.day().minusDays(DAYS_KEPT)));
    }

    private void startAll(ProcessDefinition process, Start.Daily daily, int unit, LocalDate day) {
        for (@Nullable UUID after = null; ; ) {
            var ids = some(process, daily, unit, after);
            for (var id : ids) {
                alone(() -> start(process, daily, id, day), process.id(), id);
            }
            if (ids.isEmpty()) {
                return;
            }
            after = ids.getLast();
        }
    }

    /** A condition that cannot be answered holds up no other process. */
    private List<UUID> some(ProcessDefinition process, Start.Daily daily, int unit, @Nullable UUID after) {
        try {
            return records.living(process.entity(), daily.condition(), unit, after, BATCH);
        } catch (TransactionException unreachable) {
            throw unreachable;
        } catch (RuntimeException failed) {
            LOG.error("Process {} cannot find with which records to start", process.id(), failed);
            return List.of();
        }
    }

    private void start(ProcessDefinition process, Start.Daily daily, UUID id, LocalDate day) {
        attempts.inOne(status -> {
            var record = records.hold(process.entity(), id.toString(), Actor.ENGINE);
            // It was found before it was held.
            record.filter(found -> !found.system().retired())
                    .filter(found -> feel.starts(
                            daily.condition(),
                            process.module(),
                            process.entity(),
                            id,
                            found.system().unit()))
                    .filter(found -> book.isFirstStart(process.id(), id, day))
                    .ifPresent(found -> starts.start(process, found, Actor.process(process.module()), Map.of()));
            return id;
        });
    }

    private void lookAgain(List<Integer> units) {
        for (@Nullable String after = null; ; ) {
            var behind = after;
            var some = attempts.inOne(status -> book.waitingIn(units, behind, BATCH));
            for (var each : some) {
                alone(() -> waits.lookAgain(each.execution(), each.record()), "that waits", each.record());
            }
            if (some.isEmpty()) {
                return;
            }
            after = some.getLast().execution();
        }
    }

    private static void alone(Runnable work, String what, UUID record) {
        try {
            work.run();
        } catch (TransactionException unreachable) {
            throw unreachable;
        } catch (RuntimeException failed) {
            LOG.error("Process {} of record {} failed as the day began", what, record, failed);
        }
    }
}
