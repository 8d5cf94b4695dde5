package org.casewright.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server that lives and ends with this application and keeps its rows in a directory. It writes through to the
 * disk, asks everybody for a password, and listens on the loopback address only, at a port that is free.
 *
 * <p>However the application ends, the server ends cleanly: on {@link #close}, on the end of the process, and when the process is
 * killed, by the signal that the operating system then sends it. Should that fail, the next start stops what was left first.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final int PORTS_TO_TRY = 5;
    private static final long LOG_BYTES_KEPT = 10_000_000;

    /** Written into the new cluster's own configuration, where an administrator may change them. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "shared_buffers", "256MB",
            "work_mem", "16MB",
            "effective_cache_size", "1GB",
            "random_page_cost", "1.1",
            "max_wal_size", "2GB",
            // Short queries only: compiling them, or asking a second process, costs more than it gives.
            "jit", "off",
            "max_parallel_workers_per_gather", "0",
            // The values of a rejected row are people's data, and no business of a log.
            "log_error_verbosity", "terse",
            "log_min_error_statement", "panic",
            "log_checkpoints", "off"));

    private final DataDirectory directory;
    private final Binaries binaries;
    private final ServerUser user;
    private final Map<String, String> overrides;
    private @Nullable Process process;
    private int port;

    private EmbeddedPostgres(
            DataDirectory directory, Binaries binaries, ServerUser user, Map<String, String> overrides) {
        this.directory = directory;
        this.binaries = binaries;
        this.user = user;
        this.overrides = overrides;
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
            // Another user could not look into a cache in our home directory.
            var programs = user instanceof ServerUser.Other ? directory.path() : cache.orElse(directory.path());
            user.give(directory.path());
            var server = new EmbeddedPostgres(directory, Binaries.in(programs), user, Map.copyOf(overrides));
            server.open();
            return server;
        } catch (IOException e) {
            directory.close();
            throw new ServerFailedException(
                    "cannot start PostgreSQL in " + directory.path() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * The server that another application runs on a data directory, if one does; for commands that work beside it.
     *
     * @return the address of {@code database} there, as its owner
     */
    public static Optional<DatabaseAddress> running(Path dataDirectory, String database) {
        try {
            var postmaster = Postmaster.of(DataDirectory.cluster(dataDirectory));
            if (postmaster.isEmpty()
                    || !postmaster.get().ready()
                    || !postmaster.get().isAlive()) {
                return Optional.empty();
            }
            var secret = Secret.keptIn(DataDirectory.password(dataDirectory));
            return Optional.of(
                    address(postmaster.get().port(), database, Databases.OWNER_ROLE, secret.of(Databases.OWNER_ROLE)));
        } catch (IOException e) {
            throw new ServerFailedException("cannot read data directory " + dataDirectory + ": " + e.getMessage(), e);
        }
    }

    private void open() throws IOException {
        if (!Files.isDirectory(directory.cluster())) {
            createCluster();
        }
        checkVersion();
        stopOrphan();
        for (var attempt = 1; ; attempt++) {
            port = freePort();
            var start = turnLog();
            if (launch()) {
                LOG.info("PostgreSQL {} serves {} at port {}", binaries.version(), directory.cluster(), port);
                return;
            }
            var complaint = complaintAfter(start);
            if (attempt == PORTS_TO_TRY || !complaint.contains("Address already in use")) {
                throw new ServerFailedException(
                        "PostgreSQL did not start (" + firstFatal(complaint) + "); see " + directory.log(), null);
            }
        }
    }

    private void createCluster() throws IOException {
        var draft = directory.path().resolve("postgresql.new");
        deleteAll(draft);
        var password = DataDirectory.password(directory.path());
        secret();
        user.give(password);
        var command = new ArrayList<>(user.prefix());
        command.addAll(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + draft,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale-provider=icu",
                "--icu-locale=und",
                "--locale=C.UTF-8"));
        if ("off".equals(overrides.get("fsync"))) {
            command.add("--no-sync");
        }
        SETTINGS.forEach((name, value) -> command.add("--set=" + name + "=" + value));
        var outcome = Commands.run(command);
        if (outcome.exit() != 0) {
            throw new ServerFailedException("initdb failed in " + draft + ": " + lastLine(outcome.output()), null);
        }
        // A cluster is there whole or not at all, however the first start ended.
        Files.move(draft, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        var major = Files.readString(directory.cluster().resolve("PG_VERSION")).strip();
        if (!major.equals(binaries.major())) {
            throw new ServerFailedException(
                    "the rows in " + directory.cluster() + " were written by PostgreSQL " + major
                            + ", this version brings " + binaries.major() + "; see docs/operations.md, Upgrading",
                    null);
        }
    }

    /** Ends a server that survived its application, and forgets one whose number has gone to another program. */
    private void stopOrphan() throws IOException {
        var left = Postmaster.of(directory.cluster());
        if (left.isEmpty() || !left.get().isAlive()) {
            return;
        }
        var orphan = left.get();
        if (orphan.isSomethingElse(directory.cluster())) {
            Files.deleteIfExists(Postmaster.file(directory.cluster()));
            return;
        }
        LOG.info("Stopping PostgreSQL process {}, left over from an application that was killed", orphan.pid());
        stopBy("fast");
        var ended = ProcessHandle.of(orphan.pid())
                .map(handle -> within(STOP, handle.onExit()))
                .orElse(true);
        if (!ended) {
            throw new ServerFailedException("PostgreSQL process " + orphan.pid() + " does not stop", null);
        }
    }

    private boolean launch() throws IOException {
        var started = startFromKeeper(serverCommand());
        process = started;
        var deadline = System.nanoTime() + START.toNanos();
        while (started.isAlive() && System.nanoTime() < deadline) {
            var state = Postmaster.of(directory.cluster());
            if (state.isPresent()
                    && state.get().pid() == started.pid()
                    && state.get().ready()) {
                return true;
            }
            within(Duration.ofMillis(20), started.onExit());
        }
        started.destroy();
        return false;
    }

    private List<String> serverCommand() {
        // In a session of its own, so that Ctrl-C reaches the application only, which then stops the server in order.
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(user.prefix());
        if (Commands.succeeds("setpriv", "--pdeathsig", "INT", "true")) {
            command.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        command.addAll(List.of(
                binaries.program("postgres").toString(),
                "-D",
                directory.cluster().toString(),
                "-p",
                Integer.toString(port)));
        var fixed = new TreeMap<>(overrides);
        fixed.put("listen_addresses", "127.0.0.1");
        fixed.put("unix_socket_directories", "");
        fixed.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    /**
     * Starts the server from a thread that stays as long as the server does: the signal on the parent's death is sent when the
     * thread ends that started the child, not when the process does.
     */
    private Process startFromKeeper(List<String> command) throws IOException {
        var started = new CompletableFuture<Process>();
        var builder = Commands.prepare(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()));
        Thread.ofPlatform().daemon().name("postgres-keeper").start(() -> {
            try {
                var child = builder.start();
                started.complete(child);
                child.onExit().join();
            } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    /** Starts the log anew when it has grown, and says where this run's part of it begins. */
    private long turnLog() throws IOException {
        var log = directory.log();
        if (!Files.exists(log)) {
            return 0;
        }
        if (Files.size(log) > LOG_BYTES_KEPT) {
            Files.move(log, log.resolveSibling("postgresql.log.old"), StandardCopyOption.REPLACE_EXISTING);
            return 0;
        }
        return Files.size(log);
    }

    private String complaintAfter(long start) throws IOException {
        var log = Files.readString(directory.log());
        return log.substring((int) Math.min(start, log.length()));
    }

    private static String firstFatal(String complaint) {
        return complaint
                .lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .map(line -> line.replaceFirst(".*(FATAL|PANIC):\\s*", ""))
                .findFirst()
                .orElseGet(() -> lastLine(complaint));
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it said nothing");
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean within(Duration limit, Future<?> end) {
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            return false;
        }
    }

    private Secret secret() throws IOException {
        return Secret.keptIn(DataDirectory.password(directory.path()));
    }

    /** The server's own process. */
    public long pid() {
        var running = process;
        return running == null ? -1 : running.pid();
    }

    /** The port on the loopback address. */
    public int port() {
        return port;
    }

    /** A database as the superuser, who makes roles and databases and nothing else. */
    DatabaseAddress asSuperuser(String database) {
        try {
            return address(port, database, SUPERUSER, secret());
        } catch (IOException e) {
            throw new ServerFailedException("cannot read the password of PostgreSQL", e);
        }
    }

    private static DatabaseAddress address(int port, String database, String role, Secret password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, password.value());
    }

    /** Stops the server after rolling back what is still open, and lets go of the data directory. */
    @Override
    public void close() {
        var running = process;
        process = null;
        if (running == null) {
            return;
        }
        try {
            if (running.isAlive()) {
                stopBy("fast");
                if (!within(STOP, running.onExit())) {
                    stopBy("immediate");
                    within(STOP, running.onExit());
                }
            }
        } catch (IOException e) {
            throw new ServerFailedException("cannot stop PostgreSQL in " + directory.cluster(), e);
        } finally {
            directory.close();
        }
    }

    private void stopBy(String mode) throws IOException {
        var command = new ArrayList<>(user.prefix());
        command.addAll(List.of(
                binaries.program("pg_ctl").toString(),
                "stop",
                "-D",
                directory.cluster().toString(),
                "-m",
                mode,
                "-W"));
        // How it ends is seen from the process, which may also have ended by itself in between.
        Commands.run(command);
    }
}
