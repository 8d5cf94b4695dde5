package org.casewright.ui.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.textfield.TextField;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.process.Operations;
import org.casewright.records.Outcome;
import org.casewright.ui.part.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a form can be laid out of, on a record. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormElementsTest {

    private final Path folder;
    private final TestPlatform platform;

    FormElementsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write();
        platform = TestPlatform.with(folder.resolve("desk"));
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void aRuleOfAGroupHoldsForAllThatIsInIt() {
        var form = opened(model());
        assertThat(Opened.isEnabled(field(form, "/fee"))).isFalse();
        assertThat(form.buttons("data-add")).isNotEmpty().noneMatch(Opened::isEnabled);

        Opened.enter(field(form, "/pays"), true);

        assertThat(Opened.isEnabled(field(form, "/fee"))).isTrue();
        assertThat(form.buttons("data-add")).allMatch(Opened::isEnabled);
    }

    @Test
    void anObjectIsItsPartsUnderItsTitle() {
        var model = model();
        var form = opened(model);
        assertThat(form.says(form.controls("#/properties/address", null).getFirst(), "Address"))
                .isEqualTo(1);

        Opened.enter(field(form, "/address/street"), "Mill Lane");

        assertThat(model.submission().values().at("/address/street").asString()).isEqualTo("Mill Lane");
    }

    @Test
    void entriesWithDetailsAreAListAndTheFormOfTheChosenOne() {
        var model = model();
        var view = view(model);
        Opened.enter(field(new Opened(view), "/pays"), true);
        add(view);
        Opened.enter(field(new Opened(view), "/notes/0/what"), "First");
        add(view);
        Opened.enter(field(new Opened(view), "/notes/1/what"), "Second");

        assertThat(new Opened(view).buttons("data-entry").map(Button::getText)).containsExactly("First", "Second");
        assertThat(new Opened(view).field("/notes/1/page"))
                .as("a rule of the details looks at the entry")
                .noneMatch(new Opened(view)::isSeen);
        Opened.enter(field(new Opened(view), "/notes/1/printed"), true);
        assertThat(new Opened(view).field("/notes/1/page")).isNotEmpty().allMatch(new Opened(view)::isSeen);

        new Opened(view)
                .buttons("aria-label")
                .filter(button -> "Move line 2 up".equals(button.getElement().getAttribute("aria-label")))
                .findFirst()
                .orElseThrow()
                .click();

        assertThat(model.submission().values().path("notes").findValuesAsString("what"))
                .containsExactly("Second", "First");
    }

    @Test
    void theNamesOfEntriesFollowAndTheWrongOneIsOpened() {
        var model = model();
        var view = view(model);
        Opened.enter(field(new Opened(view), "/pays"), true);
        add(view);
        add(view);
        var names = new Opened(view).buttons("data-entry").toList();
        Opened.enter(field(new Opened(view), "/notes/1/what"), "Second");

        assertThat(new Opened(view).buttons("data-entry"))
                .as("the focus may be on one of them")
                .isEqualTo(names);
        assertThat(names.getLast().getText()).isEqualTo("Second");

        model.root().problems().put("/notes/0/what", "What is missing.");
        view.refresh();
        assertThat(view.focusWrong()).isTrue();
        assertThat(new Opened(view).field("/notes/0/what")).isNotEmpty();
    }

    @Test
    void whatARuleHidesComesBack() {
        var view = view(model());
        var line = Opened.all(view)
                .filter(Paragraph.class::isInstance)
                .map(Paragraph.class::cast)
                .filter(each -> each.getText().equals("It is paid at the desk."))
                .findFirst()
                .orElseThrow();
        assertThat(line.isVisible()).isFalse();

        Opened.enter(field(new Opened(view), "/pays"), true);
        assertThat(line.isVisible()).isTrue();

        Opened.enter(field(new Opened(view), "/pays"), false);
        assertThat(line.isVisible()).isFalse();
    }

    @Test
    void aButtonWhoseWorkFailedCanBePressedAgain() {
        var button = FormFoot.once("Save", () -> {
            throw new IllegalStateException("no connection");
        });

        assertThatThrownBy(() -> ComponentUtil.fireEvent(button, new ClickEvent<>(button)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(button.isEnabled()).isTrue();
    }

    @Test
    void stepsAreTakenOneAfterTheOther() {
        var view = view(model());
        var tabs = new Opened(view).tabs().findFirst().orElseThrow();
        assertThat(tabs.getChildren().map(tab -> tab.getElement().getTextRecursively()))
                .containsExactly("1. What", "2. How");
        assertThat(tabs.getChildren().map(Tab.class::cast).filter(Tab::isVisible))
                .as("the whole record is looked at, and has no kind yet")
                .hasSize(1);

        Opened.enter(field(new Opened(view), "/kind"), "QUIET");
        assertThat(tabs.getChildren().map(Tab.class::cast).filter(Tab::isVisible))
                .hasSize(2);

        button(view, "Next").click();
        assertThat(tabs.getSelectedIndex()).isEqualTo(1);
        button(view, "Back").click();
        assertThat(tabs.getSelectedIndex()).isZero();
    }

    @Test
    void aRuleRequiresClearsAndAssigns() {
        var model = model();
        var form = opened(model);
        Opened.enter(field(form, "/remark"), "By the window");
        assertThat(field(form, "/reason").isRequiredIndicatorVisible()).isFalse();

        Opened.enter(field(form, "/kind"), "URGENT");
        assertThat(field(form, "/reason").isRequiredIndicatorVisible()).isTrue();
        assertThat(field(form, "/level").getValue()).isEqualTo("3");
        assertThat(field(form, "/level").isReadOnly()).isTrue();

        Opened.enter(field(form, "/kind"), "QUIET");
        assertThat(field(form, "/reason").isRequiredIndicatorVisible()).isFalse();
        assertThat(field(form, "/remark").isEmpty()).isTrue();
        assertThat(model.submission().values().has("remark")).isFalse();
        assertThat(field(form, "/level").isReadOnly()).isFalse();
    }

    @Test
    void whoSubmitsAFormIsHeldToItsRules() {
        var visit = platform.created("clerk", "desk/visit", "{'kind': 'URGENT'}");
        assertThat(TestPlatform.refused(end(visit.id().toString(), "{'how': 'BAD'}")))
                .containsEntry("/why", "required");

        var ended = end(visit.id().toString(), "{'how': 'GOOD', 'why': 'It was found', 'level': 1}");

        var record = platform.read("clerk", TestPlatform.saved(ended));
        var values = platform.records().json(record);
        assertThat(values.path("level").asInt())
                .as("the rule says what it is, whoever says otherwise")
                .isEqualTo(9);
        assertThat(values.has("why")).as("cleared").isFalse();
    }

    @Test
    void aSliderSaysNothingWhileThereIsNothing() {
        var model = model();
        var form = opened(model);
        assertThat(field(form, "/fee"))
                .isInstanceOf(Slider.class)
                .satisfies(slider -> assertThat(((Slider) slider).isEmpty()).isTrue());

        Opened.enter(field(form, "/pays"), true);
        Opened.enter(field(form, "/fee"), new BigDecimal("2.5"));

        assertThat(model.submission().values().path("fee").decimalValue()).isEqualByComparingTo("2.5");
    }

    @Test
    void ofADayPerhapsOnlyTheMonthOrTheYearIsKnown() {
        var model = model();
        var view = view(model);
        var born = (TextField) field(new Opened(view), "/born");

        for (var entered : List.of(
                List.of("14 Mar 1984", "1984-03-14", "D", "14 Mar 1984"),
                List.of("14.3.1984", "1984-03-14", "D", "14 Mar 1984"),
                List.of("1984-03", "1984-03-15", "M", "Mar 1984"),
                List.of("1984", "1984-07-01", "Y", "1984"),
                List.of("~1984", "1984-01-01", "E", "~1984"))) {
            Opened.enter(born, entered.get(0));
            assertThat(model.submission().values().path("born").asString()).isEqualTo(entered.get(1));
            assertThat(model.submission().values().path("exact").asString()).isEqualTo(entered.get(2));
            assertThat(born.getValue()).isEqualTo(entered.get(3));
            assertThat(view.check()).isTrue();
        }

        Opened.enter(born, "31 Feb 2014");
        assertThat(born.getValue()).as("it stays, to be mended").isEqualTo("31 Feb 2014");
        assertThat(view.check()).isFalse();
        view.refresh();
        assertThat(born.getErrorMessage()).startsWith("There is no such day.").contains("~1984");

        Opened.enter(born, "");
        assertThat(model.submission().values().propertyNames()).doesNotContain("born", "exact");
    }

    private Outcome end(String visit, String values) {
        return platform.bean(Operations.class)
                .run("desk/visit", visit, null, "end", TestPlatform.json(values), Set.of(), platform.actor("clerk"));
    }

    private FormModel model() {
        var actor = platform.actor("clerk");
        var catalog = platform.bean(Catalogs.class).current();
        var context = new FormContext(
                catalog,
                platform.records(),
                platform.bean(Attachments.class),
                platform.bean(Directory.class),
                () -> actor,
                new Values(catalog, Locale.ENGLISH, ZoneId.of(actor.zone())));
        return new FormModel(context, catalog.entity("desk/visit"), JsonNodeFactory.instance.objectNode());
    }

    private static FormView view(FormModel model) {
        var layout = DerivedLayout.of(model.context().catalog(), model.root().entity());
        return new FormView(model, layout, FormView.Options.entering(() -> {}), Locale.ENGLISH);
    }

    private static Opened opened(FormModel model) {
        return new Opened(view(model));
    }

    private static AbstractField<?, ?> field(Opened form, String pointer) {
        return form.field(pointer).findFirst().orElseThrow();
    }

    private static void add(FormView view) {
        new Opened(view).buttons("data-add").findFirst().orElseThrow().click();
    }

    private static Button button(FormView view, String text) {
        return Opened.all(view)
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> text.equals(button.getText()))
                .findFirst()
                .orElseThrow();
    }

    private void write() throws IOException {
        for (var part : new String[] {"codes", "entities", "forms", "demo"}) {
            Files.createDirectories(folder.resolve("desk").resolve(part));
        }
        write("module.json", """
                { "name": "desk", "version": "1.0.0", "title": "Desk", "main": ["visit"],
                  "roles": { "CLERK": { "title": "Clerk" } } }""");
        write("access.json", """
                { "roles": { "CLERK": {
                    "visit": [ { "create": "unit", "read": "unit", "write": "unit", "run": "unit" } ],
                    "ending": [ { "create": "unit", "read": "unit", "write": "unit" } ] } } }""");
        write("demo/demo.json", """
                { "units": [ { "code": "TOP", "name": "Office", "timeZone": "UTC" } ],
                  "users": [ { "name": "clerk", "title": "Clerk", "unit": "TOP", "roles": ["CLERK"] } ], "records": [] }""");
        write("codes/exactness.codes.json", """
                { "title": "Exactness", "oneOf": [ { "const": "D", "title": "Exact" }, { "const": "M", "title": "Month" },
                  { "const": "Y", "title": "Year only" }, { "const": "E", "title": "Estimated" } ] }""");
        write("entities/visit.schema.json", """
                { "title": "Visit", "type": "object",
                  "x-entity": { "plural": "Visits", "titleTemplate": "{kind}", "operations": {
                    "end": { "title": "End", "creates": "ending", "reference": "visit", "form": "ending", "roles": ["CLERK"] } } },
                  "properties": {
                    "kind":    { "title": "Kind", "type": "string" },
                    "born":    { "title": "Born", "type": "string", "format": "date" },
                    "exact":   { "title": "How exactly", "$ref": "../codes/exactness.codes.json" },
                    "pays":    { "title": "Pays", "type": "boolean" },
                    "fee":     { "title": "Fee", "type": "number", "multipleOf": 0.5, "minimum": 0, "maximum": 10 },
                    "reason":  { "title": "Reason", "type": "string" },
                    "remark":  { "title": "Remark", "type": "string" },
                    "level":   { "title": "Level", "type": "integer" },
                    "address": { "title": "Address", "type": "object", "properties": {
                                 "street": { "title": "Street", "type": "string" }, "town": { "title": "Town", "type": "string" } } },
                    "notes":   { "title": "Notes", "type": "array", "items": { "type": "object", "properties": {
                                 "what": { "title": "What", "type": "string" }, "printed": { "title": "Printed", "type": "boolean" },
                                 "page": { "title": "Page", "type": "integer" } } } } } }""");
        write("entities/ending.schema.json", """
                { "title": "Ending", "type": "object",
                  "x-entity": { "plural": "Endings", "titleTemplate": "{how}", "ownership": { "parent": "visit" } },
                  "properties": {
                    "visit": { "title": "Visit", "x-reference": { "entity": "visit", "inverse": "endings", "onRetire": "retire" } },
                    "how":   { "title": "How", "type": "string" },
                    "why":   { "title": "Why", "type": "string" },
                    "level": { "title": "Level", "type": "integer" } },
                  "required": ["visit"] }""");
        write("forms/visit.form.json", """
                { "type": "VerticalLayout", "elements": [
                  { "type": "Control", "scope": "#/properties/kind" },
                  { "type": "Control", "scope": "#/properties/born", "options": { "x-partial": { "precision": "exact", "day": "D",
                    "month": { "code": "M", "as": 15 }, "year": { "code": "Y", "as": "07-01" }, "estimated": { "code": "E", "as": "01-01" } } } },
                  { "type": "Control", "scope": "#/properties/exact" },
                  { "type": "Control", "scope": "#/properties/pays" },
                  { "type": "Label", "text": "It is paid at the desk.",
                    "rule": { "effect": "SHOW", "condition": { "scope": "#/properties/pays", "schema": { "const": true } } } },
                  { "type": "Group", "label": "Only when it is paid",
                    "rule": { "effect": "ENABLE", "condition": { "scope": "#/properties/pays", "schema": { "const": true } } },
                    "elements": [
                      { "type": "Control", "scope": "#/properties/fee", "options": { "slider": true } },
                      { "type": "ListWithDetail", "scope": "#/properties/notes",
                        "options": { "elementLabelProp": "what", "showSortButtons": true, "detail": { "type": "VerticalLayout", "elements": [
                          { "type": "Control", "scope": "#/properties/what" },
                          { "type": "Control", "scope": "#/properties/printed" },
                          { "type": "Control", "scope": "#/properties/page",
                            "rule": { "effect": "SHOW", "condition": { "type": "LEAF", "scope": "#/properties/printed", "expectedValue": true } } }
                        ] } } } ] },
                  { "type": "Control", "scope": "#/properties/address" },
                  { "type": "Categorization", "options": { "variant": "stepper" }, "elements": [
                    { "type": "Category", "label": "What", "elements": [
                      { "type": "Control", "scope": "#/properties/reason",
                        "rule": { "effect": "REQUIRE", "condition": { "scope": "#/properties/kind", "schema": { "const": "URGENT" } } } },
                      { "type": "Control", "scope": "#/properties/level",
                        "rule": { "effect": "ASSIGN", "x-value": 3, "condition": { "scope": "#/properties/kind", "schema": { "const": "URGENT" } } } } ] },
                    { "type": "Category", "label": "How",
                      "rule": { "effect": "SHOW", "condition": { "scope": "#", "schema": { "required": ["kind"] } } },
                      "elements": [
                        { "type": "Control", "scope": "#/properties/remark",
                          "rule": { "effect": "CLEAR", "condition": { "scope": "#/properties/kind", "schema": { "const": "QUIET" } } } } ] } ] } ] }""");
        write("forms/ending.form.json", """
                { "type": "VerticalLayout", "elements": [
                  { "type": "Control", "scope": "#/properties/how" },
                  { "type": "Control", "scope": "#/properties/why",
                    "rule": { "effect": "REQUIRE", "condition": { "scope": "#/properties/how", "schema": { "const": "BAD" } } } },
                  { "type": "Control", "scope": "#/properties/why",
                    "rule": { "effect": "CLEAR", "condition": { "scope": "#/properties/how", "schema": { "const": "GOOD" } } } },
                  { "type": "Control", "scope": "#/properties/level",
                    "rule": { "effect": "ASSIGN", "x-value": 9, "condition": { "scope": "#/properties/how", "schema": { "const": "GOOD" } } } } ] }""");
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve("desk").resolve(path), text);
    }
}
