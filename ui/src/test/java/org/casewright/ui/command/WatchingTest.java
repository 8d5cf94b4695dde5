package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.release.Release;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Saving a definition file shows the new form. */
class WatchingTest {

    private static final Path DESK = Path.of("../platform-core/src/test/resources/modules/desk");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private TestPlatform platform;
    private Watching watching;

    @BeforeEach
    void open() throws IOException {
        FileSystemUtils.copyRecursively(DESK, folder.resolve("desk"));
        platform = TestPlatform.with(folder);
        watching = new Watching(List.of(folder), platform.bean(Releases.class), Releases::refuseAlone, said::add);
        watching.start();
    }

    @AfterEach
    void close() {
        watching.stop();
        platform.close();
    }

    @Test
    void aSavedFileIsServed() throws Exception {
        change("forms/receive.form.json", "#/properties/phones", "#/properties/code");

        assertThat(served(2).form("desk/receive").orElseThrow().root().toString())
                .contains("name=code")
                .doesNotContain("name=phones");
        assertThat(heard()).matches("Release 2 is served \\(\\d+ ms\\)\\.");
        assertThat(platform.bean(Releases.class).list())
                .extracting(Release::author)
                .containsExactly("watch", "test");
    }

    @Test
    void whatIsBrokenIsSaidAndWhatWasServedGoesOn() throws Exception {
        var sound = change("forms/receive.form.json", "#/properties/phones", "#/properties/fones");

        assertThat(heard()).isEqualTo("The modules have problems. What was served before goes on.");
        assertThat(heard()).contains("desk/forms/receive.form.json:4").contains("has no property “fones”");
        assertThat(platform.bean(Catalogs.class).current().release()).isEqualTo(1);

        Files.writeString(folder.resolve("desk/forms/receive.form.json"), sound);
        change("entities/visit.schema.json", "\"title\": \"Remark\"", "\"title\": \"Note\"");
        assertThat(served(2)
                        .entity("desk/visit")
                        .property("remark")
                        .orElseThrow()
                        .title())
                .isEqualTo("Note");
    }

    @Test
    void filesInAFolderThatHasJustComeAreSeen() throws Exception {
        var file = folder.resolve("desk/mixins/noted.mixin.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                { "$schema": "https://casewright.org/schema/v1/mixin.json", "title": "Noted",
                  "properties": { "note": { "title": "Note", "type": "string" } } }""");
        served(2);

        Files.writeString(file, Files.readString(file).replace("Noted", "With a note"));
        served(3);
    }

    /** Changes a file as an editor does, and gives back what it was. */
    private String change(String path, String before, String after) throws IOException {
        var file = folder.resolve("desk").resolve(path);
        var text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
        return text;
    }

    private Catalog served(long release) {
        var catalogs = platform.bean(Catalogs.class);
        assertThat(catalogs.awaitNewerThan(release - 1, PATIENCE))
                .as(said.toString())
                .isTrue();
        return catalogs.current();
    }

    private String heard() throws InterruptedException {
        return String.valueOf(said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
}
