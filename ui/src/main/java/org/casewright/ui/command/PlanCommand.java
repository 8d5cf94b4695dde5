package org.casewright.ui.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what applying definition files would do to the database, and does nothing.",
            "Exit code 1 when stored rows or the files stand in the way, 3 when it needs consent."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private NextModules next = new NextModules();

    @Mixin
    private ReleaseWork work = new ReleaseWork();

    @Option(names = "--sql", description = "with every statement, as --json always has them")
    private boolean sql;

    @Override
    public Integer call() {
        return work.plan(next.reading(), sql);
    }
}
