package org.casewright.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an administrator gives: here one on a server of this test's own, since roles belong to a whole server. */
class DatabasesTest {
    @TempDir
    private static Path directory;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() {
        server = EmbeddedPostgres.start(directory, Optional.of(TestServer.cache()), Map.of("fsync", "off"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void theApplicationsRoleIsMadeAndOwnsNothing() throws SQLException {
        try (var databases = Databases.open(given("first"))) {
            assertThat(ask(databases.application(), "select current_user")).isEqualTo("casewright_app");
            assertThat(ask(databases.owner(), "select current_user")).isEqualTo("casewright_owner");
            assertThatThrownBy(() -> run(databases.application(), "create table t (n int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void severalNodesOpenTheSameDatabaseAtOnceAndAllGetIn() throws Exception {
        var address = given("shared");
        administer("drop role if exists casewright_app");
        try (var nodes = Executors.newFixedThreadPool(4)) {
            var opened = IntStream.range(0, 4)
                    .mapToObj(node -> nodes.submit(() -> Databases.open(address)))
                    .toList();
            for (var node : opened) {
                try (var databases = node.get()) {
                    assertThat(ask(databases.application(), "select 1")).isEqualTo("1");
                }
            }
        }
    }

    @Test
    void aPasswordThatSomebodyChangedIsSetRight() throws SQLException {
        var address = given("changed");
        Databases.open(address).close();
        administer("alter role casewright_app password 'something else'");
        try (var databases = Databases.open(address)) {
            assertThat(ask(databases.application(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aRoleWithTooManyRightsIsRefused() throws SQLException {
        var address = given("powers");
        Databases.open(address).close();
        administer("alter role casewright_app bypassrls");
        try {
            assertThatThrownBy(() -> Databases.open(address))
                    .isInstanceOf(DatabaseUnsuitableException.class)
                    .hasMessageContaining("role casewright_app")
                    .hasMessageContaining("has powers over the whole server");
        } finally {
            administer("alter role casewright_app nobypassrls");
        }
        try (var connection = Roles.connect(server.asSuperuser("powers"));
                var statement = connection.createStatement()) {
            statement.execute("create table taken (n int)");
            statement.execute("alter table taken owner to casewright_app");
            assertThatThrownBy(() -> Databases.open(address)).hasMessageContaining("owns something");
            statement.execute("drop table taken");
        }
        Databases.open(address).close();
    }

    @Test
    void whatIsSetForATransactionIsGoneAfterIt() throws SQLException {
        var address = given("settings");
        try (var databases = Databases.open(address, 1, 1)) {
            for (var end : new String[] {"commit", "rollback", "close"}) {
                try (var connection = databases.application().getConnection()) {
                    connection.setAutoCommit(false);
                    ask(connection, "select set_config('casewright.someone', 'me', true)");
                    assertThat(ask(connection, "select current_setting('casewright.someone')"))
                            .isEqualTo("me");
                    if (end.equals("commit")) {
                        connection.commit();
                    } else if (end.equals("rollback")) {
                        connection.rollback();
                    }
                }
                assertThat(ask(
                                databases.application(),
                                "select nullif(current_setting('casewright.someone', true), '')"))
                        .as("after " + end)
                        .isNull();
            }
        }
    }

    @Test
    void aServerThatIsTooOldIsNamedWithItsVersion() throws IOException {
        try (var old = OldServer.start("13.16")) {
            assertThatThrownBy(() -> Databases.open(address(old.port())))
                    .isInstanceOf(DatabaseUnsuitableException.class)
                    .hasMessage("PostgreSQL 15 or newer is needed; the server at 127.0.0.1:" + old.port()
                            + "/elsewhere is version 13.16");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamedInOneLine() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> Databases.open(address(port)))
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageStartingWith("cannot reach database 127.0.0.1:" + port + "/elsewhere: ")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aRefusedLoginSaysWhoseAndNotThePassword() throws SQLException {
        var given = given("login");
        assertThatThrownBy(() -> Databases.open(new DatabaseAddress(given.url(), "casewright_owner", "hunter2")))
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageContaining("refuses the login of user casewright_owner")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anAddressKeepsItsPasswordToItself() {
        var address = DatabaseAddress.parse("jdbc:postgresql://db:5433/x?ssl=true&user=me&password=hunter2", Map.of());

        assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5433/x?ssl=true");
        assertThat(address.user()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("hunter2");
        assertThat(address.toString()).doesNotContain("hunter2");
        assertThat(DatabaseAddress.parse(
                                "jdbc:postgresql://db/x",
                                Map.of("CASEWRIGHT_DATABASE_USER", "me", "CASEWRIGHT_DATABASE_PASSWORD", "hunter2"))
                        .password())
                .isEqualTo("hunter2");
        assertThatThrownBy(() -> DatabaseAddress.parse("postgres://me:hunter2@db/x", Map.of()))
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> DatabaseAddress.parse("jdbc:postgresql://db/x", Map.of()))
                .hasMessageContaining("no database user given");
    }

    private static DatabaseAddress address(int port) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/elsewhere", "owner", "secret");
    }

    private static DatabaseAddress given(String database) throws SQLException {
        Roles.createDatabase(server, database);
        return Roles.owner(server, database);
    }

    private static void administer(String sql) throws SQLException {
        try (var connection = Roles.connect(server.asSuperuser("postgres"));
                var statement = connection.createStatement()) {
            if (sql.startsWith("drop role")) {
                // Rights that databases of other tests gave it.
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'casewright_app'");
                revokeAll();
            }
            statement.execute(sql);
        }
    }

    private static void revokeAll() throws SQLException {
        try (var connection = Roles.connect(server.asSuperuser("postgres"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select datname from pg_database d where datname not like 'template%' and exists"
                                + " (select 1 from pg_shdepend s join pg_roles r on r.oid = s.refobjid"
                                + " where r.rolname = 'casewright_app' and s.objid = d.oid)")) {
            while (rows.next()) {
                try (var revoking = connection.createStatement()) {
                    revoking.execute("revoke all on database \"" + rows.getString(1) + "\" from casewright_app");
                }
            }
        }
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection()) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
