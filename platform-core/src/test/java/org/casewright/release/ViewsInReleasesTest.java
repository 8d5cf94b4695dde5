package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.loading.ModuleLoader;
import org.casewright.records.SavedView;
import org.casewright.records.SavedView.Column;
import org.casewright.records.SavedView.Content;
import org.casewright.records.SavedViews;
import org.casewright.records.SavedViews.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people have arranged follows a list and its properties to the names that a release gives them. */
class ViewsInReleasesTest {

    private static final Path SURGERY = Path.of("src/test/resources/modules/surgery");
    private static final Map<String, String> PROPERTY = Map.of(
            "\"ward\": ", "\"place\": ",
            "{ \"title\": \"Ward\",", "{ \"title\": \"Ward\", \"x-renamedFrom\": \"ward\",",
            "\"assert\": \"ward !=", "\"assert\": \"place !=",
            "\"at\": \"ward\"", "\"at\": \"place\"");
    private static final Map<String, String> ENTITY = Map.of(
            "\"entity\": \"file\"", "\"entity\": \"folder\"",
            "\"file\": [", "\"folder\": [",
            "\"main\": [\"file\"]", "\"main\": [\"folder\"]",
            "\"plural\": \"Files\"", "\"plural\": \"Files\", \"renamedFrom\": \"file\"");

    @TempDir
    Path folder;

    private Catalog surgery(String release, List<Map<String, String>> renamings) throws IOException {
        var copy = folder.resolve(release).resolve("surgery");
        try (var files = Files.walk(SURGERY)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(SURGERY.relativize(file).toString());
                Files.createDirectories(to.getParent());
                var text = Files.readString(file);
                for (var renaming : renamings) {
                    for (var each : renaming.entrySet()) {
                        text = text.replace(each.getKey(), each.getValue());
                    }
                }
                Files.writeString(to, text);
            }
        }
        if (renamings.contains(ENTITY)) {
            var entities = copy.resolve("entities");
            Files.move(entities.resolve("file.schema.json"), entities.resolve("folder.schema.json"));
        }
        var loaded = ModuleLoader.load(List.of(copy));
        assertThat(loaded.catalog()).as(loaded.problems().toString()).isNotNull();
        return Objects.requireNonNull(loaded.catalog());
    }

    private static String told(SavedView view) {
        return view.columns().stream()
                        .map(column -> String.join(".", column.path()))
                        .toList() + " " + view.filter() + " "
                + view.sort().stream().map(Sort::property).toList() + " " + view.lost();
    }

    @Test
    void columnsAndFilterGoOnUnderTheNewNames() throws IOException {
        try (var platform = TestPlatform.with("surgery")) {
            var views = platform.bean(SavedViews.class);
            var surgeon = platform.actor("surgeon.low");
            var list = new Content(
                    List.of(new Column(List.of("subject"), 0), new Column(List.of("ward"), 90)),
                    "ward = \"ward\" and (subject = \"ward\" or ward = \"B\")",
                    List.of(new Sort("subject", true)));
            var file = views.add("surgery/file", new Wanted("Mine", list, null), surgeon);
            views.open("surgery/file", file.id().toString(), surgeon);

            platform.bean(Releases.class).apply(surgery("property", List.of(PROPERTY)), "test");

            surgeon = platform.actor("surgeon.low");
            assertThat(told(views.find("surgery/file", file.id(), surgeon).orElseThrow()))
                    .startsWith("[subject, place] ")
                    .contains("(place = \"ward\")", "(subject = \"ward\")", "(place = \"B\")")
                    .endsWith("[subject] " + SavedView.Lost.NOTHING);

            platform.bean(Releases.class).apply(surgery("entity", List.of(PROPERTY, ENTITY)), "test");

            var all = views.of("surgery/folder", platform.actor("surgeon.low"));
            assertThat(all.first()).isEqualTo(file.id().toString());
            assertThat(all.views())
                    .singleElement()
                    .satisfies(view -> assertThat(told(view)).endsWith("[subject] " + SavedView.Lost.NOTHING));
        }
    }
}
