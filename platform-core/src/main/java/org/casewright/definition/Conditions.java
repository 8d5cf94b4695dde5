package org.casewright.definition;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.casewright.definition.FormDefinition.Condition;
import org.casewright.definition.FormDefinition.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/**
 * Conditions of forms' rules, on values wherever they are. What is not there is no value of any kind: it equals nothing and has no
 * type, and what a schema says only of numbers, strings, arrays or objects does not touch it.
 */
public final class Conditions {

    private static final int DEEPEST = 200;
    private static final JsonNode NOTHING = MissingNode.getInstance();

    private Conditions() {}

    /**
     * Whether the condition holds.
     *
     * @param values what a scope leads to; null for nothing
     */
    public static boolean holds(Condition condition, Function<Scope, @Nullable JsonNode> values) {
        return switch (condition) {
            case Condition.And(var all) -> all.stream().allMatch(one -> holds(one, values));
            case Condition.Or(var some) -> some.stream().anyMatch(one -> holds(one, values));
            case Condition.Matches(var scope, var schema, var failWhenUndefined) -> {
                var value = values.apply(scope);
                var missing = value == null || value.isMissingNode();
                yield !(missing && failWhenUndefined) && fits(schema, value == null ? NOTHING : value);
            }
        };
    }

    /** Whether a value is as a schema without references asserts; formats assert nothing. */
    public static boolean fits(JsonNode schema, JsonNode value) {
        return fits(schema, schema, value);
    }

    /**
     * The same of a part of a document.
     *
     * @param document in which local references ({@code #/...}) lead somewhere
     */
    public static boolean fits(JsonNode document, JsonNode schema, JsonNode value) {
        return new Assertions(document, schema, value, 0).hold();
    }

    /**
     * What a schema asserts of a value.
     *
     * @param depth how often one led to another; what refers to itself without end asserts nothing more
     */
    private record Assertions(JsonNode document, JsonNode schema, JsonNode value, int depth) {

        boolean hold() {
            return schema.isBoolean()
                    ? schema.asBoolean()
                    : depth > DEEPEST
                            || schema.propertyStream()
                                    .allMatch(assertion -> hold(assertion.getKey(), assertion.getValue()));
        }

        boolean hold(String keyword, JsonNode wanted) {
            return switch (keyword) {
                case "$ref" -> fitsBehind(wanted.asString(""));
                case "const" -> same(wanted, value);
                case "enum" -> elements(wanted).anyMatch(one -> same(one, value));
                case "type" -> wanted.isArray() ? elements(wanted).anyMatch(this::isOf) : isOf(wanted);
                case "not" -> !fits(wanted, value);
                case "allOf" -> elements(wanted).allMatch(one -> fits(one, value));
                case "anyOf" -> elements(wanted).anyMatch(one -> fits(one, value));
                case "oneOf" -> elements(wanted).filter(one -> fits(one, value)).count() == 1;
                case "if" ->
                    fits(wanted, value)
                            ? !schema.has("then") || fits(schema.get("then"), value)
                            : !schema.has("else") || fits(schema.get("else"), value);
                default -> holdOfKind(keyword, wanted);
            };
        }

        private boolean holdOfKind(String keyword, JsonNode wanted) {
            if (value.isNumber()) {
                return number(keyword, wanted);
            }
            if (value.isString()) {
                return string(keyword, wanted);
            }
            if (value.isArray()) {
                return array(keyword, wanted);
            }
            return !value.isObject() || object(keyword, wanted);
        }

        private boolean number(String keyword, JsonNode wanted) {
            var number = value.decimalValue();
            return switch (keyword) {
                case "minimum" -> number.compareTo(wanted.decimalValue()) >= 0;
                case "maximum" -> number.compareTo(wanted.decimalValue()) <= 0;
                case "exclusiveMinimum" -> number.compareTo(wanted.decimalValue()) > 0;
                case "exclusiveMaximum" -> number.compareTo(wanted.decimalValue()) < 0;
                case "multipleOf" ->
                    wanted.decimalValue().signum() == 0
                            || number.remainder(wanted.decimalValue()).signum() == 0;
                default -> true;
            };
        }

        private boolean string(String keyword, JsonNode wanted) {
            var text = value.asString();
            return switch (keyword) {
                case "minLength" -> text.codePointCount(0, text.length()) >= wanted.asInt();
                case "maxLength" -> text.codePointCount(0, text.length()) <= wanted.asInt();
                case "pattern" ->
                    Pattern.compile(wanted.asString()).matcher(text).find();
                default -> true;
            };
        }

        private boolean array(String keyword, JsonNode wanted) {
            return switch (keyword) {
                case "minItems" -> value.size() >= wanted.asInt();
                case "maxItems" -> value.size() <= wanted.asInt();
                case "uniqueItems" -> !wanted.asBoolean() || elements(value).allMatch(new HashSet<JsonNode>()::add);
                case "items" ->
                    elements(value).skip(schema.path("prefixItems").size()).allMatch(one -> fits(wanted, one));
                case "prefixItems" -> prefix(wanted);
                case "contains" -> {
                    var found = elements(value).filter(one -> fits(wanted, one)).count();
                    yield found >= schema.path("minContains").asInt(1)
                            && found <= schema.path("maxContains").asInt(Integer.MAX_VALUE);
                }
                default -> true;
            };
        }

        private boolean prefix(JsonNode wanted) {
            for (var i = 0; i < Math.min(wanted.size(), value.size()); i++) {
                if (!fits(wanted.get(i), value.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private boolean object(String keyword, JsonNode wanted) {
            return switch (keyword) {
                case "required" -> elements(wanted).allMatch(name -> value.has(name.asString()));
                case "properties" ->
                    wanted.propertyStream()
                            .allMatch(part ->
                                    !value.has(part.getKey()) || fits(part.getValue(), value.get(part.getKey())));
                case "patternProperties" ->
                    wanted.propertyStream()
                            .allMatch(part -> value.propertyStream()
                                    .filter(own -> isNamed(part.getKey(), own.getKey()))
                                    .allMatch(own -> fits(part.getValue(), own.getValue())));
                case "additionalProperties" ->
                    value.propertyStream()
                            .filter(own -> isAdditional(own.getKey()))
                            .allMatch(own -> fits(wanted, own.getValue()));
                case "propertyNames" ->
                    value.propertyNames().stream().allMatch(name -> fits(wanted, StringNode.valueOf(name)));
                case "minProperties" -> value.size() >= wanted.asInt();
                case "maxProperties" -> value.size() <= wanted.asInt();
                case "dependentRequired" ->
                    wanted.propertyStream()
                            .allMatch(part -> !value.has(part.getKey())
                                    || elements(part.getValue()).allMatch(name -> value.has(name.asString())));
                default -> true;
            };
        }

        private boolean isAdditional(String name) {
            return !schema.path("properties").has(name)
                    && schema.path("patternProperties").propertyNames().stream()
                            .noneMatch(pattern -> isNamed(pattern, name));
        }

        private static boolean isNamed(String pattern, String name) {
            return Pattern.compile(pattern).matcher(name).find();
        }

        /** A reference that leads nowhere, or out of the document, asserts nothing. */
        private boolean fitsBehind(String reference) {
            if (!reference.startsWith("#")) {
                return true;
            }
            var behind = reference.equals("#") ? document : document.at(reference.substring(1));
            return behind.isMissingNode() || fits(behind, value);
        }

        private boolean fits(JsonNode part, JsonNode of) {
            return new Assertions(document, part, of, depth + 1).hold();
        }

        private boolean isOf(JsonNode type) {
            return switch (type.asString("")) {
                case "null" -> value.isNull();
                case "boolean" -> value.isBoolean();
                case "string" -> value.isString();
                case "number" -> value.isNumber();
                case "integer" ->
                    value.isNumber()
                            && value.decimalValue().remainder(BigDecimal.ONE).signum() == 0;
                case "array" -> value.isArray();
                case "object" -> value.isObject();
                default -> true;
            };
        }
    }

    /** Whether two values are one: numbers by what they count, however they are written. */
    public static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
