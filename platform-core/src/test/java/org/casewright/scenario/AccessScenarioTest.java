package org.casewright.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.casewright.loading.ModuleLoader;
import org.junit.jupiter.api.Test;

/** Grants end by the clock of whoever plays them. */
class AccessScenarioTest {

    @Test
    void aGrantEndsWithItsDay() {
        var loaded = ModuleLoader.load(List.of(Path.of("src/test/resources/modules/clinic")));
        assertThat(loaded.problems()).isEmpty();
        var catalog = Objects.requireNonNull(loaded.catalog());

        try (var scenarios = Scenarios.of(catalog)) {
            for (var scenario : catalog.modules().iterator().next().scenarios()) {
                assertThat(scenarios.play(scenario).failure()).isNull();
            }
        }
    }
}
