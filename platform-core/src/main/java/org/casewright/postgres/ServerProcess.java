package org.casewright.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server and the thread that keeps it: if the server ends though nobody asked it to, it is started again at the same
 * port, so that the pools find it.
 *
 * <p>The keeper starts the server itself and stays as long as the application: the signal that a child gets on its parent's
 * death is sent when the very thread ends that started it.
 */
final class ServerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final int port;
    private final Map<String, String> overrides;
    private final CompletableFuture<Process> first = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Boolean> stopping = new CompletableFuture<>();
    private volatile long pid = -1;

    private ServerProcess(Cluster cluster, int port, Map<String, String> overrides) {
        this.cluster = cluster;
        this.port = port;
        this.overrides = overrides;
    }

    /** Starts the server; the answer may be that it is not {@linkplain #awaitReady ready} and never will be. */
    static ServerProcess start(Cluster cluster, int port, Map<String, String> overrides) throws IOException {
        var server = new ServerProcess(cluster, port, overrides);
        var command = server.command();
        Thread.ofPlatform().daemon().name("postgres-keeper").start(() -> server.keep(command));
        return server;
    }

    private List<String> command() {
        // In a session of its own, so that Ctrl-C reaches the application only, which then stops the server in order.
        var command = new ArrayList<>(List.of("setsid"));
        if (Commands.succeeds("setpriv", "--pdeathsig", "INT", "true")) {
            command.addAll(cluster.user().prefix());
            command.addAll(List.of("setpriv", "--pdeathsig", "INT"));
            command.add(cluster.binaries().program("postgres").toString());
        } else {
            command.addAll(cluster.command("postgres", List.of()));
        }
        command.addAll(List.of("-D", cluster.path().toString(), "-p", Integer.toString(port)));
        var fixed = new TreeMap<>(overrides);
        fixed.put("listen_addresses", "127.0.0.1");
        fixed.put("unix_socket_directories", "");
        fixed.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private void keep(List<String> command) {
        var pause = FIRST_PAUSE;
        while (!stopping.isDone()) {
            var began = System.nanoTime();
            if (!run(command) || !ready.getNow(false)) {
                return;
            }
            if (System.nanoTime() - began > LONGEST_PAUSE.toNanos()) {
                pause = FIRST_PAUSE;
            }
            if (!stopping.isDone()) {
                LOG.warn(
                        "PostgreSQL ended unexpectedly and is started again; its log is {}",
                        cluster.directory().log());
                Waiting.within(pause, stopping);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Runs the server to its end; says whether it could be run at all. */
    private boolean run(List<String> command) {
        try {
            var process = launch(command);
            process.onExit().join();
            return true;
        } catch (IOException | RuntimeException e) {
            first.completeExceptionally(e);
            LOG.error("PostgreSQL cannot be started", e);
            return false;
        }
    }

    /** Not while {@link #stop} looks which process there is to stop. */
    private synchronized Process launch(List<String> command) throws IOException {
        if (stopping.isDone()) {
            throw new IOException("the server is being stopped");
        }
        var log = cluster.directory().log().toFile();
        var process = Commands.prepare(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        pid = process.pid();
        first.complete(process);
        return process;
    }

    /** Waits until the server takes connections; false where it ended instead. */
    boolean awaitReady() throws IOException {
        if (!Waiting.within(START, first)) {
            return false;
        }
        var process = first.join();
        var deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            var state = Postmaster.of(cluster.path());
            if (state.isPresent()
                    && state.get().pid() == process.pid()
                    && state.get().ready()) {
                ready.complete(true);
                return true;
            }
            Waiting.within(Duration.ofMillis(20), process.onExit());
        }
        process.destroy();
        return false;
    }

    long pid() {
        return pid;
    }

    int port() {
        return port;
    }

    void stop() throws IOException {
        long last;
        synchronized (this) {
            stopping.complete(true);
            last = pid;
        }
        var process = ProcessHandle.of(last);
        if (process.isEmpty()) {
            return;
        }
        cluster.stop("fast");
        if (!Waiting.within(STOP, process.get().onExit())) {
            cluster.stop("immediate");
            Waiting.within(STOP, process.get().onExit());
        }
    }
}
