package org.casewright.ui.form;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.casewright.definition.FormDefinition.Condition;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Effect;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Rule;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.FormDefinition.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A UI schema of JSON Forms, whoever wrote it: what is not known is left out. The forms of modules are read, and every mistake
 * in them named, by the loader.
 */
final class UiSchema {

    private UiSchema() {}

    /** The layout that it says. */
    static Element read(JsonNode node) {
        return switch (node.path("type").asString("")) {
            case "Control", "ListWithDetail" -> control(node);
            case "Label" -> new Label(node.path("text").asString(""), rule(node));
            case "HorizontalLayout" -> layout(Layout.Kind.HORIZONTAL, node);
            case "Group" -> layout(Layout.Kind.GROUP, node);
            case "Category" -> layout(Layout.Kind.CATEGORY, node);
            case "Categorization" ->
                layout(
                        node.path("options").path("variant").asString("").equals("stepper")
                                ? Layout.Kind.STEPPER
                                : Layout.Kind.CATEGORIZATION,
                        node);
            default -> layout(Layout.Kind.VERTICAL, node);
        };
    }

    private static Layout layout(Layout.Kind kind, JsonNode node) {
        var elements = Shape.elements(node.path("elements")).map(UiSchema::read).toList();
        return new Layout(kind, node.path("label").asString(null), elements, rule(node));
    }

    private static Control control(JsonNode node) {
        var options = new LinkedHashMap<String, JsonNode>();
        node.path("options").forEachEntry(options::put);
        var detail = options.remove("detail");
        return new Control(
                scope(node.path("scope").asString("#")),
                label(node.path("label")),
                is(options.remove("readonly")) || is(options.remove("readOnly")),
                is(options.remove("multi")),
                node.path("type").asString("").equals("ListWithDetail"),
                List.of(),
                null,
                detail != null && detail.isObject() ? read(detail) : null,
                options,
                rule(node));
    }

    private static boolean is(@Nullable JsonNode option) {
        return option != null && option.asBoolean(false);
    }

    /** A text, or {@code {"text": ..., "show": ...}}, or whether there is one. */
    private static @Nullable String label(JsonNode label) {
        if (label.isBoolean()) {
            return label.asBoolean() ? null : "";
        }
        if (label.isObject()) {
            return label.path("show").asBoolean(true) ? label.path("text").asString(null) : "";
        }
        return label.asString(null);
    }

    /** The names on the way to the value, wherever in the schema they are said. */
    static Scope scope(String text) {
        var parts = text.replaceAll("(anyOf|allOf|oneOf)/[0-9]+/", "")
                .replaceAll("(then|else)/", "")
                .split("/");
        var first = parts.length > 0 && (parts[0].equals("#") || parts[0].isEmpty()) ? 2 : 1;
        return new Scope(IntStream.range(0, parts.length)
                .filter(i -> i >= first && (i - first) % 2 == 0)
                .mapToObj(i -> new Step(name(parts[i]), false))
                .toList());
    }

    private static String name(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replace("~1", "/")
                    .replace("~0", "~");
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    private static @Nullable Rule rule(JsonNode node) {
        var rule = node.path("rule");
        var effect = effect(rule.path("effect").asString(""));
        var condition = condition(rule.path("condition"));
        return effect == null || condition == null ? null : new Rule(effect, condition, rule.get("x-value"));
    }

    private static @Nullable Effect effect(String name) {
        for (var effect : Effect.values()) {
            if (effect.name().equals(name)) {
                return effect;
            }
        }
        return null;
    }

    /** Null for a condition that says nothing: it is as if there were no rule. */
    private static @Nullable Condition condition(JsonNode node) {
        if (node.has("conditions")) {
            var all = new ArrayList<Condition>();
            node.path("conditions").forEach(each -> {
                var one = condition(each);
                if (one != null) {
                    all.add(one);
                }
            });
            return node.path("type").asString("").equals("OR") ? new Condition.Or(all) : new Condition.And(all);
        }
        var scope = scope(node.path("scope").asString("#"));
        if (node.has("expectedValue")) {
            var equal = JsonNodeFactory.instance.objectNode().set("const", node.get("expectedValue"));
            return new Condition.Matches(scope, equal, true);
        }
        return node.has("schema")
                ? new Condition.Matches(
                        scope,
                        node.get("schema"),
                        node.path("failWhenUndefined").asBoolean(false))
                : null;
    }

    /** One control of the whole, for a schema that has no layout. */
    static Element whole() {
        return new Control(new Scope(List.of()), null, false, false, false, List.of(), null, null, Map.of(), null);
    }
}
