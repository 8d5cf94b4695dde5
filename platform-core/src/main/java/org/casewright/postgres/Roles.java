package org.casewright.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Makes databases and roles fit for the platform, and says clearly where they are not. */
final class Roles {
    private static final int OLDEST_MAJOR = 15;
    private static final int ATTEMPTS = 5;
    /** Role or database made, or role altered, by somebody else at the same moment. */
    private static final Set<String> MEANWHILE = Set.of("23505", "42710", "42P04", "XX000", "40001", "40P01");

    private static final String INVALID_PASSWORD = "28P01";
    private static final String INVALID_AUTHORIZATION = "28000";

    private static final String RIGHTS = """
            select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication as powers,
                   pg_has_role(r.oid, current_user::regrole, 'member') as like_owner,
                   exists (select 1 from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
                              and d.deptype = 'o') as owns,
                   has_database_privilege(r.oid, current_database(), 'create')
                       or has_schema_privilege(r.oid, 'public', 'create') as creates
              from pg_roles r where r.rolname = ?
            """;

    private Roles() {}

    static DatabaseAddress owner(EmbeddedPostgres server, String database) {
        var superuser = server.asSuperuser(database);
        return superuser.as(Databases.OWNER_ROLE, new Secret(superuser.password()).of(Databases.OWNER_ROLE));
    }

    /** Makes a database on the embedded server and the role that owns it, unless they exist. */
    static void createDatabase(EmbeddedPostgres server, String database) {
        var owner = owner(server, database);
        try (var connection = connect(server.asSuperuser("postgres"))) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", owner.user())) {
                execute(connection, "create role " + owner.user() + " login createdb createrole");
                setPassword(connection, owner.user(), owner.password());
            }
            if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
                execute(connection, "create database \"" + database + "\" owner " + owner.user());
                execute(connection, "revoke all on database \"" + database + "\" from public");
            }
        } catch (SQLException e) {
            throw new ServerFailedException("cannot make database " + database + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks server and owner, and sees to it that the application's role exists, has this password, and no more rights than it
     * should. Several nodes may do so at once.
     */
    static void prepare(DatabaseAddress owner, Secret password) {
        for (var attempt = 1; ; attempt++) {
            try {
                prepareOnce(owner, password);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !MEANWHILE.contains(String.valueOf(e.getSQLState()))) {
                    throw new DatabaseUnsuitableException(
                            "user " + owner.user() + " cannot prepare role " + Databases.APPLICATION_ROLE + " at "
                                    + owner.place() + ": " + oneLine(e),
                            e);
                }
            }
        }
    }

    private static void prepareOnce(DatabaseAddress owner, Secret password) throws SQLException {
        try (var connection = connect(owner)) {
            checkServer(connection, owner);
            var role = Databases.APPLICATION_ROLE;
            connection.setAutoCommit(false);
            execute(connection, "select pg_advisory_xact_lock(hashtext('casewright roles'))");
            if (owner.user().equals(role)) {
                throw new DatabaseUnsuitableException(
                        "user " + role + " is the application's own role; give the owner of the database", null);
            }
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
                execute(connection, "create role " + role + " login nocreatedb nocreaterole noinherit");
                execute(connection, "alter role " + role + " set idle_in_transaction_session_timeout = '5min'");
                setPassword(connection, role, password.value());
            }
            takeAway(connection, owner, role);
            checkRights(connection, owner, role);
            connection.commit();
            if (!canSignIn(owner.as(role, password))) {
                setPassword(connection, role, password.value());
                connection.commit();
            }
        }
    }

    private static void checkServer(Connection connection, DatabaseAddress owner) throws SQLException {
        var major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_MAJOR) {
            throw new DatabaseUnsuitableException(
                    "PostgreSQL " + OLDEST_MAJOR + " or newer is needed; the server at " + owner.place()
                            + " is version " + connection.getMetaData().getDatabaseProductVersion(),
                    null);
        }
        if (!exists(connection, "select 1 where has_database_privilege(current_database(), ?)", "create")) {
            throw new DatabaseUnsuitableException(
                    "user " + owner.user() + " may not create schemas in " + owner.place()
                            + "; give the owner of the database",
                    null);
        }
    }

    /** Databases made by older servers let everybody create in {@code public}. */
    private static void takeAway(Connection connection, DatabaseAddress owner, String role) throws SQLException {
        if (exists(connection, "select 1 where has_schema_privilege(?, 'public', 'create')", role)) {
            execute(connection, "revoke create on schema public from public");
        }
        if (!exists(connection, "select 1 where has_database_privilege(?, current_database(), 'connect')", role)) {
            var database = owner.database();
            execute(connection, "grant connect on database \"" + database.replace("\"", "\"\"") + "\" to " + role);
        }
    }

    private static void checkRights(Connection connection, DatabaseAddress owner, String role) throws SQLException {
        try (var statement = connection.prepareStatement(RIGHTS)) {
            statement.setString(1, role);
            try (var rows = statement.executeQuery()) {
                rows.next();
                reject(rows.getBoolean("powers"), owner, "has powers over the whole server");
                reject(rows.getBoolean("like_owner"), owner, "is a member of the owner " + owner.user());
                reject(rows.getBoolean("owns"), owner, "owns something");
                reject(rows.getBoolean("creates"), owner, "may create schemas or tables");
            }
        }
    }

    private static void reject(boolean wrong, DatabaseAddress owner, String what) {
        if (wrong) {
            throw new DatabaseUnsuitableException(
                    "role " + Databases.APPLICATION_ROLE + " at " + owner.place() + " " + what
                            + ", so that access rules would not bind it",
                    null);
        }
    }

    private static boolean canSignIn(DatabaseAddress address) throws SQLException {
        try (var connection = open(address)) {
            return connection.isValid(10);
        } catch (SQLException e) {
            if (INVALID_PASSWORD.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    static Connection connect(DatabaseAddress address) {
        try {
            return open(address);
        } catch (SQLException e) {
            throw new DatabaseUnreachableException(whyUnreachable(address, e), e);
        }
    }

    private static String whyUnreachable(DatabaseAddress address, SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.equals(INVALID_PASSWORD) || state.equals(INVALID_AUTHORIZATION)) {
            return "database " + address.place() + " refuses the login of user " + address.user();
        }
        return "cannot reach database " + address.place() + ": " + oneLine(e);
    }

    private static Connection open(DatabaseAddress address) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "casewright start");
        return DriverManager.getConnection(address.url(), properties);
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^(FATAL|ERROR): ", "");
    }

    /** Sends the password as a verifier, so that it stands in no server's log. */
    private static void setPassword(Connection connection, String role, String password) throws SQLException {
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    private static boolean exists(Connection connection, String question, @Nullable String argument)
            throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, argument);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
