package org.casewright.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server that lives and ends with this application and keeps its rows in a directory. It writes through to the
 * disk, asks everybody for a password, and listens on the loopback address only, at a port that is free.
 *
 * <p>However the application ends, the server ends cleanly: on {@link #close}, on the end of the process, and when the process is
 * killed, by the signal that the operating system then sends it. Should that fail, the next start stops what was left first. A
 * server that is killed itself is started again at the same port.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int PORTS_TO_TRY = 5;

    private final DataDirectory directory;
    private final ServerProcess process;
    private boolean closed;

    private EmbeddedPostgres(DataDirectory directory, ServerProcess process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts the server of a data directory, after making both where there are none yet; returns when it takes connections.
     *
     * @throws DataDirectoryHeldException if another application has the directory
     * @throws ServerFailedException if the server cannot be started; says where its log is
     */
    public static EmbeddedPostgres start(Path dataDirectory) {
        return start(dataDirectory, Optional.empty(), Map.of());
    }

    /** Starts a server that takes its programs from a shared cache, with settings that hold for this run only. */
    static EmbeddedPostgres start(Path dataDirectory, Optional<Path> cache, Map<String, String> overrides) {
        var directory = DataDirectory.hold(dataDirectory);
        try {
            var user = ServerUser.of(directory.cluster());
            user.give(directory.path());
            // Another user could not look into a cache in our home directory.
            var programs = user instanceof ServerUser.Other ? directory.path() : cache.orElse(directory.path());
            var cluster = new Cluster(directory, Binaries.in(programs), user);
            cluster.makeReady(!"off".equals(overrides.get("fsync")));
            return new EmbeddedPostgres(directory, serve(cluster, overrides));
        } catch (IOException e) {
            directory.close();
            throw new ServerFailedException(
                    "cannot start PostgreSQL in " + directory.path() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static ServerProcess serve(Cluster cluster, Map<String, String> overrides) throws IOException {
        var log = new ServerLog(cluster.directory().log());
        for (var attempt = 1; ; attempt++) {
            var start = log.turn();
            var process = ServerProcess.start(cluster, freePort(), overrides);
            if (process.awaitReady()) {
                LOG.info(
                        "PostgreSQL {} serves {} at port {}",
                        cluster.binaries().version(),
                        cluster.path(),
                        process.port());
                return process;
            }
            process.stop();
            var said = log.since(start);
            if (attempt == PORTS_TO_TRY || !said.contains("Address already in use")) {
                throw new ServerFailedException(
                        "PostgreSQL did not start (" + ServerLog.reason(said) + "); see " + log.file(), null);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    /**
     * The server that another application runs on a data directory, if one does; for commands that work beside it.
     *
     * @return the address of {@code database} there, as its owner
     */
    public static Optional<DatabaseAddress> running(Path dataDirectory, String database) {
        try {
            var postmaster = Postmaster.of(DataDirectory.cluster(dataDirectory))
                    .filter(found -> found.ready() && found.isAlive());
            if (postmaster.isEmpty()) {
                return Optional.empty();
            }
            var password = Secret.keptIn(DataDirectory.password(dataDirectory)).of(Databases.OWNER_ROLE);
            return Optional.of(address(postmaster.get().port(), database, Databases.OWNER_ROLE, password));
        } catch (IOException e) {
            throw new ServerFailedException("cannot read data directory " + dataDirectory + ": " + e.getMessage(), e);
        }
    }

    /** The server's own process. */
    public long pid() {
        return process.pid();
    }

    /** The port on the loopback address. */
    public int port() {
        return process.port();
    }

    /** A database as the superuser, who makes roles and databases and nothing else. */
    DatabaseAddress asSuperuser(String database) {
        try {
            var password = Secret.keptIn(DataDirectory.password(directory.path()));
            return address(port(), database, SUPERUSER, password);
        } catch (IOException e) {
            throw new ServerFailedException("cannot read the password of PostgreSQL", e);
        }
    }

    private static DatabaseAddress address(int port, String database, String role, Secret password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, password.value());
    }

    /** Stops the server after rolling back what is still open, and lets go of the data directory. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process.stop();
        } catch (IOException e) {
            throw new ServerFailedException("cannot stop PostgreSQL in " + directory.path(), e);
        } finally {
            directory.close();
        }
    }
}
