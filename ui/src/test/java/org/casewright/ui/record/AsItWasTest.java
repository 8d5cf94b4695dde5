package org.casewright.ui.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.EntityRecord;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.release.EarlierCatalogs;
import org.casewright.release.Releases;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Values;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A record that was entered under an earlier release is shown in the form of that one. */
class AsItWasTest {

    private static final Path DESK = Path.of("../platform-core/src/test/resources/modules/desk");
    private static final String VISIT = "desk/visit";

    @TempDir
    private Path folder = Path.of("");

    private TestPlatform platform;

    @BeforeEach
    void open() throws IOException {
        FileSystemUtils.copyRecursively(DESK, folder.resolve("desk"));
        platform = TestPlatform.with(folder);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void oldValuesStandUnderOldTitlesAlsoWhereFieldsWereRenamedAndTakenAway() throws IOException {
        var follows = platform.created("desk.low", VISIT, "{'name': 'Odo Fell'}");
        var entered = platform.created(
                "desk.low",
                VISIT,
                "{'name': 'Ada', 'code': 'A7', 'remark': 'By the window', 'phones': [{'number': '4711'}], 'follows': '"
                        + follows.id() + "'}");
        var changed = TestPlatform.saved(platform.update("desk.low", entered, "{'remark': 'At the door'}"));
        change("\"title\": \"Name\"", "\"title\": \"Full name\"");
        change(
                "\"remark\":     { \"title\": \"Remark\"",
                "\"note\": { \"x-renamedFrom\": \"remark\", \"title\": \"Note\"");
        change(line("\"code\":"), "");
        change(folder.resolve("desk/forms/receive.form.json"), "properties/remark", "properties/note");
        platform.bean(Releases.class).apply(List.of(folder), "test");
        platform.update("desk.low", changed, "{'name': 'Ada Lowe', 'note': 'Gone'}");

        assertThat(shown(entered, 1))
                .contains("As Desk of LOW left it, in the form of release 1.")
                .contains("NameAda")
                .contains("CodeA7")
                .contains("RemarkBy the window")
                .contains("PhonesNumber4711")
                .contains("FollowsOdo Fell")
                .doesNotContain("Full name", "Note", "Ada Lowe", "Gone");
        assertThat(shown(entered, 2)).contains("RemarkAt the door").contains("PhonesNumber4711");
        assertThat(shown(entered, 3))
                .contains("in the form of release 2.")
                .contains("Full nameAda Lowe")
                .contains("NoteGone")
                .contains("PhonesNumber4711")
                .doesNotContain("Code", "By the window");
    }

    private String shown(EntityRecord record, long version) {
        var actor = platform.actor("desk.low");
        var now = platform.read("desk.low", record);
        var history = platform.records().history(VISIT, record.id().toString(), actor);
        var catalog = platform.bean(Catalogs.class).current();
        var context = new FormContext(
                catalog,
                platform.records(),
                platform.bean(Attachments.class),
                platform.bean(Directory.class),
                () -> actor,
                new Values(catalog, Locale.ENGLISH, ZoneId.of(actor.zone())));
        return new Pasts(platform.bean(EarlierCatalogs.class))
                .of(context, now, history, version, Locale.ENGLISH)
                .orElseThrow()
                .getElement()
                .getTextRecursively();
    }

    private String line(String begin) throws IOException {
        return Files.readAllLines(visit()).stream()
                .filter(line -> line.strip().startsWith(begin))
                .findFirst()
                .orElseThrow();
    }

    private Path visit() {
        return folder.resolve("desk/entities/visit.schema.json");
    }

    private void change(String before, String after) throws IOException {
        change(visit(), before, after);
    }

    private static void change(Path file, String before, String after) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }
}
