package org.casewright.records;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ProcessDefinition.Start;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.storage.DailyRuns;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works out again, once in each day of each time zone, the values that are declared to be refreshed daily, what reads
 * them, and who is granted or barred by the day, and says then that the day has begun. One node does it; what it left unfinished
 * another takes up. Where nothing is declared so, nothing is asked.
 */
@Component
public class DailyRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(DailyRefresh.class);
    private static final int BATCH = 200;
    private static final String EVERYWHERE = "UTC";

    private final Catalogs catalogs;
    private final Storage storage;
    private final DailyRuns runs;
    private final Writing writing;
    private final Directory directory;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    DailyRefresh(
            Catalogs catalogs,
            Storage storage,
            DailyRuns runs,
            Writing writing,
            Directory directory,
            Clock clock,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.storage = storage;
        this.runs = runs;
        this.writing = writing;
        this.directory = directory;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Does what the day asks for, where a new one has begun; how many records were looked at. */
    @Scheduled(cron = "0 5 * * * *", zone = "UTC")
    public int run() {
        if (!isAnything()) {
            return 0;
        }
        var daily = catalogs.current().entities().stream()
                .filter(this::isLookedAtDaily)
                .map(EntityDefinition::ref)
                .toList();
        var seen = 0;
        for (var zone : zones().entrySet()) {
            var now = clock.instant();
            var day = LocalDate.ofInstant(now, ZoneId.of(zone.getKey()));
            if (Boolean.TRUE.equals(transaction.execute(status -> runs.begin(zone.getKey(), day, now)))) {
                var units = List.copyOf(zone.getValue());
                for (var ref : daily) {
                    seen += refresh(ref, units);
                }
                events.publishEvent(new DayBegun(day, units));
                transaction.executeWithoutResult(status -> runs.end(zone.getKey(), day));
            }
        }
        return seen;
    }

    /** When the next day begins in some time zone; empty where no day asks for anything. */
    public Optional<Instant> nextDay() {
        var now = clock.instant();
        return isAnything()
                ? zones().keySet().stream()
                        .map(ZoneId::of)
                        .map(zone -> LocalDate.ofInstant(now, zone)
                                .plusDays(1)
                                .atStartOfDay(zone)
                                .toInstant())
                        .min(Instant::compareTo)
                : Optional.empty();
    }

    private boolean isAnything() {
        var catalog = catalogs.current();
        return catalog.entities().stream().anyMatch(this::isLookedAtDaily)
                || catalog.processes().stream()
                        .anyMatch(process -> process.start() instanceof Start.Daily
                                || !process.waits().isEmpty());
    }

    /** Time zone -> the numbers of its units; what belongs to no unit lives by UTC. */
    private Map<String, Set<Integer>> zones() {
        var zones = new LinkedHashMap<String, Set<Integer>>();
        zones.computeIfAbsent(EVERYWHERE, zone -> new TreeSet<>()).add(0);
        directory
                .units()
                .forEach(unit -> zones.computeIfAbsent(unit.zone(), zone -> new TreeSet<>())
                        .add(unit.number()));
        return zones;
    }

    private boolean isLookedAtDaily(EntityDefinition entity) {
        return isDaily(entity) || RowAccess.isDaily(catalogs.current(), entity);
    }

    private static boolean isDaily(EntityDefinition entity) {
        return entity.properties().values().stream()
                .flatMap(property -> Stream.concat(Stream.of(property), property.type().parts().stream()))
                .map(property -> property.computed())
                .anyMatch(computed -> computed != null && computed.daily());
    }

    private int refresh(String ref, List<Integer> units) {
        var seen = 0;
        for (@Nullable UUID after = null; ; ) {
            var behind = after;
            var entity = catalogs.current().findEntity(ref).orElse(null);
            if (entity == null) {
                return seen;
            }
            var ids = transaction.execute(status -> {
                storage.identifyAsEngine();
                return storage.livingOf(entity, units, behind, BATCH);
            });
            if (ids == null || ids.isEmpty()) {
                return seen;
            }
            refreshOrSkip(ref, ids);
            seen += ids.size();
            after = ids.getLast();
        }
    }

    /** A record that cannot be worked out holds up no other: it stays as it was till the next day. */
    private void refreshOrSkip(String ref, List<UUID> ids) {
        try {
            refreshBatch(ref, ids);
        } catch (TransactionException unreachable) {
            throw unreachable;
        } catch (RuntimeException failed) {
            if (ids.size() > 1) {
                ids.forEach(id -> refreshOrSkip(ref, List.of(id)));
            } else {
                LOG.error("What is refreshed daily in {} {} could not be worked out", ref, ids.getFirst(), failed);
            }
        }
    }

    private void refreshBatch(String ref, List<UUID> ids) {
        for (var attempt = 1; ; attempt++) {
            var catalog = catalogs.current();
            var entity = catalog.findEntity(ref).orElse(null);
            if (entity == null) {
                return;
            }
            try {
                var outcome = transaction.execute(status -> {
                    var done = writing.refresh(catalog, entity, ids);
                    if (!(done instanceof Outcome.Saved)) {
                        status.setRollbackOnly();
                    }
                    return done;
                });
                if (outcome instanceof Outcome.Saved) {
                    return;
                }
                if (attempt == Records.TRIES) {
                    throw Refusal.of(ErrorCode.CONFLICT, "It was not stored: {0}", outcome);
                }
            } catch (RuntimeException failed) {
                var outdated = NewRelease.is(failed);
                if ((!outdated && !LetGo.is(failed)) || attempt == Records.TRIES) {
                    throw failed;
                }
                if (outdated) {
                    NewRelease.await(catalogs, catalog.release());
                }
            }
        }
    }
}
