package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipOutputStream;
import org.casewright.fuzz.Fuzz;
import org.casewright.fuzz.JsonMutations;
import org.casewright.fuzz.Mutations;
import org.casewright.loading.ModuleLoader;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a file says, it is a release or one sentence. */
class FuzzedReleasesTest {

    private static final int LONGEST = 500;

    @TempDir
    private Path folder = Path.of("");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ReleaseFile release() {
        var modules = Map.of(
                "atlas",
                Map.of(
                        "module.json", bytes("{ \"name\": \"atlas\", \"version\": \"1.0.0\", \"title\": \"Atlas\" }"),
                        "codes/colour.codes.json",
                                bytes(
                                        "{ \"title\": \"Colour\", \"oneOf\": [ { \"const\": \"RED\", \"title\": \"Red\" } ] }")));
        return new ReleaseFile(
                7,
                Archive.of(modules).hash(),
                "sysadmin",
                OffsetDateTime.parse("2026-11-24T12:00:00Z"),
                JsonMapper.shared().readTree("[\"create schema atlas\"]"),
                modules);
    }

    @Test
    void filesOfReleasesAreReadOrRefused() {
        var good = release();
        var zip = good.zip();
        var head = head(good);
        var zips = new Mutations(List.of(zip));
        var texts = new Mutations(List.of(head));
        var heads = new JsonMutations(List.of(head));
        Fuzz.parse(
                "release",
                random -> switch (random.nextInt(3)) {
                    case 0 -> zips.change(zip, random, (same, chance) -> null);
                    case 1 -> packed(texts.change(head, random, heads), good.files());
                    default -> packed(head, renamed(good.files(), texts, random));
                },
                made -> made,
                this::read);
    }

    /** With the hash of what is in it, so that it is read to its end. */
    private static byte[] packed(byte[] head, Map<String, byte[]> files) {
        var hash = new Archive(new TreeMap<>(files)).hash();
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            Archive.pack(
                    zip, ReleaseFile.HEAD, bytes(text(head).replace(release().hash(), hash)));
            for (var file : files.entrySet()) {
                Archive.pack(
                        zip,
                        file.getKey().startsWith("/") ? file.getKey() : ReleaseFile.MODULES + file.getKey(),
                        file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] head(ReleaseFile release) {
        return Archive.unzip(release.zip()).files().getOrDefault(ReleaseFile.HEAD, new byte[0]);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One file under another name. */
    private static Map<String, byte[]> renamed(Map<String, byte[]> files, Mutations names, Random random) {
        var renamed = new TreeMap<>(files);
        var name = renamed.firstKey();
        var other = names.change(name, random);
        renamed.put(other.substring(0, Math.min(30_000, other.length())), renamed.remove(name));
        return renamed;
    }

    private void read(byte[] zip) throws IOException {
        var file = Files.write(folder.resolve("release.zip"), zip);
        try {
            var read = ReleaseFile.read(file);
            assertThat(read.modules()).isNotEmpty();
            assertThat(ModuleLoader.load(read.modules())).isNotNull();
        } catch (Refusal refused) {
            assertThat(refused.sentence())
                    .doesNotContain("\n", "Exception")
                    .contains(" is not a release: ")
                    .hasSizeLessThan(LONGEST);
        }
    }
}
