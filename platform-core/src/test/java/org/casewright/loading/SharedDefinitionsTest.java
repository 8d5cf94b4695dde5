package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Problem;
import org.junit.jupiter.api.Test;

/** What stands under $defs is written once, and read wherever it is named. */
class SharedDefinitionsTest {

    private static final String READER = "entities/reader.schema.json";
    private static final String HOME =
            "\"home\": { \"type\": \"object\", \"properties\": { \"street\": { \"type\": \"string\" }, \"town\": { \"type\": \"string\" } } }";

    private static GoodModules withHome(String home) {
        return new GoodModules()
                .but("library", READER, HOME, "\"home\": " + home)
                .but(
                        "common",
                        "mixins/timed.mixin.json",
                        "  \"properties\": {",
                        "  \"$defs\": { \"address\": { \"title\": \"Address\", \"type\": \"object\", \"properties\": { \"street\": { \"$ref\": \"#/$defs/street\" },\n \"colour\": { \"$ref\": \"../codes/colour.codes.json\" } } },\n \"street\": { \"title\": \"Street\", \"type\": \"string\", \"maxLength\": 80 },\n \"loop\": { \"type\": \"object\", \"properties\": { \"inner\": { \"$ref\": \"#/$defs/loop\" } } },\n \"wrong\": { \"type\": \"string\", \"x-search\": \"name\",\n \"x-sortable\": true, \"pattern\": \"(\" } },\n  \"properties\": {");
    }

    private static EntityDefinition reader(GoodModules modules) {
        var loaded = modules.load();
        assertThat(loaded.problems()).isEmpty();
        return Objects.requireNonNull(loaded.catalog()).entity("library/reader");
    }

    private static List<String> said(GoodModules modules) {
        return modules.load().problems().stream().map(Problem::toString).toList();
    }

    @Test
    void ofAMixinOfAnotherModuleAreReadAsIfTheyStoodThere() {
        var reader = reader(
                withHome("{ \"$ref\": \"common/mixins/timed.mixin.json#/$defs/address\", \"title\": \"Home\" }"));

        var home = Objects.requireNonNull(reader.properties().get("home"));
        assertThat(home.title()).isEqualTo("Home");
        assertThat(home.type()).isInstanceOfSatisfying(PropertyType.Structure.class, structure -> {
            assertThat(structure.properties()).extracting(part -> part.title()).containsExactly("Street", "colour");
            assertThat(structure.properties().getLast().type()).isEqualTo(new PropertyType.Code("common/colour"));
            assertThat(structure.properties())
                    .extracting(part -> part.column())
                    .containsExactly("home_street", "home_colour");
        });
        assertThat(reader.jsonSchema()
                        .at("/properties/home/properties/street/maxLength")
                        .asInt())
                .isEqualTo(80);
        assertThat(reader.jsonSchema().toString()).doesNotContain("$ref");
    }

    @Test
    void ofTheFileItselfMayBeEntriesAndPlainSchemas() {
        var reader = reader(
                new GoodModules()
                        .but(
                                "library",
                                READER,
                                HOME,
                                "\"homes\": { \"type\": \"array\", \"items\": { \"$ref\": \"#/$defs/place\" } } }, \"$defs\": { \"place\": { \"type\": \"object\", \"properties\": { \"town\": { \"type\": \"string\" } } }, \"short\": { \"maxLength\": 3 } }, \"if\": { \"properties\": { \"pays\": { \"const\": true } } }, \"then\": { \"properties\": { \"name\": { \"$ref\": \"#/$defs/short\" } }"));

        assertThat(Objects.requireNonNull(reader.properties().get("homes")).type())
                .isInstanceOf(PropertyType.Group.class);
        assertThat(reader.jsonSchema().at("/then/properties/name/maxLength").asInt())
                .isEqualTo(3);
    }

    @Test
    void areRefusedWhereTheyWereWritten() {
        assertThat(said(withHome("{ \"$ref\": \"common/mixins/timed.mixin.json#/$defs/wrong\" }")))
                .singleElement()
                .asString()
                .startsWith("common/mixins/timed.mixin.json:9:33 ")
                .contains("/$defs/wrong/pattern: “(” is no regular expression");
    }

    @Test
    void mustBeThereAndEnd() {
        assertThat(said(withHome("{ \"$ref\": \"common/mixins/timed.mixin.json#/$defs/adress\" }")))
                .first()
                .asString()
                .contains("/properties/home/$ref: There is no definition “adress” there.", "address");
        assertThat(said(withHome("{ \"$ref\": \"common/mixins/timed.mixin.json#/$defs/loop\" }")))
                .first()
                .asString()
                .contains("“#/$defs/loop” leads back to itself.");
        assertThat(said(withHome("{ \"$ref\": \"common/mixins/timed.mixin.json#/properties/from\" }")))
                .first()
                .asString()
                .contains("names no shared definition");
        assertThat(said(withHome("{ \"$ref\": \"common/codes/colour.codes.json#/$defs/x\" }")))
                .first()
                .asString()
                .contains("is no mixin");
    }

    @Test
    void neverGrowWithoutBound() {
        var defs = new StringBuilder("{ \"d0\": { \"type\": \"string\" }");
        for (var i = 1; i < 40; i++) {
            defs.append(", \"d")
                    .append(i)
                    .append("\": { \"type\": \"object\", \"properties\": { \"a\": { \"$ref\": \"#/$defs/d")
                    .append(i - 1)
                    .append("\" }, \"b\": { \"$ref\": \"#/$defs/d")
                    .append(i - 1)
                    .append("\" } } }");
        }
        var modules = new GoodModules()
                .but("library", READER, HOME, "\"home\": { \"$ref\": \"#/$defs/d39\" }")
                .but(
                        "library",
                        READER,
                        "\"type\": \"object\",\n",
                        "\"type\": \"object\", \"$defs\": " + defs + " },\n");

        assertThat(said(modules)).anySatisfy(said -> assertThat(said).contains("becomes too large"));
    }

    @Test
    void keywordsThatAreNoColumnsAreTakenOverAndChecked() {
        var reader = reader(new GoodModules().but("library", READER, "\"pays\": { \"type\": \"boolean\" }", """
                        "pays": { "type": "boolean" },
                        "tags": { "type": "array", "items": { "type": "string" }, "contains": { "const": "a" }, "maxContains": 2 },
                        "more": { "type": "object", "propertyNames": { "pattern": "^[a-z]+$" }, "patternProperties": { "^n": { "type": "integer" } } },
                        "word": { "type": "string", "not": { "enum": ["no"] }, "anyOf": [ { "minLength": 2 }, { "const": "x" } ] }"""));
        assertThat(reader.jsonSchema().at("/properties/word/anyOf/0/minLength").asInt())
                .isEqualTo(2);

        assertThat(said(new GoodModules()
                        .but(
                                "library",
                                READER,
                                "\"pays\": { \"type\": \"boolean\" }",
                                "\"pays\": { \"type\": \"boolean\", \"not\": { \"minLength\": \"x\" } }")))
                .singleElement()
                .asString()
                .contains("/properties/pays/not: This is no JSON Schema");
    }
}
