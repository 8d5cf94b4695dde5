package org.casewright.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's files in a data directory: made once, checked at each start, rid of what an earlier run left behind. */
record Cluster(DataDirectory directory, Binaries binaries, ServerUser user) {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration STOP = Duration.ofMinutes(1);

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

    Path path() {
        return directory.cluster();
    }

    /** Sees to it that there is a cluster which our server can serve, and which nobody serves at present. */
    void makeReady(boolean sync) throws IOException {
        if (!Files.isDirectory(path())) {
            create(sync);
        }
        checkVersion();
        stopOrphan();
    }

    private void create(boolean sync) throws IOException {
        var draft = directory.path().resolve("postgresql.new");
        delete(draft);
        var password = DataDirectory.password(directory.path());
        Secret.keptIn(password);
        user.give(password);
        var arguments = new ArrayList<>(List.of(
                "--pgdata=" + draft,
                "--username=" + EmbeddedPostgres.SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale-provider=icu",
                "--icu-locale=und",
                "--locale=C.UTF-8"));
        if (!sync) {
            arguments.add("--no-sync");
        }
        SETTINGS.forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
        var outcome = Commands.run(command("initdb", arguments));
        if (outcome.exit() != 0) {
            throw new ServerFailedException(
                    "initdb failed in " + draft + ": " + ServerLog.lastLine(outcome.output()), null);
        }
        // A cluster is there whole or not at all, however the first start ended.
        Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        var major = Files.readString(path().resolve("PG_VERSION")).strip();
        if (!major.equals(binaries.major())) {
            throw new ServerFailedException(
                    "the rows in " + path() + " were written by PostgreSQL " + major + ", this version brings "
                            + binaries.major() + "; see docs/operations.md, Upgrading",
                    null);
        }
    }

    /** Ends a server that survived its application, and forgets one whose number has gone to another program. */
    private void stopOrphan() throws IOException {
        var left = Postmaster.of(path());
        if (left.isEmpty() || !left.get().isAlive()) {
            return;
        }
        var orphan = left.get();
        if (orphan.isSomethingElse(path())) {
            Files.deleteIfExists(Postmaster.file(path()));
            return;
        }
        LOG.info("Stopping PostgreSQL process {}, left over from an application that was killed", orphan.pid());
        stop("fast");
        var ended = ProcessHandle.of(orphan.pid())
                .map(handle -> Waiting.within(STOP, handle.onExit()))
                .orElse(true);
        if (!ended) {
            throw new ServerFailedException("PostgreSQL process " + orphan.pid() + " does not stop", null);
        }
    }

    /** Asks the server to stop; how it ends is seen from its process, which may have ended by itself in between. */
    void stop(String mode) throws IOException {
        Commands.run(command("pg_ctl", List.of("stop", "-D", path().toString(), "-m", mode, "-W")));
    }

    /** The command line of one of the server's programs, as the user that it may run as. */
    List<String> command(String program, List<String> arguments) {
        var command = new ArrayList<>(user.prefix());
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
