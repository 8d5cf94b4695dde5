package org.casewright.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.casewright.postgres.Databases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what was added to the history, in batches and behind the writers' backs: none of them ever waits. A batch holds only
 * lines of transactions that are older than every one that still runs, so that no line can come to stand before its end.
 */
@Component
public class Sealing {

    static final int MOST = 1_000;

    private static final String LAST = "select * from platform.history_seal order by number desc limit 1";
    private static final String NEXT = """
            select * from platform.history
             where (tx, id) > (?, ?)
               and tx < (select base from platform.history_era) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
             order by tx, id limit ?""";
    private static final String ADD = """
            insert into platform.history_seal (number, last_tx, last_id, entries, root, previous, hash, at, leaves)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcClient owner;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Sealing(Databases databases, Clock clock) {
        this.owner = JdbcClient.create(databases.owner());
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(databases.owner()));
        this.clock = clock;
    }

    /** Seals all that can be; how many lines. What another node seals at this moment is left to it. */
    @Scheduled(cron = "23 * * * * *", zone = "UTC")
    public int seal() {
        var sealed = 0;
        for (var some = MOST; some == MOST; sealed += some) {
            some = Objects.requireNonNull(transaction.execute(status -> sealSome()));
        }
        return sealed;
    }

    private int sealSome() {
        if (!owner.sql("select pg_try_advisory_xact_lock(hashtext('casewright seals'))")
                .query(Boolean.class)
                .single()) {
            return 0;
        }
        var last = owner.sql(LAST).query((row, number) -> seal(row)).optional().orElse(Seal.NONE);
        var leaves = owner.sql(NEXT)
                .params(last.lastTx(), last.lastId(), MOST)
                .query((row, number) -> Lines.leaf(row))
                .list();
        if (leaves.isEmpty()) {
            return 0;
        }
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        var next = last.next(leaves, now);
        owner.sql(ADD)
                .params(
                        next.number(),
                        next.lastTx(),
                        next.lastId(),
                        next.entries(),
                        next.root().array(),
                        next.previous().array(),
                        next.hash().array(),
                        next.at(),
                        Leaf.write(next.leaves()))
                .update();
        return leaves.size();
    }

    static Seal seal(ResultSet row) throws SQLException {
        return new Seal(
                row.getLong("number"),
                row.getLong("last_tx"),
                row.getLong("last_id"),
                row.getInt("entries"),
                Bytes.of(row.getBytes("root")),
                Bytes.of(row.getBytes("previous")),
                Bytes.of(row.getBytes("hash")),
                row.getObject("at", OffsetDateTime.class),
                Leaf.read(row.getBytes("leaves")));
    }
}
