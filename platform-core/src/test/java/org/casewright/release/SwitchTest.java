package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.schema.Library;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SwitchTest {

    private static final Deployments DEPLOYMENTS = new Deployments();

    private TestDatabase database;
    private Catalogs catalogs;
    private Switch change;

    @BeforeEach
    void open() {
        database = TestPlatform.prepared();
        catalogs = new Catalogs();
        change = new Switch(database.databases(), catalogs, DEPLOYMENTS, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aReleaseIsServedWithItsTablesItsNumbersAndItsWorkflows() {
        var applied = change.to(library("one"), "sysadmin");

        assertThat(applied.changed()).isTrue();
        assertThat(applied.release().number()).isEqualTo(1);
        assertThat(catalogs.current().release()).isEqualTo(1);
        var loan = catalogs.current().entity("library/loan");
        assertThat(catalogs.current().rowClassNumber(loan, "CHILD")).isEqualTo(1);
        assertThat(catalogs.current().rowClassNumber(loan, "NORMAL")).isEqualTo(2);
        assertThat(count("library.loan")).isZero();
        assertThat(workflows()).containsExactly("lending:1");
        assertThat(ReleaseTable.all(owner()))
                .singleElement()
                .extracting(Release::author)
                .isEqualTo("sysadmin");
    }

    @Test
    void theSameFilesAgainChangeNothing() {
        change.to(library("one"), "sysadmin");

        var again = change.to(library("one"), "somebody");

        assertThat(again.changed()).isFalse();
        assertThat(again.release().number()).isEqualTo(1);
        assertThat(again.statements()).isEmpty();
        assertThat(ReleaseTable.all(owner())).hasSize(1);
        assertThat(workflows()).containsExactly("lending:1");
    }

    @Test
    void anotherNodeThatAppliesTheSameFilesServesThem() {
        change.to(library("one"), "sysadmin");
        var elsewhere = new Catalogs();

        new Switch(database.databases(), elsewhere, DEPLOYMENTS, Clock.systemUTC()).to(library("one"), "sysadmin");

        assertThat(elsewhere.current().release()).isEqualTo(1);
        assertThat(elsewhere.current().rowClassNumber(elsewhere.current().entity("library/loan"), "NORMAL"))
                .isEqualTo(2);
    }

    @Test
    void rowClassesKeepTheirNumbersWhenOthersCome() {
        change.to(library("one", Set.of("NORMAL"), Library.reader()), "sysadmin");

        change.to(library("two", Set.of("ADULT", "NORMAL"), Library.reader()), "sysadmin");

        var loan = catalogs.current().entity("library/loan");
        assertThat(catalogs.current().rowClassNumber(loan, "NORMAL")).isEqualTo(1);
        assertThat(catalogs.current().rowClassNumber(loan, "ADULT")).isEqualTo(2);
    }

    @Test
    void theFilesComeBackAsTheyWere() {
        change.to(library("one"), "sysadmin");

        assertThat(ReleaseTable.files(owner(), 1).orElseThrow().modules().get("library"))
                .containsOnlyKeys("module.json")
                .extractingByKey("module.json")
                .isEqualTo("one".getBytes(StandardCharsets.UTF_8));
        assertThat(ReleaseTable.files(owner(), 2)).isEmpty();
    }

    @Test
    void anotherTypeThatStoredValuesDoNotFitIsRefusedAndNothingIsLeft() {
        change.to(library("one"), "sysadmin");
        store("Ayen");
        var before = state();
        var retyped = reader(
                Library.property("name", "name", new PropertyType.Whole(null, null)),
                Library.property("colour", "colour", Library.text(20)));

        assertThatThrownBy(() -> change.to(library("two", Library.loan(properties -> properties), retyped), "sysadmin"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.message())
                                        .isEqualTo("“library/reader.name” becomes a whole number, and 1 stored row has"
                                                + " no such value.")));

        assertThat(state()).isEqualTo(before);
        assertThat(catalogs.current().release()).isEqualTo(1);
    }

    @Test
    void whatStoredRecordsDoNotFitIsRefusedAndNothingIsLeft() {
        change.to(library("one"), "sysadmin");
        store("Ayen");
        store("Ayen");
        var before = state();
        var unique = reader(
                Library.unique(Library.property("name", "name", Library.text(100))),
                Library.property("colour", "colour", Library.text(20)));

        assertThatThrownBy(() -> change.to(library("two", Library.loan(properties -> properties), unique), "sysadmin"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(problem -> problem.message())
                                .containsExactly(
                                        "“name” is to be unique, and 1 value stands in more than one stored row."));

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aWorkflowThatTheEngineRefusesTakesTheTablesWithIt() {
        var before = state();
        var broken = Library.catalog(
                Map.of("module.json", bytes("one")),
                Map.of(
                        "lending",
                        process(
                                "<bpmn:startEvent id=\"s\"/><bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"no\"/>")),
                Set.of("NORMAL"),
                Library.loan(properties -> properties),
                Library.reader(),
                Library.book(),
                Library.language());

        assertThatThrownBy(() -> change.to(broken, "sysadmin")).isInstanceOf(Refusal.class);

        assertThat(state()).isEqualTo(before);
        assertThat(catalogs.current().release()).isZero();
    }

    @Test
    void ofManyWhoApplyTheSameAtOnceOneDoes() throws Exception {
        Callable<Boolean> one = () -> change.to(library("one"), "sysadmin").changed();

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var changed = people.invokeAll(List.of(one, one, one, one)).stream()
                    .filter(future -> future.resultNow())
                    .count();
            assertThat(changed).isEqualTo(1);
        }
        assertThat(ReleaseTable.all(owner())).hasSize(1);
    }

    @Test
    void ofManyWhoApplyDifferentFilesAtOnceTheLastIsServed() throws Exception {
        var all = IntStream.range(0, 4)
                .<Callable<Long>>mapToObj(n -> () ->
                        change.to(library("files " + n), "sysadmin").release().number())
                .toList();

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(people.invokeAll(all).stream().map(future -> future.resultNow()))
                    .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        }
        assertThat(catalogs.current().release()).isEqualTo(4);
    }

    private static EntityDefinition reader(PropertyDefinition... properties) {
        return Library.entity(
                "reader", new EntityDefinition.Ownership.Unit(), List.of(), null, List.of(), List.of(properties));
    }

    private static Catalog library(String manifest) {
        return library(manifest, Library.loan(properties -> properties), Library.reader());
    }

    private static Catalog library(String manifest, EntityDefinition loan, EntityDefinition reader) {
        return library(manifest, Set.of("NORMAL", "CHILD"), loan, reader);
    }

    private static Catalog library(String manifest, Set<String> rowClasses, EntityDefinition reader) {
        return library(manifest, rowClasses, Library.loan(properties -> properties), reader);
    }

    private static Catalog library(
            String manifest, Set<String> rowClasses, EntityDefinition loan, EntityDefinition reader) {
        var start =
                "<bpmn:startEvent id=\"s\"/><bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"e\"/><bpmn:endEvent id=\"e\"/>";
        return Library.catalog(
                Map.of("module.json", bytes(manifest)),
                Map.of("lending", process(start)),
                rowClasses,
                loan,
                reader,
                Library.book(),
                Library.language());
    }

    private static ProcessDefinition process(String content) {
        var bpmn = """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="https://casewright.org/bpmn">
                  <bpmn:process id="lending" name="Lending" isExecutable="true">
                    <bpmn:extensionElements><camunda:properties>
                      <camunda:property name="entity" value="loan"/>
                    </camunda:properties></bpmn:extensionElements>
                    %s
                  </bpmn:process>
                </bpmn:definitions>""".formatted(content);
        return new ProcessDefinition("library", "lending", "Lending", "library/loan", null, Map.of(), bpmn);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private JdbcClient owner() {
        return JdbcClient.create(database.owner());
    }

    private int count(String table) {
        return owner().sql("select count(*) from " + table).query(Integer.class).single();
    }

    private List<String> workflows() {
        return owner().sql("select key_ || ':' || version_ from camunda.act_re_procdef")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private void store(String name) {
        owner().sql("""
                        insert into library.reader (id, unit_no, access_key, version, created_at, created_by, updated_at,
                                                    updated_by, name)
                        values (gen_random_uuid(), 1, 64, 1, now(), gen_random_uuid(), now(), gen_random_uuid(), ?)""").param(name).update();
    }

    /** All that a release could leave behind. */
    private String state() {
        return owner().sql("""
                        select (select string_agg(c.table_schema || '.' || c.table_name || '.' || c.column_name, ' '
                                         order by c.table_schema, c.table_name, c.column_name)
                                  from information_schema.columns c where c.table_schema = 'library')
                            || '|' || (select count(*) from pg_indexes where schemaname = 'library')
                            || '|' || (select count(*) from platform.release)
                            || '|' || (select count(*) from platform.row_class)
                            || '|' || (select count(*) from camunda.act_re_procdef)
                            || '|' || (select count(*) from camunda.act_re_deployment)""")
                .query((row, number) -> String.valueOf(row.getString(1)))
                .single();
    }
}
