package org.casewright.ui.command;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.release.Releases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the database to definition files, while it is in use; what was killed is gone on with by the same command.",
            "Exit code 1 when stored rows or the files stand in the way, 3 when it needs consent: then nothing was done."
        })
final class ApplyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..*", description = "a module or a folder of modules")
    private List<Path> folders = List.of();

    @Option(names = "--remove", paramLabel = "MODULE", description = "a module that is to go; its records are retired")
    private Set<String> removed = new LinkedHashSet<>();

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
        ReleaseWork.check(folders, removed);
        return apply(database, releases -> releases.load(folders, removed), json, yes, Objects.requireNonNull(spec));
    }

    /** Plans, and goes on where nothing stands in the way. */
    static int apply(
            DatabaseOptions database, Function<Releases, Catalog> next, boolean json, boolean yes, CommandSpec spec) {
        return ReleaseWork.of(database, releases -> {
            var catalog = next.apply(releases);
            var plan = releases.plan(catalog);
            var verdict = ReleaseWork.verdict(plan, yes);
            if (verdict != ExitCode.DONE) {
                ReleaseWork.say(plan, json, false, spec);
                if (verdict == ExitCode.CONSENT) {
                    ReleaseWork.refuseConsent(spec);
                }
                return verdict;
            }
            var err = spec.commandLine().getErr();
            plan.differences().forEach(difference -> ReleaseWork.progress(err, difference.sentence()));
            plan.drift().forEach(drift -> ReleaseWork.progress(err, "warning: " + drift.sentence()));
            var author = System.getProperty("user.name", "command line");
            var applied = releases.apply(catalog, author, sentence -> ReleaseWork.progress(err, sentence));
            ReleaseWork.sayApplied(applied, json, spec);
            return ExitCode.DONE;
        });
    }
}
