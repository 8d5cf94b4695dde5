package org.casewright.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.loading.ModuleLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scenarios of a module say, each as a test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModuleScenarios {

    private final Catalog catalog;
    private @Nullable Scenarios scenarios;

    ModuleScenarios(String module) {
        var loaded =
                ModuleLoader.load(List.of(Path.of("src/test/resources/modules").resolve(module)));
        assertThat(loaded.problems()).isEmpty();
        catalog = Objects.requireNonNull(loaded.catalog());
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

    Stream<String> names() {
        return all().map(ScenarioDefinition::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void holds(String name) {
        var scenario = all().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        assertThat(Objects.requireNonNull(scenarios).play(scenario).failure()).isNull();
    }
}
