package org.casewright.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void eachIsItsOwnAndHoldsThePlatformsSchema() throws SQLException {
        try (var one = TestDatabase.fresh();
                var other = TestDatabase.fresh()) {
            run(one.owner(), "create table only_here (id int)");

            assertThat(ask(other.owner(), "select to_regclass('only_here')::text"))
                    .isNull();
            assertThat(ask(other.application(), "select to_regnamespace('platform')::text"))
                    .isEqualTo("platform");
        }
    }

    @Test
    void theApplicationMakesNothingAndPassesByNoPolicy() throws SQLException {
        try (var database = TestDatabase.empty()) {
            assertThatThrownBy(() -> run(database.application(), "create table mine (id int)"))
                    .hasMessageContaining("permission denied for schema public");
            assertThatThrownBy(() -> run(database.application(), "create schema mine"))
                    .hasMessageContaining("permission denied for database");
            assertThat(
                            ask(
                                    database.application(),
                                    "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
        }
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
