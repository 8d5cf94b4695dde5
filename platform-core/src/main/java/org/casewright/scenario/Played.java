package org.casewright.scenario;

import java.time.Duration;
import org.casewright.definition.ScenarioDefinition;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario ended.
 *
 * @param failure the first thing that was not as expected; null when all was
 */
public record Played(ScenarioDefinition scenario, @Nullable Failure failure, Duration took) {

    /** Whether all was as expected. */
    public boolean passed() {
        return failure == null;
    }
}
