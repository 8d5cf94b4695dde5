package org.casewright.postgres;

import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A database of its own for a test, on a real server. Close it, or leave it to the end of the run.
 *
 * <pre>{@code
 * try (var database = TestDatabase.fresh()) {
 *     database.application() ...
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 20;

    private final String name;
    private final Databases databases;

    /** Made once, copied often: copying files is far faster than migrating anew. */
    private static final class Migrated {
        private static final String TEMPLATE = template("template_platform", PlatformMigrations::run);
    }

    private TestDatabase(String name) {
        this.name = name;
        this.databases = Databases.open(Roles.owner(TestServer.get(), name), CONNECTIONS, 0);
    }

    /** A new database with the platform's own tables, as after the application's first start. */
    public static TestDatabase fresh() {
        return copyOf(Migrated.TEMPLATE);
    }

    /** A new database with nothing in it. */
    public static TestDatabase empty() {
        var name = TestServer.nextName("test");
        Roles.createDatabase(TestServer.get(), name);
        return new TestDatabase(name);
    }

    /**
     * Makes a database that others are copied from, for tests that share a costly beginning.
     *
     * @return its name, for {@link #copyOf}
     */
    public static String template(String stem, Consumer<DataSource> byOwner) {
        var name = TestServer.nextName(stem);
        Roles.createDatabase(TestServer.get(), name);
        try (var databases = Databases.open(Roles.owner(TestServer.get(), name), 1, 0)) {
            byOwner.accept(databases.owner());
        }
        return name;
    }

    /** A new database like a template. */
    public static TestDatabase copyOf(String template) {
        var name = TestServer.nextName("test");
        administer("create database " + name + " template " + template + " strategy file_copy owner "
                + Databases.OWNER_ROLE);
        administer("revoke all on database " + name + " from public");
        return new TestDatabase(name);
    }

    private static void administer(String sql) {
        try (var connection = Roles.connect(TestServer.get().asSuperuser("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Connections of the owner, who may do everything in this database. */
    public DataSource owner() {
        return databases.owner();
    }

    /** Connections of the application's role, which access rules bind. */
    public DataSource application() {
        return databases.application();
    }

    /** Both, as the application holds them. */
    public Databases databases() {
        return databases;
    }

    /** Where it is, as its owner signs in. */
    public DatabaseAddress address() {
        return databases.address();
    }

    @Override
    public void close() {
        databases.close();
        administer("drop database if exists " + name + " with (force)");
    }
}
