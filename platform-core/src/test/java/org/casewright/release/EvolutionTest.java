package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.PropertyType;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.schema.Difference;
import org.casewright.schema.Drift;
import org.casewright.schema.Phase;
import org.casewright.schema.Plan;
import org.casewright.schema.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each kind of change, on tables with rows in them. */
class EvolutionTest {

    private TestDatabase database;
    private Catalogs catalogs;
    private Switch change;

    @BeforeEach
    void open() {
        database = TestPlatform.prepared();
        begin();
    }

    private void begin() {
        catalogs = new Catalogs();
        change = new Switch(database.databases(), catalogs, new Deployments(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    // --- names

    @Test
    void aRenamedPropertyKeepsItsColumnAndGivesItBackToItsOldName() {
        apply(shelf("'name': { 'type': 'string' }"));
        put("name", "'Dune'");

        var plan = plan(shelf("'title': { 'type': 'string', 'x-renamedFrom': 'name' }"));

        assertThat(sentences(plan)).containsExactly("shop/shelf.title was name; its values stay where they are.");
        assertThat(plan.steps()).extracting(Step::sentence).containsExactly("Writes down where everything is stored.");
        apply(shelf("'title': { 'type': 'string', 'x-renamedFrom': 'name' }"));
        assertThat(column("title")).isEqualTo("name");

        apply(shelf("'title': { 'type': 'string' }, 'name': { 'type': 'integer' }"));
        assertThat(column("title")).isEqualTo("name");
        assertThat(column("name")).isEqualTo("name_2");

        apply(shelf("'name': { 'type': 'string' }"));
        assertThat(values("name")).containsExactly("Dune");
    }

    @Test
    void aFormerNameThatIsStillThereIsRefused() {
        apply(shelf("'name': { 'type': 'string' }"));

        assertThat(problems(
                        shelf("'name': { 'type': 'string' }, 'title': { 'type': 'string', 'x-renamedFrom': 'name' }")))
                .containsExactly("“name” is said to be the former name of “shop/shelf.title”, and is still there.");
    }

    @Test
    void aRenamedEntityKeepsItsTableAndWhatGoesByItsNameFollows() {
        apply(shelf("'name': { 'type': 'string' }"));
        put("name", "'Dune'");
        owner().sql("insert into platform.sequence values ('shop/shelf KNF', 42)")
                .update();
        var renamed = Modules.of("shop")
                .with(
                        "entities/rack.schema.json",
                        Modules.entity("Rack", "'renamedFrom': 'shelf'", "'name': { 'type': 'string' }"));

        apply(renamed);

        assertThat(catalogs.current().entity("shop/rack").table()).isEqualTo("shelf");
        assertThat(catalogs.current().findEntity("shop/shelf"))
                .as("what was written under the old name still leads there")
                .hasValueSatisfying(entity -> assertThat(entity.ref()).isEqualTo("shop/rack"));
        assertThat(owner().sql("select scope from platform.sequence")
                        .query(String.class)
                        .list())
                .containsExactly("shop/rack KNF");
        assertThat(sentences(plan(shelf("'name': { 'type': 'string' }"))))
                .contains("shop/shelf was shop/rack; its records stay where they are.");
    }

    @Test
    void aPartThatMovesOutOfAnObjectTakesItsColumnAlong() {
        apply(shelf("'place': { 'type': 'object', 'properties': { 'row': { 'type': 'string' } } }"));
        put("place_row", "'A7'");

        var moved = shelf("'aisle': { 'type': 'string', 'x-movedFrom': 'place.row' }");
        assertThat(sentences(plan(moved))).containsExactly("shop/shelf.aisle takes over the values of place.row.");
        apply(moved);

        assertThat(values("aisle")).containsExactly("A7");
    }

    @Test
    void keysByWhichDuplicatesAreFoundAreWrittenAnewWhenTheyAreMadeOfSomethingElse() {
        var properties = "'name': { 'type': 'string', 'x-search': 'name' }, 'size': { 'type': 'integer' }";
        var anew = "Writes the search keys of shop/shelf anew.";
        apply(shelf(properties));
        put("name", "'Dune'");

        assertThat(plan(twins(properties, "['nameKeys']")).steps())
                .extracting(Step::sentence)
                .contains(anew);
        apply(twins(properties, "['nameKeys']"));

        assertThat(plan(twins(properties, "['nameKeys']")).steps()).isEmpty();
        assertThat(plan(twins(properties, "['nameKeys', 'size']")).steps())
                .extracting(Step::sentence)
                .contains(anew);
        assertThat(plan(twins(properties.replace("'integer'", "'string'"), "['nameKeys']"))
                        .steps())
                .extracting(Step::sentence)
                .as("no key is made of it")
                .doesNotContain(anew);
    }

    private static Modules twins(String properties, String block) {
        return Modules.of("shop")
                .with(
                        "entities/shelf.schema.json",
                        Modules.entity(
                                "Shelf",
                                "'duplicates': { 'block': [" + block
                                        + "], 'compare': [ { 'property': 'name', 'by': 'equal',"
                                        + " 'weight': 1 } ], 'threshold': 1, 'into': 'twin' }",
                                properties))
                .with(
                        "entities/twin.schema.json",
                        Modules.entity(
                                "Twin",
                                "",
                                "'one': { 'x-reference': { 'entity': 'shelf' } }, 'other': { 'x-reference': { 'entity': 'shelf' } }"));
    }

    // --- what goes and comes back

    @Test
    void aRetiredPropertyComesBackWithItsValuesAndWithAnotherTypeEmpty() {
        apply(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'integer', 'minimum': 1 }"));
        put("size", "7");

        var plan = plan(shelf("'name': { 'type': 'string' }"));
        assertThat(plan.consents())
                .extracting(Difference::sentence)
                .containsExactly("shop/shelf.size is retired: its values are kept and no longer to be seen.");
        apply(shelf("'name': { 'type': 'string' }"));
        assertThat(catalogs.current().entity("shop/shelf").property("size")).isEmpty();

        var other = plan(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'string' }"));
        assertThat(sentences(other))
                .containsExactly(
                        "shop/shelf.size comes back as text and is empty: it was a whole number, and those values"
                                + " stay retired.");

        apply(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'integer', 'minimum': 1 }"));
        assertThat(values("size")).containsExactly("7");
        assertThat(constraints()).anyMatch(name -> name.startsWith("ck_shelf_size_"));
    }

    @Test
    void aRetiredEntityIsShutAndComesBackWithItsRecords() {
        var both = shelf("'name': { 'type': 'string' }")
                .with("entities/bin.schema.json", Modules.entity("Bin", "", "'label': { 'type': 'string' }"));
        apply(both);
        put("bin", "label", "'B1'");

        apply(shelf("'name': { 'type': 'string' }"));
        assertThatThrownBy(() -> JdbcClient.create(database.application())
                        .sql("select count(*) from shop.bin")
                        .query(Integer.class)
                        .single())
                .hasRootCauseMessage("ERROR: permission denied for table bin");
        assertThat(owner().sql("select label from shop.bin").query(String.class).list())
                .containsExactly("B1");

        assertThat(sentences(plan(both))).contains("shop/bin comes back with its records.");
        apply(both);
        assertThat(JdbcClient.create(database.application())
                        .sql("select count(*) from shop.bin")
                        .query(Integer.class)
                        .single())
                .as("open again, under its policies")
                .isZero();
    }

    @Test
    void aListOfReferencesKeepsItsEntriesUnderAnotherNameAndWhenItComesBack() {
        var list = "'type': 'array', 'items': { 'x-reference': { 'entity': 'shelf' } }";
        apply(shelf("'name': { 'type': 'string' }, 'near': { " + list + " }"));
        put("name", "'Dune'");
        owner().sql("insert into shop." + links("near")
                        + " (parent_id, target_id, position) select id, id, 0 from shop.shelf")
                .update();
        var table = links("near");

        var renamed = shelf("'name': { 'type': 'string' }, 'close': { " + list + ", 'x-renamedFrom': 'near' }");
        assertThat(plan(renamed).steps())
                .extracting(Step::sentence)
                .containsExactly("Writes down where everything is stored.");
        apply(renamed);
        assertThat(links("close")).isEqualTo(table);

        apply(shelf("'name': { 'type': 'string' }"));
        assertThat(mayRead(table)).as("shut").isFalse();

        apply(shelf("'name': { 'type': 'string' }, 'close': { " + list + " }"));
        assertThat(links("close")).isEqualTo(table);
        assertThat(mayRead(table)).as("open again").isTrue();
        assertThat(owner().sql("select count(*) from shop." + table)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(plan(shelf("'name': { 'type': 'string' }, 'close': { " + list + " }"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatWasStoredBeforeAnybodyWroteDownWhereIsTakenOver() {
        var files = shelf("'name': { 'type': 'string' }, 'near': { 'type': 'array',"
                + " 'items': { 'x-reference': { 'entity': 'shelf' } } }");
        apply(files);
        put("name", "'Dune'");
        owner().sql("delete from platform.mapping").update();
        owner().sql("delete from platform.shape").update();
        begin();

        assertThat(plan(files).steps())
                .extracting(Step::sentence)
                .containsExactly("Writes down where everything is stored.");
        apply(shelf("'title': { 'type': 'string', 'x-renamedFrom': 'name' }, 'near': { 'type': 'array',"
                + " 'items': { 'x-reference': { 'entity': 'shelf' } } }"));

        assertThat(column("title")).isEqualTo("title");
        assertThat(links("near")).isEqualTo("shelf_near");
    }

    // --- types

    @Test
    void anotherTypeConvertsEveryValueAndKeepsTheOldOnes() {
        apply(shelf("'size': { 'type': 'string' }"));
        put("size", "'12'");
        put("size", "null");

        apply(shelf("'size': { 'type': 'integer' }"));

        assertThat(column("size")).isEqualTo("size_2");
        assertThat(owner().sql("select size || '/' || size_2 from shop.shelf where size is not null")
                        .query(String.class)
                        .single())
                .isEqualTo("12/12");
    }

    @Test
    void whatHasNoCounterpartIsAgainAsItWasWithThatType() {
        var day = "'size': { 'type': 'string', 'format': 'date' }";
        apply(shelf(day));
        put("size", "'2024-02-29'");
        apply(shelf("'name': { 'type': 'string' }"));
        apply(shelf("'size': { 'type': 'boolean' }"));
        owner().sql("update shop.shelf set size_2 = true").update();

        apply(shelf(day));

        assertThat(column("size")).isEqualTo("size");
        assertThat(values("size")).containsExactly("2024-02-29");
    }

    @Test
    void valuesThatDoNotConvertStopIt() {
        apply(shelf("'day': { 'type': 'string' }"));
        put("day", "'2024-02-29'");
        put("day", "'2023-02-29'");
        put("day", "'today'");

        assertThat(problems(shelf("'day': { 'type': 'string', 'format': 'date' }")))
                .containsExactly("“shop/shelf.day” becomes a date, and 2 stored rows have no such value.");
    }

    @Test
    void whatTheOldReleaseWritesMeanwhileComesOverToo() {
        apply(shelf("'size': { 'type': 'string' }"));
        put("size", "'1'");
        at("after PREPARE BATCHES", () -> {
            put("size", "'2'");
            owner().sql("update shop.shelf set size = '11' where size = '1'").update();
        });

        apply(shelf("'size': { 'type': 'integer' }"));

        assertThat(values("size")).containsExactlyInAnyOrder("11", "2");
        assertThat(triggers()).isZero();
    }

    // --- narrower

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'maxLength': 3",
                "'minLength': 6",
                "'pattern': '^[A-Z]+$'",
                "'enum': [ 'Emma' ]",
                "'x-unique': true"
            })
    void whatStoredRowsWouldBreakStopsIt(String bound) {
        apply(shelf("'name': { 'type': 'string' }"));
        put("name", "'Dune'");
        put("name", "'Dune'");
        put("name", "null");

        assertThat(problems(shelf("'name': { 'type': 'string', " + bound + " }")))
                .singleElement()
                .asString()
                .matches(".*(2 stored rows have|1 value stands).*");
        assertThat(plan(shelf("'name': { 'type': 'string' }")).isEmpty()).isTrue();
    }

    @Test
    void whatIsWrittenInTheLastMomentIsLeftUndoneUntilItIsMendedAndTheSameFilesAreAppliedAgain() {
        apply(shelf("'name': { 'type': 'string' }"));
        var shorter = shelf("'name': { 'type': 'string', 'maxLength': 3 }");
        at("before SWITCH", () -> put("name", "'Dune'"));

        apply(shorter);

        assertThat(catalogs.current().release()).isEqualTo(2);
        assertThat(undone()).isPositive();
        apply(shorter);
        assertThat(undone()).as("not mended").isPositive();

        owner().sql("update shop.shelf set name = 'Ida'").update();
        apply(shorter);

        assertThat(undone()).isZero();
        assertThat(catalogs.current().release()).isEqualTo(2);
        assertThatThrownBy(() -> put("name", "'Dune'")).hasMessageContaining("check constraint");
    }

    private int undone() {
        return owner().sql("select count(*) from platform.release_step where state <> 'DONE'")
                .query(Integer.class)
                .single();
    }

    @Test
    void aKeyForATimeIsRefusedWhereStoredRowsClashAndIsKeptWhereTheyDoNot() {
        var properties = "'name': { 'type': 'string' }, 'begins': { 'type': 'string', 'format': 'date' },"
                + " 'ends': { 'type': 'string', 'format': 'date' }";
        var keyed = Modules.of("shop")
                .with(
                        "entities/shelf.schema.json",
                        Modules.entity(
                                "Shelf",
                                "'unique': [ { 'properties': [ 'name' ], 'during': [ 'begins', 'ends' ] } ]",
                                properties));
        apply(shelf("'name': { 'type': 'string' }"));
        put("name", "'Emma'");
        put("name", "'Emma'");
        assertThat(problems(keyed))
                .as("a time that nobody has told is all of it")
                .containsExactly("“name” is to be unique for a time, and 2 stored rows clash with another.");
        owner().sql("update shop.shelf set retired_at = now()").update();

        apply(shelf(properties));
        put("name, begins, ends", "'Dune', '2024-01-01', '2024-03-01'");
        put("name, begins, ends", "'Dune', '2024-02-01', null");
        put("name, begins, ends", "'Emma', '2024-02-01', null");

        assertThat(problems(keyed))
                .containsExactly("“name” is to be unique for a time, and 2 stored rows clash with another.");

        owner().sql("update shop.shelf set ends = '2024-02-01' where begins = '2024-01-01'")
                .update();
        apply(keyed);

        assertThat(plan(keyed).isEmpty()).isTrue();
        assertThatThrownBy(() -> put("name, begins, ends", "'Dune', '2024-05-01', null"))
                .hasMessageContaining("ex_shelf_");
        apply(shelf(properties));
        put("name, begins, ends", "'Dune', '2024-05-01', null");
    }

    @Test
    void requiredWantsValuesOrABackfill() {
        apply(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'integer' }"));
        put("name", "'Dune'");
        put("name", "null");
        put("size", "3");

        assertThat(problems(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'integer' }", "name")))
                .containsExactly("“name” is required, and 2 stored rows have no value.");

        var filled = shelf(
                "'name': { 'type': 'string', 'x-backfill': 'if size > 2 then \\\"large\\\" else \\\"none\\\"' }, 'size': { 'type': 'integer' }",
                "name");
        assertThat(sentences(plan(filled)))
                .containsExactly(
                        "shop/shelf.name of stored records is filled: filled where empty.",
                        "shop/shelf.name must have a value.");
        apply(filled);

        assertThat(values("name")).containsExactlyInAnyOrder("Dune", "none", "large");
        assertThat(owner().sql("select name from shop.shelf where name is not null")
                        .query(String.class)
                        .list())
                .as("the old release's column was not written to")
                .containsExactly("Dune");
        assertThat(isRequired("name")).isTrue();

        apply(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'integer' }"));
        assertThat(isRequired("name")).isFalse();
    }

    @Test
    void aNewRequiredPropertyIsFilledAlsoForWhatIsWrittenMeanwhile() {
        apply(shelf("'name': { 'type': 'string' }"));
        put("name", "'Dune'");
        at("after PREPARE BATCHES", () -> put("name", "'Emma'"));

        apply(shelf("'name': { 'type': 'string' }, 'copies': { 'type': 'integer', 'x-backfill': '1' }", "copies"));

        assertThat(values("copies")).containsExactly("1", "1");
        assertThat(isRequired("copies")).isTrue();
    }

    @Test
    void whatTheOldReleaseLeavesEmptyUntilTheSwitchIsFilledThoughNothingWasEmptyBefore() {
        apply(shelf("'name': { 'type': 'string' }"));
        put("name", "'Dune'");
        at("before SWITCH", () -> put("name", "null"));

        apply(shelf("'name': { 'type': 'string', 'x-backfill': '\\\"none\\\"' }", "name"));

        assertThat(values("name")).containsExactly("Dune", "none");
        assertThat(isRequired("name")).isTrue();
    }

    @Test
    void valuesMoveFromTheRecordThatAReferenceLeadsTo() {
        var bin = Modules.entity("Bin", "", "'shelf': { 'x-reference': { 'entity': 'shelf' } }");
        apply(shelf("'name': { 'type': 'string' }").with("entities/bin.schema.json", bin));
        put("name", "'Dune'");
        owner().sql(
                        "insert into shop.bin (id, unit_no, access_key, version, created_at, created_by, updated_at, updated_by,"
                                + " shelf) select gen_random_uuid(), 1, 64, 1, now(), id, now(), id, id from shop.shelf")
                .update();
        at(
                "after PREPARE BATCHES",
                () -> owner().sql("update shop.shelf set name = 'Emma'").update());

        apply(shelf("'colour': { 'type': 'string' }")
                .with(
                        "entities/bin.schema.json",
                        Modules.entity(
                                "Bin",
                                "",
                                "'shelf': { 'x-reference': { 'entity': 'shelf' } }, 'name': { 'type': 'string',"
                                        + " 'x-movedFrom': 'shelf.name' }")));

        assertThat(owner().sql("select name from shop.bin").query(String.class).list())
                .containsExactly("Emma");
    }

    @Test
    void aReplacedCodeIsReplacedInStoredRecordsAndTheOldOnesAreKept() {
        var used = "'state': { '$ref': '../codes/state.codes.json' }";
        apply(shelf(used).with("codes/state.codes.json", Modules.codes("'const': 'OLD'", "'const': 'NEW'")));
        put("state", "'OLD'");
        put("state", "'NEW'");

        var next = shelf(used)
                .with(
                        "codes/state.codes.json",
                        Modules.codes("'const': 'OLD', 'deprecated': true, 'x-replacedBy': 'NEW'", "'const': 'NEW'"));
        assertThat(sentences(plan(next)))
                .contains("The code OLD of shop/state becomes NEW, in stored records as well.");
        apply(next);

        assertThat(values("state")).containsExactly("NEW", "NEW");
        assertThat(owner().sql("select state from shop.shelf order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("NEW", "OLD");
        assertThat(problems(shelf(used).with("codes/state.codes.json", Modules.codes("'const': 'OLD'"))))
                .singleElement()
                .asString()
                .contains("2 stored rows have a value in “shop/shelf.state” that is no longer in the list");
    }

    // --- access

    @Test
    void whoGainsAndWhoLosesIsSaidAndGainingNeedsConsent() {
        var files = shelf("'name': { 'type': 'string', 'x-sensitivity': 'staff' }");
        apply(files.with("access.json", access("{ 'read': 'unit', 'write': 'unit' }")));

        var plan = plan(
                shelf("'name': { 'type': 'string' }").with("access.json", access("{ 'read': 'all', 'write': 'own' }")));

        assertThat(sentences(plan))
                .containsExactlyInAnyOrder(
                        "Who reads the record may now see shop/shelf.name.",
                        "shop/shelf.name has another field class.",
                        "CLERK may now read all shop/shelf.",
                        "CLERK may no longer write the unit's shop/shelf.");
        assertThat(plan.consents()).hasSize(2);
    }

    private static String access(String entry) {
        return "{ 'roles': { 'CLERK': { 'shelf': [ " + entry + " ] } } }";
    }

    // --- broken off

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before PREPARE TOGETHER",
                "after PREPARE TOGETHER",
                "batch",
                "before PREPARE INDEX",
                "after PREPARE INDEX",
                "before SWITCH",
                "in SWITCH",
                "after SWITCH",
                "before FINISH TOGETHER",
                "after FINISH TOGETHER",
                "after FINISH"
            })
    void whateverIsKilledIsWhollyOldOrWhollyNewAndIsGoneOnWith(String point) {
        apply(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'string' }"));
        put("size", "'12'");
        var next = shelf(
                "'title': { 'type': 'string', 'x-renamedFrom': 'name', 'x-sortable': true, 'x-backfill': '\\\"none\\\"' },"
                        + " 'size': { 'type': 'integer' }",
                "title");
        change.tell(here -> {
            if (here.equals(point)) {
                throw new Killed();
            }
        });

        assertThatThrownBy(() -> change.to(next.load(), "test")).isInstanceOf(Killed.class);

        begin();
        var newest = ReleaseTable.newest(owner()).orElseThrow();
        var files = ReleaseTable.files(owner(), newest.number()).orElseThrow().modules();
        change.back(Modules.load(files), newest);
        assertThat(newest.number()).isEqualTo(point.equals("after SWITCH") || point.contains("FINISH") ? 2 : 1);
        if (newest.number() == 1) {
            put("size", "'13'");
            assertThat(values("size")).containsExactlyInAnyOrder("12", "13");
        }
        apply(next);
        change.finish(ReleaseTable.newest(owner()).orElseThrow(), said -> {});

        assertThat(values("size")).contains("12");
        assertThat(values("title")).contains("none");
        assertThat(isRequired("title")).isTrue();
        assertThat(triggers()).isZero();
        assertThat(plan(next).steps()).isEmpty();
        assertThat(plan(next).drift()).isEmpty();
    }

    @Test
    void whatWasPreparedForOthersFilesIsTakenBack() {
        apply(shelf("'size': { 'type': 'string' }"));
        put("size", "'12'");
        change.tell(here -> {
            if (here.equals("before SWITCH")) {
                throw new Killed();
            }
        });
        assertThatThrownBy(
                        () -> change.to(shelf("'size': { 'type': 'integer' }").load(), "test"))
                .isInstanceOf(Killed.class);
        begin();

        apply(shelf("'size': { 'type': 'string' }, 'colour': { 'type': 'string' }"));

        assertThat(column("size")).isEqualTo("size");
        assertThat(triggers()).isZero();
        assertThat(owner().sql("select count(*) from pg_attribute where attname = 'size_2'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    // --- by hand, and for ever

    @Test
    void whatWasChangedByHandIsNamed() {
        apply(shelf("'name': { 'type': 'string', 'maxLength': 20, 'x-sortable': true }"));
        owner().sql("alter table shop.shelf add column mine text").update();
        owner().sql("drop index shop."
                        + owner().sql("select indexname from pg_indexes where schemaname = 'shop' and"
                                        + " indexname like 'ix_shelf_updated%'")
                                .query(String.class)
                                .single())
                .update();

        var plan = plan(shelf("'name': { 'type': 'string', 'maxLength': 20, 'x-sortable': true }"));

        assertThat(plan.drift())
                .extracting(Drift::kind, Drift::expected, Drift::found)
                .satisfiesExactly(
                        column -> assertThat(column.toList()).containsExactly("column", null, "text"),
                        index -> assertThat(index.toList()).startsWith("index").endsWith((Object) null));
        assertThat(plan.steps()).extracting(Step::phase).containsExactly(Phase.PREPARE);
    }

    @Test
    void purgeDropsWhatIsRetiredAndWritesItDownFirst(@TempDir Path folder) throws IOException {
        apply(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'integer' }"));
        put("size", "7");
        var purge = new Purge(database.databases());
        assertThatThrownBy(() -> purge.find("shop/shelf.size"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Only what a release has retired can be purged.");
        apply(shelf("'name': { 'type': 'string' }"));

        var files = purge.drop("shop/shelf.size", folder, said -> {});

        assertThat(Files.readString(files.getFirst())).startsWith("id,size\n").endsWith(",7\n");
        assertThat(owner().sql("select count(*) from pg_attribute where attname = 'size' and attrelid ="
                                + " 'shop.shelf'::regclass")
                        .query(Integer.class)
                        .single())
                .isZero();
        apply(shelf("'name': { 'type': 'string' }, 'size': { 'type': 'integer' }"));
        assertThat(column("size")).isEqualTo("size");
    }

    // --- files

    @Test
    void aFileStaysWithItsColumnUnderAnotherNameAndComesBack() {
        apply(shelf("'photo': { " + PHOTO + " }"));
        put("photo", FILE);

        apply(shelf("'picture': { " + PHOTO + ", 'x-renamedFrom': 'photo' }"));
        assertThat(column("picture")).isEqualTo("photo");
        assertThat(values("picture")).hasSize(1);

        apply(shelf("'name': { 'type': 'string' }"));
        apply(shelf("'picture': { " + PHOTO + " }"));
        assertThat(values("picture")).hasSize(1);
    }

    @Test
    void aFileBecomesNothingElseAndNothingElseAFile() {
        apply(shelf("'photo': { " + PHOTO + " }, 'name': { 'type': 'string' }, 'any': { 'type': 'object' }"));
        put("photo", FILE);
        put("name", "'Dune'");
        put("\"any\"", "'{}'");

        assertThat(problems(
                        shelf("'photo': { 'type': 'string' }, 'name': { " + PHOTO + " }, 'any': { " + PHOTO + " }")))
                .containsExactlyInAnyOrder(
                        "“shop/shelf.photo” becomes text, and 1 stored row has no such value.",
                        "“shop/shelf.name” becomes a file, and 1 stored row has no such value.",
                        "“shop/shelf.any” becomes a file, and 1 stored row has no such value.");
    }

    @Test
    void limitsOfFilesHoldForThoseToCome() {
        apply(shelf("'photo': { 'x-attachment': { 'types': ['image/png'], 'maxMegabytes': 5 } }"));
        put("photo", FILE);

        assertThat(sentences(
                        plan(shelf("'photo': { 'x-attachment': { 'types': ['image/jpeg'], 'maxMegabytes': 4 } }"))))
                .containsExactly(
                        "shop/shelf.photo permits less: new files of at most 4 MB.",
                        "shop/shelf.photo permits less: new files of image/jpeg.");
        assertThat(sentences(plan(shelf(
                        "'photo': { 'x-attachment': { 'types': ['image/png', 'image/jpeg'], 'maxMegabytes': 6 } }"))))
                .containsExactly(
                        "shop/shelf.photo permits more: new files of at most 6 MB.",
                        "shop/shelf.photo permits more: new files of image/png, image/jpeg.");
    }

    @Test
    void purgeWritesContentsDownAndDropsThemWithTheirColumn(@TempDir Path folder) throws IOException {
        apply(shelf("'photo': { " + PHOTO + " }, 'name': { 'type': 'string' }"));
        put("photo", FILE);
        owner().sql("""
                        insert into platform.attachment values (gen_random_uuid(), 'a.png', 'image/png', 4, repeat('0', 64),
                          now(), gen_random_uuid(), gen_random_uuid(), 'shop.shelf', 'photo', now())""").update();
        owner().sql("insert into platform.attachment_part select id, 0, '\\xdeadbeef'::bytea from platform.attachment")
                .update();
        apply(shelf("'name': { 'type': 'string' }"));

        var files = new Purge(database.databases()).drop("shop/shelf.photo", folder, said -> {});

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("shop.shelf.photo.csv", "shop.shelf.photo.contents.csv");
        assertThat(Files.readString(files.getLast())).contains("a.png,image/png,0,3q2+7w==");
        assertThat(owner().sql("select count(*) from platform.attachment_part")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    // --- words

    private static final String PHOTO = "'x-attachment': { 'types': ['image/png'] }";
    private static final String FILE = "'{\"id\": \"00000000-0000-0000-0000-000000000001\", \"name\": \"a.png\","
            + " \"type\": \"image/png\", \"size\": 4, \"sha256\": \"0\"}'";

    private static Modules shelf(String properties, String... required) {
        return Modules.of("shop").with("entities/shelf.schema.json", Modules.entity("Shelf", "", properties, required));
    }

    private void apply(Modules modules) {
        change.to(modules.load(), "test");
    }

    private Plan plan(Modules modules) {
        return change.plan(modules.load());
    }

    private static List<String> sentences(Plan plan) {
        return plan.differences().stream()
                .filter(difference -> !(difference instanceof Difference.FilesChanged))
                .map(Difference::sentence)
                .toList();
    }

    private List<String> problems(Modules modules) {
        var before = state();
        var messages = new ArrayList<String>();
        assertThatThrownBy(() -> change.to(modules.load(), "test"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> refusal.problems().stream()
                                .map(Problem::message)
                                .forEach(messages::add));
        assertThat(state()).isEqualTo(before);
        return messages;
    }

    private Map<String, @Nullable Object> state() {
        return owner().sql("""
                        select (select count(*) from pg_attribute) as columns, (select count(*) from platform.release) as releases,
                               (select count(*) from platform.release_preparation) as preparations""").query().singleRow();
    }

    private void at(String point, Runnable action) {
        Consumer<String> once = here -> {
            if (here.equals(point)) {
                change.tell(other -> {});
                action.run();
            }
        };
        change.tell(once);
    }

    private JdbcClient owner() {
        return JdbcClient.create(database.owner());
    }

    private void put(String column, String value) {
        put("shelf", column, value);
    }

    private void put(String table, String column, String value) {
        owner().sql("insert into shop." + table
                        + " (id, unit_no, access_key, version, created_at, created_by, updated_at,"
                        + " updated_by, " + column
                        + ") values (gen_random_uuid(), 1, 64, 1, now(), gen_random_uuid(), now(),"
                        + " gen_random_uuid(), " + value + ")")
                .update();
    }

    private String column(String property) {
        return catalogs.current()
                .entity("shop/shelf")
                .property(property)
                .orElseThrow()
                .column();
    }

    private String links(String property) {
        var type = catalogs.current()
                .entity("shop/shelf")
                .property(property)
                .orElseThrow()
                .type();
        return ((PropertyType.References) type).table();
    }

    private boolean mayRead(String table) {
        return owner().sql("select has_table_privilege('casewright_app', ?::regclass, 'select')")
                .param("shop." + table)
                .query(Boolean.class)
                .single();
    }

    private List<String> values(String property) {
        var column = column(property);
        return owner().sql("select " + column + "::text from shop.shelf where " + column + " is not null order by 1")
                .query((row, line) -> row.getString(1))
                .list();
    }

    private List<String> constraints() {
        return owner().sql(
                        "select conname::text from pg_constraint where conrelid = 'shop.shelf'::regclass and convalidated")
                .query((row, line) -> row.getString(1))
                .list();
    }

    private boolean isRequired(String property) {
        return owner().sql(
                        "select attnotnull from pg_attribute where attrelid = 'shop.shelf'::regclass and attname = ?")
                .param(column(property))
                .query(Boolean.class)
                .single();
    }

    private int triggers() {
        return owner().sql("select count(*) from pg_trigger where tgname like 'fill%'")
                .query(Integer.class)
                .single();
    }
}
