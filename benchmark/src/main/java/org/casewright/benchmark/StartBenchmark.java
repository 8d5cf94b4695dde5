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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the application takes from its command to its first page, and what it needs for that. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description =
                "Time, CPU seconds and memory from `casewright start` to the first page, on an existing database.")
final class StartBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long BETWEEN_TRIES = 25;
    private static final int MOST_RESIDENT = 600;

    @Option(names = "--rounds", defaultValue = "3", description = "whose median counts (default: ${DEFAULT-VALUE})")
    private int rounds;

    private record Started(double seconds, Usage usage) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("casewright-benchmark");
        try {
            System.err.println("Making the database, and the application where it is not built");
            start(folder);
            var starts = new ArrayList<Started>();
            for (var round = 0; round < rounds; round++) {
                starts.add(start(folder));
            }
            print(starts);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private static void print(List<Started> starts) {
        var seconds = Report.median(starts.stream().map(Started::seconds).toList());
        var processor = Report.median(starts.stream()
                .map(start -> start.usage().processor().toMillis() / 1000.0)
                .toList());
        var resident = Report.median(
                starts.stream().map(start -> (double) start.usage().resident()).toList());
        System.out.printf("%nFrom the command to the first page, existing database (median of %d)%n", starts.size());
        System.out.printf("  time             %6.1f s%n", seconds);
        System.out.printf("  CPU              %6.1f s, without PostgreSQL%n", processor);
        System.out.printf(
                "  resident memory  %6.0f MB, without PostgreSQL; goal under %d, %s%n",
                resident, MOST_RESIDENT, resident < MOST_RESIDENT ? "met" : "missed");
    }

    /** Through the launcher, as people do; it hands its process over to the application. */
    private static Started start(Path folder) throws IOException, InterruptedException {
        var port = freePort();
        var begin = System.nanoTime();
        var process = new ProcessBuilder(
                        RecordsBenchmark.home().resolve("casewright").toString(),
                        "start",
                        "--no-demo",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            awaitPage(port, process, folder);
            var seconds = (System.nanoTime() - begin) / 1e9;
            return new Started(seconds, Usage.of(process.toHandle()));
        } finally {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void awaitPage(int port, Process process, Path folder) throws IOException, InterruptedException {
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
        throw new IllegalStateException("the application gave no page:\n" + Files.readString(folder.resolve("log")));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
