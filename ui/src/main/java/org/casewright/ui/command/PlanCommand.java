package org.casewright.ui.command;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what applying definition files would do to the database, and does nothing.",
            "Exit code 1 when stored rows or the files stand in the way, 3 when it needs consent."
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..*", description = "a module or a folder of modules")
    private List<Path> folders = List.of();

    @Option(names = "--remove", paramLabel = "MODULE", description = "a module that is to go; its records are retired")
    private Set<String> removed = new LinkedHashSet<>();

    @Option(names = "--sql", description = "with every statement")
    private boolean sql;

    @Option(names = "--json", description = "one JSON document, with every statement")
    private boolean json;

    @Option(names = "--yes", description = "consents, so that the exit code is 0")
    private boolean yes;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ReleaseWork.check(folders, removed);
        var plan = ReleaseWork.of(database, releases -> releases.plan(releases.load(folders, removed)));
        ReleaseWork.say(plan, json, sql, Objects.requireNonNull(spec));
        return ReleaseWork.verdict(plan, yes);
    }
}
