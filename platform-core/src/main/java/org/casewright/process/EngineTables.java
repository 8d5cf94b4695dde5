package org.casewright.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.casewright.postgres.Databases;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The workflow engine's own tables, in the PostgreSQL schema {@code camunda}. */
public final class EngineTables {

    static final String SCHEMA = "camunda";

    private static final String SCRIPTS = "org/camunda/bpm/engine/db/create/activiti.postgres.create.";
    private static final List<String> PARTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    private EngineTables() {}

    /**
     * Makes the tables where they are missing, and lets the application's role read and write them. Several nodes may do
     * so at once. Comes behind the platform's migrations and before any engine.
     */
    public static void prepare(DataSource owner) {
        try (var connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "select pg_advisory_xact_lock(hashtext('casewright engine tables'))");
            if (!exist(connection)) {
                make(connection);
            }
            agree(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("The workflow engine's tables cannot be made: " + e.getMessage(), e);
        }
    }

    /** What the tables keep of the past; whoever opens an engine on them has to agree. */
    public static HistoryLevel history() {
        return EngineRules.HISTORY;
    }

    private static boolean exist(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select to_regclass('camunda.act_ge_property') is not null")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void make(Connection connection) throws SQLException {
        execute(connection, "create schema if not exists " + SCHEMA);
        execute(connection, "set local search_path = " + SCHEMA);
        PARTS.forEach(part -> ScriptUtils.executeSqlScript(connection, new ClassPathResource(SCRIPTS + part + ".sql")));
        // The engine would write both at its first start; written here, no engine has to write while it starts.
        execute(
                connection,
                "insert into act_ge_property values ('historyLevel', '" + EngineRules.HISTORY.getId() + "', 1), "
                        + "('camunda.installation.id', gen_random_uuid()::text, 1)");
        execute(connection, "set local search_path to default");
        execute(connection, "grant usage on schema " + SCHEMA + " to " + Databases.APPLICATION_ROLE);
        execute(
                connection,
                "grant select, insert, update, delete on all tables in schema " + SCHEMA + " to "
                        + Databases.APPLICATION_ROLE);
    }

    /** The engine refuses tables that were filled with another extent of history; what they hold stays. */
    private static void agree(Connection connection) throws SQLException {
        var level = EngineRules.HISTORY.getId();
        execute(
                connection,
                "update " + SCHEMA + ".act_ge_property set value_ = '" + level + "', rev_ = rev_ + 1"
                        + " where name_ = 'historyLevel' and value_ <> '" + level + "'");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
