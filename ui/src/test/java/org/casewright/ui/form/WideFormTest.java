package org.casewright.ui.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.tabs.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.ui.part.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A form of more fields than a page builds at once: what nobody has seen yet counts like what is on the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WideFormTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIELDS = 130;

    private final Path folder;
    private final TestPlatform platform;

    WideFormTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write();
        platform = TestPlatform.with(folder.resolve("wide"));
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void groupsAreItsSectionsAndLongOnesAreCutByTheirOrder() {
        assertThat(sections(view(model("grouped"))))
                .containsExactly(
                        "First",
                        "On request",
                        "Third: Field 30 \u2013 Field 53",
                        "Third: Field 54 \u2013 Field 77",
                        "Third: Field 78 \u2013 Field 99",
                        "Field 100 \u2013 Field 129");
    }

    @Test
    void aDerivedLayoutIsCutAndNoTitleNamesWhatTheAskerMayNotKnow() {
        assertThat(sections(view(model("plain"))))
                .containsExactly(
                        "Field 0 \u2013 Field 26",
                        "Field 27 \u2013 Field 53",
                        "Field 54 \u2013 Field 80",
                        "Field 81 \u2013 Field 107",
                        "Field 108 \u2013 Field 128");
    }

    @Test
    void onlyTheFirstSectionIsBuilt() {
        assertThat(fields(view(model("grouped")))).isEqualTo(20);
    }

    @Test
    void aProblemInASectionThatIsNotBuiltIsCountedThereAndBuildsItWhenItIsLookedFor() {
        var model = model("grouped");
        var view = view(model);

        note(model, "/f75", "Too long.", "/f76", "Too short.", "/f120", "Wrong.");
        view.refresh();

        assertThat(view.unseen()).isEmpty();
        assertThat(view.wrongSections())
                .extracting(section -> section.title() + " " + section.wrong())
                .containsExactly("Third: Field 54 \u2013 Field 77 2", "Field 100 \u2013 Field 129 1");
        assertThat(fields(view)).as("to count is not to build").isEqualTo(20);

        assertThat(view.focusWrong()).isTrue();
        assertThat(fields(view)).isEqualTo(44);
        assertThat(field(view, "/f75")).isInstanceOfSatisfying(HasValidation.class, seen -> {
            assertThat(seen.isInvalid()).isTrue();
            assertThat(seen.getErrorMessage()).isEqualTo("Too long.");
        });
    }

    @Test
    void aProblemAtWhatNoSectionWouldShowIsASentence() {
        var model = model("grouped");
        var view = view(model);

        note(model, "/f110", "Not now.", "/secret", "Not yours.");
        view.refresh();

        assertThat(view.wrongSections())
                .as("f110 does not count while f1 is empty")
                .isEmpty();
        assertThat(view.unseen()).containsExactly("Field 110: Not now.", "Secret: Not yours.");
    }

    @Test
    void aSectionIsShownByItsRuleBeforeItIsBuilt() {
        var model = model("grouped");
        var view = view(model);
        assertThat(seen(view)).doesNotContain("On request");

        model.root().values().put("f0", "yes");
        view.changed(model.root());

        assertThat(seen(view)).contains("On request");
        assertThat(fields(view)).isEqualTo(20);
    }

    @Test
    void whatWasEnteredIsSubmittedAndGoesOverIntoANewFormWhoseSectionsAreNotBuilt() {
        var model = model("grouped");
        var view = view(model);
        model.root().values().put("f2", "seen").put("f125", "far below");
        view.changed(model.root());
        assertThat(model.submission().values().propertyNames()).containsExactly("f2", "f125");

        var next = model("grouped");
        assertThat(next.takeOver(model)).isEmpty();
        assertThat(fields(view(next))).isEqualTo(20);
        assertThat(next.submission().values()).isEqualTo(model.submission().values());
    }

    @Test
    void aTabCountsWhatIsWrongInItAndIsOpenedForIt() {
        var model = model("tabbed");
        var view = view(model);
        assertThat(view.wrongSections()).as("few fields have no such sections").isEmpty();
        assertThat(fields(view)).isEqualTo(1);

        note(model, "/f1", "Wrong.");
        view.refresh();

        assertThat(view.unseen()).isEmpty();
        assertThat(all(view)
                        .filter(Tab.class::isInstance)
                        .map(tab -> tab.getElement().getTextRecursively()))
                .containsExactly("One", "Two1");
        assertThat(view.focusWrong()).isTrue();
        assertThat(field(view, "/f1")).isNotNull();
    }

    private FormModel model(String entity) {
        var actor = platform.actor("clerk");
        var catalog = platform.bean(Catalogs.class).current();
        var context = new FormContext(
                catalog,
                platform.records(),
                platform.bean(Attachments.class),
                platform.bean(Directory.class),
                () -> actor,
                new Values(catalog, Locale.ENGLISH, ZoneId.of(actor.zone())));
        return new FormModel(context, catalog.entity("wide/" + entity), JsonNodeFactory.instance.objectNode());
    }

    private static FormView view(FormModel model) {
        var layout = DerivedLayout.of(model.context().catalog(), model.root().entity());
        return new FormView(model, layout, FormView.Options.entering(() -> {}), Locale.ENGLISH);
    }

    private static void note(FormModel model, String... pointersAndMessages) {
        var problems = IntStream.range(0, pointersAndMessages.length / 2)
                .mapToObj(
                        i -> Problem.at(pointersAndMessages[2 * i], ErrorCode.INVALID, pointersAndMessages[2 * i + 1]))
                .toList();
        assertThat(model.note(problems, model.submission())).isEmpty();
    }

    private static Stream<Component> all(Component root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(WideFormTest::all));
    }

    private static long fields(FormView view) {
        return all(view).filter(AbstractField.class::isInstance).count();
    }

    private static Component field(FormView view, String pointer) {
        return all(view)
                .filter(each -> pointer.equals(each.getElement().getAttribute("data-field")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> sections(FormView view) {
        return all(view)
                .filter(NativeButton.class::isInstance)
                .map(each -> ((NativeButton) each).getText())
                .toList();
    }

    /** The sections that are not hidden. */
    private static List<String> seen(FormView view) {
        return all(view)
                .filter(LaterSection.class::isInstance)
                .filter(Component::isVisible)
                .map(each -> ((LaterSection) each).title())
                .toList();
    }

    private void write() throws IOException {
        var module = folder.resolve("wide");
        for (var part : List.of("entities", "forms", "demo")) {
            Files.createDirectories(module.resolve(part));
        }
        write("module.json", """
                { "name": "wide", "version": "1.0.0", "title": "Wide", "main": ["plain"],
                  "roles": { "CLERK": { "title": "Clerk" } } }""");
        var grant = "[ { \"create\": \"unit\", \"read\": \"unit\", \"write\": \"unit\" } ]";
        write(
                "access.json",
                "{ \"roles\": { \"CLERK\": { \"plain\": %s, \"grouped\": %s, \"tabbed\": %s } } }"
                        .formatted(grant, grant, grant));
        write("demo/demo.json", """
                { "units": [ { "code": "TOP", "name": "Office", "timeZone": "UTC" } ],
                  "users": [ { "name": "clerk", "title": "Clerk", "unit": "TOP", "roles": ["CLERK"] } ], "records": [] }""");
        var plain = entity("Plain", FIELDS);
        plain.withObject("/properties/f" + (FIELDS - 1)).put("x-sensitivity", "closed");
        write("entities/plain.schema.json", plain.toPrettyString());
        var grouped = entity("Grouped", FIELDS);
        grouped.withObject("/properties/f110").put("x-relevant", "f1 = \"on\"");
        grouped.withObject("/properties/secret").put("title", "Secret").put("type", "string");
        write("entities/grouped.schema.json", grouped.toPrettyString());
        write("entities/tabbed.schema.json", entity("Tabbed", 2).toPrettyString());
        write("forms/grouped.form.json", """
                { "type": "VerticalLayout", "elements": [
                  { "type": "Group", "label": "First", "elements": [ %s ] },
                  { "type": "Group", "label": "On request", "elements": [ %s ],
                    "rule": { "effect": "SHOW", "condition": { "scope": "#/properties/f0", "schema": { "const": "yes" }, "failWhenUndefined": true } } },
                  { "type": "Group", "label": "Third", "elements": [ %s ] },
                  %s ] }""".formatted(
                        controls(0, 20), controls(20, 30), controls(30, 100), controls(100, FIELDS)));
        write("forms/tabbed.form.json", """
                { "type": "Categorization", "elements": [
                  { "type": "Category", "label": "One", "elements": [ %s ] },
                  { "type": "Category", "label": "Two", "elements": [ %s ] } ] }""".formatted(controls(0, 1), controls(1, 2)));
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve("wide").resolve(path), text);
    }

    private static ObjectNode entity(String title, int fields) {
        var entity = JSON.createObjectNode().put("title", title).put("type", "object");
        entity.putObject("x-entity").put("plural", title + "s").put("titleTemplate", "{f0}");
        var properties = entity.putObject("properties");
        for (var field = 0; field < fields; field++) {
            properties.putObject("f" + field).put("title", "Field " + field).put("type", "string");
        }
        return entity;
    }

    private static String controls(int from, int to) {
        return String.join(
                ", ",
                IntStream.range(from, to)
                        .mapToObj(field -> "{ \"type\": \"Control\", \"scope\": \"#/properties/f" + field + "\" }")
                        .toList());
    }
}
