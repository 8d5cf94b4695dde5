package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.casewright.TestPlatform;
import org.casewright.release.ReleaseFile;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases by the command line, beside an application that works on the same database. */
class ReleasesCommandTest {

    private static final Path MODULES = Path.of("../platform-core/src/test/resources/modules");

    @TempDir
    private static Path directory;

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with(MODULES.resolve("desk"));
        platform.bean(Releases.class).apply(List.of(MODULES.resolve("desk"), MODULES.resolve("club")), "sysadmin");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void theyAreListedNewestFirst() {
        var listed = run("releases");

        assertThat(listed.exit()).isZero();
        assertThat(listed.output().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches(" +2 .*finished +[0-9a-f]{12}  sysadmin"),
                        line -> assertThat(line).matches(" +1 .*finished +[0-9a-f]{12}  test"));
        assertThat(run("releases", "--json").json().path("releases").findValuesAsString("author"))
                .containsExactly("sysadmin", "test");
    }

    @Test
    void oneIsShownWithWhatItChanged() {
        var shown = run("releases", "show", "2");

        assertThat(shown.exit()).isZero();
        assertThat(shown.output())
                .contains("Module  club 1.0.0")
                .contains("added   club/entities/club.schema.json")
                .doesNotContain("desk/entities")
                .containsPattern("(?m)^ {2}create .*club");
        var json = run("releases", "show", "2", "--json").json();
        assertThat(json.path("number").asLong()).isEqualTo(2);
        assertThat(json.path("modules").findValuesAsString("name")).containsExactly("club", "desk");
        assertThat(json.path("files").findValuesAsString("change")).containsOnly("added");
        assertThat(json.path("plan").isEmpty()).isFalse();
    }

    @Test
    void oneIsExported() {
        var file = directory.resolve("two.zip");

        assertThat(run("release", "export", "2", file.toString()).exit()).isZero();

        var read = ReleaseFile.read(file);
        assertThat(read.hash())
                .isEqualTo(platform.bean(Releases.class).newest().orElseThrow().hash());
        assertThat(read.modules()).containsOnlyKeys("club", "desk");
        assertThat(read.author()).isEqualTo("sysadmin");
    }

    @Test
    void oneThatIsNotThereIsRefused() {
        assertThat(run("releases", "show", "9").exit()).isEqualTo(2);
        var file = directory.resolve("nine.zip");
        assertThat(run("release", "export", "9", file.toString()).exit()).isEqualTo(2);
        assertThat(file).doesNotExist();
        assertThat(Files.exists(directory.resolve("no/such"))).isFalse();
        assertThat(run(
                                "release",
                                "export",
                                "2",
                                directory.resolve("no/such/two.zip").toString())
                        .exit())
                .isEqualTo(2);
    }

    private static Ended run(String... arguments) {
        return Ended.on(platform.database().address(), arguments);
    }
}
