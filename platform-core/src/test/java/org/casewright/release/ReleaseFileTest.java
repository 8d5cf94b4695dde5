package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A release as a file: what was written is read, and nothing else is. */
class ReleaseFileTest {

    private static final byte[] MANIFEST = bytes("{ \"name\": \"atlas\" }");
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("release.zip");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ReleaseFile release() {
        var modules = Map.of(
                "atlas", Map.of("module.json", MANIFEST, "data/place.csv", bytes("code\nKEN\n")),
                "base", Map.of("module.json", bytes("{}")));
        var plan = JsonMapper.shared().readTree("[\"create table atlas.place ()\"]");
        return new ReleaseFile(7, new Archive(flat(modules)).hash(), "sysadmin", NOON, plan, modules);
    }

    private static java.util.SortedMap<String, byte[]> flat(Map<String, Map<String, byte[]>> modules) {
        var files = new java.util.TreeMap<String, byte[]>();
        modules.forEach((name, paths) -> paths.forEach((path, content) -> files.put(name + "/" + path, content)));
        return files;
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        release().write(file());

        var read = ReleaseFile.read(file());

        assertThat(read.number()).isEqualTo(7);
        assertThat(read.hash()).isEqualTo(release().hash());
        assertThat(read.author()).isEqualTo("sysadmin");
        assertThat(read.at()).isEqualTo(NOON);
        assertThat(read.plan()).isEqualTo(release().plan());
        assertThat(read.modules()).containsOnlyKeys("atlas", "base");
        assertThat(read.modules().get("atlas"))
                .containsOnlyKeys("module.json", "data/place.csv")
                .containsEntry("module.json", MANIFEST);
        assertThat(folder).isDirectoryNotContaining("glob:**.release*");
    }

    @Test
    void theSameReleaseIsTheSameBytes() {
        assertThat(release().zip()).isEqualTo(release().zip());
    }

    @Test
    void filesThatAreNotThoseOfTheHashAreRefused() throws IOException {
        var head = head(release().hash());
        write(List.of(entry("release.json", head), entry("modules/atlas/module.json", MANIFEST)));

        refused("its files are not those of which release.json gives the hash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.json",
                "/etc/passwd",
                "modules/../../outside.json",
                "modules/atlas/../../../outside.json",
                "modules/atlas",
                "modules//module.json",
                "modules/atlas/.hidden",
                "modules/atlas/a/b/c/d.json",
                "C:/windows/module.json",
                "modules/atlas/line\nbreak.json",
                "other.json"
            })
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        write(List.of(entry("release.json", head("x")), entry(name, MANIFEST)));

        refused("is not where a module's file may be");
    }

    /** What is shown on a terminal could move its cursor. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u001b[2J", "a\\nb", "LONG"})
    void anAuthorWhoseNameIsNoneIsRefused(String author) throws IOException {
        var hash = new Archive(new java.util.TreeMap<>(java.util.Map.of("atlas/module.json", MANIFEST))).hash();
        var name = author.replace("LONG", "x".repeat(201));
        write(List.of(
                entry(
                        "release.json",
                        bytes(new String(head(hash), StandardCharsets.UTF_8)
                                .replace("\"author\": \"x\"", "\"author\": \"" + name + "\""))),
                entry("modules/atlas/module.json", MANIFEST)));

        refused("release.json does not say who applied it");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() throws IOException {
        write(List.of(
                entry("release.json", head("x")),
                entry("modules/atlas/module.json", MANIFEST),
                entry("modules/atlas/module.json", bytes("{}"))));

        refused("it has “modules/atlas/module.json” twice");
    }

    @Test
    void aLinkIsRefused() throws IOException {
        var link = new ZipArchiveEntry("modules/atlas/module.json");
        link.setUnixMode(0120777);
        write(List.of(entry("release.json", head("x")), new Entry(link, bytes("/etc/passwd"))));

        refused("“modules/atlas/module.json” is not a file");
    }

    @Test
    void aBombIsRefusedBeforeItFillsTheMemory() throws IOException {
        write(List.of(entry("release.json", head("x")), entry("modules/atlas/data/place.csv", new byte[31 << 20])));
        refused("unpacks to more than a module's file may have");

        var random = new Random(1);
        var entries = new ArrayList<>(List.of(entry("release.json", head("x"))));
        for (int i = 0; i < 9; i++) {
            var large = new byte[16 << 20];
            for (int at = 0; at < large.length; at += 32) {
                large[at] = (byte) random.nextInt();
            }
            entries.add(entry("modules/atlas/data/place" + i + ".csv", large));
        }
        write(entries);
        refused("unpacks to more than a module's file may have");
    }

    @Test
    void tooManyFilesAreRefused() throws IOException {
        var entries = new ArrayList<>(List.of(entry("release.json", head("x"))));
        for (int i = 0; i <= 20_000; i++) {
            entries.add(entry("modules/atlas/codes/c" + i + ".codes.json", new byte[0]));
        }
        write(entries);

        refused("it has more than 20000 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"hash\": 1, \"hash\": 2}"})
    void aHeadThatIsNoneIsRefused(String head) throws IOException {
        write(List.of(entry("release.json", bytes(head)), entry("modules/atlas/module.json", MANIFEST)));

        refused("its release.json is not a JSON object");
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        refused("there is no such file");
        Files.write(file(), bytes("nothing of the kind"));
        refused("it cannot be read as a zip");
        Files.write(file(), new byte[0]);
        refused("it cannot be read as a zip");
        write(List.of(entry("modules/atlas/module.json", MANIFEST)));
        refused("it has no release.json");
    }

    /** Whatever a file says, it is a release or one sentence. */
    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        var good = release().zip();
        var random = new Random(20261125);
        for (int i = 0; i < 2_000; i++) {
            var bad = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Files.write(
                    file(), random.nextInt(5) == 0 ? java.util.Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
            try {
                assertThat(ReleaseFile.read(file()).modules()).isNotEmpty();
            } catch (Refusal refused) {
                assertThat(refused.sentence()).doesNotContain("\n").contains(" is not a release: ");
            }
        }
    }

    private void refused(String why) {
        ThrowingCallable reading = () -> ReleaseFile.read(file());
        assertThatThrownBy(reading)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(why)
                .hasMessageStartingWith(file().toString())
                .message()
                .hasLineCount(1);
    }

    private static byte[] head(String hash) {
        return bytes("{ \"release\": 7, \"hash\": \"" + hash
                + "\", \"author\": \"x\", \"at\": \"2026-11-24T12:00:00Z\"," + " \"plan\": [] }");
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(ZipArchiveEntry entry, byte[] content) {}

    private static Entry entry(String name, byte[] content) {
        return new Entry(new ZipArchiveEntry(name), content);
    }

    private void write(List<Entry> entries) throws IOException {
        try (var zip = new ZipArchiveOutputStream(file())) {
            for (var each : entries) {
                each.entry().setMethod(ZipEntry.DEFLATED);
                zip.putArchiveEntry(each.entry());
                zip.write(each.content());
                zip.closeArchiveEntry();
            }
        }
    }
}
