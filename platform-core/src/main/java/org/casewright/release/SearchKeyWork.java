package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import org.casewright.postgres.Databases;
import org.casewright.records.Records;
import org.casewright.release.StepTable.Waiting;
import org.springframework.stereotype.Component;

/** The steps that the database cannot take alone: by what keys texts are found is worked out by the application. */
@Component
class SearchKeyWork {

    private static final UUID BEGINNING = new UUID(0, 0);

    private final Databases databases;
    private final Records records;

    SearchKeyWork(Databases databases, Records records) {
        this.databases = databases;
        this.records = records;
    }

    /** Takes those that releases up to this one, which is served, have left. */
    void finish(Release release, Consumer<String> said) {
        try (var lock = ReleaseLock.take(databases.owner())) {
            for (var waiting : StepTable.waitingSearchKeys(lock.connection(), release.number())) {
                said.accept("finish " + waiting.number() + ": " + waiting.step().sentence());
                write(waiting, lock.connection());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("search keys cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(Waiting waiting, Connection connection) throws SQLException {
        var entity = waiting.step().subject();
        var last = waiting.progress() == null ? BEGINNING : UUID.fromString(waiting.progress());
        var rows = waiting.rows();
        for (var some = records.renewSearchKeys(entity, last);
                some.isPresent();
                some = records.renewSearchKeys(entity, last)) {
            last = some.get().last();
            rows += some.get().records();
            StepTable.progress(connection, waiting, last.toString(), rows);
        }
        StepTable.done(connection, waiting);
    }
}
