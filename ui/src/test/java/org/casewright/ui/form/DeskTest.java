package org.casewright.ui.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.EntityRecord;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.records.Query;
import org.casewright.ui.part.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is typed at a desk is stored as one, as its definition says; and what is there already is not stored again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTest {

    private static final String DISH = "kitchen/dish";
    private static final String STEP = "kitchen/step";

    private final Path folder;
    private final TestPlatform platform;

    DeskTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write();
        platform = TestPlatform.with(folder.resolve("kitchen"));
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void theFirstLineHasWhatTheDeskGivesItAndTheRecordPointsToIt() {
        var model = begun();
        var desk = desk(model);
        model.root().values().put("name", "Soup").put("planned", 2);
        desk.begin();
        line(model, 0).values().put("what", "Boil");
        desk.begin();
        line(model, 1).values().put("what", "Serve");

        var soup = TestPlatform.saved(
                platform.create("cook", DISH, model.submission().values().toString()));

        var steps = steps(soup);
        assertThat(steps).extracting(step -> step.value("what")).containsExactly("Boil", "Serve");
        assertThat(steps).extracting(step -> step.value("heat")).containsExactly(3L, null);
        assertThat(soup.value("first")).isEqualTo(steps.getFirst().id());
    }

    @Test
    void nothingIsStoredWhereOneLineIsRefused() {
        var model = begun();
        var desk = desk(model);
        model.root().values().put("name", "Burnt");
        desk.begin();
        line(model, 0).values().put("what", "Boil");
        desk.begin();
        line(model, 1).values().put("what", "Burn").put("heat", 12);

        assertThat(TestPlatform.refused(platform.create(
                        "cook", DISH, model.submission().values().toString())))
                .containsKey("/steps/1/heat");
        assertThat(platform.records()
                        .find(Query.of(DISH).searching("Burnt"), platform.actor("cook"))
                        .items())
                .isEmpty();
    }

    @Test
    void aRecordThatExistsTakesThePlaceOfTheLineAndComesHereWhenAllIsSaved() {
        var old = steps(platform.created("cook", DISH, "{'name': 'Old', 'steps': [{'what': 'Peel'}]}"))
                .getFirst();
        var model = begun();
        var desk = desk(model);
        model.root().values().put("name", "New");
        desk.begin();
        var list = model.root().list("steps").orElseThrow();
        list.join(old, line(model, 0));
        model.root().values().put("first", old.id().toString());

        var saved = TestPlatform.saved(
                platform.create("cook", DISH, model.submission().values().toString()));

        assertThat(steps(saved)).extracting(EntityRecord::id).containsExactly(old.id());
        assertThat(platform.read("cook", old).value("dish")).isEqualTo(saved.id());
    }

    @Test
    void aLineThatWasRemovedAndPutBackIsStoredAsItWasTyped() {
        var model = begun();
        var desk = desk(model);
        model.root().values().put("name", "Salad");
        desk.begin();
        var first = line(model, 0);
        first.values().put("what", "Wash");
        desk.begin();
        line(model, 1).values().put("what", "Cut");
        var list = model.root().list("steps").orElseThrow();
        list.remove(first);
        assertThat(list.staying()).hasSize(1);
        list.putBack(first, 0);

        var salad = TestPlatform.saved(
                platform.create("cook", DISH, model.submission().values().toString()));

        assertThat(steps(salad)).extracting(step -> step.value("what")).containsExactlyInAnyOrder("Wash", "Cut");
        assertThat(salad.value("first")).as("it is the one that was meant").isNotNull();
    }

    @Test
    void whatTheCellsHaveIsNotAskedAgainBelowThem() {
        var model = begun();
        var desk = desk(model);
        desk.begin();
        var opened = new Opened(desk);

        assertThat(opened.field("/what")).hasSize(1);
        assertThat(opened.field("/heat")).hasSize(1);
        assertThat(Opened.all(desk)
                        .filter(NativeTableHeaderCell.class::isInstance)
                        .map(each -> each.getElement().getText()))
                .containsExactly("#", "What", "Check");
        assertThat(Opened.all(desk).filter(NativeTableRow.class::isInstance)).hasSize(2);
    }

    private static Draft line(FormModel model, int place) {
        return model.root().list("steps").orElseThrow().staying().get(place);
    }

    private List<EntityRecord> steps(EntityRecord dish) {
        return platform
                .records()
                .find(Query.of(STEP).relatedTo("dish", dish.id()), platform.actor("cook"))
                .items()
                .stream()
                .sorted(java.util.Comparator.comparing(step -> String.valueOf(step.value("what"))))
                .toList();
    }

    private DeskView desk(FormModel model) {
        var form = model.context().catalog().desk(model.root().entity()).orElseThrow();
        return new DeskView(model, form, null, () -> {}, Locale.ENGLISH);
    }

    private FormModel begun() {
        var actor = platform.actor("cook");
        var catalog = platform.bean(Catalogs.class).current();
        var context = new FormContext(
                catalog,
                platform.records(),
                platform.bean(Attachments.class),
                platform.bean(Directory.class),
                () -> actor,
                new Values(catalog, Locale.ENGLISH, ZoneId.of(actor.zone())));
        return new FormModel(context, catalog.entity(DISH), JsonNodeFactory.instance.objectNode());
    }

    private void write() throws IOException {
        for (var part : List.of("entities", "demo", "forms")) {
            Files.createDirectories(folder.resolve("kitchen").resolve(part));
        }
        write("module.json", """
                { "name": "kitchen", "version": "1.0.0", "title": "Kitchen", "main": ["dish"],
                  "roles": { "COOK": { "title": "Cook" } } }""");
        write("access.json", """
                { "roles": { "COOK": {
                    "dish": [ { "create": "unit", "read": "unit", "write": "unit", "append": "unit" } ],
                    "step": [ { "create": "unit", "read": "unit", "write": "unit" } ] } } }""");
        write("demo/demo.json", """
                { "units": [ { "code": "TOP", "name": "Inn", "timeZone": "UTC" } ],
                  "users": [ { "name": "cook", "title": "Cook", "unit": "TOP", "roles": ["COOK"] } ] }""");
        write("entities/dish.schema.json", """
                { "title": "Dish", "type": "object",
                  "x-entity": { "plural": "Dishes", "titleTemplate": "{name}", "ownership": "unit" },
                  "properties": {
                    "name": { "title": "Name", "type": "string", "maxLength": 100, "x-search": "name" },
                    "planned": { "title": "Planned", "type": "integer" },
                    "first": { "title": "First", "x-reference": { "entity": "step", "onRetire": "clear" } } },
                  "required": ["name"] }""");
        write("entities/step.schema.json", """
                { "title": "Step", "type": "object",
                  "x-entity": { "plural": "Steps", "titleTemplate": "{what}", "ownership": { "parent": "dish" } },
                  "properties": {
                    "dish": { "title": "Dish", "x-reference": { "entity": "dish", "inverse": "steps" } },
                    "what": { "title": "What", "type": "string", "maxLength": 100 },
                    "heat": { "title": "Heat", "type": "integer", "maximum": 9 } },
                  "required": ["dish", "what"] }""");
        write("forms/line.form.json", """
                { "x-entity": "dish",
                  "x-desk": { "title": "Line", "list": "steps", "expected": "planned",
                              "first": { "reference": "first", "values": { "heat": 3 } } },
                  "type": "VerticalLayout", "elements": [
                    { "type": "Control", "scope": "#/properties/name" },
                    { "type": "Control", "scope": "#/inverse/steps", "options": {
                      "x-columns": ["what"],
                      "detail": { "type": "HorizontalLayout", "elements": [
                        { "type": "Control", "scope": "#/properties/what" },
                        { "type": "Control", "scope": "#/properties/heat" } ] } } } ] }""");
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve("kitchen").resolve(path), text);
    }
}
