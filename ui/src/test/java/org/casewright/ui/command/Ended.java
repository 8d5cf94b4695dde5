package org.casewright.ui.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.casewright.postgres.DatabaseAddress;
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
        var all = new ArrayList<>(List.of(arguments));
        all.add("--database");
        all.add(database.url() + "?user=" + database.user() + "&password="
                + URLEncoder.encode(database.password(), StandardCharsets.UTF_8));
        return of(all.toArray(String[]::new));
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(output);
    }
}
