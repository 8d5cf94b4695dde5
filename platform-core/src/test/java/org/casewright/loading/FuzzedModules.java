package org.casewright.loading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.casewright.fuzz.JsonMutations;
import org.casewright.fuzz.Mutations;
import org.casewright.fuzz.XmlMutations;
import org.casewright.loading.ModuleLoader.Loaded;

/** Modules that are right but for one file of one kind, which was changed by chance. */
public final class FuzzedModules {

    private static final List<String> RESOURCES = List.of("club", "desk", "guard", "post");
    /** Those with the files that the others lack. */
    private static final List<String> WITH_DECISIONS_AND_TEXTS = List.of("shelf", "toll");

    private final List<Original> originals = new ArrayList<>();
    private final Mutations mutations;
    private final Mutations.Structure structure;

    /** A file that is right, in modules that are. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Original(Map<String, Map<String, byte[]>> modules, String module, String path, byte[] content) {}

    /** Modules with the one file, and what became of it. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Changed(Map<String, Map<String, byte[]>> modules, String module, String path, byte[] content) {

        public Loaded load() {
            return ModuleLoader.load(modules);
        }

        @Override
        public String toString() {
            return module + "/" + path;
        }
    }

    private FuzzedModules(FileKind kind) {
        var sets = new ArrayList<Map<String, Map<String, byte[]>>>();
        sets.add(new GoodModules().files());
        RESOURCES.forEach(name -> sets.add(read(Path.of("src/test/resources/modules", name))));
        sets.forEach(set -> add(set, kind));
        if (originals.size() < 3) {
            WITH_DECISIONS_AND_TEXTS.forEach(name -> add(read(Path.of("src/test/resources/modules", name)), kind));
        }
        if (originals.size() < 3) {
            add(shipped(), kind);
        }
        var contents = originals.stream().map(Original::content).toList();
        mutations = new Mutations(contents);
        structure = kind.json()
                ? new JsonMutations(contents)
                : kind == FileKind.WORKFLOW || kind == FileKind.DECISION
                        ? new XmlMutations(contents)
                        : (text, random) -> null;
    }

    static FuzzedModules of(FileKind kind) {
        return new FuzzedModules(kind);
    }

    /** Of the files that become tables. */
    public static FuzzedModules entities() {
        return new FuzzedModules(FileKind.ENTITY);
    }

    /** Of the files that become processes. */
    public static FuzzedModules workflows() {
        return new FuzzedModules(FileKind.WORKFLOW);
    }

    private void add(Map<String, Map<String, byte[]>> modules, FileKind kind) {
        modules.forEach((module, files) -> files.forEach((path, content) -> {
            if (FileKind.of(path).filter(kind::equals).isPresent()) {
                originals.add(new Original(modules, module, path, content));
            }
        }));
    }

    private static Map<String, Map<String, byte[]>> shipped() {
        return read(Path.of(System.getProperty("casewright.modules", "../module-definitions")));
    }

    private static Map<String, Map<String, byte[]>> read(Path folder) {
        var modules = new LinkedHashMap<String, Map<String, byte[]>>();
        var problems = new org.casewright.problem.Problems();
        if (Files.isDirectory(folder)) {
            Folders.read(List.of(folder), problems).forEach(module -> modules.put(module.folder(), module.files()));
        }
        return modules;
    }

    public Changed changed(Random random) {
        var original = originals.get(random.nextInt(originals.size()));
        var content = mutations.change(original.content(), random, structure);
        var modules = new LinkedHashMap<>(original.modules());
        modules.computeIfPresent(original.module(), (name, files) -> {
            var changed = new TreeMap<>(files);
            changed.put(original.path(), content);
            return changed;
        });
        return new Changed(modules, original.module(), original.path(), content);
    }
}
