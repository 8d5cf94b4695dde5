package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.release.StepTable.Waiting;
import org.casewright.schema.Step;
import org.jspecify.annotations.Nullable;

/** Takes steps on the connection of an application. Waits briefly for tables in use, so that nobody queues behind us. */
final class StepRunner {

    static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of(LOCK_NOT_AVAILABLE, "40P01", "40001");
    private static final int ATTEMPTS = 40;
    private static final String BEGINNING = "00000000-0000-0000-0000-000000000000";

    private final Connection connection;
    private final Consumer<String> said;
    private final Consumer<String> at;

    /**
     * Prepares.
     *
     * @param connection of the owner, on which the application holds its lock
     * @param said hears what is done
     * @param at hears where we are; a test may stop there
     */
    StepRunner(Connection connection, Consumer<String> said, Consumer<String> at) {
        this.connection = connection;
        this.said = said;
        this.at = at;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** In a transaction, whole or not at all, and again while tables are in use. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            connection.setAutoCommit(false);
            try {
                execute("set local lock_timeout = '500ms'");
                var result = work.run();
                connection.commit();
                return result;
            } catch (SQLException e) {
                if (!isWorthAnotherTry(e, attempt)) {
                    throw e;
                }
            } finally {
                // After a commit there is nothing left to take back.
                connection.rollback();
                connection.setAutoCommit(true);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(50L * attempt, 1_000)));
        }
    }

    private static boolean isWorthAnotherTry(SQLException e, int attempt) {
        return attempt < ATTEMPTS && WORTH_ANOTHER_TRY.contains(String.valueOf(e.getSQLState()));
    }

    /** A step that the database keeps: done once, however often it is begun. */
    void take(Waiting waiting) throws SQLException {
        var step = waiting.step();
        said.accept(step.phase().name().toLowerCase(Locale.ROOT) + " " + waiting.number() + ": " + step.sentence());
        at.accept("before " + step.phase() + " " + step.kind());
        switch (step.kind()) {
            case TOGETHER ->
                inTransaction(() -> {
                    execute(step.statements());
                    StepTable.done(connection, waiting);
                    at.accept("in " + step.phase() + " " + step.kind());
                    return true;
                });
            case BATCHES -> batches(waiting);
            default -> {
                runAlone(step);
                at.accept("in " + step.phase() + " " + step.kind());
                StepTable.done(connection, waiting);
            }
        }
        at.accept("after " + step.phase() + " " + step.kind());
    }

    /** A step that nobody keeps, because it belongs to no release. */
    void takeUnkept(Step step) throws SQLException {
        switch (step.kind()) {
            case TOGETHER ->
                inTransaction(() -> {
                    execute(step.statements());
                    return true;
                });
            case BATCHES -> throw new IllegalStateException("values change with a release only: " + step.sentence());
            default -> runAlone(step);
        }
    }

    private void runAlone(Step step) throws SQLException {
        switch (step.kind()) {
            case INDEX -> index(step);
            case ALONE -> execute(step.statements());
            case CHECK -> check(step);
            default -> throw new IllegalStateException("no step of the database: " + step.kind());
        }
    }

    private void batches(Waiting waiting) throws SQLException {
        var last = waiting.progress() == null ? BEGINNING : waiting.progress();
        var rows = waiting.rows();
        while (true) {
            var from = last;
            var sofar = rows;
            var batch = inTransaction(() -> batch(waiting, from, sofar));
            if (batch.last() == null) {
                break;
            }
            last = batch.last();
            rows = batch.rows();
            if (rows > waiting.rows()) {
                said.accept("  " + rows + " rows");
            }
            at.accept("batch");
        }
        inTransaction(() -> {
            StepTable.done(connection, waiting);
            return true;
        });
    }

    private record Batch(@Nullable String last, long rows) {}

    private Batch batch(Waiting waiting, String from, long rows) throws SQLException {
        try (var statement =
                connection.prepareStatement(waiting.step().statements().getFirst())) {
            statement.setString(1, from);
            try (var answer = statement.executeQuery()) {
                answer.next();
                var last = answer.getString(1);
                var batch = new Batch(last, rows + answer.getLong(2));
                if (last != null) {
                    StepTable.progress(connection, waiting, last, batch.rows());
                    at.accept("in " + waiting.step().phase() + " BATCHES");
                }
                return batch;
            }
        }
    }

    /** What was broken off leaves an index that is not valid: away with it, and again. */
    private void index(Step step) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            if (isValid(step.subject())) {
                return;
            }
            execute(step.statements().get(1));
            try {
                execute(step.statements().getFirst());
            } catch (SQLException e) {
                if (!isWorthAnotherTry(e, attempt)) {
                    throw e;
                }
            }
        }
    }

    private boolean isValid(String index) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select exists (select 1 from pg_index where indexrelid = to_regclass(?) and indisvalid)")) {
            statement.setString(1, index);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private void check(Step step) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(step.statements().getFirst())) {
            rows.next();
            if (rows.getLong(1) > 0) {
                var problem = Problem.in(
                        new Location("", 0, 0, ""),
                        rows.getLong(1) + " values of " + step.subject()
                                + ", written meanwhile, do not fit the new definition.",
                        "Plan again: the plan says which property they are of.");
                throw new Refusal(ErrorCode.DEFINITION, problem.message(), List.of(problem));
            }
        }
    }

    void execute(List<String> statements) throws SQLException {
        for (var statement : statements) {
            execute(statement);
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
