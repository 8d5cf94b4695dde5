package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.casewright.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class OpenApiTest {

    private static final Set<String> VERBS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final Pattern TEMPLATE = Pattern.compile("\\{(\\w+)}");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post");
        api = new ApiServer(platform);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static JsonNode document(String as) {
        var reply = api.get(as, "/api/v1/openapi.json");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static Set<String> operations(JsonNode document) {
        var operations = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(VERBS::contains)
                        .forEach(verb -> operations.add(verb + " " + path.getKey())));
        return operations;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sorter.knf", "head.hqg", "dropper.knf", "arbiter.knf", "visitor.knf"})
    void isWellFormedForEverybody(String name) {
        var document = document(name);

        assertThat(document.path("openapi").asString()).matches("3\\.1\\.\\d+");
        assertThat(document.at("/info/title").asString()).isNotEmpty();
        assertThat(document.at("/info/version").asString()).isNotEmpty();
        assertThat(document.propertyNames())
                .isSubsetOf("openapi", "info", "servers", "security", "tags", "paths", "components");
        document.path("components")
                .properties()
                .forEach(kind -> assertThat(kind.getValue().propertyNames())
                        .allSatisfy(key -> assertThat(key).matches("[a-zA-Z0-9._-]+")));
        document.path("security")
                .forEach(requirement -> assertThat(
                                document.at("/components/securitySchemes").propertyNames())
                        .containsAll(requirement.propertyNames()));
        var ids = new HashSet<String>();
        document.path("paths").properties().forEach(path -> assertPath(document, path.getKey(), path.getValue(), ids));
        document.at("/components/parameters").forEach(OpenApiTest::assertParameter);
        assertReferencesHold(document, document);
    }

    private static void assertPath(JsonNode document, String path, JsonNode item, Set<String> ids) {
        assertThat(path).startsWith("/");
        var parameters = new ArrayList<String>();
        item.path("parameters").forEach(parameter -> parameters.add(name(document, parameter)));
        var template = TEMPLATE.matcher(path);
        while (template.find()) {
            assertThat(parameters).as(path).contains(template.group(1));
        }
        item.propertyNames().stream().filter(VERBS::contains).forEach(verb -> {
            var operation = item.path(verb);
            assertThat(ids.add(operation.path("operationId").asString()))
                    .as(operation.toString())
                    .isTrue();
            assertThat(operation.path("responses").isEmpty()).isFalse();
            operation.path("responses").properties().forEach(response -> {
                assertThat(response.getKey()).matches("[1-5]\\d\\d");
                assertThat(response.getValue().has("$ref")
                                || response.getValue().has("description"))
                        .isTrue();
            });
            if (operation.has("requestBody")) {
                assertThat(operation.at("/requestBody/content").isEmpty()).isFalse();
                assertThat(verb).isIn("post", "patch");
            }
        });
    }

    private static String name(JsonNode document, JsonNode parameter) {
        var found =
                parameter.has("$ref") ? resolve(document, parameter.path("$ref").asString()) : parameter;
        return found.path("name").asString();
    }

    private static void assertParameter(JsonNode parameter) {
        assertThat(parameter.path("name").asString()).isNotEmpty();
        assertThat(parameter.path("in").asString()).isIn("path", "query", "header");
        assertThat(parameter.path("schema").isObject()).isTrue();
        if (parameter.path("in").asString().equals("path")) {
            assertThat(parameter.path("required").booleanValue()).isTrue();
        }
    }

    private static void assertReferencesHold(JsonNode document, JsonNode node) {
        if (node.path("$ref").isString()) {
            var ref = node.path("$ref").asString();
            assertThat(ref).startsWith("#/");
            assertThat(resolve(document, ref).isMissingNode()).as(ref).isFalse();
        }
        node.forEach(child -> assertReferencesHold(document, child));
    }

    private static JsonNode resolve(JsonNode document, String ref) {
        return document.at(ref.substring(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sorter.knf", "arbiter.knf"})
    void holdsJsonSchemasOfTheStandard(String name) {
        var meta = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        document(name)
                .at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(meta.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void itsSchemasAcceptWhatIsAnsweredAndWhatMayBeSent() {
        var document = document("sorter.knf");
        var sent = JsonNodeFactory.instance.objectNode();
        sent.put("subject", "Hello").put("weight", 12.5).put("stamps", 2).put("arrived", "2026-03-02");
        sent.putArray("phones").addObject().put("number", "1");
        var reply = api.post("sorter.knf", "/api/v1/post/letter", sent.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);

        assertThat(errors(document, "post.letter.Create", sent)).isEmpty();
        assertThat(errors(document, "post.letter", reply.json())).isEmpty();
        assertThat(errors(
                        document,
                        "post.letter.Page",
                        api.get("sorter.knf", "/api/v1/post/letter?count=exact").json()))
                .isEmpty();
        assertThat(errors(
                        document,
                        "History",
                        api.get("sorter.knf", "/api/v1/post/letter/" + reply.at("/id") + "/history")
                                .json()))
                .isEmpty();
        assertThat(errors(
                        document,
                        "TaskPage",
                        api.get("sorter.knf", "/api/v1/tasks?view=team").json()))
                .isEmpty();
        assertThat(errors(
                        document,
                        "Problem",
                        api.post("sorter.knf", "/api/v1/post/letter", "{}").json()))
                .isEmpty();
    }

    @Test
    void itsSchemasRefuseWhatIsRefused() {
        var document = document("sorter.knf");
        var wrong = JsonNodeFactory.instance.objectNode();
        wrong.put("weight", -1).put("stamps", "two").put("state", "NONSENSE");

        assertThat(errors(document, "post.letter.Create", wrong)).hasSizeGreaterThanOrEqualTo(4);
    }

    private static List<String> errors(JsonNode document, String name, JsonNode value) {
        var schema = JsonNodeFactory.instance.objectNode();
        schema.put("$ref", "#/components/schemas/" + name);
        schema.set("components", document.path("components"));
        return SCHEMAS.getSchema(schema).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void namesOnlyOperationsThatTheActorMayDo() {
        var sorter = operations(document("sorter.knf"));
        assertThat(sorter)
                .contains(
                        "get /api/v1/post/letter",
                        "post /api/v1/post/letter",
                        "patch /api/v1/post/letter/{id}",
                        "delete /api/v1/post/letter/{id}",
                        "post /api/v1/post/letter/{id}/restore",
                        "get /api/v1/post/letter/{id}/history",
                        "post /api/v1/batch",
                        "post /api/v1/tasks/{id}/complete");

        assertThat(operations(document("head.hqg")))
                .contains("get /api/v1/post/letter", "patch /api/v1/post/letter/{id}")
                .doesNotContain("post /api/v1/post/letter", "delete /api/v1/post/letter/{id}");
        assertThat(operations(document("dropper.knf")))
                .contains("post /api/v1/post/letter")
                .doesNotContain("get /api/v1/post/letter", "get /api/v1/post/letter/{id}");
        assertThat(operations(document("visitor.knf"))).noneMatch(path -> path.contains("/post/"));
    }

    @Test
    void namesNothingThatTheActorMustNotKnow() {
        assertThat(document("sorter.knf").toString())
                .doesNotContain(
                        "rumour", "gossip", "\"whose\"", "rievance", "x-entity", "x-computed", "What people say");
        assertThat(document("arbiter.knf").toString())
                .contains("rievance")
                .doesNotContain("post/letter\"", "post.letter", "x-reference");
    }

    @Test
    void saysOnlyWhatTheServerDoes() {
        for (var operation : operations(document("sorter.knf"))) {
            var parts = operation.split(" ");
            var path = parts[1].replace("{id}", "nothing")
                    .replace("{attachment}", "nothing")
                    .replace("{note}", "nothing");
            var reply = api.ask("sorter.knf", parts[0].toUpperCase(java.util.Locale.ROOT), path, null);
            assertThat(reply.status()).as(operation).isNotEqualTo(405);
            if (reply.status() == 404) {
                assertThat(path).contains("nothing");
            }
        }
    }
}
