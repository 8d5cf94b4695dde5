package org.casewright.benchmark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks; without a name it runs them all. */
@Command(
        name = "casewright benchmark",
        mixinStandardHelpOptions = true,
        description = "Measures the platform beside hand-written rivals; without a name, everything.",
        synopsisSubcommandLabel = "[NAME]",
        subcommands = {
            RecordsBenchmark.class,
            StartBenchmark.class,
            CatalogBenchmark.class,
            EvolutionBenchmark.class,
            AccessBenchmark.class,
            PagesBenchmark.class,
            ServeCommand.class
        })
public final class Benchmark implements Callable<Integer> {

    private Benchmark() {}

    /** Runs the benchmark of that name. */
    public static void main(String[] arguments) {
        // Quiet in every process: what somebody logs would be measured too.
        LoggingSystem.get(Benchmark.class.getClassLoader()).beforeInitialize();
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    /** The folder of a module that the benchmarks bring along. */
    static Path module(String name) {
        try {
            return Path.of(Objects.requireNonNull(Benchmark.class.getResource("/modules/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Integer call() {
        for (var benchmark : List.of(
                new RecordsBenchmark(),
                new StartBenchmark(),
                new CatalogBenchmark(),
                new EvolutionBenchmark(),
                new AccessBenchmark(),
                new PagesBenchmark())) {
            var exit = new CommandLine(benchmark).execute();
            if (exit != 0) {
                return exit;
            }
        }
        return 0;
    }
}
