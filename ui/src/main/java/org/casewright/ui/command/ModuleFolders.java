package org.casewright.ui.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.casewright.loading.ModuleLoader.Loaded;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The modules that a command is given to read. */
final class ModuleFolders {
    @Parameters(
            paramLabel = "DIR|FILE",
            arity = "1..*",
            description = "a module or a folder of modules; or one release that was exported")
    private List<Path> paths = List.of();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /**
     * Reads them, and finds all that is wrong with them.
     *
     * @throws RefusedException when one is not there
     * @throws org.casewright.problem.Refusal when a file is no release
     */
    Loaded load() {
        var given = GivenModules.of(paths);
        var file = given.file();
        if (file != null) {
            Told.say(Objects.requireNonNull(spec).commandLine().getErr(), GivenModules.told(file));
        }
        return given.load();
    }

    /** Refuses what is no folder. */
    static void check(List<Path> folders) {
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new RefusedException("no such folder: " + folder);
            }
        }
    }
}
