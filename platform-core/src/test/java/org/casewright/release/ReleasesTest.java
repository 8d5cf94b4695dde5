package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Actors;
import org.casewright.postgres.Databases;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;

/** A folder of definitions, from the disk to records. */
class ReleasesTest {

    private static String template = "";

    @TempDir
    private Path folder = Path.of("");

    private TestDatabase database;
    private AnnotationConfigApplicationContext node;

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({
        "org.casewright.postgres",
        "org.casewright.storage",
        "org.casewright.history",
        "org.casewright.validation",
        "org.casewright.records",
        "org.casewright.identity",
        "org.casewright.release"
    })
    static class Platform {
        @Bean
        PlatformTransactionManager transactions(DataSource application) {
            return new JdbcTransactionManager(application);
        }

        /** No engine that serves: nothing here has a process, and an engine is slow to start. */
        @Bean
        Deployments deployments() {
            return new Deployments();
        }
    }

    @BeforeAll
    static void prepare() {
        template = TestDatabase.template("releases", PlatformMigrations::run);
    }

    @BeforeEach
    void open() throws IOException {
        database = TestDatabase.copyOf(template);
        node = node();
        write("entities/place.schema.json", PLACE);
        write("entities/visit.schema.json", VISIT);
        write("data/place.csv", "code,name,parent,level\nKE1,Coast,KEN,1\nKEN,Kenya,,0\n");
        write("module.json", """
                { "$schema": "https://casewright.org/schema/v1/module.json", "name": "atlas", "version": "1.0.0",
                  "title": "Atlas", "main": ["visit"], "roles": { "GUIDE": { "title": "Guide" } } }""");
        write("access.json", """
                { "$schema": "https://casewright.org/schema/v1/access.json",
                  "roles": { "GUIDE": { "visit": [ { "create": "unit", "read": "unit", "write": "unit" } ] } } }""");
        write("demo/demo.json", """
                { "units": [ { "code": "HQG", "name": "Head office" }, { "code": "KNF", "name": "Field", "parent": "HQG" },
                             { "code": "UGB", "name": "Other", "parent": "HQG" } ],
                  "users": [ { "name": "guide.knf", "title": "A Guide", "unit": "KNF", "roles": ["GUIDE"] } ],
                  "records": [ { "create": "visit", "as": "one", "values": { "unit": "KNF", "place": "KE1", "note": "Sea" } },
                               { "create": "visit", "values": { "unit": "UGB", "place": "KEN", "earlier": "@one" } } ] }""");
    }

    private static final String PLACE = """
            { "$schema": "https://casewright.org/schema/v1/entity.json", "title": "Place", "type": "object",
              "x-entity": { "plural": "Places", "ownership": "none", "key": "code", "titleTemplate": "{name}",
                "rules": [ { "id": "nests", "assert": "level < 9", "at": "level", "message": "This is too deep." } ] },
              "properties": {
                "code": { "title": "Code", "type": "string", "maxLength": 10 },
                "name": { "title": "Name", "type": "string", "maxLength": 100, "x-search": "name" },
                "level": { "title": "Level", "type": "integer" },
                "parent": { "title": "In", "x-reference": { "entity": "place", "inverse": "places" } } },
              "required": ["code", "name"] }""";

    private static final String VISIT = """
            { "$schema": "https://casewright.org/schema/v1/entity.json", "title": "Visit", "type": "object",
              "x-entity": { "plural": "Visits", "ownership": "unit", "number": "V-{unit}-{sequence:4}" },
              "properties": {
                "place": { "title": "Place", "x-reference": { "entity": "place" } },
                "note": { "title": "Note", "type": "string", "maxLength": 100 },
                "earlier": { "title": "Earlier", "x-reference": { "entity": "visit" } } },
              "required": ["place"] }""";

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    private AnnotationConfigApplicationContext node() {
        var context = new AnnotationConfigApplicationContext();
        var environment = new MockEnvironment();
        environment.setProperty("casewright.bcrypt-strength", "4");
        context.setEnvironment(environment);
        context.registerBean(
                "dataSource", DataSource.class, database::application, bean -> bean.setDestroyMethodName(""));
        context.registerBean(Databases.class, database::databases, bean -> bean.setDestroyMethodName(""));
        context.register(Platform.class);
        context.refresh();
        return context;
    }

    private void write(String path, String content) throws IOException {
        var file = folder.resolve("atlas").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Releases releases() {
        return node.getBean(Releases.class);
    }

    @Test
    void aNewDatabaseServesTheFolderWithItsReferenceData() {
        assertThat(opened(false)).isEmpty();

        assertThat(node.getBean(Catalogs.class).current().release()).isEqualTo(1);
        assertThat(releases().newest().orElseThrow().finished()).isTrue();
        assertThat(places()).containsExactlyInAnyOrderEntriesOf(Map.of("KEN", "Kenya in null", "KE1", "Coast in KEN"));
    }

    @Test
    void startingAgainServesWhatTheDatabaseSaysAndChangesNothing() {
        opened(false);
        var before = state();
        node.close();
        node = node();

        assertThat(opened(false)).isEmpty();

        assertThat(state()).isEqualTo(before);
        assertThat(node.getBean(Catalogs.class).current().release()).isEqualTo(1);
        assertThat(places()).hasSize(2);
    }

    @Test
    void aFolderThatDiffersIsSaidAndNotServedUntilItIsApplied() throws IOException {
        opened(false);
        write("data/place.csv", "code,name,parent,level\nKEN,Republic of Kenya,,0\nKE2,Kwale,KEN,1\n");

        assertThat(opened(false))
                .containsExactly(
                        "Release 1 is served; 1 file differs from the folders, which --apply would apply:",
                        "  atlas/data/place.csv");
        assertThat(places()).containsEntry("KEN", "Kenya in null");

        assertThat(opened(true)).isEmpty();
        assertThat(node.getBean(Catalogs.class).current().release()).isEqualTo(2);
        assertThat(places())
                .containsExactlyInAnyOrderEntriesOf(Map.of("KEN", "Republic of Kenya in null", "KE2", "Kwale in KEN"));
    }

    @Test
    void aRowThatComesBackIsRestored() throws IOException {
        opened(false);
        var coast = place("KE1").id();
        write("data/place.csv", "code,name,parent,level\nKEN,Kenya,,0\n");
        releases().apply(List.of(folder), "test");
        assertThat(places()).containsOnlyKeys("KEN");

        write("data/place.csv", "code,name,parent,level\nKEN,Kenya,,0\nKE1,Pwani,KEN,\n");
        releases().apply(List.of(folder), "test");

        assertThat(places()).containsEntry("KE1", "Pwani in KEN");
        assertThat(place("KE1").id()).isEqualTo(coast);
        assertThat(place("KE1").value("level")).isNull();
    }

    @Test
    void whatStoppedBehindTheSwitchIsDoneAtTheNextStart() {
        opened(false);
        JdbcClient.create(database.owner())
                .sql("update platform.release set state = 'SWITCHED'")
                .update();
        JdbcClient.create(database.owner())
                .sql("update atlas.place set name = 'x' where code = 'KE1'")
                .update();

        opened(false);

        assertThat(places()).containsEntry("KE1", "Coast in KEN");
        assertThat(releases().newest().orElseThrow().finished()).isTrue();
    }

    @Test
    void aBrokenFolderStartsNothingInANewDatabaseAndStopsNothingInAnOldOne() throws IOException {
        write("entities/visit.schema.json", VISIT.replace("\"place\": {", "\"place\": { \"nonsense\": 1,"));
        var before = state();

        assertThatThrownBy(() -> releases().open(List.of(folder), false))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problems()).isNotEmpty());
        assertThat(state()).isEqualTo(before);

        write("entities/visit.schema.json", VISIT);
        opened(false);
        write("entities/visit.schema.json", "{");
        assertThat(opened(false))
                .singleElement()
                .asString()
                .startsWith("The folders cannot be applied; release 1 is served.");
        assertThat(node.getBean(Catalogs.class).current().release()).isEqualTo(1);
    }

    @Test
    void aRowThatCannotBeStoredIsNamedAndWhenItIsRightTheNextStartGoesOn() throws IOException {
        write("data/place.csv", "code,name,parent,level\nKEN,Kenya,,0\nKE1,Coast,KEN,9\n");

        assertThatThrownBy(() -> releases().open(List.of(folder), false))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .asString()
                                .isEqualTo("atlas/data/place.csv: Row KE1, column level: This is too deep."));

        write("data/place.csv", "code,name,parent,level\nKEN,Kenya,,0\nKE1,Coast,KEN,1\n");
        assertThat(opened(false)).isEmpty();
        assertThat(places()).containsOnlyKeys("KEN", "KE1");
        assertThat(releases().newest().orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void demonstrationRecordsThatCannotBeStoredAreNamedAndNoneIsLeft() throws IOException {
        write("demo/demo.json", """
                { "units": [ { "code": "HQG", "name": "Head office" } ], "users": [],
                  "records": [ { "create": "visit", "values": { "unit": "HQG", "place": "KEN" } },
                               { "create": "visit", "values": { "unit": "HQG" } } ] }""");
        opened(false);

        assertThatThrownBy(() -> node.getBean(Demo.class).load("anything"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .asString()
                                .startsWith("atlas/demo/demo.json /records/1/values/place: "));

        assertThat(node.getBean(Records.class)
                        .find(Query.of("atlas/visit"), Actor.ENGINE)
                        .items())
                .isEmpty();
    }

    @Test
    void demonstrationsComeOnceAndEverybodySeesTheirOwn() {
        opened(false);
        var demo = node.getBean(Demo.class);

        assertThat(demo.load("anything")).containsExactly("guide.knf");
        assertThat(demo.load("anything")).isEmpty();

        var records = node.getBean(Records.class);
        var guide = node.getBean(Actors.class).named("guide.knf").orElseThrow();
        assertThat(records.find(Query.of("atlas/visit"), guide).items())
                .singleElement()
                .satisfies(visit -> assertThat(visit.value("note")).isEqualTo("Sea"));
        assertThat(records.find(Query.of("atlas/visit"), Actor.ENGINE).items()).hasSize(2);
    }

    /** Says what is wrong, when something is that should not. */
    private List<String> opened(boolean apply) {
        try {
            return releases().open(List.of(folder), apply);
        } catch (Refusal e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private Map<String, String> places() {
        var records = node.getBean(Records.class);
        var found = records.find(Query.of("atlas/place"), Actor.ENGINE).items();
        var codes = new TreeMap<Object, Object>();
        found.forEach(place -> codes.put(place.id(), String.valueOf(place.value("code"))));
        var places = new TreeMap<String, String>();
        found.forEach(place -> {
            var parent = place.value("parent");
            places.put(
                    String.valueOf(place.value("code")),
                    place.value("name") + " in " + (parent == null ? null : codes.get(parent)));
        });
        return places;
    }

    private EntityRecord place(String code) {
        return node.getBean(Records.class).find(Query.of("atlas/place"), Actor.ENGINE).items().stream()
                .filter(place -> code.equals(place.value("code")))
                .findFirst()
                .orElseThrow();
    }

    private String state() {
        return JdbcClient.create(database.owner())
                .sql("""
                        select (select count(*) from pg_tables where schemaname = 'atlas') || '|' || (select count(*) from platform.release)
                            || '|' || (select count(*) from platform.history)
                            || '|' || (select count(*) from platform.record)""")
                .query((row, number) -> String.valueOf(row.getString(1)))
                .single();
    }
}
