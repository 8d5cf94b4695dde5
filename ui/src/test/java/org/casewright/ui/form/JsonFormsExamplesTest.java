package org.casewright.ui.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.tabs.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The examples of JSON Forms, each with schema, layout and data, in a form that has no entity. */
class JsonFormsExamplesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path EXAMPLES = Path.of(System.getProperty("casewright.testdata", "../../shared/testdata"))
            .resolve("jsonforms-examples");

    @TestFactory
    List<DynamicTest> eachControlIsNamedOnce() throws IOException {
        return each(true, example -> labels(example));
    }

    @TestFactory
    List<DynamicTest> whatIsThereIsShownAndComesBackAsItWas() throws IOException {
        return each(true, example -> comesBack(example));
    }

    @TestFactory
    List<DynamicTest> eachRuleFollowsItsCondition() throws IOException {
        return each(true, example -> rules(example));
    }

    @TestFactory
    List<DynamicTest> aSchemaWithoutALayoutHasAFormOfAllThatItSays() throws IOException {
        return each(false, example -> comesBack(example));
    }

    private record Example(JsonNode schema, @Nullable JsonNode layout, JsonNode data) {
        SchemaForm form(JsonNode with) {
            return new SchemaForm(
                    new SchemaForm.Given(schema, layout, with), Locale.ENGLISH, ZoneId.of("Europe/Paris"), form -> {});
        }

        JsonNode drawn() {
            return layout == null ? JSON.createObjectNode() : layout;
        }
    }

    private interface Examining {
        void examine(Example example);
    }

    private static List<DynamicTest> each(boolean laidOut, Examining test) throws IOException {
        if (!Files.isDirectory(EXAMPLES)) {
            return List.of(DynamicTest.dynamicTest(
                    "examples",
                    () -> assumeTrue(false, "Skipped: the outside test data jsonforms-examples is not there.")));
        }
        try (var files = Files.list(EXAMPLES)) {
            return files.sorted()
                    .map(file -> Map.entry(String.valueOf(file.getFileName()), JSON.readTree(file)))
                    .filter(file ->
                            file.getValue().has("schema") && file.getValue().has("data"))
                    .filter(file -> file.getValue().has("uischema") == laidOut)
                    .map(file -> DynamicTest.dynamicTest(
                            file.getKey(),
                            () -> test.examine(new Example(
                                    file.getValue().get("schema"),
                                    file.getValue().get("uischema"),
                                    file.getValue().get("data")))))
                    .toList();
        }
    }

    // ---- labels

    private static void labels(Example example) {
        var form = example.form(example.data());
        new Opened(form).buttons("data-add").toList().forEach(add -> {
            // A list without entries has no form of one to look at.
            if (add.getParent().orElseThrow().getChildren().noneMatch(each -> each.hasClassName("entry"))) {
                add.click();
            }
        });
        named(new Opened(form), example.schema(), example.schema(), example.drawn(), null);
    }

    private static void named(
            Opened form, JsonNode document, JsonNode schema, JsonNode layout, @Nullable Component within) {
        var scopes = controls(layout).map(control -> scope(control)).toList();
        for (var scope : scopes.stream().distinct().toList()) {
            var shown = form.controls(scope, within);
            var wanted = controls(layout)
                    .filter(control -> scope(control).equals(scope))
                    .toList();
            assertThat(shown).as(scope).hasSameSizeAs(wanted);
            for (var i = 0; i < wanted.size(); i++) {
                var label = label(document, schema, wanted.get(i));
                if (!label.isEmpty()) {
                    assertThat(form.says(shown.get(i), label))
                            .as("%s says “%s”", scope, label)
                            .isEqualTo(1);
                }
                var detail = wanted.get(i).path("options").path("detail");
                if (detail.isObject()) {
                    var of = at(document, schema, scope);
                    var entry = of.has("items") ? resolved(document, of.path("items")) : of;
                    named(form, document, entry, detail, shown.get(i));
                }
            }
        }
    }

    private static Stream<JsonNode> controls(JsonNode element) {
        var type = element.path("type").asString("");
        return type.equals("Control") || type.equals("ListWithDetail")
                ? Stream.of(element)
                : elements(element.path("elements")).flatMap(JsonFormsExamplesTest::controls);
    }

    private static String scope(JsonNode control) {
        return control.path("scope")
                .asString("")
                .replaceFirst("^#/$", "#")
                .replaceAll("(anyOf|oneOf|allOf)/[0-9]+/", "")
                .replaceAll("(then|else)/", "");
    }

    private static String label(JsonNode document, JsonNode schema, JsonNode control) {
        var detail = control.path("options").path("detail");
        if (detail.path("type").asString("").equals("Group")) {
            return detail.path("label").asString("");
        }
        var label = control.path("label");
        if (label.isBoolean() && !label.asBoolean()) {
            return "";
        }
        if (label.isString() || label.path("text").isString()) {
            return label.isString() ? label.asString() : label.path("text").asString();
        }
        var title = at(document, schema, scope(control)).path("title").asString("");
        var scope = scope(control);
        return !title.isEmpty() || scope.equals("#") ? title : capitals(scope.substring(scope.lastIndexOf('/') + 1));
    }

    /** As JSON Forms names what has no title. */
    private static String capitals(String name) {
        var words = new StringBuilder();
        var before = ' ';
        for (var i = 0; i < name.length(); i++) {
            var letter = name.charAt(i);
            var apart = !Character.isLetterOrDigit(letter);
            var begins = (Character.isUpperCase(letter) && Character.isLowerCase(before))
                    || (Character.isDigit(letter) != Character.isDigit(before) && Character.isLetterOrDigit(before));
            if (!apart && (words.isEmpty() || begins || !Character.isLetterOrDigit(before))) {
                words.append(words.isEmpty() ? "" : " ").append(Character.toUpperCase(letter));
            } else if (!apart) {
                words.append(letter);
            }
            before = letter;
        }
        return words.toString();
    }

    private static JsonNode at(JsonNode document, JsonNode schema, String scope) {
        var at = resolved(document, schema);
        for (var step : scope.split("/properties/")) {
            at = step.startsWith("#")
                    ? at
                    : resolved(document, at.path("properties").path(step));
        }
        return at;
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : resolved(document, document.at(reference.substring(1)));
    }

    // ---- round trip

    private static void comesBack(Example example) {
        var form = example.form(example.data());
        assertThat(form.data()).as("untouched").isEqualTo(example.data());

        var opened = new Opened(form);
        controls(example.drawn()).forEach(control -> {
            var value = valueAt(example.data(), scope(control));
            if (value.isValueNode() && !value.isNull() && !value.asString("").isEmpty()) {
                var pointer = scope(control).substring(1).replace("/properties/", "/");
                assertThat(opened.field(pointer)).as(pointer).isNotEmpty().noneMatch(field -> field.isEmpty());
            }
        });
        enterAll(opened, new HashSet<>());
        assertThat(plain(form.data())).as("entered anew").isEqualTo(plain(example.data()));
    }

    /** All that is shown, once, and so of every entry of each list. */
    private static void enterAll(Opened opened, Set<String> done) {
        opened.fields().stream()
                .filter(field -> done.add(field.getElement().getAttribute("data-field")) && !field.isEmpty())
                .forEach(Opened::enterAgain);
        var next = new Opened(opened.form())
                .buttons("data-entry")
                .filter(button -> done.add("entry " + button.getElement().getAttribute("data-entry")))
                .findFirst();
        next.ifPresent(button -> {
            button.click();
            enterAll(new Opened(opened.form()), done);
        });
    }

    /** Moments by what they are, wherever somebody wrote them. */
    private static JsonNode plain(@Nullable JsonNode json) {
        if (json instanceof ObjectNode object) {
            var all = JSON.createObjectNode();
            object.forEachEntry((name, value) -> all.set(name, plain(value)));
            return all;
        }
        if (json != null && json.isArray()) {
            var all = JSON.createArrayNode();
            json.forEach(each -> all.add(plain(each)));
            return all;
        }
        if (json != null && json.isNumber()) {
            return JSON.getNodeFactory().numberNode(json.decimalValue().stripTrailingZeros());
        }
        if (json == null || !json.isString() || !json.asString().contains("T")) {
            return json == null ? JSON.nullNode() : json;
        }
        try {
            var moment = OffsetDateTime.parse(json.asString()).toInstant();
            return JSON.getNodeFactory().stringNode(moment.toString());
        } catch (DateTimeException none) {
            return json;
        }
    }

    private static JsonNode valueAt(JsonNode data, String scope) {
        return data.at(scope.substring(1).replace("/properties/", "/"));
    }

    // ---- rules

    private record Ruled(JsonNode element, List<JsonNode> around) {}

    private static void rules(Example example) {
        for (var ruled : ruled(example.drawn(), List.of())) {
            var rule = ruled.element().path("rule");
            for (var truth : List.of(true, false)) {
                var data = example.data().deepCopy();
                ruled.around().forEach(each -> make(data, each.path("rule"), shows(each.path("rule"))));
                make(data, rule.path("condition"), truth);
                follows(example.form(data), example, ruled.element(), truth);
                entered(example, data, rule.path("condition"), ruled.element(), truth);
            }
        }
    }

    private static List<Ruled> ruled(JsonNode element, List<JsonNode> around) {
        var found = new ArrayList<Ruled>();
        var inner = new ArrayList<>(around);
        if (element.path("rule").path("condition").size() > 1) {
            found.add(new Ruled(element, around));
            inner.add(element);
        }
        element.path("elements").forEach(each -> found.addAll(ruled(each, inner)));
        return found;
    }

    private static boolean shows(JsonNode rule) {
        return List.of("SHOW", "ENABLE").contains(rule.path("effect").asString());
    }

    /** Gives the data a value by which the condition holds, or does not. */
    private static void make(JsonNode data, JsonNode ruleOrCondition, boolean truth) {
        var condition = ruleOrCondition.has("condition") ? ruleOrCondition.path("condition") : ruleOrCondition;
        if (condition.has("conditions")) {
            condition.path("conditions").forEach(each -> make(data, each, truth));
            return;
        }
        var steps = condition
                .path("scope")
                .asString()
                .replaceFirst("^#?/properties/", "")
                .split("/properties/");
        var at = (ObjectNode) data;
        for (var step : List.of(steps).subList(0, steps.length - 1)) {
            at = at.withObjectProperty(step);
        }
        at.set(steps[steps.length - 1], wanted(condition, truth));
    }

    private static JsonNode wanted(JsonNode condition, boolean truth) {
        var expected = condition.has("expectedValue")
                ? condition.get("expectedValue")
                : condition.path("schema").path("const");
        return truth
                ? expected
                : expected.isBoolean()
                        ? JSON.getNodeFactory().booleanNode(!expected.asBoolean())
                        : JSON.getNodeFactory().stringNode("Something else");
    }

    private static void follows(SchemaForm form, Example example, JsonNode element, boolean truth) {
        var opened = new Opened(form);
        var effect = element.path("rule").path("effect").asString();
        var expected = truth == List.of("SHOW", "ENABLE").contains(effect);
        var visibility = List.of("SHOW", "HIDE").contains(effect);
        if (element.path("type").asString().equals("Category")) {
            assertThat(tab(opened, example, element).isVisible()).as(effect).isEqualTo(expected);
            return;
        }
        controls(element)
                .forEach(control -> assertThat(opened.controls(scope(control), null))
                        .as("%s %s when %s", effect, scope(control), truth)
                        .isNotEmpty()
                        .allMatch(shown -> expected == (visibility ? opened.isSeen(shown) : Opened.isEnabled(shown))));
    }

    private static Tab tab(Opened opened, Example example, JsonNode category) {
        var index = IntStream.range(0, example.drawn().path("elements").size())
                .filter(i -> example.drawn().path("elements").get(i).equals(category))
                .findFirst()
                .orElseThrow();
        return (Tab)
                opened.tabs().findFirst().orElseThrow().getChildren().toList().get(index);
    }

    /** The same while somebody enters it, where there is a field for it. */
    private static void entered(Example example, JsonNode data, JsonNode condition, JsonNode element, boolean truth) {
        var before = data.deepCopy();
        make(before, condition, !truth);
        var form = example.form(before);
        var leaves = condition.has("conditions")
                ? elements(condition.path("conditions")).toList()
                : List.of(condition);
        var opened = new Opened(form);
        for (var leaf : leaves) {
            var pointer = leaf.path("scope").asString().replaceFirst("^#", "").replace("/properties/", "/");
            var field = opened.field(pointer).findFirst();
            if (field.isEmpty()) {
                return;
            }
            var value = wanted(leaf, truth);
            Opened.enter(
                    field.get(),
                    value.isBoolean()
                            ? (Object) value.asBoolean()
                            : field.get() instanceof com.vaadin.flow.component.textfield.TextField
                                    ? value.asString()
                                    : new Inputs.Choice(value, value.asString()));
        }
        follows(form, example, element, truth);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
