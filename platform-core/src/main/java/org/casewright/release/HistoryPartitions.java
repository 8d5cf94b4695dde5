package org.casewright.release;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.casewright.postgres.Databases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The months of the history, each a partition, made before they begin. */
@Component
class HistoryPartitions {

    private static final int MONTHS = 4;

    private final Databases databases;
    private final Clock clock;

    HistoryPartitions(Databases databases, Clock clock) {
        this.databases = databases;
        this.clock = clock;
    }

    /** Makes this month's partition and the next ones, where they are missing; how many were. */
    @Scheduled(cron = "0 17 3 * * *", zone = "UTC")
    int makeAhead() {
        return JdbcClient.create(databases.owner())
                .sql("select platform.make_history_partitions(?, ?)")
                .param(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param(MONTHS)
                .query(Integer.class)
                .single();
    }
}
