package org.casewright.release;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.casewright.release.Provenance.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Modules that are sent to be planned or applied.
 *
 * @param modules module -> path inside its folder -> content
 * @param origin whose release they are, when they were exported from another installation
 */
public record Delivery(
        Map<String, Map<String, byte[]>> modules, @Nullable Origin origin) {

    private static final String NAME = "The body";

    public Delivery {
        var copy = new TreeMap<String, Map<String, byte[]>>();
        modules.forEach((name, files) -> copy.put(name, new TreeMap<>(files)));
        modules = copy;
    }

    /**
     * Reads a zip: a release as {@link ReleaseFile#write} makes it, or folders below {@code modules/} as somebody has packed them.
     *
     * @throws org.casewright.problem.Refusal {@code MALFORMED}, with one sentence
     */
    public static Delivery read(InputStream zip) throws IOException {
        var files = new ReleaseZip(NAME).read(zip);
        if (!files.containsKey(ReleaseFile.HEAD)) {
            return new Delivery(ReleaseFile.archive(files).modules(), null);
        }
        var release = ReleaseFile.of(NAME, files);
        return new Delivery(release.modules(), release.origin());
    }
}
