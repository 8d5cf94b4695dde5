package org.casewright.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.loading.ModuleLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A library's scenarios, those of the documentation, and some that must fail, played on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenariosTest {

    private static final Path LIBRARY = Path.of("../ui/src/test/modules/library");
    private static final Path GUARD = Path.of("src/test/resources/modules/guard");
    private static final Path DOCUMENTATION = Path.of("../docs/scenarios.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final String MADE = "made-";
    private static final String TRAP = """
            { "as": "lib.knf", "create": "trap", "values": { "size": 5 } },
            { "clock": "PT2H" }""";
    private static final String MILL = """
            { "as": "lib.knf", "create": "mill", "values": {} },
            { "clock": "P1D" }""";

    private final Catalog catalog = catalog();
    private @Nullable Scenarios scenarios;

    /** A scenario and the one thing that is said of it. */
    record Failing(String name, String steps, String said) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Catalog catalog() {
        try {
            var library = files(LIBRARY);
            var examples = EXAMPLE.matcher(Files.readString(DOCUMENTATION));
            for (var i = 1; examples.find(); i++) {
                library.put(
                        "tests/documentation-" + i + ".test.json",
                        examples.group(1).getBytes(StandardCharsets.UTF_8));
            }
            failing()
                    .forEach(failing -> library.put(
                            "tests/" + MADE + failing.name() + ".test.json",
                            text(failing.steps()).getBytes(StandardCharsets.UTF_8)));
            var guard = files(GUARD);
            guard.put("tests/made-trap.test.json", text(TRAP).getBytes(StandardCharsets.UTF_8));
            guard.put("tests/made-mill.test.json", text(MILL).getBytes(StandardCharsets.UTF_8));
            var loaded = ModuleLoader.load(Map.of("library", library, "guard", guard));
            assertThat(loaded.problems()).isEmpty();
            return Objects.requireNonNull(loaded.catalog());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static String text(String steps) {
        return """
                { "title": "Fails", "today": "2026-03-02", "demo": true,
                  "steps": [
                %s ] }
                """.formatted(steps);
    }

    @BeforeAll
    void open() {
        scenarios = Scenarios.of(catalog);
    }

    @AfterAll
    void close() {
        Objects.requireNonNull(scenarios).close();
    }

    private Stream<ScenarioDefinition> all() {
        return catalog.modules().stream().flatMap(module -> module.scenarios().stream());
    }

    private ScenarioDefinition scenario(String name) {
        return all().filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Played play(ScenarioDefinition scenario) {
        return Objects.requireNonNull(scenarios).play(scenario);
    }

    Stream<String> good() {
        return all().map(ScenarioDefinition::name).filter(name -> !name.startsWith(MADE));
    }

    @ParameterizedTest
    @MethodSource("good")
    void ofTheFilesAndTheDocumentationPass(String name) {
        assertThat(play(scenario(name)).failure()).isNull();
    }

    @Test
    void theDocumentationHasExamples() {
        assertThat(good().filter(name -> name.startsWith("documentation"))).hasSizeGreaterThan(2);
    }

    static List<Failing> failing() {
        return List.of(
                new Failing(
                        "value",
                        """
                        { "as": "lib.knf", "get": "@book1" },
                        { "as": "lib.knf", "get": "@book1",
                          "expect": { "title": "Emma" } }""",
                        "library/tests/made-value.test.json:5:24 /steps/1/expect/title: Expected “title” to be \"Emma\", but it is \"The lighthouse at noon\"."),
                new Failing(
                        "done",
                        """
                        { "as": "lib.knf", "create": "book", "values": { "title": "Dune" }, "expectError": { "status": 422 } }""",
                        "library/tests/made-done.test.json:3:84 /steps/0/expectError: Expected a refusal with 422, but it was done."),
                new Failing(
                        "refused",
                        """
                        { "as": "lib.knf", "create": "book", "values": {} }""",
                        "library/tests/made-refused.test.json:3:1 /steps/0: Expected this to be done, but it was refused with 422 invalid: /title required “Title is missing.”."),
                new Failing(
                        "refused-otherwise",
                        """
                        { "as": "lib.knf", "create": "book", "values": {}, "expectError": { "status": 422, "rule": "max5" } }""",
                        "library/tests/made-refused-otherwise.test.json:3:67 /steps/0/expectError: Expected a refusal with 422, rule max5, but it was refused with 422 invalid: /title required “Title is missing.”."),
                new Failing(
                        "forbidden",
                        """
                        { "as": "reader.knf", "create": "book", "values": {}, "expectError": { "status": 404 } }""",
                        "library/tests/made-forbidden.test.json:3:70 /steps/0/expectError: Expected a refusal with 404, but it was refused with 403 forbidden: You may not create this book."),
                new Failing(
                        "count",
                        """
                        { "as": "lib.knf", "records": "book", "count": 3 }""",
                        "library/tests/made-count.test.json:3:1 /steps/0: Expected count to be 3, but there are 2."),
                new Failing(
                        "each",
                        """
                        { "as": "lib.knf", "records": "book", "expect": { "genre": "FIC" } }""",
                        "library/tests/made-each.test.json:3:60 /steps/0/expect/genre: Expected “genre” to be \"FIC\", but it is \"NON\" in BK-KNF-00002."),
                new Failing(
                        "filter",
                        """
                        { "as": "lib.knf", "records": "book", "filter": "title =", "expectError": { "status": 400 } }""",
                        "library/tests/made-filter.test.json:3:75 /steps/0/expectError: Expected a refusal with 400, but it was refused with 422 filter: /filter filter “In `title =` at column 8: it ends here where a value is expected.”."),
                new Failing(
                        "no-task",
                        """
                        { "as": "lib.knf", "claim": "Follow up", "of": "@book1" }""",
                        "library/tests/made-no-task.test.json:3:1 /steps/0: Expected this to be done, but it was refused with 404 not-found: no task “Follow up” is open to lib.knf; none is open."),
                new Failing(
                        "not-their-task",
                        """
                        { "as": "lib.ugb", "claim": "Follow up", "of": "@loan1" }""",
                        "library/tests/made-not-their-task.test.json:3:1 /steps/0: Expected this to be done, but it was refused with 404 not-found: no task “Follow up” is open to lib.ugb; open is “Follow up” for LIB of KNF."),
                new Failing(
                        "a-task",
                        """
                        { "expectTask": { "of": "@loan1", "none": true } }""",
                        "library/tests/made-a-task.test.json:3:1 /steps/0: Expected no task, but open is “Follow up” for LIB of KNF."),
                new Failing(
                        "another-task",
                        """
                        { "expectTask": { "of": "@loan1", "name": "Follow up", "unit": "UGB" } }""",
                        "library/tests/made-another-task.test.json:3:64 /steps/0/expectTask/unit: Expected “unit” to be \"UGB\", but it is \"KNF\"."),
                new Failing(
                        "missing-task",
                        """
                        { "as": "lib.ugb", "expectTask": { "of": "@loan1", "name": "Follow up" } }""",
                        "library/tests/made-missing-task.test.json:3:1 /steps/0: Expected a task “Follow up”, but none is open."));
    }

    @Test
    void whatFailsWhileTimePassesFailsTheStep() {
        assertThat(play(scenario("made-trap")).failure())
                .hasToString(
                        "guard/tests/made-trap.test.json:4:1 /steps/1: Expected what fell due at 2026-03-02T09:00:00Z to be done, but it was refused with 422 invalid: range “Note it: Size must be at most 5.”.");
        assertThat(play(scenario("made-mill")).failure())
                .hasToString(
                        "guard/tests/made-mill.test.json:4:1 /steps/1: Expected time to pass, but more than 1000 jobs fell due till 2026-03-03T00:41:00Z.");
    }

    @ParameterizedTest
    @MethodSource("failing")
    void thatFailsSaysWhereAndWhy(Failing failing) {
        var failure = play(scenario(MADE + failing.name())).failure();

        assertThat(failure).hasToString(failing.said());
    }

    @Test
    void eachBeginsAnew() {
        var twice = scenario("documentation-3");

        assertThat(List.of(play(twice), play(twice))).allMatch(Played::passed);
    }

    @Test
    void aFailedOneStopsNoneOfTheOthers() {
        var told = new ArrayList<String>();
        var played = Scenarios.play(
                catalog,
                scenario -> List.of(MADE + "value", "full-hands").contains(scenario.name()),
                result -> told.add(result.scenario().name() + " " + result.passed()));

        assertThat(told).containsExactly("full-hands true", "made-value false");
        assertThat(played).hasSize(2);
    }
}
