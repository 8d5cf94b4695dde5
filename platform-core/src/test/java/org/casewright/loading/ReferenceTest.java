package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.loading.MetaSchemas.Kind;
import org.casewright.problem.Problem;
import org.casewright.problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/reference} says what the meta-schemas say, and its examples load. */
class ReferenceTest {

    private static final Path FOLDER = Path.of("../docs/reference");
    private static final Pattern KEYWORD = Pattern.compile("(?m)^\\| `([^`|]+)` \\|");
    private static final Pattern EXAMPLE = Pattern.compile("```(?:json|xml) (\\S+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+)`");

    private static String page(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static Set<String> documented(String... pages) {
        return Stream.of(pages)
                .flatMap(page -> KEYWORD.matcher(page(page)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({
        "MODULE, module.md",
        "ENTITY, entity.md properties.md",
        "CODES, codes.md",
        "FORM, forms.md",
        "VIEWS, views.md",
        "ACCESS, access.md",
        "DEMO, texts-and-data.md",
        "TEXTS, texts-and-data.md"
    })
    void saysEveryKeywordAndNoOther(Kind kind, String pages) throws IOException {
        var known = new TreeSet<String>();
        for (var each : kind == Kind.ENTITY
                ? Set.of(kind, Kind.MIXIN)
                : kind == Kind.TEXTS ? Set.of(kind, Kind.DEMO) : Set.of(kind)) {
            keywords(schema(each), known);
        }
        if (kind == Kind.DEMO) {
            keywords(schema(Kind.TEXTS), known);
        }

        assertThat(documented(pages.split(" "))).isEqualTo(known);
    }

    private static void keywords(JsonNode schema, Set<String> into) {
        schema.path("properties").forEachEntry((name, property) -> {
            into.add(name);
            keywords(property, into);
        });
        schema.path("$defs").forEachEntry((name, inner) -> keywords(inner, into));
        for (var inside : new String[] {"items", "additionalProperties"}) {
            if (schema.path(inside).isObject()) {
                keywords(schema.path(inside), into);
            }
        }
    }

    private static JsonNode schema(Kind kind) throws IOException {
        var name = "/schema/v1/" + kind.name().toLowerCase(java.util.Locale.ROOT) + ".json";
        try (var stream = Objects.requireNonNull(MetaSchemas.class.getResourceAsStream(name))) {
            return JsonMapper.shared().readTree(stream);
        }
    }

    @Test
    void itsExamplesAreOneModuleThatLoads() throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var pages = Files.list(FOLDER)) {
            for (var page : pages.sorted().toList()) {
                EXAMPLE.matcher(Files.readString(page))
                        .results()
                        .forEach(found -> assertThat(
                                        files.put(found.group(1), found.group(2).getBytes(StandardCharsets.UTF_8)))
                                .as("%s stands once", found.group(1))
                                .isNull());
            }
        }

        var loaded = ModuleLoader.load(Map.of("library", files));

        assertThat(loaded.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Problem::toString))
                .isEmpty();
        assertThat(files).hasSizeGreaterThan(15);
    }

    @Test
    void namesClassesThatThereAre() throws IOException {
        var sources = new TreeSet<String>();
        for (var root : new String[] {"src", "../ui/src"}) {
            try (var all = Files.walk(Path.of(root))) {
                all.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> sources.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        var table = page("README.md");

        assertThat(CLASS.matcher(table.substring(table.indexOf("## Where each is done")))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !name.equals("FEEL")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(sources).contains(name));
    }
}
