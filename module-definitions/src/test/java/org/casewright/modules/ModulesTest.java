package org.casewright.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.loading.ModuleLoader;
import org.casewright.scenario.Scenarios;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Every shipped module is sound, and plays its scenarios. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesTest {

    private static final Path FOLDER =
            Path.of(Objects.requireNonNullElse(System.getProperty("casewright.modules"), "."));

    private static final Pattern LATIN = Pattern.compile("[A-Za-z]{2,}");

    /** Names of standards, and codes that the module itself has. */
    private static final String[] LATIN_IN_ARABIC = {"ISO 3166-2", "P-code", "GOV", "CR-NE"};

    private final Catalog catalog = catalog();
    private @Nullable Scenarios scenarios;

    private static Catalog catalog() {
        var loaded = ModuleLoader.load(List.of(FOLDER));
        assertThat(loaded.problems()).isEmpty();
        return Objects.requireNonNull(loaded.catalog());
    }

    @BeforeAll
    void open() {
        scenarios = Scenarios.of(catalog);
    }

    @AfterAll
    void close() {
        Objects.requireNonNull(scenarios).close();
    }

    @Test
    void everyModuleHasScenarios() {
        assertThat(catalog.modules())
                .allSatisfy(module ->
                        assertThat(module.scenarios()).as(module.name()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "ar"})
    void everyModuleSaysAllInOtherLanguages(String language) {
        // What is not translated would be a problem of the catalog; here only that there is a file at all.
        assertThat(catalog.modules())
                .allSatisfy(module -> assertThat(texts(module, language))
                        .as(module.name())
                        .isNotEmpty()
                        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("'", "\"")));
    }

    @Test
    void arabicHasNoWordsInLatinLetters() {
        assertThat(catalog.modules().stream().flatMap(module -> texts(module, "ar").stream()))
                .filteredOn(text -> LATIN.matcher(text).find())
                .allSatisfy(text -> assertThat(text).containsAnyOf(LATIN_IN_ARABIC));
    }

    @Test
    void frenchHasItsSpacesBeforeSigns() {
        assertThat(catalog.modules().stream().flatMap(module -> texts(module, "fr").stream()))
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("[^\u00a0][:;?!»]|«[^\u00a0]"));
    }

    private static List<String> texts(ModuleDefinition module, String language) {
        var file = module.files().get("i18n/" + language + ".json");
        assertThat(file).as(module.name() + " in " + language).isNotNull();
        return JsonMapper.shared().readTree(file).properties().stream()
                .filter(text -> !text.getKey().equals("$schema"))
                .map(text -> text.getValue().stringValue())
                .toList();
    }

    @TestFactory
    Stream<DynamicNode> scenarios() {
        return catalog.modules().stream()
                .map(module -> DynamicContainer.dynamicContainer(module.name(), tests(module)));
    }

    private Stream<DynamicTest> tests(ModuleDefinition module) {
        return module.scenarios().stream()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.name() + ": " + scenario.title(), place(scenario), () -> play(scenario)));
    }

    private static URI place(ScenarioDefinition scenario) {
        return FOLDER.resolve(scenario.location().file()).toUri();
    }

    private void play(ScenarioDefinition scenario) {
        var failure = Objects.requireNonNull(scenarios).play(scenario).failure();
        if (failure != null) {
            fail(failure.toString());
        }
    }
}
