package org.casewright.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.postgres.ThrowAwayServer;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Plays the scenarios of a catalog, each in a database of its own on a server that goes with this; never in one that anybody
 * uses. Opening takes seconds, a scenario well under one. For one thread.
 */
public final class Scenarios implements AutoCloseable {

    private final ThrowAwayServer server;
    private final Theatre theatre;

    private Scenarios(ThrowAwayServer server, Theatre theatre) {
        this.server = server;
        this.theatre = theatre;
    }

    /**
     * Gets ready to play scenarios of a catalog as it was loaded.
     *
     * @throws Refusal {@code DEFINITION} when its modules cannot be applied at all
     * @throws org.casewright.postgres.ServerFailedException when no server can be started
     */
    public static Scenarios of(Catalog catalog) {
        var server = ThrowAwayServer.start();
        try {
            return new Scenarios(server, Theatre.open(server, catalog));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Plays scenarios of a catalog, module by module; a failed one stops none of the others.
     *
     * @param which which are played
     * @param told hears of each as it ends
     * @throws Refusal {@code DEFINITION} when its modules cannot be applied at all
     * @throws org.casewright.postgres.ServerFailedException when no server can be started
     */
    public static List<Played> play(Catalog catalog, Predicate<ScenarioDefinition> which, Consumer<Played> told) {
        var wanted = catalog.modules().stream()
                .flatMap(module -> module.scenarios().stream())
                .filter(which)
                .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        var played = new ArrayList<Played>();
        try (var scenarios = of(catalog)) {
            for (var scenario : wanted) {
                var result = scenarios.play(scenario);
                told.accept(result);
                played.add(result);
            }
        }
        return played;
    }

    /** Plays one scenario of the catalog, to its end or its first failure. */
    public Played play(ScenarioDefinition scenario) {
        var began = System.nanoTime();
        var failure = failure(scenario);
        return new Played(scenario, failure, Duration.ofNanos(System.nanoTime() - began));
    }

    private @Nullable Failure failure(ScenarioDefinition scenario) {
        try {
            theatre.play(scenario);
            return null;
        } catch (FailedException failed) {
            return failed.failure();
        }
    }

    @Override
    public void close() {
        try (server) {
            theatre.close();
        }
    }
}
