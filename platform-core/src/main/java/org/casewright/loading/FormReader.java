package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.casewright.catalog.Catalog;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.FormDefinition.Condition;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Effect;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Rule;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.PropertyType;
import org.casewright.loading.Paths.Place;
import org.casewright.loading.Paths.Step;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code forms/*.form.json}: a JSON Forms layout whose scopes lead somewhere. */
final class FormReader {

    private static final Pattern SCOPE = Pattern.compile("#(/(properties|inverse)/[^/]+)+");
    private static final Set<String> CONTROL_OPTIONS = Set.of("readonly", "multi", "detail", "x-columns", "x-help");

    private static final Set<String> CATEGORIZATION_OPTIONS = Set.of("variant");
    private static final Set<Effect> DATA_EFFECTS = Set.of(Effect.REQUIRE, Effect.CLEAR, Effect.ASSIGN);

    private final String module;
    private final String name;
    private final JsonFile file;
    private final Catalog catalog;
    private final Problems problems;

    FormReader(String module, String name, JsonFile file, Catalog catalog, Problems problems) {
        this.module = module;
        this.name = name;
        this.file = file;
        this.catalog = catalog;
        this.problems = problems;
    }

    FormDefinition read(String entity) {
        Names.kebab(name).ifPresent(wrong -> problem("", wrong, "Rename the file."));
        var root = element("", file.root(), new Place.OfRecord(entity));
        var desk = file.root().path("x-desk");
        return new FormDefinition(
                module,
                name,
                entity,
                root,
                desk instanceof ObjectNode object
                        ? new DeskReader(file, catalog, problems).read(object, entity, root)
                        : null);
    }

    private Element element(String pointer, JsonNode node, Place place) {
        var type = node.path("type").stringValue();
        if (!pointer.isEmpty()) {
            refuse(pointer, node, Set.of("$schema", "x-entity", "x-desk"), "stands at the root only");
        }
        return switch (type) {
            case "Control", "ListWithDetail" -> control(pointer, node, place);
            case "Label" -> label(pointer, node, place);
            default -> layout(pointer, node, place, kind(type, node));
        };
    }

    private static Layout.Kind kind(String type, JsonNode node) {
        return switch (type) {
            case "VerticalLayout" -> Layout.Kind.VERTICAL;
            case "HorizontalLayout" -> Layout.Kind.HORIZONTAL;
            case "Group" -> Layout.Kind.GROUP;
            case "Categorization" ->
                node.path("options").path("variant").asString("").equals("stepper")
                        ? Layout.Kind.STEPPER
                        : Layout.Kind.CATEGORIZATION;
            case "Category" -> Layout.Kind.CATEGORY;
            default -> throw new IllegalStateException("The meta-schema knows no element " + type + ".");
        };
    }

    private Element layout(String pointer, JsonNode node, Place place, Layout.Kind kind) {
        var tabbed = kind == Layout.Kind.CATEGORIZATION || kind == Layout.Kind.STEPPER;
        refuse(pointer, node, Set.of("scope", "text", "x-columns", "x-help"), "means nothing in a layout");
        if (tabbed) {
            refuseOthers(pointer, node.path("options"), CATEGORIZATION_OPTIONS, "means nothing in a categorization");
        } else {
            refuse(pointer, node, Set.of("options"), "means nothing in a layout");
        }
        if (!node.has("elements")) {
            problem(pointer, "This layout has no elements.", "Give it “elements”.");
        }
        var elements = new ArrayList<Element>();
        var list = node.path("elements");
        for (var i = 0; i < list.size(); i++) {
            var at = pointer + "/elements/" + i;
            var type = list.get(i).path("type").asString("");
            if (!tabbed && type.equals("Category")) {
                problem(at, "A category stands only in a categorization.", "Put it into a Categorization.");
            } else if (tabbed && !type.startsWith("Categor")) {
                problem(at, "In a categorization there are only categories.", "Put it into a Category.");
            }
            elements.add(element(at, list.get(i), place));
        }
        return new Layout(kind, heading(pointer, node, null), elements, rule(pointer, node, place, false));
    }

    /** What is written; {@code none} where it is said that there is no label, if that can be said. */
    private @Nullable String heading(String pointer, JsonNode node, @Nullable String none) {
        var label = node.path("label");
        if (!label.isBoolean()) {
            return label.asString(null);
        }
        if (none == null || label.asBoolean()) {
            problem(pointer + "/label", "A label is a text.", "Write the text, or leave it out.");
        }
        return none;
    }

    private Element label(String pointer, JsonNode node, Place place) {
        refuse(
                pointer,
                node,
                Set.of("scope", "elements", "options", "label", "x-columns", "x-help"),
                "means nothing in a label");
        if (!node.has("text")) {
            problem(pointer, "This label has no text.", "Give it “text”.");
        }
        return new Label(node.path("text").asString(""), rule(pointer, node, place, false));
    }

    private Element control(String pointer, JsonNode node, Place place) {
        refuse(pointer, node, Set.of("elements", "text"), "means nothing in a control");
        if (!node.has("scope")) {
            problem(pointer, "This control has no scope.", "Give it “scope”, such as \"#/properties/name\".");
        }
        var options = node.path("options");
        refuse(pointer + "/options", options, CATEGORIZATION_OPTIONS, "means nothing in a control");
        var listed = node.path("type").asString("").equals("ListWithDetail");
        var steps = new ArrayList<FormDefinition.Step>();
        var end = resolve(
                pointer + "/scope", node.path("scope").asString("#/properties/?"), place, steps, node.has("scope"));
        var behind = end == null || !hasEntries(end) ? null : Paths.behind(end);
        var columns = columns(pointer, node, behind, end);
        if (listed && end != null && (behind == null || isObject(end))) {
            problem(pointer + "/scope", "Only a list has details beside it.", "Write \"type\": \"Control\".");
        }
        if (options.has("x-partial") && end != null) {
            partial(pointer + "/options/x-partial", options.path("x-partial"), place, end, steps.size());
        }
        Element detail = null;
        if (options.has("detail")) {
            if (behind != null) {
                detail = element(pointer + "/options/detail", options.path("detail"), behind);
            } else if (end != null) {
                problem(pointer + "/options/detail", "Only a list or an object has details.", "Leave “detail” out.");
            }
        }
        var rest = new LinkedHashMap<String, JsonNode>();
        options.forEachEntry((option, value) -> {
            if (!CONTROL_OPTIONS.contains(option)) {
                rest.put(option, value);
            }
        });
        return new Control(
                new Scope(steps),
                heading(pointer, node, ""),
                options.path("readonly").asBoolean(false),
                options.path("multi").asBoolean(false),
                listed,
                columns,
                node.path("x-help").asString(options.path("x-help").asString(null)),
                detail,
                rest,
                rule(pointer, node, place, true));
    }

    /** A date of the record itself, and beside it a property whose codes say how exact it is. */
    private void partial(String pointer, JsonNode partial, Place place, Step end, int steps) {
        if (!(place instanceof Place.OfRecord)
                || steps != 1
                || !(end instanceof Step.Value(var date) && date.type() instanceof PropertyType.Date)) {
            problem(pointer, "Only a date of the record itself can be known in part.", "Leave “x-partial” out.");
            return;
        }
        var name = partial.path("precision").asString("");
        var said = Paths.property(catalog, place, name).orElse(null);
        if (!(said instanceof Step.Value(var precision) && precision.type() instanceof PropertyType.Code(var list))) {
            problem(
                    pointer + "/precision",
                    "“" + name + "” is no property of codes beside the date.",
                    "Name the property that says how exact the date is.");
            return;
        }
        var codes = catalog.codeList(list).codes().keySet();
        for (var exactness : List.of("day", "month", "year", "estimated")) {
            var at = partial.path(exactness);
            var code = at.isObject() ? at.path("code").asString("") : at.asString("");
            if (!at.isMissingNode() && !codes.contains(code)) {
                problem(
                        pointer + "/" + exactness + (at.isObject() ? "/code" : ""),
                        "“" + code + "” is no code of “" + name + "”.",
                        Similar.advice(code, codes));
            }
        }
    }

    private static boolean hasEntries(Step end) {
        return end instanceof Step.RecordList || isGroup(end) || isObject(end);
    }

    private static boolean isObject(Step step) {
        return step instanceof Step.Value(var property) && property.type() instanceof PropertyType.Structure;
    }

    private List<String> columns(String pointer, JsonNode node, @Nullable Place entries, @Nullable Step end) {
        var own = node.has("x-columns");
        var list = own ? node.path("x-columns") : node.path("options").path("x-columns");
        var at = pointer + (own ? "" : "/options") + "/x-columns";
        var columns = new ArrayList<String>();
        if (!list.isMissingNode() && entries == null && end != null) {
            problem(at, "Only a list has columns.", "Leave “x-columns” out.");
        }
        for (var i = 0; i < list.size(); i++) {
            var column = list.get(i).stringValue();
            columns.add(column);
            if (entries != null) {
                new Columns(catalog, problems).check(entries, column, file.at(at + "/" + i));
            }
        }
        return columns;
    }

    /** The last step of a scope; null when it leads nowhere, with a problem, or when nothing can be said. */
    private @Nullable Step resolve(
            String pointer, String scope, Place from, List<FormDefinition.Step> steps, boolean tell) {
        if (!SCOPE.matcher(scope).matches()) {
            if (tell) {
                problem(
                        pointer,
                        "“" + scope + "” is no scope.",
                        "Write such as \"#/properties/name\", \"#/properties/reader/properties/name\" or \"#/inverse/loans\".");
            }
            return null;
        }
        var parts = scope.substring(2).split("/");
        Place place = from;
        Step step = null;
        for (var i = 0; i < parts.length; i += 2) {
            var inverse = parts[i].equals("inverse");
            var stepName = parts[i + 1];
            steps.add(new FormDefinition.Step(stepName, inverse));
            if (place == null || (step instanceof Step.RecordList && !inverse)) {
                if (tell) {
                    problem(
                            pointer,
                            "“" + scope + "” leads into the entries of a list.",
                            "Name the list, and put the fields of its entries into “options” -> “detail”.");
                }
                return null;
            }
            if (Paths.unknown(catalog, place)) {
                return null;
            }
            var next = inverse ? Paths.inverse(catalog, place, stepName) : Paths.property(catalog, place, stepName);
            if (next.isEmpty()) {
                if (tell) {
                    problem(
                            pointer,
                            Paths.name(place) + " has no " + (inverse ? "inverse list" : "property") + " “" + stepName
                                    + "”.",
                            Similar.advice(
                                    stepName,
                                    inverse
                                            ? Paths.inverseNames(catalog, place)
                                            : Paths.propertyNames(catalog, place)));
                }
                return null;
            }
            step = next.get();
            var last = i + 2 >= parts.length;
            place = !last && isGroup(step) ? null : Paths.behind(step);
        }
        return step;
    }

    private static boolean isGroup(Step step) {
        return step instanceof Step.Value(var property) && property.type() instanceof PropertyType.Group;
    }

    /** The rule of an element; what is done to a value is done by the rule of a control. */
    private @Nullable Rule rule(String pointer, JsonNode node, Place place, boolean ofControl) {
        var rule = node.path("rule");
        if (rule.isMissingNode()) {
            return null;
        }
        var at = pointer + "/rule";
        var effect = Effect.valueOf(rule.path("effect").stringValue());
        if (!ofControl && DATA_EFFECTS.contains(effect)) {
            problem(at + "/effect", "Only a control has a value that a rule could " + effect + ".", "Move it there.");
        } else if (DATA_EFFECTS.contains(effect) && isOfEntries(pointer, node)) {
            problem(
                    at + "/effect",
                    "What a rule does to values it does to the record's own, not to entries of lists.",
                    "Say it in the entity: \"x-required\", \"x-relevant\" or \"x-computed\".");
        }
        if (effect == Effect.ASSIGN && !rule.has("x-value")) {
            problem(at, "It is not said what is assigned.", "Give it “x-value”.");
        } else if (effect != Effect.ASSIGN) {
            refuse(at, rule, Set.of("x-value"), "is what ASSIGN gives");
        }
        var condition = condition(at + "/condition", rule.path("condition"), place);
        return condition == null ? null : new Rule(effect, condition, rule.get("x-value"));
    }

    private static boolean isOfEntries(String pointer, JsonNode node) {
        return pointer.contains("/options/detail")
                || node.path("scope").asString("").contains("/inverse/");
    }

    private @Nullable Condition condition(String pointer, JsonNode node, Place place) {
        if (node.has("conditions")) {
            return conditions(pointer, node, place);
        }
        var leaf = node.path("type").asString("").equals("LEAF");
        var wanted = leaf ? "expectedValue" : "schema";
        refuse(pointer, node, Set.of(leaf ? "schema" : "expectedValue"), "belongs to another kind of condition");
        if (!node.has("scope") || !node.has(wanted)) {
            problem(
                    pointer,
                    "This condition has no scope or no " + (leaf ? "expected value." : "schema."),
                    "Give it “scope” and “" + wanted + "”.");
            return null;
        }
        var steps = new ArrayList<FormDefinition.Step>();
        if (!node.path("scope").stringValue().equals("#")) {
            resolve(pointer + "/scope", node.path("scope").stringValue(), place, steps, true);
        }
        if (leaf) {
            var equal = JsonNodeFactory.instance.objectNode().set("const", node.get(wanted));
            return new Condition.Matches(new Scope(steps), equal, true);
        }
        var schema = node.path("schema");
        MetaSchemas.plainSchemaErrors(schema)
                .forEach(error -> problem(pointer + "/schema", "This is no JSON Schema: " + error + ".", null));
        refuseReferences(pointer + "/schema", schema);
        return new Condition.Matches(
                new Scope(steps), schema, node.path("failWhenUndefined").asBoolean(false));
    }

    private @Nullable Condition conditions(String pointer, JsonNode node, Place place) {
        refuse(
                pointer,
                node,
                Set.of("scope", "schema", "expectedValue", "failWhenUndefined"),
                "means nothing beside “conditions”");
        var type = node.path("type").asString(null);
        if (type == null || type.equals("LEAF")) {
            problem(
                    pointer,
                    "It is not said whether all of the conditions hold or one.",
                    "Give it \"type\": \"AND\" or \"OR\".");
        }
        var conditions = new ArrayList<Condition>();
        for (var i = 0; i < node.path("conditions").size(); i++) {
            var condition = condition(
                    pointer + "/conditions/" + i, node.path("conditions").get(i), place);
            if (condition != null) {
                conditions.add(condition);
            }
        }
        return "OR".equals(type) ? new Condition.Or(conditions) : new Condition.And(conditions);
    }

    private void refuseReferences(String pointer, JsonNode node) {
        if (node.isObject()) {
            node.forEachEntry((keyword, value) -> {
                if (keyword.equals("$ref") || keyword.equals("$dynamicRef")) {
                    problem(
                            Pointer.child(pointer, keyword),
                            "A rule's schema refers to nothing.",
                            "Write the schema out.");
                }
                refuseReferences(Pointer.child(pointer, keyword), value);
            });
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                refuseReferences(pointer + "/" + i, node.get(i));
            }
        }
    }

    private void refuse(String pointer, JsonNode node, Set<String> keywords, String why) {
        for (var keyword : keywords) {
            if (node.has(keyword)) {
                problems.add(Problem.in(
                        file.atName(Pointer.child(pointer, keyword)),
                        "“" + keyword + "” " + why + ".",
                        "Leave it out."));
            }
        }
    }

    private void refuseOthers(String pointer, JsonNode options, Set<String> known, String why) {
        refuse(
                pointer + "/options",
                options,
                options.propertyNames().stream()
                        .filter(option -> !known.contains(option))
                        .collect(java.util.stream.Collectors.toSet()),
                why);
    }

    private void problem(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }
}
