package org.casewright.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * One database, by its two doors: the owner's, through which releases shape it, and the application's, through which everything
 * else goes and which owns nothing, makes nothing and cannot pass by row-level security.
 *
 * <p>What the engine tells the database about an actor is set for the transaction only ({@code set_config(..., true)}), so that
 * it is gone when a connection returns to its pool; nothing here sets anything for a whole session.
 */
public final class Databases implements AutoCloseable {
    /** The role that the application works as, on every server. */
    public static final String APPLICATION_ROLE = "casewright_app";

    /** The database of an installation on the embedded server. */
    public static final String DATABASE = "casewright";

    static final String OWNER_ROLE = "casewright_owner";

    private static final int OWNER_CONNECTIONS = 4;
    private static final int APPLICATION_CONNECTIONS = 20;

    private final DatabaseAddress address;
    private final HikariDataSource owner;
    private final HikariDataSource application;

    private Databases(DatabaseAddress address, Secret applicationPassword, int applicationConnections, int idle) {
        this.address = address;
        this.owner = pool("owner", address, OWNER_CONNECTIONS, 0);
        this.application =
                pool("application", address.as(APPLICATION_ROLE, applicationPassword), applicationConnections, idle);
    }

    /** The database of the installation on its own server, made where there is none yet. */
    public static Databases open(EmbeddedPostgres server) {
        Roles.createDatabase(server, DATABASE);
        return open(Roles.owner(server, DATABASE));
    }

    /**
     * A database that an administrator gives. The application's role is made by its owner; its password follows from the
     * owner's, so that all nodes know it.
     *
     * @throws DatabaseUnreachableException if nothing answers there or the login is refused
     * @throws DatabaseUnsuitableException if the server is older than version 15 or a role's rights do not fit
     */
    public static Databases open(DatabaseAddress owner) {
        return open(owner, APPLICATION_CONNECTIONS, 2);
    }

    static Databases open(DatabaseAddress owner, int applicationConnections, int idle) {
        if (owner.password().isEmpty()) {
            // The application's password follows from it, and must not be one that everybody can work out.
            throw new DatabaseUnreachableException(
                    "no password given for database user " + owner.user() + "; set CASEWRIGHT_DATABASE_PASSWORD", null);
        }
        var password = new Secret(owner.password()).of(APPLICATION_ROLE);
        Roles.prepare(owner, password);
        return new Databases(owner, password, applicationConnections, idle);
    }

    /** A copy, on its server, of a database that was opened before: roles are the server's, and ready. */
    static Databases openCopy(DatabaseAddress owner, int applicationConnections) {
        var password = new Secret(owner.password()).of(APPLICATION_ROLE);
        return new Databases(owner, password, applicationConnections, 0);
    }

    private static HikariDataSource pool(String name, DatabaseAddress address, int size, int idle) {
        var config = new HikariConfig();
        config.setPoolName("casewright-" + name);
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(idle);
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(20_000);
        // Roles.prepare has just been there: a pool that is opened before its first use would only delay the start.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "casewright " + name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "10");
        return new HikariDataSource(config);
    }

    /** Connections of the owner, for releases and migrations, and for seals and erasures in the history. */
    public DataSource owner() {
        return owner;
    }

    /** Connections of the application's role. */
    public DataSource application() {
        return application;
    }

    /** Where the database is, as its owner signs in. */
    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        application.close();
        owner.close();
    }
}
