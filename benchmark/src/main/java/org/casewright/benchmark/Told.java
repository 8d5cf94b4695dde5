package org.casewright.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the threads that answer requests have told the database, by the driver's own words in the application's log.
 *
 * @param trips how often they waited for its answer
 * @param statements how many were answered, without beginnings and ends of transactions
 */
record Told(int trips, int statements) {

    private static final String REQUESTS = "http-";
    private static final Pattern TRIP = Pattern.compile(".*FE=> Sync.*");
    private static final Pattern STATEMENT = Pattern.compile(".*<=BE CommandStatus\\((?!BEGIN|COMMIT|ROLLBACK).*");

    /** The options with which the application writes that. */
    static List<String> options() {
        return List.of("-Dlogging.level.org.postgresql.core.v3=TRACE", "-Dlogging.pattern.console=%t|%msg%n");
    }

    /** What the log says between these places. */
    static Told between(Path log, long from, long until) throws IOException {
        var said = new byte[Math.toIntExact(until - from)];
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            file.readFully(said);
        }
        var lines = new String(said, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(REQUESTS))
                .toList();
        return new Told(
                (int) lines.stream()
                        .filter(line -> TRIP.matcher(line).matches())
                        .count(),
                (int) lines.stream()
                        .filter(line -> STATEMENT.matcher(line).matches())
                        .count());
    }
}
