package org.casewright.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.casewright.definition.FormDefinition.Condition;
import org.casewright.definition.FormDefinition.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When the rule of a form holds. */
class ConditionsTest {

    private static final Scope SOMEWHERE = new Scope(List.of(new FormDefinition.Step("there", false)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"const": 1}                                      | 1.0                  | true
            {"const": "a"}                                    | "b"                  | false
            {"enum": ["a", 2]}                                | 2                    | true
            {"type": "integer"}                               | 2.0                  | true
            {"type": ["string", "null"]}                      | null                 | true
            {"type": "object"}                                | []                   | false
            {"not": {"const": 1}}                             | 1                    | false
            {"allOf": [{"minimum": 1}, {"maximum": 3}]}       | 4                    | false
            {"anyOf": [{"minimum": 5}, {"maximum": 3}]}       | 2                    | true
            {"oneOf": [{"minimum": 1}, {"maximum": 3}]}       | 2                    | false
            {"if": {"minimum": 5}, "then": {"multipleOf": 2}} | 7                    | false
            {"if": {"minimum": 5}, "else": {"const": 1}}      | 2                    | false
            {"exclusiveMinimum": 1}                           | 1                    | false
            {"exclusiveMaximum": 1}                           | "no number"          | true
            {"multipleOf": 0.5}                               | 1.5                  | true
            {"minLength": 2}                                  | "😀"                 | false
            {"maxLength": 1}                                  | "😀"                 | true
            {"pattern": "^a"}                                 | "ba"                 | false
            {"items": {"type": "string"}}                     | ["a", 1]             | false
            {"prefixItems": [{"const": 1}]}                   | [1, 2]               | true
            {"prefixItems": [{}], "items": {"const": 1}}      | [2, 1]               | true
            {"contains": {"const": 1}, "maxContains": 1}      | [1, 1]               | false
            {"minItems": 1}                                   | []                   | false
            {"maxItems": 1}                                   | [1, 2]               | false
            {"uniqueItems": true}                             | [1, 1]               | false
            {"required": ["a"]}                               | {"b": 1}             | false
            {"properties": {"a": {"const": 1}}}               | {"a": 2}             | false
            {"properties": {"a": {"const": 1}}}               | {}                   | true
            {"patternProperties": {"^a": {"const": 1}}}       | {"ab": 2}            | false
            {"properties": {"a": {}}, "additionalProperties": false} | {"a": 1, "b": 1} | false
            {"propertyNames": {"maxLength": 1}}               | {"ab": 1}            | false
            {"minProperties": 1}                              | {}                   | false
            {"maxProperties": 1}                              | {"a": 1, "b": 1}     | false
            {"dependentRequired": {"a": ["b"]}}               | {"a": 1}             | false
            {"format": "date"}                                | "no date"            | true
            """)
    void aValueIsHeldAgainstASchema(String schema, String value, boolean fits) {
        assertThat(Conditions.fits(json(schema), json(value))).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"const": true}           | false
            {"not": {"const": true}}  | true
            {"type": "string"}        | false
            {"enum": [null]}          | false
            {"minimum": 1}            | true
            {"required": ["a"]}       | true
            """)
    void whatIsNotThereEqualsNothingAndHasNoType(String schema, boolean holds) {
        var matches = new Condition.Matches(SOMEWHERE, json(schema), false);
        assertThat(Conditions.holds(matches, scope -> null)).isEqualTo(holds);
        assertThat(Conditions.holds(new Condition.Matches(SOMEWHERE, json(schema), true), scope -> null))
                .as("where it is said to fail")
                .isFalse();
    }

    @Test
    void severalConditionsHoldTogetherOrOneByOne() {
        var yes = new Condition.Matches(SOMEWHERE, json("true"), false);
        var no = new Condition.Matches(SOMEWHERE, json("false"), false);
        var value = json("1");
        assertThat(Conditions.holds(new Condition.And(List.of(yes, no)), scope -> value))
                .isFalse();
        assertThat(Conditions.holds(new Condition.Or(List.of(yes, no)), scope -> value))
                .isTrue();
        assertThat(Conditions.holds(
                        new Condition.And(List.of(yes, new Condition.Or(List.of(no, yes)))), scope -> value))
                .isTrue();
    }

    @Test
    void aReferenceLeadsToAPartOfTheDocumentAndNowhereElse() {
        var document = json("{\"$defs\": {\"one\": {\"const\": 1}}}");
        assertThat(Conditions.fits(document, json("{\"$ref\": \"#/$defs/one\"}"), json("1")))
                .isTrue();
        assertThat(Conditions.fits(document, json("{\"$ref\": \"#/$defs/one\"}"), json("2")))
                .isFalse();
        assertThat(Conditions.fits(json("{\"$ref\": \"#\"}"), json("1")))
                .as("to itself, without end")
                .isTrue();
        assertThat(Conditions.fits(document, json("{\"$ref\": \"https://example.org/one\"}"), json("2")))
                .isTrue();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
