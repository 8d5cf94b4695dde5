package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.loading.ModuleLoader;
import org.casewright.schema.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was told only to who asked for it, and no longer is so: that is access gained. */
class RevealingInReleasesTest {

    private static final Path WARD = Path.of("src/test/resources/modules/ward");
    private static final String REVEAL =
            "\"reveal\": { \"fieldClasses\": [\"inner\", \"kin\"], \"purpose\": [\"inner\"] }";

    @TempDir
    Path folder;

    private Catalog ward(String reveal) throws IOException {
        var copy = folder.resolve("copy" + reveal.hashCode()).resolve("ward");
        try (var files = Files.walk(WARD)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(WARD.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.writeString(
                        to,
                        Files.readString(file).replace(", \"number\": \"PA-{sequence:4}\",\n    " + REVEAL, reveal));
            }
        }
        var loaded = ModuleLoader.load(List.of(copy));
        assertThat(loaded.catalog()).as(loaded.problems().toString()).isNotNull();
        return Objects.requireNonNull(loaded.catalog());
    }

    private List<String> gained(TestPlatform platform, String reveal) throws IOException {
        return platform.bean(Releases.class).plan(ward(reveal)).differences().stream()
                .filter(difference -> difference instanceof Difference.AccessGained && difference.needsConsent())
                .map(Difference::sentence)
                .toList();
    }

    @Test
    void needsASecondPerson() throws IOException {
        try (var platform = TestPlatform.with("ward")) {
            var number = ", \"number\": \"PA-{sequence:4}\", ";
            assertThat(gained(platform, number + REVEAL)).isEmpty();
            assertThat(gained(platform, number + "\"reveal\": { \"fieldClasses\": [\"inner\"] }"))
                    .containsExactly(
                            "Everybody may now see fields of class kin of ward/patient without asking for it.",
                            "Everybody may now see fields of class inner of ward/patient without saying what for.");
            assertThat(gained(platform, ", \"number\": \"PA-{sequence:4}\""))
                    .contains("Everybody may now see fields of class inner of ward/patient without asking for it.")
                    .hasSize(3);
        }
    }
}
