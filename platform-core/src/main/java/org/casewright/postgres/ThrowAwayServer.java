package org.casewright.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server whose rows nobody will miss: it lies in a temporary directory that goes with it, so it need not write through to the
 * disk, and its databases are copied from one another in a moment.
 */
public final class ThrowAwayServer implements AutoCloseable {
    private static final String PREFIX = "casewright-throw-away-";
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "shared_buffers", "128MB",
            "max_connections", "300");
    private static final int CONNECTIONS = 10;

    private final Path directory;
    private final EmbeddedPostgres server;
    private final AtomicInteger number = new AtomicInteger();

    private ThrowAwayServer(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    /**
     * Starts a server in a new temporary directory, and deletes those that killed applications have left.
     *
     * @throws ServerFailedException if it cannot be started
     */
    public static ThrowAwayServer start() {
        try {
            forgetEarlierRuns(temporary());
            var directory = Files.createTempDirectory(
                    temporary(), PREFIX + ProcessHandle.current().pid() + "-");
            return new ThrowAwayServer(directory, EmbeddedPostgres.start(directory, programs(), SETTINGS));
        } catch (IOException e) {
            throw new ServerFailedException("cannot use the temporary directory: " + e.getMessage(), e);
        }
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Where a user's programs are unpacked once for all such servers; empty where there is no place for them. */
    private static Optional<Path> programs() {
        try {
            return Optional.of(Files.createDirectories(cache()));
        } catch (IOException readOnly) {
            return Optional.empty();
        }
    }

    static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "casewright");
    }

    private static void forgetEarlierRuns(Path temporary) throws IOException {
        try (var entries = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (var entry : entries) {
                var pid = entry.getFileName()
                        .toString()
                        .substring(PREFIX.length())
                        .split("-")[0];
                if (pid.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()
                        && Files.isWritable(entry)) {
                    delete(entry);
                }
            }
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    EmbeddedPostgres server() {
        return server;
    }

    /** A new database with nothing in it. */
    public Databases create() {
        var name = nextName();
        Roles.createDatabase(server, name);
        return Databases.open(Roles.owner(server, name), CONNECTIONS, 0);
    }

    /** A new database like another, whose connections are closed: it is not worked in any more, only copied. */
    public Databases copyOf(Databases original) {
        original.close();
        var name = nextName();
        administer("create database " + name + " template " + original.address().database()
                + " strategy file_copy owner " + Databases.OWNER_ROLE);
        return Databases.openCopy(Roles.owner(server, name), CONNECTIONS);
    }

    /** Closes a database's connections and deletes it. */
    public void drop(Databases databases) {
        databases.close();
        administer("drop database if exists " + databases.address().database() + " with (force)");
    }

    private String nextName() {
        return "throw_away_" + number.incrementAndGet();
    }

    private void administer(String sql) {
        try (var connection = Roles.connect(server.asSuperuser("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new ServerFailedException(sql + " failed: " + e.getMessage(), e);
        }
    }

    /** Stops the server and deletes all that it held. */
    @Override
    public void close() {
        server.close();
        try {
            delete(directory);
        } catch (IOException e) {
            throw new ServerFailedException("cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }
}
