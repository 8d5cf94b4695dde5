package org.casewright.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

/** Every shipped module is sound, and plays its scenarios. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesTest {

    private static final Path FOLDER =
            Path.of(Objects.requireNonNullElse(System.getProperty("casewright.modules"), "."));

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
