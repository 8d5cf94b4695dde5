package org.casewright.ui.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Folders of definition files, as commands take them. */
final class Folders {
    private Folders() {}

    /** Refuses what is no folder, and a command that is told nothing to do. */
    static void check(List<Path> folders, Set<String> removed) {
        if (folders.isEmpty() && removed.isEmpty()) {
            throw new RefusedException("give a folder of definition files, or --remove MODULE");
        }
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new RefusedException("no such folder: " + folder);
            }
        }
    }
}
