package org.casewright.ui.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the database to definition files, while it is in use; what was killed is gone on with by the same command.",
            "Exit code 1 when stored rows or the files stand in the way, 3 when it needs consent: then nothing was done."
        })
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private NextModules next = new NextModules();

    @Mixin
    private ReleaseWork work = new ReleaseWork();

    @Override
    public Integer call() {
        return work.apply(next.reading());
    }
}
