package org.casewright.ui.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Applies the files of an earlier release again, as a new release.",
            "What was entered into newer fields is kept, retired; workflows are deployed again as new versions."
        })
final class RollbackCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "N", description = "number of the release")
    private long number;

    @Option(names = "--plan", description = "says what it would do, and does nothing")
    private boolean planOnly;

    @Mixin
    private ReleaseWork work = new ReleaseWork();

    @Override
    public Integer call() {
        var earlier = new NextRelease(releases -> releases.propose(number), null);
        return planOnly ? work.plan(earlier, false) : work.apply(earlier);
    }
}
