package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.casewright.storage.RecentTable;
import org.casewright.storage.RecentTable.Opened;
import org.casewright.storage.Storage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The records whose pages somebody has opened lately, as far as they still are open to that person. Nobody else is told. */
@Component
public class Recent {

    private static final int MOST = 30;

    private final Records records;
    private final Storage storage;
    private final RecentTable table;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Recent(Records records, Storage storage, RecentTable table, Clock clock, PlatformTransactionManager transactions) {
        this.records = records;
        this.storage = storage;
        this.table = table;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A record with its title, and when it was opened. */
    public record Seen(EntityRecord record, String title, OffsetDateTime at) {}

    /** The actor has opened a record's page. */
    public void opened(EntityRecord record, Actor actor) {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        transaction.executeWithoutResult(status -> {
            storage.identify(Access.ofUser(actor));
            table.note(actor.id(), new Opened(record.id(), record.entity().ref(), now), MOST);
        });
    }

    /** What the actor has opened, the last first; one question for each entity. */
    public List<Seen> of(Actor actor, int limit) {
        return transaction.execute(status -> {
            storage.identify(Access.ofUser(actor));
            var opened = table.of(actor.id(), MOST);
            var open = new HashMap<UUID, EntityRecord>();
            opened.stream()
                    .collect(Collectors.groupingBy(
                            Opened::entity, Collectors.mapping(Opened::record, Collectors.toSet())))
                    .forEach((entity, ids) -> records.getAll(entity, ids, actor, Door.TITLE)
                            .forEach(record -> open.put(record.id(), record)));
            var titles = records.ownTitles(open.values(), actor);
            return opened.stream()
                    .filter(each -> open.containsKey(each.record()))
                    .limit(limit)
                    .map(each -> new Seen(
                            Objects.requireNonNull(open.get(each.record())),
                            Objects.requireNonNull(titles.get(each.record())),
                            each.at()))
                    .toList();
        });
    }
}
