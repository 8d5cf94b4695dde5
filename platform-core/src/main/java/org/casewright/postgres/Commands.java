package org.casewright.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the small programs of the system and of PostgreSQL, in an environment that cannot steer them elsewhere. */
final class Commands {
    private static final long MINUTES = 5;

    private Commands() {}

    /** What a program said and how it ended. */
    record Outcome(int exit, String output) {}

    static ProcessBuilder prepare(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The server runs as another user, and is no place for the passwords that a command was given.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.startsWith("CASEWRIGHT_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.redirectInput(Path.of("/dev/null").toFile());
    }

    static Outcome run(List<String> command) throws IOException {
        var process = prepare(command).start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " did not end");
            }
            return new Outcome(process.exitValue(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
    }

    static boolean succeeds(String... command) {
        try {
            return run(List.of(command)).exit() == 0;
        } catch (IOException ignored) {
            return false;
        }
    }
}
