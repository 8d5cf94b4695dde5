package org.casewright.loading;

import java.util.Map;
import java.util.TreeMap;
import org.casewright.problem.Location;

/**
 * A module's files as bytes.
 *
 * @param folder name of the module's folder, which is to be the module's name
 * @param prefix what stands before a path when a problem names it; empty or ending in a slash
 * @param files path inside the folder, with forward slashes -> content
 */
record ModuleFiles(String folder, String prefix, Map<String, byte[]> files) {

    static final String MANIFEST = "module.json";

    ModuleFiles {
        files = new TreeMap<>(files);
    }

    String label(String path) {
        return prefix + path;
    }

    Location at(String path) {
        return Location.of(label(path));
    }
}
