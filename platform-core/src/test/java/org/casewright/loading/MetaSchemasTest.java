package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.casewright.loading.MetaSchemas.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The meta-schemas help editors too: they are JSON Schema, and every keyword in them is explained. */
class MetaSchemasTest {

    @ParameterizedTest
    @EnumSource
    void isJsonSchemaWithAnIdOfItsOwn(Kind kind) throws IOException {
        var schema = read(kind);

        assertThat(MetaSchemas.plainSchemaErrors(schema)).isEmpty();
        assertThat(schema.path("$id").asString()).isEqualTo(kind.id());
    }

    @ParameterizedTest
    @EnumSource
    void explainsEveryKeyword(Kind kind) throws IOException {
        explained(read(kind), "");
    }

    private static void explained(JsonNode schema, String pointer) {
        schema.path("properties").forEachEntry((name, property) -> {
            assertThat(property.has("description") || property.has("$ref"))
                    .as("%s/%s has a description", pointer, name)
                    .isTrue();
            explained(property, pointer + "/" + name);
        });
        schema.path("$defs").forEachEntry((name, inner) -> explained(inner, pointer + "#" + name));
        for (var keyword : new String[] {"items", "additionalProperties"}) {
            if (schema.path(keyword).isObject()) {
                explained(schema.path(keyword), pointer + "/" + keyword);
            }
        }
    }

    private static JsonNode read(Kind kind) throws IOException {
        var name = "/schema/v1/" + kind.name().toLowerCase(Locale.ROOT) + ".json";
        try (var stream = Objects.requireNonNull(MetaSchemas.class.getResourceAsStream(name))) {
            return JsonMapper.shared().readTree(stream);
        }
    }
}
