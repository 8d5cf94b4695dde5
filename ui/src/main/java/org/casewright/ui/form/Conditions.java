package org.casewright.ui.form;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.casewright.definition.FormDefinition.Condition;
import org.casewright.definition.FormDefinition.Effect;
import org.casewright.definition.FormDefinition.Rule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Rules of a form, on what is entered. They only arrange: the server checks data by the entity's own rules. */
final class Conditions {

    private Conditions() {}

    /** Whether the rule lets its element be seen. */
    static boolean shows(@Nullable Rule rule, Draft draft) {
        return rule == null
                || switch (rule.effect()) {
                    case SHOW -> holds(rule.condition(), draft);
                    case HIDE -> !holds(rule.condition(), draft);
                    default -> true;
                };
    }

    /** Whether the rule lets its element be changed. */
    static boolean enables(@Nullable Rule rule, Draft draft) {
        return rule == null
                || switch (rule.effect()) {
                    case ENABLE -> holds(rule.condition(), draft);
                    case DISABLE -> !holds(rule.condition(), draft);
                    default -> true;
                };
    }

    /** Whether the rule has this effect now. */
    static boolean demands(@Nullable Rule rule, Effect effect, Draft draft) {
        return rule != null && rule.effect() == effect && holds(rule.condition(), draft);
    }

    static boolean holds(Condition condition, Draft draft) {
        return switch (condition) {
            case Condition.And(var all) -> all.stream().allMatch(one -> holds(one, draft));
            case Condition.Or(var some) -> some.stream().anyMatch(one -> holds(one, draft));
            case Condition.Matches(var scope, var schema, var failWhenUndefined) -> {
                var value = Place.of(draft, scope, false) instanceof Place.Field field ? field.value() : null;
                yield (value == null || value.isNull()) ? !failWhenUndefined : fits(schema, value);
            }
        };
    }

    /** The assertions of JSON Schema that conditions use. */
    private static boolean fits(JsonNode schema, JsonNode value) {
        if (schema.isBoolean()) {
            return schema.asBoolean();
        }
        return schema.propertyStream().allMatch(assertion -> fits(assertion.getKey(), assertion.getValue(), value));
    }

    private static boolean fits(String keyword, JsonNode wanted, JsonNode value) {
        return switch (keyword) {
            case "const" -> same(wanted, value);
            case "enum" -> elements(wanted).anyMatch(one -> same(one, value));
            case "not" -> !fits(wanted, value);
            case "allOf" -> elements(wanted).allMatch(one -> fits(one, value));
            case "anyOf" -> elements(wanted).anyMatch(one -> fits(one, value));
            case "minimum" -> !value.isNumber() || number(value).compareTo(number(wanted)) >= 0;
            case "maximum" -> !value.isNumber() || number(value).compareTo(number(wanted)) <= 0;
            case "exclusiveMinimum" -> !value.isNumber() || number(value).compareTo(number(wanted)) > 0;
            case "exclusiveMaximum" -> !value.isNumber() || number(value).compareTo(number(wanted)) < 0;
            case "minLength" -> !value.isString() || value.asString().length() >= wanted.asInt();
            case "maxLength" -> !value.isString() || value.asString().length() <= wanted.asInt();
            case "pattern" ->
                !value.isString()
                        || Pattern.compile(wanted.asString())
                                .matcher(value.asString())
                                .find();
            case "contains" -> !value.isArray() || elements(value).anyMatch(one -> fits(wanted, one));
            case "minItems" -> !value.isArray() || value.size() >= wanted.asInt();
            case "maxItems" -> !value.isArray() || value.size() <= wanted.asInt();
            case "required" -> elements(wanted).allMatch(name -> value.has(name.asString()));
            case "properties" ->
                wanted.propertyStream()
                        .allMatch(part -> !value.has(part.getKey()) || fits(part.getValue(), value.get(part.getKey())));
            default -> true;
        };
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return number(one).compareTo(number(other)) == 0;
        }
        return one.equals(other);
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }

    private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
