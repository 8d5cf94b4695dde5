package org.casewright.benchmark;

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
        subcommands = {RecordsBenchmark.class, StartBenchmark.class, ServeCommand.class})
public final class Benchmark implements Callable<Integer> {

    private Benchmark() {}

    /** Runs the benchmark of that name. */
    public static void main(String[] arguments) {
        // Quiet in every process: what somebody logs would be measured too.
        LoggingSystem.get(Benchmark.class.getClassLoader()).beforeInitialize();
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    @Override
    public Integer call() {
        var all = new CommandLine(new RecordsBenchmark()).execute();
        return all != 0 ? all : new CommandLine(new StartBenchmark()).execute();
    }
}
