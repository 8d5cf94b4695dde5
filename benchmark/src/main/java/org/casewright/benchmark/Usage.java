package org.casewright.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used so far.
 *
 * @param processor time on all processors, its own and the system's for it
 * @param resident megabytes in memory now
 * @param peak the most megabytes that ever were
 */
record Usage(Duration processor, long resident, long peak) {

    static Usage of(ProcessHandle process) {
        return new Usage(
                process.info().totalCpuDuration().orElse(Duration.ZERO),
                megabytes(process.pid(), "VmRSS:"),
                megabytes(process.pid(), "VmHWM:"));
    }

    private static long megabytes(long pid, String key) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
