package org.casewright.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casewright.schema.Phase;
import org.casewright.schema.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps of applications as the database keeps them, so that another process can go on where one was killed. */
final class StepTable {

    private static final String WAITING = """
            select release, number, phase, kind, sentence, subject, statements, undo, progress, rows
              from platform.release_step
             where release = ? and phase = ? and kind not in ('SEARCH_KEYS', 'ROW_ACCESS') and state = 'WAITING'
             order by number""";

    private static final String WAITING_FOR_APPLICATION = """
            select release, number, phase, kind, sentence, subject, statements, undo, progress, rows
              from platform.release_step
             where release <= ? and kind in ('SEARCH_KEYS', 'ROW_ACCESS') and state = 'WAITING'
             order by release, number""";

    private StepTable() {}

    /** A step that is still to be done. */
    record Waiting(
            long release, int number, Step step, @Nullable String progress, long rows) {}

    /** The release that is being prepared. */
    record Preparation(long release, String hash, String plan) {}

    static Optional<Preparation> preparation(JdbcClient sql) {
        return sql.sql("select release, hash, plan::text from platform.release_preparation")
                .query((row, line) -> new Preparation(row.getLong(1), row.getString(2), row.getString(3)))
                .optional();
    }

    /** Writes down what is going to be done; in the caller's transaction. */
    static void begin(Connection connection, Preparation preparation, List<Step> steps) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into platform.release_preparation (release, hash, plan) values (?, ?, ?::jsonb)")) {
            statement.setLong(1, preparation.release());
            statement.setString(2, preparation.hash());
            statement.setString(3, preparation.plan());
            statement.execute();
        }
        // What an earlier release had not finished, the plan has looked at again; but it does not look at search keys.
        try (var statement = connection.createStatement()) {
            statement.execute("update platform.release_step set state = 'DROPPED' where state = 'WAITING'"
                    + " and kind <> 'SEARCH_KEYS'");
        }
        add(connection, preparation.release(), steps);
    }

    private static void add(Connection connection, long release, List<Step> steps) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into platform.release_step (release, number, phase, kind, sentence, subject, statements, undo)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            var number = 0;
            for (var step : steps) {
                statement.setLong(1, release);
                statement.setInt(2, ++number);
                statement.setString(3, step.phase().name());
                statement.setString(4, step.kind().name());
                statement.setString(5, step.sentence());
                statement.setString(6, step.subject());
                statement.setArray(
                        7, connection.createArrayOf("text", step.statements().toArray()));
                statement.setArray(
                        8, connection.createArrayOf("text", step.undo().toArray()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static List<Waiting> waiting(Connection connection, long release, Phase phase) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            statement.setLong(1, release);
            statement.setString(2, phase.name());
            return waiting(statement);
        }
    }

    /** What releases up to this one left to the application. */
    static List<Waiting> waitingForApplication(Connection connection, long release) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING_FOR_APPLICATION)) {
            statement.setLong(1, release);
            return waiting(statement);
        }
    }

    private static List<Waiting> waiting(PreparedStatement statement) throws SQLException {
        var waiting = new ArrayList<Waiting>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                var step = new Step(
                        Phase.valueOf(rows.getString("phase")),
                        Step.Kind.valueOf(rows.getString("kind")),
                        rows.getString("sentence"),
                        rows.getString("subject"),
                        List.of((String[]) rows.getArray("statements").getArray()),
                        "",
                        false,
                        0,
                        List.of((String[]) rows.getArray("undo").getArray()));
                waiting.add(new Waiting(
                        rows.getLong("release"),
                        rows.getInt("number"),
                        step,
                        rows.getString("progress"),
                        rows.getLong("rows")));
            }
        }
        return waiting;
    }

    /** Whether tables are not yet as they should be. */
    static boolean hasWaiting(JdbcClient sql) {
        return sql.sql("select exists (select 1 from platform.release_step where state = 'WAITING'"
                        + " and kind not in ('SEARCH_KEYS', 'ROW_ACCESS'))")
                .query(Boolean.class)
                .single();
    }

    static void done(Connection connection, Waiting step) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update platform.release_step set state = 'DONE', done_at = now() where release = ? and number = ?")) {
            statement.setLong(1, step.release());
            statement.setInt(2, step.number());
            statement.execute();
        }
    }

    static void progress(Connection connection, Waiting step, String last, long rows) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update platform.release_step set progress = ?, rows = ? where release = ? and number = ?")) {
            statement.setString(1, last);
            statement.setLong(2, rows);
            statement.setLong(3, step.release());
            statement.setInt(4, step.number());
            statement.execute();
        }
    }

    /** The switch has come; in its transaction. */
    static void switched(Connection connection, long release) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("delete from platform.release_preparation");
            statement.execute("update platform.release_step set state = 'DONE', done_at = now() where release = "
                    + release + " and phase = 'SWITCH'");
        }
    }

    /** What takes back a preparation that never came to its switch, the last first. */
    static List<String> undo(Connection connection, long release) throws SQLException {
        var undo = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select undo from platform.release_step where release = " + release
                        + " order by number desc")) {
            while (rows.next()) {
                undo.addAll(List.of((String[]) rows.getArray(1).getArray()));
            }
        }
        return undo;
    }

    /** Forgets a preparation that was taken back. */
    static void forget(Connection connection, long release) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("delete from platform.release_step where release = " + release);
            statement.execute("delete from platform.release_preparation");
        }
    }
}
