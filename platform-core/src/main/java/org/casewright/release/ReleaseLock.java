package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;

/** The right to change the release, of which there is one for the whole database, and the connection that holds it. */
final class ReleaseLock implements AutoCloseable {

    private static final String KEY = "hashtext('casewright release')";
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Connection connection;

    private ReleaseLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Waits until nobody else changes the release. Asks again and again: who waited inside a statement would keep an index
     * from being made while others write.
     */
    static ReleaseLock take(DataSource owner) throws SQLException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var connection = owner.getConnection();
            var taken = false;
            try {
                taken = ask(connection, "select pg_try_advisory_lock(" + KEY + ")");
                if (taken) {
                    return new ReleaseLock(connection);
                }
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
            if (System.nanoTime() > deadline) {
                throw new Refusal(ErrorCode.UNAVAILABLE, "Another release is being applied; please try again.");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            ask(connection, "select pg_advisory_unlock(" + KEY + ")");
        }
    }
}
