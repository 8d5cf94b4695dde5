package org.casewright.ui.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Option(names = "--json", description = "one JSON document on standard output, and nothing else there")
    private boolean json;

    @Option(names = "--yes", description = "consents to what needs it")
    private boolean yes;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var told = Objects.requireNonNull(spec);
        if (planOnly) {
            var plan = ReleaseWork.of(database, releases -> releases.plan(releases.load(number)));
            ReleaseWork.say(plan, json, false, told);
            return ReleaseWork.verdict(plan, yes);
        }
        return ApplyCommand.apply(database, releases -> releases.load(number), json, yes, told);
    }
}
