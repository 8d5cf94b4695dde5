package org.casewright.ui.command;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.postgres.DatabaseAddress;
import org.casewright.ui.Casewright;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a command ended, and what it said. */
record Ended(int exit, String output, String errors) {

    /** Runs a command in this process. */
    static Ended of(String... arguments) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var outBefore = System.out;
        var errBefore = System.err;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            var exit = CommandLines.run(arguments);
            return new Ended(exit, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    /** Runs it on a database that others may use as well. */
    static Ended on(DatabaseAddress database, String... arguments) {
        return of(with(database, arguments));
    }

    /** A command that is given a database. */
    static String[] with(DatabaseAddress database, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--database");
        all.add(database.url() + "?user=" + database.user() + "&password="
                + URLEncoder.encode(database.password(), StandardCharsets.UTF_8));
        return all.toArray(String[]::new);
    }

    /** Runs a command in a process of its own, without the parts that tests add to the application; nobody answers questions. */
    static Ended apart(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var classPath = Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(":"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Casewright.class.getName()));
        command.addAll(List.of(arguments));
        var errors = Files.createTempFile("errors", "");
        try {
            var builder = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(output);
    }
}
