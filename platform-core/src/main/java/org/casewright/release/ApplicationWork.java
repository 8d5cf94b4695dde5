package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.casewright.postgres.Databases;
import org.casewright.records.Records;
import org.casewright.release.StepTable.Waiting;
import org.casewright.schema.Step;
import org.springframework.stereotype.Component;

/**
 * The steps that the database cannot take alone: by what keys texts are found, and to whom records are granted, is worked out by
 * the application.
 */
@Component
class ApplicationWork {

    private static final UUID BEGINNING = new UUID(0, 0);

    private final Databases databases;
    private final Records records;

    ApplicationWork(Databases databases, Records records) {
        this.databases = databases;
        this.records = records;
    }

    /** Takes those that releases up to this one, which is served, have left. */
    void finish(Release release, Consumer<String> said) {
        try (var lock = ReleaseLock.take(databases.owner())) {
            for (var waiting : StepTable.waitingForApplication(lock.connection(), release.number())) {
                said.accept("finish " + waiting.number() + ": " + waiting.step().sentence());
                write(waiting, lock.connection());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what a release left cannot be finished: " + e.getMessage(), e);
        }
    }

    private void write(Waiting waiting, Connection connection) throws SQLException {
        var entity = waiting.step().subject();
        var last = waiting.progress() == null ? BEGINNING : UUID.fromString(waiting.progress());
        var rows = waiting.rows();
        var kind = waiting.step().kind();
        for (var some = next(kind, entity, last); some.isPresent(); some = next(kind, entity, last)) {
            last = some.get().last();
            rows += some.get().records();
            StepTable.progress(connection, waiting, last.toString(), rows);
        }
        StepTable.done(connection, waiting);
    }

    private Optional<Records.Renewed> next(Step.Kind kind, String entity, UUID last) {
        return kind == Step.Kind.ROW_ACCESS ? records.renewAccess(entity, last) : records.renewSearchKeys(entity, last);
    }
}
