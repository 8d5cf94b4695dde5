package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.casewright.TestPlatform;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release is exported from one installation, and applied in another. */
class PromotingCommandsTest {

    private static final Path MODULES = Path.of("../platform-core/src/test/resources/modules");

    @TempDir
    private static Path directory;

    private static TestPlatform here;
    private static TestPlatform there;
    private static Path file = Path.of("");

    @BeforeAll
    static void open() throws IOException {
        here = TestPlatform.with(MODULES.resolve("desk"));
        here.bean(Releases.class).apply(List.of(MODULES.resolve("club")), "configurator");
        var apart = Files.createDirectories(directory.resolve("apart"));
        Files.writeString(
                apart.resolve("module.json"), "{ \"name\": \"apart\", \"version\": \"1.0.0\", \"title\": \"Apart\" }");
        there = TestPlatform.with(apart);
        file = directory.resolve("two.zip");
        assertThat(Ended.on(here.database().address(), "release", "export", "2", file.toString())
                        .exit())
                .isZero();
    }

    @AfterAll
    static void close() {
        here.close();
        there.close();
    }

    private static String hash() {
        return here.bean(Releases.class).newest().orElseThrow().hash();
    }

    private static long newest() {
        return there.bean(Releases.class).newest().orElseThrow().number();
    }

    @Test
    void itIsReadPlannedAndAppliedThereAndItsOriginIsRemembered() {
        var validated = Ended.of("validate", file.toString());
        assertThat(validated.exit()).isZero();
        assertThat(validated.output()).contains("club 1.0.0 is sound", "desk 1.0.0 is sound");
        assertThat(validated.errors()).isEqualTo("The file holds release 2 by configurator, hash " + hash() + ".\n");
        var before = newest();
        assertThat(run("plan", file.toString()).output()).contains("The module club 1.0.0 is new.");
        assertThat(newest()).isEqualTo(before);

        var applied = run("apply", file.toString());

        assertThat(applied.exit()).as(applied.errors()).isZero();
        assertThat(there.bean(Releases.class).files(newest()).orElseThrow())
                .as("what the file does not hold stays")
                .containsOnlyKeys("apart", "club", "desk");
        assertThat(run("releases", "show", String.valueOf(newest())).output())
                .containsPattern(
                        "From {4}release 2 of another installation, applied there .* by configurator\n {8}hash "
                                + hash());
        var shown = run("releases", "show", String.valueOf(newest()), "--json").json();
        assertThat(shown.at("/origin/number").asLong()).isEqualTo(2);
        assertThat(shown.at("/origin/hash").asString()).isEqualTo(hash());
        assertThat(run("apply", file.toString()).output()).contains("is served already.");
    }

    @Test
    void whatWasTamperedWithIsRefusedInOneLineAndNothingIsDone() throws IOException {
        var bytes = Files.readAllBytes(file);
        assertRefused("truncated", Arrays.copyOf(bytes, bytes.length / 2), "it cannot be read as a zip");
        assertRefused("empty", new byte[0], "it cannot be read as a zip");
        var entries = entries(bytes);
        var changed = new LinkedHashMap<>(entries);
        changed.put("modules/club/module.json", text("{ \"name\": \"club\" }"));
        assertRefused("changed", zip(changed), "its files are not those of which release.json gives the hash");
        var added = new LinkedHashMap<>(entries);
        added.put("modules/club/codes/more.codes.json", text("{}"));
        assertRefused("added", zip(added), "its files are not those of which release.json gives the hash");
        var slipping = new LinkedHashMap<>(entries);
        slipping.put("modules/../../slipped.json", text("{}"));
        assertRefused("slipping", zip(slipping), "“modules/../../slipped.json” is not where a module's file may be");
        var bomb = new LinkedHashMap<>(entries);
        bomb.put("modules/club/data/club.csv", new byte[30 << 20]);
        assertRefused("bomb", zip(bomb), "“modules/club/data/club.csv” unpacks to more than a module's file may have");
        assertThat(directory.resolve("slipped.json")).doesNotExist();
    }

    @Test
    void whatIsNeitherFolderNorFileIsWrongUse() {
        assertThat(run("apply", directory.resolve("none.zip").toString()).exit())
                .isEqualTo(2);
        assertThat(run("plan", file.toString(), MODULES.resolve("desk").toString())
                        .errors())
                .isEqualTo("casewright: give folders, or one file of a release\n");
    }

    private static void assertRefused(String name, byte[] content, String why) throws IOException {
        var bad = Files.write(directory.resolve(name + ".zip"), content);
        var before = newest();
        for (var command : List.of("plan", "apply")) {
            var ended = run(command, bad.toString());
            assertThat(ended.exit()).as(command + " " + name).isEqualTo(1);
            assertThat(ended.errors()).isEqualTo("casewright: " + bad + " is not a release: " + why + ".\n");
            assertThat(ended.output()).isEmpty();
        }
        assertThat(Ended.of("validate", bad.toString()).exit()).isEqualTo(1);
        assertThat(newest()).isEqualTo(before);
    }

    private static Map<String, byte[]> entries(byte[] bytes) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new java.io.ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Ended run(String... arguments) {
        return Ended.on(there.database().address(), arguments);
    }
}
