package org.casewright.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The application as people start it: through the launcher, which hands its process over to it. */
final class LaunchedApplication implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long BETWEEN_TRIES = 25;

    private final Process process;
    private final int port;
    private final Path log;
    private final double seconds;

    private LaunchedApplication(Process process, int port, Path log, long begin)
            throws IOException, InterruptedException {
        this.process = process;
        this.port = port;
        this.log = log;
        awaitPage();
        this.seconds = (System.nanoTime() - begin) / 1e9;
    }

    /** Starts it and waits for its first page. Without module folders it serves the shipped ones. */
    static LaunchedApplication start(Path folder, List<Path> modules) throws IOException, InterruptedException {
        return start(folder, modules, List.of());
    }

    /**
     * The same.
     *
     * @param java more options of its Java; none holds a space
     */
    static LaunchedApplication start(Path folder, List<Path> modules, List<String> java)
            throws IOException, InterruptedException {
        var port = freePort();
        var command = new ArrayList<>(List.of("start", "--no-demo", "--port", Integer.toString(port)));
        command.addAll(data(folder));
        for (var module : modules) {
            command.addAll(List.of("--modules", module.toString()));
        }
        var log = folder.resolve("log");
        var begin = System.nanoTime();
        var process = launch(command, java).redirectOutput(log.toFile()).start();
        try {
            return new LaunchedApplication(process, port, log, begin);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Runs another command to its end; what it said. */
    static String run(String... command) throws IOException, InterruptedException {
        var process = launch(List.of(command)).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ":\n" + said);
        }
        return said;
    }

    /** A command, both of whose outputs are one. */
    static ProcessBuilder launch(List<String> command) {
        return launch(command, List.of());
    }

    private static ProcessBuilder launch(List<String> command, List<String> java) {
        var options = new ArrayList<String>();
        // Limits are there to be met by one who asks too often; here that is what is wanted.
        options.add("-Dcasewright.api.requests-per-second=1000000000");
        options.add("-Dcasewright.api.burst=1000000000");
        options.addAll(java);
        var packaged = System.getProperty("casewright.packaged");
        var all = new ArrayList<String>();
        if (packaged == null) {
            all.add(RecordsBenchmark.home().resolve("casewright").toString());
        } else {
            // A test is part of a build, and must not begin another: it starts what is built already.
            all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            all.addAll(options);
            all.addAll(List.of("-Dcasewright.home=" + RecordsBenchmark.home(), "-jar", packaged));
        }
        all.addAll(command);
        var builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment()
                .merge("CASEWRIGHT_JAVA_OPTIONS", String.join(" ", options), (given, more) -> given + " " + more);
        return builder;
    }

    /** The option that names the data directory. */
    static List<String> data(Path folder) {
        return List.of("--data", folder.resolve("data").toString());
    }

    /** Makes a clerk in a unit of its own; the clerk's token. */
    static String clerk(Path folder, String unit) throws IOException, InterruptedException {
        var data = data(folder);
        run("unit", "add", unit, data.getFirst(), data.getLast());
        run("user", "add", "clerk", "--unit", unit, "--role", "CLERK", data.getFirst(), data.getLast());
        return run("user", "token", "clerk", data.getFirst(), data.getLast()).strip();
    }

    private void awaitPage() throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var request = "GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        while (System.nanoTime() < end && process.isAlive()) {
            try (var connection = new Connection(port)) {
                if (connection.exchange(request) == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Nobody listens before the application is ready.
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES);
            }
        }
        throw new IllegalStateException("the application gave no page:\n" + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From the command to the first page. */
    double seconds() {
        return seconds;
    }

    int port() {
        return port;
    }

    /** What the application has said so far. */
    Path log() {
        return log;
    }

    /** Asks the application's Java about itself. */
    String ask(String question) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var asking = new ProcessBuilder(jcmd, Long.toString(process.pid()), question)
                .redirectErrorStream(true)
                .start();
        var said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asking.waitFor() != 0) {
            throw new IllegalStateException(question + ":\n" + said);
        }
        return said;
    }

    Usage usage() {
        return Usage.of(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
