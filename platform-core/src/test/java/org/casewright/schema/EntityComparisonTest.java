package org.casewright.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.casewright.loading.ModuleLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a release changes in how records behave, where neither tables nor access change. */
class EntityComparisonTest {

    private static final Path GARDEN = Path.of("src/test/resources/modules/garden");
    private static final String PLANT = "entities/plant.schema.json";

    @TempDir
    private Path folder;

    private List<String> changed(String text, String instead) throws IOException {
        var copy = folder.resolve("garden");
        try (var all = Files.walk(GARDEN)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(GARDEN.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        var before = Files.readString(copy.resolve(PLANT));
        assertThat(before).contains(text);
        Files.writeString(copy.resolve(PLANT), before.replace(text, instead));
        return between(GARDEN, copy);
    }

    private static List<String> between(Path one, Path other) {
        var old = ModuleLoader.load(List.of(one));
        var next = ModuleLoader.load(List.of(other));
        assertThat(next.catalog()).as(next.problems().toString()).isNotNull();
        var before = Objects.requireNonNull(old.catalog());
        var now = Objects.requireNonNull(next.catalog());
        return EntityComparison.of(
                        before.module("garden").orElseThrow(),
                        before.entity("garden/plant"),
                        now.module("garden").orElseThrow(),
                        now.entity("garden/plant"),
                        false)
                .stream()
                .map(Difference::sentence)
                .toList();
    }

    @Test
    void theSameFileIsNoDifference() {
        assertThat(between(GARDEN, GARDEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "default": false            | "default": true              | garden/plant.thirsty has another default.
            "maximum": 3, "readOnly": true | "maximum": 3              | garden/plant.watered has another way to be written.
            "title": "Note",            | "title": "Note", "x-guidance": "Short.", | garden/plant.note has another guidance.
            height <= 100               | height <= 90                 | garden/plant has other rules.
            "undoDays": 30              | "undoDays": 10               | garden/plant has another operation “Prune”.
            "titleTemplate": "{name}"   | "titleTemplate": "{name} {number}" | garden/plant has another title of its records.
            "type": "object",           | "type": "object", "minProperties": 1, | garden/plant has another definition.
            """)
    void whatBehavesOtherwiseIsNamed(String text, String instead, String sentence) throws IOException {
        assertThat(changed(text, instead)).containsExactly(sentence);
    }

    @Test
    void operationsComeAndGoByTheirTitles() throws IOException {
        assertThat(changed("\"graft\": { \"title\": \"Graft\",", "\"splice\": { \"title\": \"Splice\","))
                .containsExactly("garden/plant no longer offers “Graft”.", "garden/plant offers “Splice” as well.");
    }
}
