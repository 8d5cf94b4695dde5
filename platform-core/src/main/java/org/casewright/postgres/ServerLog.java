package org.casewright.postgres;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What the server writes to its standard error, kept in the data directory. */
record ServerLog(Path file) {
    private static final long BYTES_KEPT = 10_000_000;

    /** Starts the log anew when it has grown, and says where what comes next begins. */
    long turn() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        if (Files.size(file) > BYTES_KEPT) {
            Files.move(file, file.resolveSibling("postgresql.log.old"), StandardCopyOption.REPLACE_EXISTING);
            return 0;
        }
        return Files.size(file);
    }

    /** What was written from a place on. */
    String since(long start) throws IOException {
        try (var channel = FileChannel.open(file).position(start)) {
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The reason that the server gives for not starting, without its time and rank. */
    static String reason(String text) {
        return text.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .map(line -> line.replaceFirst(".*(FATAL|PANIC):\\s*", ""))
                .findFirst()
                .orElseGet(() -> lastLine(text));
    }

    static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it said nothing");
    }
}
