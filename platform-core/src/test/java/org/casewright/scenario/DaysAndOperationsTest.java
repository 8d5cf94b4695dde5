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

/** Operations, days that begin, and steps that wait for them: the scenarios of a module say it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DaysAndOperationsTest {

    private final Catalog catalog = catalog();
    private @Nullable Scenarios scenarios;

    private static Catalog catalog() {
        var loaded = ModuleLoader.load(List.of(Path.of("src/test/resources/modules/garden")));
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
