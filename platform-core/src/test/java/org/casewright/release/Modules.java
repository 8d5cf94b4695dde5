package org.casewright.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.loading.ModuleLoader;

/** Small modules as files, with single quotes for double ones. */
final class Modules {

    private final String name;
    private final Map<String, byte[]> files = new TreeMap<>();

    private Modules(String name) {
        this.name = name;
    }

    static Modules of(String name) {
        return new Modules(name)
                .with(
                        "module.json",
                        "{ 'name': '" + name + "', 'version': '1.0.0', 'title': 'Module', 'roles': { 'CLERK':"
                                + " { 'title': 'Clerk' } } }");
    }

    Modules with(String path, String content) {
        files.put(path, content.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return this;
    }

    static String entity(String title, String parts, String properties, String... required) {
        return "{ 'title': '" + title + "', 'type': 'object', 'x-entity': { " + parts + " }, 'properties': { "
                + properties
                + " }, 'required': ["
                + Stream.of(required).map(one -> "'" + one + "'").collect(Collectors.joining(", ")) + "] }";
    }

    static String codes(String... codes) {
        return "{ 'title': 'State', 'oneOf': [ "
                + Stream.of(codes)
                        .map(code -> "{ " + code + ", 'title': 'Code' }")
                        .collect(Collectors.joining(", "))
                + " ] }";
    }

    Map<String, byte[]> files() {
        return files;
    }

    /** As a folder. */
    void writeTo(Path folder) throws IOException {
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(path, file.getValue());
        }
    }

    Catalog load() {
        return load(Map.of(name, files));
    }

    static Catalog load(Map<String, Map<String, byte[]>> modules) {
        var loaded = ModuleLoader.load(modules);
        var catalog = loaded.catalog();
        if (catalog == null) {
            throw new AssertionError(List.copyOf(loaded.problems()));
        }
        return catalog;
    }
}
