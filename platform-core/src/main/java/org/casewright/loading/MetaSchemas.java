package org.casewright.loading;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The meta-schemas ({@code schema/v1/*.json}), and their errors in our own sentences. */
final class MetaSchemas {

    static final String BASE = "https://casewright.org/schema/v1/";

    /** The kinds of files that have a meta-schema. */
    enum Kind {
        MODULE,
        ENTITY,
        MIXIN,
        CODES,
        FORM,
        VIEWS,
        TEXTS,
        ACCESS,
        DEMO,
        SCENARIO;

        String id() {
            return BASE + name().toLowerCase(Locale.ROOT) + ".json";
        }
    }

    private static final Map<String, JsonNode> SOURCES = sources();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(texts()));

    private MetaSchemas() {}

    private static Map<String, JsonNode> sources() {
        var sources = new LinkedHashMap<String, JsonNode>();
        for (var kind : Kind.values()) {
            var name = "/schema/v1/" + kind.name().toLowerCase(Locale.ROOT) + ".json";
            try (var stream = Objects.requireNonNull(MetaSchemas.class.getResourceAsStream(name), name)) {
                var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                sources.put(kind.id(), JsonMapper.shared().readTree(text));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return sources;
    }

    private static Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        SOURCES.forEach((id, source) -> texts.put(id, source.toString()));
        return texts;
    }

    /** Whether the file is as its kind says; if not, the problems say why. */
    static boolean check(JsonFile file, Kind kind, Problems problems) {
        var errors = schema(kind).validate(file.root());
        errors.stream().map(error -> problem(file, error)).distinct().forEach(problems::add);
        return errors.isEmpty();
    }

    /** What may stand where an error found something unknown. */
    static List<String> known(Error error) {
        return List.copyOf(rule(error).path("properties").propertyNames());
    }

    static List<Error> errors(JsonNode root, Kind kind) {
        return schema(kind).validate(root);
    }

    private static Schema schema(Kind kind) {
        return REGISTRY.getSchema(SchemaLocation.of(kind.id()));
    }

    private static Problem problem(JsonFile file, Error error) {
        var pointer = error.getInstanceLocation().toString();
        var value = file.root().at(JsonPointer.compile(pointer));
        var rule = rule(error);
        var name = String.valueOf(error.getProperty());
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknown(file, pointer, name, rule);
            case "required" ->
                Problem.in(
                        file.at(pointer),
                        "“" + name + "” is missing" + (pointer.isEmpty() ? "." : " in " + place(pointer) + "."),
                        description(rule.path("properties").path(name)));
            case "type" ->
                Problem.in(
                        file.at(pointer),
                        subject(pointer) + " must be " + types(rule.path("type")) + ", and this is " + typeOf(value)
                                + ".",
                        description(rule));
            case "enum" ->
                Problem.in(
                        file.at(pointer),
                        subject(pointer) + " cannot be " + quote(value) + ".",
                        advice(value, rule.path("enum")));
            case "const" ->
                Problem.in(
                        file.at(pointer),
                        subject(pointer) + " must be " + quote(rule.path("const")) + ".",
                        description(rule));
            case "pattern" ->
                Problem.in(file.at(pointer), subject(pointer) + " cannot be " + quote(value) + ".", description(rule));
            default ->
                Problem.in(
                        file.at(pointer),
                        subject(pointer) + " is not right: " + error.getMessage() + ".",
                        description(rule));
        };
    }

    private static Problem unknown(JsonFile file, String pointer, String name, JsonNode rule) {
        var place = file.atName(Pointer.child(pointer, name));
        var known = new ArrayList<>(rule.path("properties").propertyNames());
        return Problem.in(place, "“" + name + "” is not known here.", Similar.advice(name, known));
    }

    /** The object of the meta-schema whose keyword said no. */
    private static JsonNode rule(Error error) {
        var location = error.getSchemaLocation().toString();
        var hash = location.indexOf('#');
        var source = SOURCES.get(hash < 0 ? location : location.substring(0, hash));
        if (source == null || hash < 0) {
            return JsonMapper.shared().createObjectNode();
        }
        return source.at(JsonPointer.compile(Pointer.parent(location.substring(hash + 1))));
    }

    private static @Nullable String description(JsonNode rule) {
        var description = rule.path("description");
        return description.isString() ? "Right would be: " + description.stringValue() : null;
    }

    private static String subject(String pointer) {
        return pointer.isEmpty() ? "The file" : place(pointer);
    }

    /** The last step of a pointer in words. */
    private static String place(String pointer) {
        var last = Pointer.last(pointer);
        return last.matches("[0-9]+")
                ? "entry " + (Integer.parseInt(last) + 1) + " of “" + Pointer.last(Pointer.parent(pointer)) + "”"
                : "“" + last + "”";
    }

    private static String quote(JsonNode value) {
        var text = value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static String advice(JsonNode value, JsonNode allowed) {
        var known = new ArrayList<String>();
        allowed.forEach(node -> known.add(node.asString()));
        return value.isString()
                ? Similar.advice(value.stringValue(), known)
                : "Known here: " + String.join(", ", known) + ".";
    }

    private static String types(JsonNode type) {
        var names = new ArrayList<String>();
        if (type.isArray()) {
            type.forEach(one -> names.add(typeName(one.asString())));
        } else {
            names.add(typeName(type.asString()));
        }
        return String.join(" or ", names);
    }

    private static String typeName(String type) {
        return switch (type) {
            case "object" -> "an object";
            case "array" -> "an array";
            case "string" -> "a string";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "something else";
        };
    }

    /** Whether this is a schema of JSON Schema 2020-12 by the standard's own meta-schema; empty when it is. */
    static List<String> plainSchemaErrors(JsonNode schema) {
        return REGISTRY
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema)
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .sorted()
                .limit(1)
                .toList();
    }

    /** What is wrong with a value by a plain schema; empty when nothing is. */
    static List<String> errors(JsonNode schema, JsonNode value) {
        return REGISTRY
                .getSchema(schema)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::getMessage)
                .sorted()
                .toList();
    }
}
