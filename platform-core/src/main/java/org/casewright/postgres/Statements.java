package org.casewright.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the present transaction has yet to tell the database: on whose behalf it speaks, and statements whose answer nobody waits
 * for. All of it goes in one round trip, before the next statement that does wait, or with the commit.
 *
 * <p>Settings end with the transaction, so that a connection goes back to its pool with none. Where they were made from rights that
 * are only believed, the transaction's first statement confirms these, whoever it is sent for.
 */
@Component
public final class Statements {

    /** The setting that opens every row to the engine. */
    public static final String ENGINE = "casewright.engine";

    /** The setting that says from which access version the others were made. */
    private static final String ACCESS = "casewright.access";

    private static final String USER = "casewright.user";
    private static final Map<String, String> AS_ENGINE = Map.of(ENGINE, "on");
    private static final Map<String, String> AS_NOBODY = Map.of(ENGINE, "");

    /** Well below what one message of the protocol can carry. */
    private static final int MOST_PARAMETERS = 8_000;

    private final DataSource application;

    Statements(DataSource application) {
        this.application = application;
    }

    /** Puts a statement's parameters in place, {@code first} being the index of its first. */
    @FunctionalInterface
    public interface Binder {
        void bind(PreparedStatement statement, int first) throws SQLException;
    }

    private record Waiting(String sql, int parameters, Binder binder, IntConsumer counted) {}

    /** From now on the transaction speaks for whom these settings describe; what they do not name stays as it is. */
    public void speakAs(Map<String, String> settings) {
        var present = present();
        if (!present.waiting.isEmpty() && isEngine(present.wanted) && !isEngine(settings)) {
            // What waits was left by the engine and is sent as the engine.
            send();
        }
        present.wanted = settings;
        present.believed = settings.getOrDefault(ACCESS, present.believed);
    }

    /** Goes on as the engine to the transaction's end, or till somebody else is named. */
    public void speakAsEngine() {
        speakAs(AS_ENGINE);
    }

    /** Does the work with the engine's rights, in the caller's transaction, and gives it back the rights it had. */
    public <T extends @Nullable Object> T asEngine(Supplier<T> work) {
        var before = present().wanted;
        speakAsEngine();
        // When the work fails, the transaction is over, and its settings with it.
        var result = work.get();
        speakAs(before);
        return result;
    }

    private static boolean isEngine(Map<String, String> settings) {
        return "on".equals(settings.get(ENGINE));
    }

    /**
     * Leaves a statement without result to be sent with the next, as whom the transaction speaks for now.
     *
     * @param parameters how many it has
     * @param counted learns how many rows it changed
     */
    public void add(String sql, int parameters, Binder binder, IntConsumer counted) {
        var present = present();
        present.waiting.add(new Waiting(sql, parameters, binder, counted));
        present.parameters += parameters;
        if (present.parameters > MOST_PARAMETERS) {
            send();
        }
    }

    /** Sends what waits; nothing when nothing does, or there is no transaction. */
    public void send() {
        var present = (Present) TransactionSynchronizationManager.getResource(this);
        if (present == null) {
            return;
        }
        var settings = present.unsent();
        if (settings.isEmpty() && present.waiting.isEmpty()) {
            return;
        }
        var waiting = present.take();
        var sql = text(settings, waiting);
        var connection = DataSourceUtils.getConnection(application);
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, settings, waiting);
            statement.execute();
            if (!settings.isEmpty()) {
                confirm(statement, settings);
                statement.getMoreResults();
            }
            for (var each : waiting) {
                each.counted().accept(statement.getUpdateCount());
                statement.getMoreResults();
            }
        } catch (SQLException failed) {
            throw new UncategorizedSQLException("Statements of a transaction", sql, failed);
        } finally {
            DataSourceUtils.releaseConnection(connection, application);
        }
        present.sent.putAll(settings);
    }

    /** The statement that makes settings, for the present transaction only. */
    public static String settingsText(Map<String, String> settings) {
        var calls = String.join(", ", Collections.nCopies(settings.size(), "set_config(?, ?, true)"));
        return "select " + calls
                + (settings.containsKey(ACCESS) ? ", (select version from platform.access_version)" : "");
    }

    /**
     * Reads what the statement of settings answered.
     *
     * @throws Refusal {@code ACCESS_CHANGED} when they were made from rules that have changed meanwhile
     */
    public static void confirm(PreparedStatement statement, Map<String, String> settings) throws SQLException {
        var made = settings.get(ACCESS);
        if (made == null) {
            return;
        }
        try (var row = statement.getResultSet()) {
            row.next();
            if (row.getLong(settings.size() + 1) != Long.parseLong(made)) {
                throw new Refusal(ErrorCode.ACCESS_CHANGED, "Access was changed just now: try again.");
            }
        }
    }

    private static String text(Map<String, String> settings, List<Waiting> waiting) {
        var parts = new ArrayList<String>();
        if (!settings.isEmpty()) {
            parts.add(settingsText(settings));
        }
        waiting.forEach(each -> parts.add(each.sql()));
        return String.join("; ", parts);
    }

    private static void bind(PreparedStatement statement, Map<String, String> settings, List<Waiting> waiting)
            throws SQLException {
        var at = bindSettings(statement, settings);
        for (var each : waiting) {
            each.binder().bind(statement, at);
            at += each.parameters();
        }
    }

    /** Puts settings in place, and says which index comes behind them. */
    public static int bindSettings(PreparedStatement statement, Map<String, String> settings) throws SQLException {
        var at = 1;
        for (var setting : settings.entrySet()) {
            statement.setString(at++, setting.getKey());
            statement.setString(at++, setting.getValue());
        }
        return at;
    }

    private Present present() {
        var present = (Present) TransactionSynchronizationManager.getResource(this);
        if (present == null) {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new IllegalStateException("Without a transaction nobody can speak to the database for somebody.");
            }
            present = new Present();
            TransactionSynchronizationManager.bindResource(this, present);
            TransactionSynchronizationManager.registerSynchronization(present);
        }
        return present;
    }

    /** What was said and what is to be said in one transaction. */
    private final class Present implements TransactionSynchronization {
        private Map<String, String> wanted = AS_NOBODY;
        /** The access version from which somebody's settings were made that is yet to be confirmed, or was; empty for none. */
        private String believed = "";

        private final Map<String, String> sent = new HashMap<>();
        private List<Waiting> waiting = new ArrayList<>();
        private int parameters;

        /** What has to be set; the rights of one person are taken away before another speaks. */
        private Map<String, String> unsent() {
            var unsent = new HashMap<String, String>();
            wanted.forEach((name, value) -> {
                if (!value.equals(sent.getOrDefault(name, ""))) {
                    unsent.put(name, value);
                }
            });
            if (!believed.equals(sent.getOrDefault(ACCESS, ""))) {
                unsent.put(ACCESS, believed);
            }
            var user = wanted.get(USER);
            if (user != null && !user.equals(sent.getOrDefault(USER, user))) {
                sent.forEach((name, value) -> {
                    if (!wanted.containsKey(name) && !value.isEmpty() && !name.equals(ACCESS)) {
                        unsent.put(name, "");
                    }
                });
            }
            return unsent;
        }

        private List<Waiting> take() {
            var taken = waiting;
            waiting = new ArrayList<>();
            parameters = 0;
            return taken;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            if (!waiting.isEmpty()) {
                send();
            }
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Statements.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Statements.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Statements.this);
        }
    }
}
