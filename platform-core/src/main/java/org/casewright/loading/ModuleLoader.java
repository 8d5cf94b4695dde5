package org.casewright.loading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ModuleDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** From definition files to a catalog. Says all problems at once; with an error there is no catalog. */
public final class ModuleLoader {

    private ModuleLoader() {}

    /**
     * What was loaded.
     *
     * @param catalog release 0, without row class numbers; null when there is an error
     * @param modules those that could be read, in the order of their names; whole only when there is a catalog
     * @param problems each with its place
     */
    public record Loaded(@Nullable Catalog catalog, List<ModuleDefinition> modules, List<Problem> problems) {
        public Loaded {
            modules = List.copyOf(modules);
            problems = List.copyOf(problems);
        }
    }

    /** Loads folders: one with {@code module.json} is a module, one with such folders in it a set of modules. */
    public static Loaded load(List<Path> folders) {
        var problems = new Problems();
        return new Loading(Folders.read(folders, problems), problems).load();
    }

    /**
     * Loads folders beside modules that are there already, such as those of a release: what a folder holds takes the place
     * of the module of the same name.
     */
    public static Loaded load(List<Path> folders, Map<String, Map<String, byte[]>> present) {
        var problems = new Problems();
        var given = Folders.read(folders, problems);
        var all = new ArrayList<>(given);
        present.forEach((name, files) -> {
            if (given.stream().noneMatch(module -> module.folder().equals(name))) {
                all.add(new ModuleFiles(name, name + "/", files));
            }
        });
        return new Loading(all, problems).load();
    }

    /** Loads modules from memory: name -> path inside the module's folder -> content. */
    public static Loaded load(Map<String, Map<String, byte[]>> modules) {
        return load(List.of(), modules);
    }

    /** Whether folders hold exactly these files and no others, so that loading them would say nothing new. */
    public static boolean hold(List<Path> folders, Map<String, Map<String, byte[]>> present) {
        var problems = new Problems();
        var given = Folders.read(folders, problems);
        return problems.isEmpty()
                && given.stream()
                        .allMatch(module -> same(module.files(), present.getOrDefault(module.folder(), Map.of())));
    }

    private static boolean same(Map<String, byte[]> some, Map<String, byte[]> others) {
        return some.keySet().equals(others.keySet())
                && some.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), others.get(file.getKey())));
    }
}
