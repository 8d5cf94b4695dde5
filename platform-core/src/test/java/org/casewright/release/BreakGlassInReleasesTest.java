package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.entity.EntityRecord;
import org.casewright.loading.ModuleLoader;
import org.casewright.records.BreakGlass;
import org.casewright.schema.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may open closed records comes and goes with a release: who has to agree, and what becomes of what is open. */
class BreakGlassInReleasesTest {

    private static final Path ARCHIVE = Path.of("src/test/resources/modules/archive");
    private static final Path FOLDER = Path.of("entities/folder.schema.json");

    @TempDir
    Path folder;

    private int copies;

    private static String without(String text) {
        return text.replaceFirst("\"breakGlass\": \\{.*?\\},", "");
    }

    private Path archive(UnaryOperator<String> change) throws IOException {
        var copy = folder.resolve("copy" + copies++).resolve("archive");
        try (var files = Files.walk(ARCHIVE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = ARCHIVE.relativize(file);
                if (name.startsWith("tests")) {
                    continue;
                }
                var to = copy.resolve(name.toString());
                Files.createDirectories(to.getParent());
                var text = Files.readString(file);
                Files.writeString(to, name.equals(FOLDER) ? change.apply(text) : text);
            }
        }
        return copy;
    }

    private Catalog load(UnaryOperator<String> change) throws IOException {
        var loaded = ModuleLoader.load(List.of(archive(change)));
        assertThat(loaded.catalog()).as(loaded.problems().toString()).isNotNull();
        return Objects.requireNonNull(loaded.catalog());
    }

    private static boolean sees(TestPlatform platform, EntityRecord record) {
        return platform.records()
                .get(record.entity().ref(), record.id().toString(), platform.actor("visitor.far"))
                .isPresent();
    }

    private static long grants(TestPlatform platform) {
        return platform.owner()
                .sql("select count(*) from platform.record_grant")
                .query(Long.class)
                .single();
    }

    private List<String> gained(TestPlatform platform, UnaryOperator<String> change) throws IOException {
        return platform.bean(Releases.class).plan(load(change)).differences().stream()
                .filter(difference -> difference instanceof Difference.AccessGained && difference.needsConsent())
                .map(Difference::sentence)
                .toList();
    }

    @Test
    void toLetSomebodyBreakTheGlassWidensAccess() throws IOException {
        try (var platform = TestPlatform.with(archive(BreakGlassInReleasesTest::without))) {
            assertThat(gained(platform, text -> text))
                    .contains(
                            "VISITOR may now open archive/folder by breaking the glass, for 24 hours.",
                            "VISITOR may now open fields of class inner of archive/folder by breaking the glass, for 24"
                                    + " hours.")
                    .hasSize(8);

            platform.bean(Releases.class).apply(load(text -> text), "test");

            assertThat(gained(platform, text -> text)).isEmpty();
            assertThat(gained(platform, text -> text.replace("\"hours\": 24", "\"hours\": 23")))
                    .isEmpty();
            assertThat(gained(platform, text -> text.replace("\"hours\": 24", "\"hours\": 25")))
                    .hasSize(8);
            assertThat(gained(platform, text -> text.replace("[\"inner\"]", "[\"inner\", \"medical\"]")))
                    .hasSize(4)
                    .contains(
                            "HEAD may now open fields of class medical of archive/folder by breaking the glass, for 24"
                                    + " hours.");
            assertThat(gained(platform, text -> text.replace("\"announce\": \"owner\"", "\"announce\": [\"KEEPER\"]")))
                    .hasSize(4)
                    .contains("HEAD may now open archive/folder by breaking the glass without the owner being told.");
        }
    }

    /** A reading that nobody keeps any more is as good as an access gained. */
    @Test
    void lessThatIsKeptNeedsASecondPersonToo() throws IOException {
        UnaryOperator<String> all = text -> text.replace("\"barred\"", "\"logReads\": true, \"barred\"");
        UnaryOperator<String> some =
                text -> text.replace("\"barred\"", "\"logReads\": { \"fieldClasses\": [\"inner\"] }, \"barred\"");
        try (var platform = TestPlatform.with(archive(all))) {
            assertThat(gained(platform, all)).isEmpty();
            assertThat(gained(platform, some))
                    .containsExactly("Everybody may now read archive/folder without that being kept.");
            platform.bean(Releases.class).apply(load(some), "test");
            assertThat(gained(platform, all)).isEmpty();
            assertThat(gained(platform, text -> text))
                    .containsExactly("Everybody may now read fields of class inner of archive/folder without that being"
                            + " kept.");
        }
    }

    @Test
    void whatIsOpenClosesWithTheReleaseThatNoLongerLetsIt() throws IOException {
        try (var platform = TestPlatform.with(archive(text -> text))) {
            var glass = platform.bean(BreakGlass.class);
            var opened = platform.created("keeper.low", "archive/folder", "{'subject': 'A', 'note': 'B'}");
            var visitor = platform.actor("visitor.far");
            glass.open("archive/folder", opened.id().toString(), "The police ask.", visitor);
            assertThat(sees(platform, opened)).isTrue();

            platform.bean(Releases.class)
                    .apply(load(text -> text.replace("\"fieldClasses\": [\"inner\"], ", "")), "test");
            assertThat(platform.read("visitor.far", opened).values()).containsOnlyKeys("subject");

            platform.bean(Releases.class).apply(load(text -> text.replace("\"VISITOR\", ", "")), "test");
            assertThat(sees(platform, opened)).isFalse();
            assertThat(grants(platform)).isZero();

            platform.bean(Releases.class).apply(load(text -> text), "test");
            glass.open("archive/folder", opened.id().toString(), "The police ask.", visitor);
            assertThat(sees(platform, opened)).isTrue();
            platform.bean(Releases.class).apply(load(BreakGlassInReleasesTest::without), "test");
            assertThat(sees(platform, opened)).isFalse();
            assertThat(grants(platform)).isZero();
        }
    }
}
