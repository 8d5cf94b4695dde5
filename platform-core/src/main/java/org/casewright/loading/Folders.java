package org.casewright.loading;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads folders into memory: bounded, and never anything outside of them. */
final class Folders {

    private static final int MAX_FILES = 5_000;
    private static final int MAX_DEPTH = 4;
    private static final long MAX_FILE_BYTES = 32L * 1024 * 1024;
    private static final long MAX_MODULE_BYTES = 128L * 1024 * 1024;

    private final Problems problems;
    private final List<ModuleFiles> modules = new ArrayList<>();

    private Folders(Problems problems) {
        this.problems = problems;
    }

    static List<ModuleFiles> read(List<Path> folders, Problems problems) {
        var reading = new Folders(problems);
        var several = folders.size() > 1;
        folders.forEach(folder -> reading.given(folder, several));
        return List.copyOf(reading.modules);
    }

    private void given(Path given, boolean several) {
        var folder = given.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            problems.add(Problem.in(
                    Location.of(given.toString()),
                    "There is no folder here.",
                    "Give the folder of a module, or a folder of such folders."));
            return;
        }
        try {
            if (Files.exists(folder.resolve(ModuleFiles.MANIFEST))) {
                module(folder, several ? name(folder) + "/" : "");
            } else {
                set(folder);
            }
        } catch (IOException unreadable) {
            problems.add(Problem.in(Location.of(given.toString()), "This folder cannot be read.", null));
        }
    }

    private void set(Path folder) throws IOException {
        var before = modules.size();
        for (var child : children(folder)) {
            if (Files.exists(child.resolve(ModuleFiles.MANIFEST))) {
                module(child, name(child) + "/");
            } else if (Files.isDirectory(child.resolve("entities"))) {
                problems.add(Problem.in(
                        Location.of(name(child)),
                        "This folder has entities and no module.json.",
                        "Write a module.json with name, version and title."));
            }
        }
        if (modules.size() == before && !problems.hasErrors()) {
            problems.add(Problem.in(
                    Location.of(name(folder)),
                    "There is no module.json here, and none in the folders below.",
                    "Give the folder of a module, or a folder of such folders."));
        }
    }

    private void module(Path folder, String prefix) throws IOException {
        var reading = new Reading(folder.toRealPath(), prefix);
        reading.folder(folder, "", 0);
        modules.add(new ModuleFiles(name(folder), prefix, reading.files));
    }

    private static String name(Path folder) {
        var name = folder.getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    private static List<Path> children(Path folder) throws IOException {
        var children = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        children.sort(null);
        return children;
    }

    /** One module's folder being read. */
    private final class Reading {

        private final Path real;
        private final String prefix;
        private final Map<String, byte[]> files = new TreeMap<>();
        private long bytes;

        Reading(Path real, String prefix) {
            this.real = real;
            this.prefix = prefix;
        }

        void folder(Path folder, String path, int depth) throws IOException {
            for (var child : children(folder)) {
                var name = name(child);
                // Names with a dot in front belong to tools, and are nobody's definition.
                if (!name.startsWith(".")) {
                    entry(child, path + name, depth);
                }
            }
        }

        private void entry(Path child, String path, int depth) throws IOException {
            if (Files.isSymbolicLink(child) && !inside(child)) {
                refuse(path, "This link leads out of the module's folder.", "Put the file itself here.");
            } else if (Files.isDirectory(child)) {
                if (depth >= MAX_DEPTH || Files.isSymbolicLink(child)) {
                    refuse(path, "This folder is too deep.", "A module's files lie at most one folder deep.");
                } else {
                    folder(child, path + "/", depth + 1);
                }
            } else if (!Files.isRegularFile(child)) {
                refuse(path, "This is not a file.", null);
            } else {
                file(child, path);
            }
        }

        private boolean inside(Path link) {
            try {
                return link.toRealPath().startsWith(real);
            } catch (IOException dangling) {
                return false;
            }
        }

        private void file(Path file, String path) throws IOException {
            var size = Files.size(file);
            bytes += size;
            if (size > MAX_FILE_BYTES || bytes > MAX_MODULE_BYTES) {
                refuse(
                        path,
                        "This file is too large.",
                        "A file may have " + (MAX_FILE_BYTES >> 20) + " MB, a module " + (MAX_MODULE_BYTES >> 20)
                                + " MB.");
            } else if (files.size() >= MAX_FILES) {
                if (files.size() == MAX_FILES) {
                    refuse(path, "The module has too many files.", "It may have " + MAX_FILES + ".");
                }
            } else {
                files.put(path, Files.readAllBytes(file));
            }
        }

        private void refuse(String path, String message, @Nullable String advice) {
            problems.add(Problem.in(Location.of(prefix + path), message, advice));
        }
    }
}
