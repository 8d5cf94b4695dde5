package org.casewright.loading;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A property's schema with nothing in it but JSON Schema: code lists put in, references as the text that names a record,
 * and the bounds that storage has anyway.
 */
final class PlainSchema {

    /** Longest text where {@code maxLength} is absent. */
    static final int MAX_LENGTH = 10_000;

    /** Decimals kept where {@code multipleOf} is absent. */
    static final int SCALE = 6;

    private static final Set<String> SCHEMA = Set.of(
            "not", "if", "then", "else", "contains", "propertyNames", "additionalProperties", "unevaluatedProperties");
    private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> NAMED_SCHEMAS = Set.of("dependentSchemas", "patternProperties");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ModuleSource module;
    private final JsonFile file;
    private final References references;
    private final Problems problems;

    PlainSchema(ModuleSource module, JsonFile file, References references, Problems problems) {
        this.module = module;
        this.file = file;
        this.references = references;
        this.problems = problems;
    }

    ObjectNode of(String pointer, JsonNode node) {
        var plain = NODES.objectNode();
        node.forEachEntry((keyword, value) -> {
            switch (keyword) {
                case "$ref" -> codes(plain, Pointer.child(pointer, keyword), value.stringValue());
                case "x-reference" -> plain.put("type", "string");
                case "x-attachment" -> attachment(plain);
                case "items" -> plain.set(keyword, items(of(Pointer.child(pointer, keyword), value)));
                case "properties" -> plain.set(keyword, properties(Pointer.child(pointer, keyword), value));
                case "default" -> {
                    if (!isFeel(value)) {
                        plain.set(keyword, value);
                    }
                }
                default -> {
                    if (!keyword.startsWith("x-")) {
                        checkPlain(pointer, keyword, value);
                        plain.set(keyword, value);
                    }
                }
            }
        });
        bound(plain);
        return plain;
    }

    private static void attachment(ObjectNode plain) {
        plain.put("type", "object");
        var parts = plain.putObject("properties");
        for (var name : List.of("id", "name", "type", "sha256")) {
            parts.putObject(name).put("type", "string");
        }
        parts.putObject("size").put("type", "integer");
        plain.putArray("required").add("id");
    }

    /** Entries have an id, which a schema that is closed to other names does not know. */
    private static ObjectNode items(ObjectNode items) {
        var closed = items.has("additionalProperties") || items.has("unevaluatedProperties");
        if (closed && items.get("properties") instanceof ObjectNode parts) {
            parts.putObject("id").put("type", "string");
        }
        return items;
    }

    /** Checks what a keyword of the standard holds, where that is schemas that are taken over as they are. */
    void checkPlain(String pointer, String keyword, JsonNode value) {
        var at = Pointer.child(pointer, keyword);
        if (SCHEMA.contains(keyword)) {
            check(at);
        } else if (SCHEMAS.contains(keyword)) {
            for (var i = 0; i < value.size(); i++) {
                check(Pointer.child(at, i));
            }
        } else if (NAMED_SCHEMAS.contains(keyword)) {
            value.forEachEntry((name, schema) -> check(Pointer.child(at, name)));
        }
    }

    static boolean isFeel(JsonNode value) {
        return value.isString() && value.stringValue().startsWith("=");
    }

    private ObjectNode properties(String pointer, JsonNode node) {
        var plain = NODES.objectNode();
        node.forEachEntry((name, property) -> plain.set(name, of(Pointer.child(pointer, name), property)));
        return plain;
    }

    private void codes(ObjectNode plain, String pointer, String ref) {
        var list = references.codes(module, ref, file.at(pointer));
        plain.put("type", "string");
        if (list != null) {
            var codes = plain.putArray("enum");
            list.codes().keySet().forEach(codes::add);
        }
    }

    private static void bound(ObjectNode plain) {
        var type = plain.path("type").asString("");
        if (type.equals("string") && !plain.has("maxLength") && !plain.has("enum") && !plain.has("format")) {
            plain.put("maxLength", MAX_LENGTH);
        }
        if (type.equals("number") && !plain.has("multipleOf")) {
            plain.put("multipleOf", BigDecimal.ONE.movePointLeft(SCALE));
        }
    }

    /** Notes what a plain schema may not say. */
    void check(String pointer) {
        var node = file.root().at(pointer);
        MetaSchemas.plainSchemaErrors(node)
                .forEach(error ->
                        problems.add(Problem.in(file.at(pointer), "This is no JSON Schema: " + error + ".", null)));
        refuseOwnWords(pointer, node);
    }

    private void refuseOwnWords(String pointer, JsonNode node) {
        if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                if (name.equals("$ref") || name.equals("$dynamicRef") || name.startsWith("x-")) {
                    problems.add(Problem.in(
                            file.atName(Pointer.child(pointer, name)),
                            "“" + name + "” cannot stand in a plain JSON Schema.",
                            "Say it at the property."));
                }
                refuseOwnWords(Pointer.child(pointer, name), value);
            });
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                refuseOwnWords(Pointer.child(pointer, i), node.get(i));
            }
        }
    }
}
