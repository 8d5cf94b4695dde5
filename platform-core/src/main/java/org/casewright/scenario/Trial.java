package org.casewright.scenario;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.postgres.PostgresException;
import org.casewright.release.Provenance.Overridden;
import org.casewright.release.Releases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the scenarios of what a release changes ended, in a database that was thrown away.
 *
 * @param hindrance why none could be played on this machine; null when they were
 */
public record Trial(List<Played> played, @Nullable String hindrance) {
    public Trial {
        played = List.copyOf(played);
    }

    /**
     * Plays them.
     *
     * @param next whose changed modules' scenarios are played, and of those that need one of them; with none of them nothing
     *     is started
     * @throws org.casewright.problem.Refusal when the modules cannot be applied to an empty database
     */
    public static Trial of(Releases releases, Catalog next, Consumer<String> progress) {
        var modules = releases.affected(next);
        var count = next.modules().stream()
                .filter(module -> modules.contains(module.name()))
                .mapToInt(module -> module.scenarios().size())
                .sum();
        if (count == 0) {
            return new Trial(List.of(), null);
        }
        progress.accept("Playing " + count + (count == 1 ? " scenario" : " scenarios") + " of "
                + String.join(", ", modules) + " in a database that is thrown away");
        try {
            return new Trial(
                    Scenarios.play(
                            next,
                            scenario -> modules.contains(scenario.module()),
                            result -> progress.accept(line(result))),
                    null);
        } catch (PostgresException unplayable) {
            return new Trial(List.of(), String.valueOf(unplayable.getMessage()));
        }
    }

    /** One scenario's end, as it is told while others are still to come. */
    public static String line(Played played) {
        return String.format(
                Locale.ROOT,
                "%s %s (%.1f s): %s",
                played.passed() ? "passed" : "FAILED",
                played.scenario().ref(),
                played.took().toMillis() / 1000.0,
                played.scenario().title());
    }

    private List<Played> failed() {
        return played.stream().filter(result -> !result.passed()).toList();
    }

    /** Whether nothing speaks against the release. */
    public boolean isPassed() {
        return hindrance == null && failed().isEmpty();
    }

    /** What is kept of it when the release is applied all the same. */
    public Overridden overridden(String reason) {
        return new Overridden(
                reason,
                failed().stream()
                        .map(Played::scenario)
                        .map(ScenarioDefinition::ref)
                        .toList());
    }

    /** For people: what failed and where, and how many did not; empty when there was nothing to play. */
    public String text() {
        if (hindrance != null) {
            return "Scenarios could not be played: " + hindrance + "\n";
        }
        if (played.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("Scenarios of what changes: ")
                .append(played.size() - failed().size())
                .append(" passed, ")
                .append(failed().size())
                .append(" failed\n");
        failed().forEach(result -> text.append("  ").append(result.failure()).append('\n'));
        return text.toString();
    }

    /** For programs. */
    public ObjectNode json() {
        var json = PlayedJson.of(played);
        if (hindrance != null) {
            json.put("hindrance", hindrance);
        }
        return json;
    }
}
