package org.casewright.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

    private static Started start(Path folder) throws IOException, InterruptedException {
        try (var application = LaunchedApplication.start(folder, List.of())) {
            return new Started(application.seconds(), application.usage());
        }
    }
}
