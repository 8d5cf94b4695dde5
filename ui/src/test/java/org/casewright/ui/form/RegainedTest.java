package org.casewright.ui.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.EntityRecord;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.ui.part.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was entered and never saved comes back into a form: on what others stored meanwhile, and as far as it still is open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegainedTest {

    private static final String DISH = "kitchen/dish";

    private final Path folder;
    private final TestPlatform platform;

    RegainedTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write();
        platform = TestPlatform.with(folder.resolve("kitchen"));
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void aNewRecordComesBackWithWhatWasBegunOnItsListsAndWhatNamesThem() {
        var form = begun("cook");
        form.root().values().put("name", "Soup");
        var step = form.root().list("steps").orElseThrow().begin();
        step.values().put("what", "Boil");
        form.root().values().put("first", "@" + step.name());

        var again = begun("cook");
        again.begin(again.context().catalog().entity("kitchen/step"), null, JsonNodeFactory.instance.objectNode());
        assertThat(again.regain(form.submission().values())).isEmpty();

        var name = again.root().list("steps").orElseThrow().entries().getFirst().name();
        assertThat(name).as("another name in another form").isNotEqualTo(step.name());
        assertThat(again.root().values().path("name").asString("")).isEqualTo("Soup");
        assertThat(again.root().values().path("first").asString("")).isEqualTo("@" + name);
        assertThat(again.isChanged()).isTrue();
    }

    @Test
    void whatTheAskerMayNotKnowAnyMoreStaysAwayAndWhatMayNotBeEnteredIsNamed() {
        var values = TestPlatform.json("{'name': 'Soup', 'recipe': 'Secret', 'gone': 1}");

        var guest = changing("guest", dish());
        assertThat(guest.regain(values)).containsExactly("Name: Soup");
        assertThat(guest.root().values().has("recipe")).isFalse();
        assertThat(guest.submission().isEmpty()).isTrue();

        var cook = changing("cook", dish());
        assertThat(cook.regain(values)).isEmpty();
        assertThat(cook.submission().values()).isEqualTo(TestPlatform.json("{'name': 'Soup', 'recipe': 'Secret'}"));
    }

    @Test
    void linesThatOthersAddedOrTookAwayMeanwhileStaySo() {
        var stored = dish();
        var form = changing("cook", stored);
        var lines = form.root().values().withArrayProperty("parts");
        ((ObjectNode) lines.get(0)).put("grams", 300);
        ((ObjectNode) lines.get(1)).put("grams", 7);
        lines.addObject().put("of", "Pepper");
        var entered = form.submission().values();

        var second = lines.get(1).path("id").asString("");
        var now = platform.update(
                "cook", stored, "{'parts': [{'of': 'Basil'}, {'id': '" + second + "', 'retire': true}]}");
        var again = changing("cook", TestPlatform.saved(now));
        again.regain(entered);

        assertThat(again.root()
                        .values()
                        .path("parts")
                        .valueStream()
                        .map(line -> line.path("of").asString("") + " "
                                + line.path("grams").asString("")))
                .containsExactlyInAnyOrder("Tomato 300", "Pepper ", "Basil ");
        var saved = TestPlatform.saved(platform.update(
                "cook",
                platform.read("cook", stored),
                again.submission().values().toString()));
        assertThat(platform.records().json(saved).path("parts")).hasSize(3);
    }

    @Test
    void afterAConflictEachFieldHasTheValueThatWasChosen() {
        var stored = platform.created("cook", DISH, "{'name': 'Salad', 'price': 5}");
        var form = changing("cook", stored);
        form.root().values().put("name", "Mine").put("recipe", "Mine");
        var seen = form.root().seen();
        var now = TestPlatform.saved(
                platform.update("cook", stored, "{'name': 'Theirs', 'recipe': 'Theirs', 'price': 9}"));

        form.root().rebase(now, Set.of("recipe", "price"), seen);

        assertThat(List.of("name", "recipe", "price").stream()
                        .map(name -> form.root().values().path(name).asString("")))
                .as("theirs, mine, and what was there before both")
                .containsExactly("Theirs", "Mine", "5");
    }

    private EntityRecord dish() {
        return platform.created("cook", DISH, "{'name': 'Salad', 'parts': [{'of': 'Tomato'}, {'of': 'Salt'}]}");
    }

    private FormModel changing(String as, EntityRecord record) {
        return new FormModel(context(as), platform.read(as, record), false);
    }

    private FormModel begun(String as) {
        var context = context(as);
        return new FormModel(context, context.catalog().entity(DISH), JsonNodeFactory.instance.objectNode());
    }

    private FormContext context(String as) {
        var actor = platform.actor(as);
        var catalog = platform.bean(Catalogs.class).current();
        return new FormContext(
                catalog,
                platform.records(),
                platform.bean(Attachments.class),
                platform.bean(Directory.class),
                () -> actor,
                new Values(catalog, Locale.ENGLISH, ZoneId.of(actor.zone())));
    }

    private void write() throws IOException {
        var module = folder.resolve("kitchen");
        for (var part : List.of("entities", "demo")) {
            Files.createDirectories(module.resolve(part));
        }
        write("module.json", """
                { "name": "kitchen", "version": "1.0.0", "title": "Kitchen", "main": ["dish"],
                  "roles": { "COOK": { "title": "Cook" }, "GUEST": { "title": "Guest" } } }""");
        write("access.json", """
                { "roles": {
                    "COOK": { "dish": [ { "create": "unit", "read": "unit", "write": "unit", "append": "unit", "fieldClasses": { "inner": "write" } } ],
                              "step": [ { "create": "unit", "read": "unit", "write": "unit" } ] },
                    "GUEST": { "dish": [ { "read": "unit", "write": "own" } ] } } }""");
        write("demo/demo.json", """
                { "units": [ { "code": "TOP", "name": "Inn", "timeZone": "UTC" } ],
                  "users": [ { "name": "cook", "title": "Cook", "unit": "TOP", "roles": ["COOK"] },
                             { "name": "guest", "title": "Guest", "unit": "TOP", "roles": ["GUEST"] } ], "records": [] }""");
        write("entities/dish.schema.json", """
                { "title": "Dish", "type": "object",
                  "x-entity": { "plural": "Dishes", "titleTemplate": "{name}", "ownership": "unit" },
                  "properties": {
                    "name": { "title": "Name", "type": "string", "maxLength": 100, "x-writable": "list contains(actor.roles, \\"COOK\\")" },
                    "recipe": { "title": "Recipe", "type": "string", "maxLength": 100, "x-sensitivity": "inner" },
                    "price": { "title": "Price", "type": "integer" },
                    "first": { "title": "First step", "x-reference": { "entity": "step" } },
                    "parts": { "title": "Parts", "type": "array", "items": { "type": "object", "properties": {
                        "of": { "title": "Of", "type": "string" }, "grams": { "title": "Grams", "type": "integer" } } } } },
                  "required": ["name"] }""");
        write("entities/step.schema.json", """
                { "title": "Step", "type": "object",
                  "x-entity": { "plural": "Steps", "titleTemplate": "{what}", "ownership": { "parent": "dish" } },
                  "properties": {
                    "dish": { "title": "Dish", "x-reference": { "entity": "dish", "inverse": "steps" } },
                    "what": { "title": "What", "type": "string", "maxLength": 100 } },
                  "required": ["dish", "what"] }""");
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve("kitchen").resolve(path), text);
    }
}
