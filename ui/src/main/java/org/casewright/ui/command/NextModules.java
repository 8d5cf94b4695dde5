package org.casewright.ui.command;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The modules that a database is to have: what folders or a release hold, beside what is served and is not to go. */
final class NextModules {
    @Parameters(
            paramLabel = "DIR|FILE",
            arity = "0..*",
            description = "a module or a folder of modules; or one release that was exported elsewhere")
    private List<Path> paths = List.of();

    @Option(names = "--remove", paramLabel = "MODULE", description = "a module that is to go; its records are retired")
    private Set<String> removed = new LinkedHashSet<>();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /**
     * How they are read, once there is a database.
     *
     * @throws RefusedException when something is not there, or there is nothing to do; before any database is opened
     * @throws org.casewright.problem.Refusal when a file is no release
     */
    NextRelease reading() {
        if (paths.isEmpty() && removed.isEmpty()) {
            throw new RefusedException("give a folder of definition files, a release's file, or --remove MODULE");
        }
        var given = GivenModules.of(paths);
        var file = given.file();
        if (file == null) {
            return new NextRelease(releases -> releases.propose(given.folders(), removed), null);
        }
        Told.say(Objects.requireNonNull(spec).commandLine().getErr(), GivenModules.told(file));
        return new NextRelease(releases -> releases.propose(file.modules(), removed), file.origin());
    }
}
