package org.casewright.ui.command;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.release.Releases;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The modules that a database is to have: what folders hold, beside what is served and is not to go. */
final class NextModules {
    @Parameters(paramLabel = "DIR", arity = "0..*", description = "a module or a folder of modules")
    private List<Path> folders = List.of();

    @Option(names = "--remove", paramLabel = "MODULE", description = "a module that is to go; its records are retired")
    private Set<String> removed = new LinkedHashSet<>();

    /**
     * How they are read, once there is a database.
     *
     * @throws RefusedException when a folder is none, or there is nothing to do; before any database is opened
     */
    Function<Releases, Catalog> reading() {
        if (folders.isEmpty() && removed.isEmpty()) {
            throw new RefusedException("give a folder of definition files, or --remove MODULE");
        }
        ModuleFolders.check(folders);
        return releases -> releases.load(folders, removed);
    }
}
