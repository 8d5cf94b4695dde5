package org.casewright.ui.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Carries a release from one installation to another.",
        synopsisSubcommandLabel = "export",
        subcommands = ReleaseCommand.Export.class)
final class ReleaseCommand {

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes a release as one file: its definitions, their hash, who applied it when, and the plan.")
    static final class Export implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "N", description = "number of the release")
        private long number;

        @Parameters(index = "1", paramLabel = "FILE", description = "the zip to write; one that is there is replaced")
        private Path file = Path.of("");

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var release =
                    ReleaseParts.of(database, kept -> kept.find(number).orElseThrow(() -> ReleaseParts.none(number)));
            try {
                release.write(file);
            } catch (IOException e) {
                throw new RefusedException("cannot write " + file + ": " + e.getMessage());
            }
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            out.println("Release " + number + " is in " + file + ", hash " + release.hash() + ".");
            out.flush();
            return ExitCode.DONE;
        }
    }
}
