package org.casewright.loading;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casewright.definition.EntityDefinition;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/**
 * A module whose JSON was parsed and compared with the meta-schemas. Files that failed there are known by name, so that
 * what refers to them is not reported as well; what can be saved of them is read.
 */
final class ModuleSource {

    private final ModuleFiles files;
    private final Map<String, JsonFile> json = new LinkedHashMap<>();
    private final Map<String, JsonFile> written = new HashMap<>();
    private final Set<String> damaged = new LinkedHashSet<>();
    private final String name;

    private ModuleSource(ModuleFiles files, Problems problems) {
        this.files = files;
        files.files().forEach((path, content) -> parse(path, content, problems));
        var manifest = Optional.ofNullable(json.get(ModuleFiles.MANIFEST));
        // In a set of folders the folder is what others can see; the manifest's reader says when the two differ.
        this.name = files.prefix().isEmpty()
                ? manifest.map(file -> file.root().path("name").asString(""))
                        .filter(text -> Names.module(text).isEmpty())
                        .orElse(files.folder())
                : files.folder();
        if (manifest.isEmpty()) {
            damaged.add(ModuleFiles.MANIFEST);
            json.put(ModuleFiles.MANIFEST, Repair.manifest(files.label(ModuleFiles.MANIFEST), name));
        }
    }

    static ModuleSource of(ModuleFiles files, Problems problems) {
        return new ModuleSource(files, problems);
    }

    /** Where something of an entity stands; of what a mixin brought, and of a module whose files are not at hand, the entity. */
    static Location place(Map<String, ModuleSource> sources, EntityDefinition entity, String pointer) {
        return Optional.ofNullable(sources.get(entity.module()))
                .flatMap(source -> source.json(FileKind.ENTITY.path(entity.name())))
                .map(file -> file.at(pointer))
                .orElse(entity.location());
    }

    private void parse(String path, byte[] content, Problems problems) {
        var kind = FileKind.of(path);
        if (kind.isEmpty()) {
            problems.add(Problem.in(files.at(path), "The format knows no such file.", advice(path)));
        } else if (kind.get().json()) {
            var file = JsonReading.read(files.label(path), content, problems);
            var schema = kind.get().schema();
            if (file != null && schema != null && !MetaSchemas.check(file, schema, problems)) {
                damaged.add(path);
                file = Repair.repaired(file, schema, files.folder());
            }
            if (file == null) {
                damaged.add(path);
            } else {
                json.put(path, file);
            }
        }
    }

    private static String advice(String path) {
        var known = new LinkedHashSet<String>();
        for (var kind : FileKind.values()) {
            if (kind != FileKind.NOTES) {
                known.add(kind.path("NAME")
                        .replace("NAMEmodule.json", "module.json")
                        .replace("NAMEaccess.json", "access.json")
                        .replace("NAMEdemo.json", "demo.json"));
            }
        }
        return "“" + path + "” is none of: " + String.join(", ", known) + ".";
    }

    String name() {
        return name;
    }

    ModuleFiles files() {
        return files;
    }

    /** A file that is there and sound so far. */
    Optional<JsonFile> json(String path) {
        return Optional.ofNullable(json.get(path));
    }

    /** The sound files of a kind as they were written, before anything was put into them. */
    Map<String, JsonFile> raw(FileKind kind) {
        var raw = new LinkedHashMap<String, JsonFile>();
        sound(kind).forEach((stem, file) -> raw.put(stem, written.getOrDefault(kind.path(stem), file)));
        return raw;
    }

    /** Puts a file in the place of one that was read. */
    void replace(String path, JsonFile file) {
        var before = json.put(path, file);
        if (before != null) {
            written.putIfAbsent(path, before);
        }
    }

    /** Whether something was cut out of the manifest, so that what it does not say may have been in it. */
    boolean manifestDamaged() {
        return damaged(ModuleFiles.MANIFEST);
    }

    /** Whether something was cut out of a file. */
    boolean damaged(String path) {
        return damaged.contains(path);
    }

    /** Whether every entity can be read, if only in part; where not, names may be missing that are in the files. */
    boolean entitiesKnown() {
        return damaged.stream()
                .filter(path -> FileKind.of(path)
                        .filter(kind -> kind == FileKind.ENTITY || kind == FileKind.MIXIN)
                        .isPresent())
                .allMatch(json::containsKey);
    }

    /** Whether the module has the file, sound or not. */
    boolean has(FileKind kind, String stem) {
        return files.files().containsKey(kind.path(stem));
    }

    /** The names of the files of a kind, sound or not. */
    Set<String> stems(FileKind kind) {
        var stems = new LinkedHashSet<String>();
        files.files().keySet().stream()
                .filter(path -> FileKind.of(path).filter(kind::equals).isPresent())
                .forEach(path -> stems.add(kind.stem(path)));
        return stems;
    }

    /** The sound files of a kind by name. */
    Map<String, JsonFile> sound(FileKind kind) {
        var sound = new LinkedHashMap<String, JsonFile>();
        for (var stem : stems(kind)) {
            var file = json.get(kind.path(stem));
            if (file != null) {
                sound.put(stem, file);
            }
        }
        return sound;
    }

    Location at(String path) {
        return files.at(path);
    }
}
