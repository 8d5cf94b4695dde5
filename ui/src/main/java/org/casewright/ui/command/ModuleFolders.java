package org.casewright.ui.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.casewright.loading.ModuleLoader;
import org.casewright.loading.ModuleLoader.Loaded;
import picocli.CommandLine.Parameters;

/** The modules that a command is given to read. */
final class ModuleFolders {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "a module or a folder of modules")
    private List<Path> folders = List.of();

    /**
     * Reads them, and finds all that is wrong with them.
     *
     * @throws RefusedException when one is no folder
     */
    Loaded load() {
        check(folders);
        return ModuleLoader.load(folders);
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
