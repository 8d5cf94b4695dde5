package org.casewright.ui.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.casewright.loading.ModuleLoader;
import org.casewright.loading.ModuleLoader.Loaded;
import org.casewright.release.ReleaseFile;
import org.jspecify.annotations.Nullable;

/**
 * What a command was given to read: folders, or a release that was exported elsewhere.
 *
 * @param file the release; then there are no folders
 */
record GivenModules(List<Path> folders, @Nullable ReleaseFile file) {
    GivenModules {
        folders = List.copyOf(folders);
    }

    /**
     * Reads a release's file, if it is one.
     *
     * @throws RefusedException when something is not there
     * @throws org.casewright.problem.Refusal when the file is no release
     */
    static GivenModules of(List<Path> paths) {
        if (paths.stream().noneMatch(Files::isRegularFile)) {
            ModuleFolders.check(paths);
            return new GivenModules(paths, null);
        }
        if (paths.size() > 1) {
            throw new RefusedException("give folders, or one file of a release");
        }
        return new GivenModules(List.of(), ReleaseFile.read(paths.getFirst()));
    }

    /** Reads the modules, beside nothing. */
    Loaded load() {
        return file == null ? ModuleLoader.load(folders) : ModuleLoader.load(file.modules());
    }

    /** A line about where they come from; empty for folders. */
    static String told(ReleaseFile file) {
        return "The file holds release " + file.number() + " by " + file.author() + ", hash " + file.hash() + ".";
    }
}
