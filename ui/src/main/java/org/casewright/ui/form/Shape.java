package org.casewright.ui.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.casewright.definition.Conditions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a JSON Schema says of one value, with what it refers to and what all of its parts say taken together.
 *
 * @param document in which references lead somewhere
 * @param origin what stands at its place, by which it is known again
 * @param reference what it was referred to by; empty where it stands at its place
 * @param schema the same with references and {@code allOf} resolved
 * @param depth how far from the whole it lies; a schema can refer to itself without end
 */
record Shape(JsonNode document, JsonNode origin, String reference, ObjectNode schema, int depth) {

    private static final int DEEPEST = 60;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What kind of field a value wants. */
    enum Kind {
        OBJECT,
        LIST,
        TEXT,
        WHOLE,
        DECIMAL,
        YES_NO,
        /** One of values that are listed. */
        CHOICE,
        /** A text, some of which are listed. */
        SUGGESTION,
        /** One of several kinds of value. */
        ALTERNATIVES,
        NOTHING,
        ANYTHING
    }

    /** The whole of a document. */
    static Shape of(JsonNode document) {
        return at(document, document, 0);
    }

    private static Shape at(JsonNode document, JsonNode origin, int depth) {
        var target = JSON.objectNode();
        if (depth < DEEPEST) {
            merge(document, origin, target, new HashSet<>());
        }
        return new Shape(document, named(document, origin), origin.path("$ref").asString(""), target, depth);
    }

    /** What a bare reference leads to is what it is known by. */
    private static JsonNode named(JsonNode document, JsonNode origin) {
        var reference = origin.path("$ref").asString("");
        return reference.startsWith("#/")
                        && !document.at(reference.substring(1)).isMissingNode()
                ? document.at(reference.substring(1))
                : origin;
    }

    /** What is said nearer to the place goes before what is said further away. */
    private static void merge(JsonNode document, JsonNode from, ObjectNode into, Set<JsonNode> seen) {
        if (!from.isObject() || !seen.add(from)) {
            return;
        }
        from.propertyStream()
                .filter(part -> !part.getKey().equals("$ref") && !part.getKey().equals("allOf"))
                .forEach(part -> take(part.getKey(), part.getValue(), into));
        var reference = from.path("$ref").asString("");
        if (reference.startsWith("#")) {
            merge(document, reference.equals("#") ? document : document.at(reference.substring(1)), into, seen);
        }
        from.path("allOf").forEach(part -> merge(document, part, into, seen));
    }

    private static void take(String keyword, JsonNode value, ObjectNode into) {
        var there = into.get(keyword);
        if (there == null) {
            into.set(keyword, value.deepCopy());
        } else if (keyword.equals("properties") && there instanceof ObjectNode known) {
            value.propertyStream().forEach(part -> known.putIfAbsent(part.getKey(), part.getValue()));
        } else if (keyword.equals("required") && there.isArray()) {
            value.forEach(name -> into.withArrayProperty(keyword).add(name));
        }
    }

    private Shape part(JsonNode part) {
        return at(document, part, depth + 1);
    }

    String title() {
        return schema.path("title").asString("");
    }

    /** What it is called among alternatives: by its title, by what it refers to, or by its kind. */
    String name() {
        if (!title().isEmpty() || (reference.isEmpty() && types().isEmpty())) {
            return title();
        }
        return title(reference.isEmpty() ? types().getFirst() : reference.substring(reference.lastIndexOf('/') + 1));
    }

    @Nullable
    String description() {
        return schema.path("description").asString(null);
    }

    boolean isReadOnly() {
        return schema.path("readOnly").asBoolean(false);
    }

    boolean requires(String name) {
        return elements(schema.path("required"))
                .anyMatch(each -> each.asString("").equals(name));
    }

    Kind kind() {
        if (!choices().isEmpty()) {
            return Kind.CHOICE;
        }
        if (!suggestions().isEmpty()) {
            return Kind.SUGGESTION;
        }
        var types = types();
        if (schema.has("properties")
                || (types.equals(List.of("object")) && alternatives().isEmpty())) {
            return Kind.OBJECT;
        }
        if (!alternatives().isEmpty()) {
            return Kind.ALTERNATIVES;
        }
        if (schema.has("items") && types.isEmpty()) {
            return Kind.LIST;
        }
        return types.isEmpty() ? Kind.ANYTHING : kind(types.getFirst());
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "object" -> Kind.OBJECT;
            case "array" -> Kind.LIST;
            case "string" -> Kind.TEXT;
            case "integer" -> Kind.WHOLE;
            case "number" -> Kind.DECIMAL;
            case "boolean" -> Kind.YES_NO;
            case "null" -> Kind.NOTHING;
            default -> Kind.ANYTHING;
        };
    }

    /** Kinds of value it may be; that there may be none is said by there being none. */
    private List<String> types() {
        var type = schema.path("type");
        var all = type.isArray()
                ? elements(type).map(each -> each.asString("")).toList()
                : type.isString() ? List.of(type.asString()) : List.<String>of();
        var some = all.stream().filter(each -> !each.equals("null")).toList();
        return some.isEmpty() ? all : some;
    }

    /** The values that are listed, with their titles; none where others are possible. */
    List<Inputs.Choice> choices() {
        if (schema.has("const")) {
            return List.of(choice(this));
        }
        if (schema.path("enum").isArray()) {
            return elements(schema.path("enum"))
                    .filter(value -> !value.isNull())
                    .map(value -> new Inputs.Choice(value, spelt(value)))
                    .toList();
        }
        var options = options("oneOf");
        if (!options.isEmpty() && options.stream().allMatch(option -> option.schema.has("const"))) {
            return options.stream().map(Shape::choice).toList();
        }
        options = options("anyOf");
        return !options.isEmpty() && options.stream().allMatch(option -> option.schema.has("const"))
                ? options.stream().map(Shape::choice).toList()
                : List.of();
    }

    private static Inputs.Choice choice(Shape option) {
        var value = option.schema.get("const");
        return new Inputs.Choice(value, option.title().isEmpty() ? spelt(value) : option.title());
    }

    private static String spelt(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    /** Texts that are listed beside others that are possible. */
    List<String> suggestions() {
        var options = options("anyOf");
        return options.size() > 1
                        && options.stream().anyMatch(option -> option.kind() == Kind.TEXT)
                        && options.stream()
                                .allMatch(option -> option.kind() == Kind.TEXT || option.kind() == Kind.CHOICE)
                ? options.stream()
                        .flatMap(option -> option.choices().stream())
                        .map(Inputs.Choice::title)
                        .toList()
                : List.of();
    }

    /** The kinds of value of which it is one. */
    List<Shape> alternatives() {
        var one = Stream.concat(options("oneOf").stream(), options("anyOf").stream())
                .filter(option -> option.kind() != Kind.ANYTHING)
                .toList();
        if (!one.isEmpty()) {
            return one;
        }
        var types = types();
        return types.size() < 2
                ? List.of()
                : types.stream().map(type -> part(typed(type))).toList();
    }

    private ObjectNode typed(String type) {
        var typed = schema.deepCopy().put("type", type);
        typed.remove(List.of("title", "description"));
        return typed;
    }

    private List<Shape> options(String keyword) {
        return elements(schema.path(keyword)).map(this::part).toList();
    }

    /** Whether a value is as it asserts. */
    boolean fits(JsonNode value) {
        return Conditions.fits(document, schema, value);
    }

    /** Names of what an object of this shape has. */
    List<String> properties() {
        return List.copyOf(schema.path("properties").propertyNames());
    }

    /** Whether an object of this shape may have more than its properties, and says what. */
    boolean isOpen() {
        var more = schema.path("additionalProperties");
        return more.isObject()
                || (more.isBoolean() && more.asBoolean())
                || schema.path("patternProperties").size() > 0;
    }

    /** What lies in it under this name, wherever in the schema it is said. */
    Optional<Shape> child(String name) {
        var own = schema.path("properties").get(name);
        if (own != null) {
            return Optional.of(part(own));
        }
        var inside = new ArrayList<JsonNode>();
        Stream.of("oneOf", "anyOf").forEach(keyword -> schema.path(keyword).forEach(inside::add));
        Stream.of("then", "else").map(schema::path).filter(JsonNode::isObject).forEach(inside::add);
        return inside.stream()
                .flatMap(each -> part(each).child(name).stream())
                .findFirst()
                .or(() -> schema.path("patternProperties")
                        .propertyStream()
                        .filter(each ->
                                Pattern.compile(each.getKey()).matcher(name).find())
                        .map(each -> part(each.getValue()))
                        .findFirst())
                .or(() -> schema.path("additionalProperties").isObject()
                        ? Optional.of(part(schema.path("additionalProperties")))
                        : Optional.empty());
    }

    /** What each entry of a list is. */
    Shape entries() {
        return part(schema.path("items").isMissingNode() ? JSON.objectNode() : schema.path("items"));
    }

    /** What a new value begins with; null for nothing. */
    @Nullable
    JsonNode beginning() {
        if (schema.has("default")) {
            return schema.get("default").deepCopy();
        }
        if (kind() != Kind.OBJECT) {
            return null;
        }
        var begun = JSON.objectNode();
        properties()
                .forEach(name -> child(name)
                        .map(part -> part.schema.get("default"))
                        .ifPresent(value -> begun.set(name, value.deepCopy())));
        return begun;
    }

    /** A name as a title: its words apart, each with a capital. */
    static String title(String name) {
        var words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("([A-Za-z])([0-9])", "$1 $2")
                .replaceAll("([0-9])([A-Za-z])", "$1 $2")
                .split("[^\\p{L}\\p{N}]+");
        return Stream.of(words)
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
