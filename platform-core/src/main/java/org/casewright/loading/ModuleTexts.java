package org.casewright.loading;

import java.util.LinkedHashMap;
import java.util.function.BinaryOperator;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.ProcessDefinition.Outcome;
import org.casewright.definition.ProcessDefinition.UserTask;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of a module's files that people read, each with the key by which {@code i18n/LANGUAGE.json} gives it in another
 * language. Keys follow the files: {@code entities.loan.properties.book.title}.
 */
final class ModuleTexts {

    /** Is told a key and the text, and answers with the text that is to stand there. */
    private final BinaryOperator<String> each;

    private ModuleTexts(BinaryOperator<String> each) {
        this.each = each;
    }

    /** Visits the texts of a file, and replaces those for which another is answered. */
    static void visit(FileKind kind, String stem, ObjectNode root, BinaryOperator<String> each) {
        var texts = new ModuleTexts(each);
        switch (kind) {
            case MANIFEST -> texts.manifest(root);
            case ENTITY -> texts.entity("entities." + stem, root);
            case MIXIN -> texts.entity("mixins." + stem, root);
            case CODES -> texts.codes("codes." + stem, root);
            case FORM -> texts.form("forms." + stem + ".", root);
            case VIEWS -> texts.views("views." + stem, root);
            default -> {
                // Nobody reads the others.
            }
        }
    }

    /** Visits the names of a process, which stand in no JSON, and answers with the process as it is called then. */
    static ProcessDefinition visit(ProcessDefinition process, BinaryOperator<String> each) {
        var key = "workflows." + process.id();
        var isNamed = !process.name().equals(process.id());
        var name = isNamed ? each.apply(key + ".title", process.name()) : process.name();
        var steps = new LinkedHashMap<String, String>();
        process.steps().forEach((id, title) -> steps.put(id, each.apply(key + ".steps." + id + ".title", title)));
        var tasks = new LinkedHashMap<String, UserTask>();
        process.userTasks().forEach((id, task) -> {
            var outcomes = task.outcomes().stream()
                    .map(outcome -> new Outcome(
                            outcome.name(),
                            each.apply(
                                    key + ".steps." + id + ".outcomes." + outcome.name() + ".title", outcome.title()),
                            outcome.comment()))
                    .toList();
            tasks.put(id, task.called(steps.getOrDefault(id, task.name()), outcomes));
        });
        return process.called(name, tasks, steps);
    }

    private void text(String key, ObjectNode node, String member) {
        var text = node.path(member);
        if (text.isString() && !text.stringValue().isBlank()) {
            var other = each.apply(key, text.stringValue());
            if (!other.equals(text.stringValue())) {
                node.put(member, other);
            }
        }
    }

    private void manifest(ObjectNode root) {
        text("module.title", root, "title");
        members(root.path("roles"), (id, role) -> text("roles." + id + ".title", role, "title"));
        members(root.path("settings"), (name, setting) -> text("settings." + name + ".title", setting, "title"));
    }

    private interface OnMember {
        void accept(String name, ObjectNode value);
    }

    private static void members(JsonNode node, OnMember each) {
        node.forEachEntry((name, value) -> {
            if (value instanceof ObjectNode object) {
                each.accept(name, object);
            }
        });
    }

    private void entity(String key, ObjectNode root) {
        text(key + ".title", root, "title");
        if (root.path("x-entity") instanceof ObjectNode entity) {
            text(key + ".plural", entity, "plural");
            for (var rule : entity.path("rules")) {
                if (rule instanceof ObjectNode object) {
                    text(key + ".rules." + rule.path("id").asString("") + ".message", object, "message");
                }
            }
            members(
                    entity.path("operations"),
                    (name, operation) -> text(key + ".operations." + name + ".title", operation, "title"));
            var unique = entity.path("unique");
            for (var i = 0; i < unique.size(); i++) {
                if (unique.get(i) instanceof ObjectNode object) {
                    text(key + ".unique." + i + ".message", object, "message");
                }
            }
        }
        members(root.path("properties"), (name, property) -> property(key + ".properties." + name, property));
        members(root.path("$defs"), (name, property) -> property(key + ".$defs." + name, property));
    }

    private void property(String key, ObjectNode property) {
        text(key + ".title", property, "title");
        text(key + ".guidance", property, "x-guidance");
        members(property.path("properties"), (name, inner) -> property(key + ".properties." + name, inner));
        members(
                property.path("items").path("properties"),
                (name, inner) -> property(key + ".properties." + name, inner));
    }

    private void codes(String key, ObjectNode root) {
        text(key + ".title", root, "title");
        for (var code : root.path("oneOf")) {
            if (code instanceof ObjectNode object) {
                text(key + "." + code.path("const").asString("") + ".title", object, "title");
            }
        }
    }

    private void form(String prefix, ObjectNode root) {
        element(prefix, root);
        if (root.path("x-desk") instanceof ObjectNode desk) {
            formText(prefix, "", "title", desk, "title");
            if (desk.path("quick") instanceof ObjectNode quick) {
                formText(prefix, "", "title", quick, "title");
            }
        }
    }

    /** Texts of a form have the key that the element names, or are their own. */
    private void element(String prefix, ObjectNode element) {
        var own = element.path("i18n").asString("");
        formText(prefix, own, "label", element, "label");
        formText(prefix, own, "text", element, "text");
        formText(prefix, own, "description", element, "x-help");
        if (element.path("options") instanceof ObjectNode options) {
            formText(prefix, own, "description", options, "x-help");
            if (options.path("detail") instanceof ObjectNode detail) {
                element(prefix, detail);
            }
        }
        for (var child : element.path("elements")) {
            if (child instanceof ObjectNode object) {
                element(prefix, object);
            }
        }
    }

    private void formText(String prefix, String own, String kind, ObjectNode node, String member) {
        text(own.isEmpty() ? prefix + node.path(member).asString("") : own + "." + kind, node, member);
    }

    private void views(String key, ObjectNode root) {
        members(root, (name, view) -> {
            text(key + "." + name + ".title", view, "title");
            for (var column : view.path("columns")) {
                if (column instanceof ObjectNode object) {
                    text(key + "." + name + ".columns." + column.path("path").asString("") + ".title", object, "title");
                }
            }
        });
    }
}
