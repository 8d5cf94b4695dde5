package org.casewright.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A contender in a Java machine of its own, with this one's flags: what one of them makes the compiler and the collector do is not
 * paid by the others.
 */
final class ServerProcess implements AutoCloseable {
    static final String READY = "ready ";

    private final Process process;
    private final int port;
    private final String token;

    private ServerProcess(Process process, int port, String token) {
        this.process = process;
        this.port = port;
        this.token = token;
    }

    static ServerProcess start(Contender contender, String database, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Benchmark.class.getName()));
        command.addAll(List.of("serve", contender.name(), database));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            var out = process.inputReader(StandardCharsets.UTF_8);
            var words = awaitReady(contender, out).split(" ", -1);
            Thread.ofPlatform().daemon().start(() -> out.lines().forEach(System.err::println));
            return new ServerProcess(process, Integer.parseInt(words[1]), words[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String awaitReady(Contender contender, BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return line;
            }
            System.err.println(line);
        }
        throw new IllegalStateException(contender.title + " did not start");
    }

    int port() {
        return port;
    }

    /** What lets a client in; made by the platform, known to all through the database. */
    String token() {
        return token;
    }

    Usage usage() {
        return Usage.of(process.toHandle());
    }

    /** Ends with its standard input. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
