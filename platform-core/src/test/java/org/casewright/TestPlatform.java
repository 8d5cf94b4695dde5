package org.casewright;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Accounts;
import org.casewright.identity.Actors;
import org.casewright.identity.Units;
import org.casewright.loading.ModuleLoader;
import org.casewright.postgres.Databases;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.postgres.TestDatabase;
import org.casewright.process.EngineTables;
import org.casewright.process.Tasks;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Records;
import org.casewright.release.Releases;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The whole platform without its web server, on a database of its own, with modules and the people of their demo. */
public final class TestPlatform implements AutoCloseable {

    public static final String PASSWORD = "seven quiet otters";
    private static final JsonMapper JSON = new JsonMapper();

    private final TestDatabase database;
    private final AnnotationConfigApplicationContext context;

    /** Made once, copied often. */
    private static final class Prepared {
        private static final String TEMPLATE = TestDatabase.template("platform", owner -> {
            PlatformMigrations.run(owner);
            EngineTables.prepare(owner);
        });
    }

    /** A new database as it is before the first release: with the platform's own tables and the workflow engine's. */
    public static TestDatabase prepared() {
        return TestDatabase.copyOf(Prepared.TEMPLATE);
    }

    private TestPlatform(List<Path> modules, Class<?>... more) {
        database = prepared();
        context = new AnnotationConfigApplicationContext();
        context.registerBean("application", DataSource.class, database::application);
        context.registerBean(Databases.class, database::databases);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.register(Core.class);
        if (more.length > 0) {
            context.register(more);
        }
        context.refresh();
        var loaded = ModuleLoader.load(modules);
        if (loaded.catalog() == null) {
            throw new AssertionError(loaded.problems());
        }
        context.getBean(Releases.class).apply(loaded.catalog(), "test");
        loaded.modules().forEach(module -> people(module.demo()));
    }

    /** With modules of this project's test resources, and further beans. */
    public static TestPlatform with(String module, Class<?>... more) {
        return new TestPlatform(List.of(Path.of("src/test/resources/modules", module)), more);
    }

    /** With module folders, and further beans. */
    public static TestPlatform with(List<Path> modules, Class<?>... more) {
        return new TestPlatform(modules, more);
    }

    /** With module folders. */
    public static TestPlatform with(Path... modules) {
        return new TestPlatform(Arrays.asList(modules));
    }

    private void people(@Nullable JsonNode demo) {
        if (demo == null) {
            return;
        }
        for (var unit : demo.path("units")) {
            bean(Units.class)
                    .add(
                            unit.path("code").asString(""),
                            unit.path("name").asString(""),
                            unit.has("parent") ? unit.path("parent").asString("") : null,
                            unit.path("timeZone").asString("UTC"),
                            null);
        }
        for (var user : demo.path("users")) {
            var roles = new TreeSet<String>();
            user.path("roles").forEach(role -> roles.add(role.asString("")));
            var name = user.path("name").asString("");
            bean(Accounts.class)
                    .addDemo(
                            List.of(new Accounts.NewAccount(
                                    name,
                                    user.path("title").asString(name),
                                    user.path("unit").asString(""),
                                    roles)),
                            PASSWORD);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({
        "org.casewright.catalog",
        "org.casewright.postgres",
        "org.casewright.storage",
        "org.casewright.history",
        "org.casewright.validation",
        "org.casewright.records",
        "org.casewright.exchange",
        "org.casewright.process",
        "org.casewright.identity",
        "org.casewright.release"
    })
    public static class Core {
        @Bean
        PlatformTransactionManager transactions(DataSource application) {
            return new JdbcTransactionManager(application);
        }
    }

    /** As the parent of a web server's context. */
    public ConfigurableApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Records records() {
        return bean(Records.class);
    }

    public Tasks tasks() {
        return bean(Tasks.class);
    }

    public Actor actor(String name) {
        return bean(Actors.class).named(name).orElseThrow();
    }

    public TestDatabase database() {
        return database;
    }

    /** Asks as the owner, who is bound by no policy. */
    public JdbcClient owner() {
        return JdbcClient.create(database.owner());
    }

    public Outcome create(String as, String entity, String values) {
        return apply(as, new Change.Create(entity, null, json(values)));
    }

    public EntityRecord created(String as, String entity, String values) {
        return saved(create(as, entity, values));
    }

    public Outcome update(String as, EntityRecord record, String values) {
        return apply(
                as,
                Change.update(
                        record.entity().ref(), record.id(), record.system().version(), json(values)));
    }

    public Outcome apply(String as, Change... changes) {
        return records().apply(List.of(changes), actor(as), Options.NONE);
    }

    public Outcome acknowledging(String as, String rule, Change... changes) {
        return records().apply(List.of(changes), actor(as), Options.NONE.acknowledging(Set.of(rule)));
    }

    public EntityRecord read(String as, EntityRecord record) {
        return records()
                .get(record.entity().ref(), record.id().toString(), actor(as))
                .orElseThrow();
    }

    public static EntityRecord saved(Outcome outcome) {
        if (outcome instanceof Outcome.Saved saved) {
            return saved.record();
        }
        throw new AssertionError("Not saved: " + outcome);
    }

    /** What was refused: pointer -> code, or {@code code rule}. */
    public static Map<String, String> refused(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            var all = new java.util.TreeMap<String, String>();
            rejected.problems()
                    .forEach(problem -> all.merge(
                            problem.pointer(),
                            problem.code().code() + (problem.rule() == null ? "" : " " + problem.rule()),
                            (one, other) -> one + ", " + other));
            return all;
        }
        throw new AssertionError("Not refused: " + outcome);
    }

    public static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** What tells the database that somebody asks. */
    public Map<String, String> settings(String name) {
        var catalog = bean(Catalogs.class).current();
        return Access.of(catalog, actor(name)).settings(catalog.entities());
    }

    /** The ids that the application's role is shown under these settings. */
    public Set<UUID> rows(Map<String, String> settings, String question) {
        try (var connection = database.application().getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement("select set_config(?, ?, true)")) {
                for (var setting : settings.entrySet()) {
                    statement.setString(1, setting.getKey());
                    statement.setString(2, setting.getValue());
                    statement.execute();
                }
            }
            var ids = new TreeSet<UUID>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(question)) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            connection.rollback();
            return ids;
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
