package org.casewright.ui.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.casewright.history.Verified.Mark;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Seals that are kept outside of the database, a line each: whoever writes everything there anew does not reach them. */
final class Anchor {

    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64}) \\S+");

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = {
                "where the last seal of each verification is kept, outside of the database: those that stand there must",
                "still be in the history, and the present last one is added when all is well"
            })
    private @Nullable Path file;

    /** Number and hash of those that stand there; none when there is no such file yet. */
    Map<Long, String> read() {
        var kept = new TreeMap<Long, String>();
        if (file == null || !Files.exists(file)) {
            return kept;
        }
        var lines = lines(file);
        for (var i = 0; i < lines.size(); i++) {
            var line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw new RefusedException(file + ":" + (i + 1)
                        + ": this is no seal; right would be: a number, 64 hexadecimal digits and a moment");
            }
            kept.put(Long.parseLong(line.group(1)), line.group(2));
        }
        return kept;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new RefusedException("cannot read " + file + ": " + e.getMessage());
        }
    }

    /** Adds a seal, unless it stands there. */
    void keep(@Nullable Mark last) {
        if (file == null || last == null || read().containsKey(last.number())) {
            return;
        }
        try {
            Files.writeString(
                    file,
                    last.number() + " " + last.hash() + " " + last.at() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RefusedException("cannot write " + file + ": " + e.getMessage());
        }
    }
}
