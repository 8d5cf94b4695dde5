package org.casewright.scenario;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.postgres.Databases;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.postgres.ThrowAwayServer;
import org.casewright.problem.Refusal;
import org.casewright.process.EngineTables;
import org.casewright.release.Demo;
import org.casewright.release.Releases;

/**
 * Where scenarios are played: each on a copy of a database with the modules and their people, and, where it wants them, with
 * the records of the demonstration as they are stored on its first day.
 */
final class Theatre implements AutoCloseable {

    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final ThrowAwayServer server;
    private final Stage stage;
    private final Template bare;
    private final Map<LocalDate, Template> withDemo = new HashMap<>();
    private final Map<LocalDate, Answer.Refused> withoutDemo = new HashMap<>();

    private Theatre(ThrowAwayServer server, Stage stage, Template bare) {
        this.server = server;
        this.stage = stage;
        this.bare = bare;
    }

    /**
     * Applies a catalog's modules.
     *
     * @throws Refusal when they cannot be applied
     */
    static Theatre open(ThrowAwayServer server, Catalog catalog) {
        var databases = server.create();
        PlatformMigrations.run(databases.owner());
        EngineTables.prepare(databases.owner());
        var stage = new Stage(databases);
        try {
            stage.enter(databases, morning(firstDay(catalog)));
            stage.part(Releases.class).apply(catalog, "scenarios");
            // Nobody signs in.
            stage.part(Demo.class).loadPeople(UUID.randomUUID().toString());
            return new Theatre(server, stage, new Template(databases, Map.of()));
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /**
     * A database to be copied.
     *
     * @param records module -> the names of its records of the demonstration -> these
     */
    private record Template(Databases databases, Map<String, Map<String, EntityRecord>> records) {}

    /** Rows of reference data are there before any scenario begins. */
    private static LocalDate firstDay(Catalog catalog) {
        return catalog.modules().stream()
                .flatMap(module -> module.scenarios().stream())
                .map(ScenarioDefinition::today)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
    }

    private static Instant morning(LocalDate day) {
        return day.atTime(MORNING).toInstant(ZoneOffset.UTC);
    }

    /** Plays a scenario on a copy; what is not as expected is thrown as a {@link FailedException}. */
    void play(ScenarioDefinition scenario) {
        var template = scenario.demo() ? withDemo(scenario) : bare;
        var copy = server.copyOf(template.databases());
        try {
            stage.enter(copy, morning(scenario.today()));
            new Playing(scenario, stage, names(scenario, template)).play();
        } finally {
            server.drop(copy);
        }
    }

    private Template withDemo(ScenarioDefinition scenario) {
        var day = scenario.today();
        if (!withDemo.containsKey(day) && !withoutDemo.containsKey(day)) {
            demonstrate(day);
        }
        var refused = withoutDemo.get(day);
        if (refused != null) {
            throw new FailedException(
                    scenario.location(), "the records of the demonstration to be stored on " + day, refused.toString());
        }
        return Objects.requireNonNull(withDemo.get(day));
    }

    private void demonstrate(LocalDate day) {
        var copy = server.copyOf(bare.databases());
        stage.enter(copy, morning(day));
        try {
            withDemo.put(day, new Template(copy, stage.part(Demo.class).loadRecords()));
        } catch (Refusal refused) {
            withoutDemo.put(day, Answer.of(refused));
            server.drop(copy);
        }
    }

    /** Those of the modules that the scenario's module needs, and before them those of its own. */
    private Names names(ScenarioDefinition scenario, Template template) {
        var names = new Names();
        var module = stage.part(Catalogs.class).current().module(scenario.module());
        module.ifPresent(own -> own.needs()
                .keySet()
                .forEach(needed -> names.give(template.records().getOrDefault(needed, Map.of()))));
        names.give(template.records().getOrDefault(scenario.module(), Map.of()));
        return names;
    }

    @Override
    public void close() {
        stage.close();
    }
}
