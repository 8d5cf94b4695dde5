package org.casewright.validation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.casewright.definition.EntityDefinition;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Values against an entity's JSON Schema (draft 2020-12), formats asserted. Schemas are compiled once. Thread-safe. */
@Component
public final class SchemaValidator {

    private static final String DIALECT = "https://casewright.org/schema/v1/data";

    private final SchemaRegistry registry;
    private final Map<ObjectNode, Schema> compiled = Collections.synchronizedMap(new WeakHashMap<>());

    SchemaValidator() {
        var dialect = Dialect.builder(DIALECT, Dialects.getDraft202012())
                .format(new PhoneFormat())
                .unknownKeywordFactory((name, node) -> new NonValidationKeyword(name))
                .build();
        registry = SchemaRegistry.withDefaultDialect(dialect);
    }

    /**
     * All that is wrong, in words for the person who entered it.
     *
     * @param absent properties that need not be there: hidden now, or not open to the asker; what lies inside one by its pointer
     *     without the first slash
     */
    public List<Problem> validate(EntityDefinition entity, ObjectNode values, Set<String> absent) {
        var schema = schema(entity);
        var problems = new ArrayList<Problem>();
        for (var error : schema.validate(
                values, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))) {
            var problem = problem(entity, error, absent);
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems;
    }

    private Schema schema(EntityDefinition entity) {
        var known = compiled.get(entity.jsonSchema());
        if (known == null) {
            var plain = entity.jsonSchema().deepCopy();
            plain.remove(List.of("$schema", "$id", "x-entity"));
            withoutTimes(plain);
            known = registry.getSchema(plain);
            compiled.put(entity.jsonSchema(), known);
        }
        return known;
    }

    /** The standard wants an offset of each time; a time of day has none, and was checked when it was read. */
    private static void withoutTimes(ObjectNode schema) {
        for (var parent : schema.findParents("format")) {
            if (parent instanceof ObjectNode property
                    && "time".equals(property.path("format").asString(""))) {
                property.remove("format");
            }
        }
    }

    private static @Nullable Problem problem(EntityDefinition entity, Error error, Set<String> absent) {
        var pointer = error.getInstanceLocation().toString();
        var keyword = error.getKeyword();
        if (keyword.equals("required")) {
            var name = error.getProperty();
            var at = pointer + "/" + name;
            if (absent.contains(at.substring(1))) {
                return null;
            }
            return Problem.at(at, ErrorCode.REQUIRED, "{0} is missing.", title(entity, at));
        }
        return Problem.at(pointer, code(keyword), sentence(entity, error, pointer, keyword));
    }

    private static ErrorCode code(String keyword) {
        return switch (keyword) {
            case "type" -> ErrorCode.TYPE;
            case "format" -> ErrorCode.FORMAT;
            case "pattern" -> ErrorCode.PATTERN;
            case "minLength", "maxLength" -> ErrorCode.LENGTH;
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" -> ErrorCode.RANGE;
            case "enum", "const" -> ErrorCode.CODE;
            case "additionalProperties", "unevaluatedProperties" -> ErrorCode.UNKNOWN_PROPERTY;
            default -> ErrorCode.SCHEMA;
        };
    }

    private static Message sentence(EntityDefinition entity, Error error, String pointer, String keyword) {
        var title = title(entity, pointer);
        var limit = error.getSchemaNode() == null ? "" : error.getSchemaNode().asString("");
        return switch (keyword) {
            case "minLength" -> Message.of("{0} must have at least {1} characters.", title, limit);
            case "maxLength" -> Message.of("{0} must have at most {1} characters.", title, limit);
            case "minimum" -> Message.of("{0} must be at least {1}.", title, limit);
            case "maximum" -> Message.of("{0} must be at most {1}.", title, limit);
            case "exclusiveMinimum" -> Message.of("{0} must be more than {1}.", title, limit);
            case "exclusiveMaximum" -> Message.of("{0} must be less than {1}.", title, limit);
            case "multipleOf" -> Message.of("{0} must be a multiple of {1}.", title, limit);
            case "minItems" -> Message.of("{0} needs at least {1} entries.", title, limit);
            case "maxItems" -> Message.of("{0} may have at most {1} entries.", title, limit);
            case "uniqueItems" -> Message.of("{0} names something twice.", title);
            case "enum" -> Message.of("{0} is not one of the choices.", title);
            case "pattern" -> Message.of("{0} is not written as it must be.", title);
            case "format" ->
                limit.equals(PhoneFormat.NAME)
                        ? Message.of(
                                "{0} is no phone number: write it with + and the code of its country, such as +254712123456.",
                                title)
                        : Message.of("{0} is not a valid {1}.", title, limit);
            default -> Message.plain(title + ": " + error.getMessage() + ".");
        };
    }

    /** The title of what a pointer names, entries of repeating groups by their property. */
    private static String title(EntityDefinition entity, String pointer) {
        var steps = pointer.split("/", -1);
        if (steps.length < 2) {
            return entity.title();
        }
        var property = entity.properties().get(steps[1]);
        if (property == null) {
            return steps[1];
        }
        var last = steps[steps.length - 1];
        return property.type().parts().stream()
                .filter(part -> part.name().equals(last))
                .findFirst()
                .orElse(property)
                .title();
    }
}
