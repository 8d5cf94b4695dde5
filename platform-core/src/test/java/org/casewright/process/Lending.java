package org.casewright.process;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Entry;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.CodeList;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Lifecycle;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.Transition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Accounts;
import org.casewright.identity.Actors;
import org.casewright.identity.Units;
import org.casewright.postgres.Databases;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Location;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.RecordChanged;
import org.casewright.records.Records;
import org.casewright.schema.Applying;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A library's loans with a process, whole: records, access, engine and jobs on a database of its own. */
final class Lending implements AutoCloseable {

    static final String LOAN = "library/loan";
    private static final String PASSWORD = "four blue herons";

    final TestDatabase database;
    final AnnotationConfigApplicationContext context;
    final Records records;
    final Tasks tasks;
    final Actor librarian;
    final Actor colleague;
    final Actor elsewhere;
    final Actor clerk;
    final JdbcTemplate sql;

    /** With a process of these elements, that starts with each loan if the condition, when there is one, holds. */
    Lending(String elements, @Nullable String startCondition) {
        database = TestDatabase.copyOf(DeploymentsTest.template());
        var catalog = catalog(new ProcessDefinition(
                "library",
                "loan",
                "Loan of a book",
                LOAN,
                new ProcessDefinition.Start.Create(startCondition == null ? null : Expressions.parse(startCondition)),
                Map.of(),
                Bpmn.process("loan", elements)));
        release(catalog);
        context = new AnnotationConfigApplicationContext();
        context.registerBean("application", DataSource.class, database::application);
        context.registerBean(Databases.class, database::databases);
        context.registerBean(Catalogs.class, Lending::newCatalogs);
        context.register(Scan.class);
        context.refresh();
        context.getBean(Catalogs.class).switchTo(catalog);
        records = context.getBean(Records.class);
        tasks = context.getBean(Tasks.class);
        sql = new JdbcTemplate(database.owner());
        var units = context.getBean(Units.class);
        units.add("HQG", "Head office", null, "UTC", null);
        units.add("KNF", "Field office", "HQG", "Africa/Nairobi", null);
        units.add("UGB", "Other office", "HQG", "Africa/Kampala", null);
        librarian = person("lib.knf", "KNF", "LIB");
        colleague = person("lib2.knf", "KNF", "LIB");
        elsewhere = person("lib.ugb", "UGB", "LIB");
        clerk = person("clerk.knf", "KNF", "CLERK");
    }

    private static Catalogs newCatalogs() {
        return new Catalogs();
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({
        "org.casewright.postgres",
        "org.casewright.storage",
        "org.casewright.history",
        "org.casewright.validation",
        "org.casewright.records",
        "org.casewright.process",
        "org.casewright.identity"
    })
    static class Scan {
        @Bean
        PlatformTransactionManager transactions(DataSource application) {
            return new JdbcTransactionManager(application);
        }
    }

    private void release(Catalog catalog) {
        try (var owner = database.owner().getConnection();
                var deployments = new Deployments()) {
            Applying.apply(catalog, owner);
            owner.setAutoCommit(false);
            deployments.deploy(owner, catalog.processes());
            owner.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Actor person(String name, String unit, String role) {
        var account = context.getBean(Accounts.class)
                .addDemo(List.of(new Accounts.NewAccount(name, "Person " + name, unit, Set.of(role))), PASSWORD)
                .getFirst();
        return context.getBean(Actors.class).of(account).orElseThrow();
    }

    ProcessEngine engine() {
        return context.getBean(ProcessEngine.class);
    }

    /** A loan by the librarian. */
    EntityRecord lend(Map<String, Object> values) {
        return lend(values, librarian);
    }

    EntityRecord lend(Map<String, Object> values, Actor actor) {
        return ((Outcome.Saved) apply(new Change.Create(LOAN, null, json(values)), actor)).record();
    }

    Outcome apply(Change change, Actor actor) {
        return records.apply(List.of(change), actor, Options.NONE);
    }

    EntityRecord read(EntityRecord record) {
        return records.get(LOAN, record.id().toString(), Actor.ENGINE).orElseThrow();
    }

    Task task(EntityRecord record, Actor actor) {
        var open = tasks.of(record.id(), actor);
        if (open.size() != 1) {
            throw new AssertionError("Not one task but " + open);
        }
        return open.getFirst();
    }

    Outcome complete(EntityRecord record, @Nullable String outcome, Map<String, Object> values) {
        return tasks.complete(task(record, librarian).id(), outcome, json(values), null, librarian);
    }

    /** Says that a record is in another unit now. */
    void announceMove(EntityRecord record, int unit) {
        var was = record.system();
        var system = new EntityRecord.SystemValues(
                was.id(),
                was.number(),
                unit,
                was.rowClass(),
                was.owner(),
                was.version() + 1,
                was.createdAt(),
                was.createdBy(),
                was.updatedAt(),
                was.updatedBy(),
                null,
                null,
                null,
                null);
        var moved = new RecordChanged(record, record.withSystem(system), Set.of(), librarian);
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> context.publishEvent(moved));
    }

    static ObjectNode json(Map<String, Object> values) {
        var node = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> {
            switch (value) {
                case Integer number -> node.put(name, number);
                case Boolean flag -> node.put(name, flag);
                default -> node.put(name, value.toString());
            }
        });
        return node;
    }

    long count(String question) {
        return java.util.Objects.requireNonNull(sql.queryForObject("select count(*) from " + question, Long.class));
    }

    static void eventually(BooleanSupplier condition, String what) {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Still not: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    private static Catalog catalog(ProcessDefinition process) {
        var loan = entity(
                "loan",
                new Lifecycle(
                        "state",
                        "OUT",
                        null,
                        List.of(
                                transition("OUT", "BACK", "process:library", "LIB"),
                                transition("BACK", "OUT", "LIB"),
                                transition("OUT", "LOST", "process:library"))),
                List.of(
                        property("note", new PropertyType.Text(0, 20, null, null)),
                        property("state", new PropertyType.Code("library/loan-state")),
                        property("fee", new PropertyType.Whole(0L, 100L)),
                        property("dueOn", new PropertyType.Date()),
                        property("reminded", new PropertyType.Bool()),
                        property(
                                "reader",
                                new PropertyType.Reference(new ReferenceDefinition(
                                        "library/reader",
                                        "loans",
                                        ReferenceDefinition.OnRetire.RESTRICT,
                                        null,
                                        ReferenceDefinition.Pick.SEARCH)))));
        var reader = entity(
                "reader",
                null,
                List.of(
                        property("name", new PropertyType.Text(0, 100, null, null)),
                        property("rank", new PropertyType.Whole(null, null))));
        var form = new FormDefinition(
                "library",
                "check",
                LOAN,
                new FormDefinition.Layout(
                        FormDefinition.Layout.Kind.VERTICAL,
                        null,
                        List.of(
                                control(false, "note"),
                                control(false, "fee"),
                                control(true, "dueOn"),
                                control(false, "reader"),
                                control(false, "reader", "name")),
                        null));
        var module = new ModuleDefinition(
                "library",
                "1.0.0",
                "Library",
                null,
                40,
                Map.of(),
                List.of(),
                Map.of("LIB", "Librarian", "CLERK", "Clerk"),
                Map.of(
                        "patience",
                        new SettingDefinition(
                                "patience",
                                "Patience",
                                "duration",
                                null,
                                false,
                                JsonNodeFactory.instance.stringNode("PT2H"))),
                new TreeMap<>(Map.of("loan", loan, "reader", reader)),
                Map.of("loan-state", states()),
                Map.of("check", form),
                List.of(),
                Map.of(process.id(), process),
                Map.of(),
                Map.of(),
                access(),
                Map.of(),
                null,
                List.of(),
                Map.of());
        return new Catalog(1, List.of(module), Map.of());
    }

    private static CodeList states() {
        var codes = new LinkedHashMap<String, CodeList.Code>();
        for (var code : List.of("OUT", "BACK", "LOST")) {
            codes.put(code, new CodeList.Code(code, code, null, null, false, null));
        }
        return new CodeList("library", "loan-state", "State", false, codes);
    }

    private static AccessDefinition access() {
        var all = new LinkedHashMap<Privilege, Depth>();
        var unit = new LinkedHashMap<Privilege, Depth>();
        for (var privilege : Privilege.values()) {
            all.put(privilege, Depth.ALL);
            unit.put(privilege, Depth.UNIT);
        }
        return new AccessDefinition(
                Map.of(
                        "LIB", both(unit),
                        "CLERK", Map.of(LOAN, List.of(entry(Map.of(Privilege.RUN, Depth.UNIT)))),
                        "process:library", both(all)),
                List.of(),
                Set.of(),
                Map.of());
    }

    private static Map<String, List<Entry>> both(Map<Privilege, Depth> depths) {
        return Map.of(LOAN, List.of(entry(depths)), "library/reader", List.of(entry(depths)));
    }

    private static Entry entry(Map<Privilege, Depth> depths) {
        return new Entry(depths, Set.of(), Map.of());
    }

    private static Transition transition(String from, String to, String... roles) {
        return new Transition(List.of(from), to, List.of(roles), null, false, false, List.of());
    }

    private static FormDefinition.Control control(boolean readonly, String... path) {
        var steps = java.util.Arrays.stream(path)
                .map(name -> new FormDefinition.Step(name, false))
                .toList();
        return new FormDefinition.Control(
                new FormDefinition.Scope(steps), null, readonly, false, false, List.of(), null, null, Map.of(), null);
    }

    private static PropertyDefinition property(String name, PropertyType type) {
        return new PropertyDefinition(
                name,
                name,
                type,
                name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT),
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Search.NONE,
                false,
                false,
                false,
                false,
                null,
                null,
                null,
                PropertyDefinition.Evolution.NONE);
    }

    private static ObjectNode schema() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        properties.putObject("note").put("type", "string").put("maxLength", 20);
        properties.putObject("fee").put("type", "integer").put("maximum", 100);
        return schema;
    }

    private static EntityDefinition entity(
            String name, @Nullable Lifecycle lifecycle, List<PropertyDefinition> properties) {
        var byName = new LinkedHashMap<String, PropertyDefinition>();
        properties.forEach(property -> byName.put(property.name(), property));
        return new EntityDefinition(
                "library",
                name,
                "library",
                name,
                name,
                name + "s",
                null,
                null,
                null,
                new Ownership.Unit(),
                List.of(),
                lifecycle,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                byName,
                List.of(),
                schema(),
                Location.of("library/entities/" + name + ".schema.json"));
    }
}
