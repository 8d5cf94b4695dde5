package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operations over the wire: what is offered, done and undone. */
class OperationApiTest {

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("garden");
        api = new ApiServer(platform);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static EntityRecord grown() {
        var plant = platform.created("gard.knf", "garden/plant", "{'name': 'Rose', 'height': 40}");
        return TestPlatform.saved(platform.update("gard.knf", plant, "{'state': 'GROWN'}"));
    }

    private static String path(EntityRecord plant) {
        return "/api/v1/garden/plant/" + plant.id();
    }

    @Test
    void tellsWhatIsPossibleDoesItAndUndoesIt() {
        var plant = grown();
        var offered = api.get("gard.knf", path(plant) + "/operations").json();
        assertThat(offered.at("/items/0/name").asString()).isEqualTo("prune");
        assertThat(offered.at("/items/0/creates").asString()).isEqualTo("garden/pruning");
        assertThat(offered.path("undoable")).isEmpty();

        var done = api.post("gard.knf", path(plant) + "/operations/prune", "{\"values\": {\"cut\": 10}}");

        assertThat(done.status()).as(done.text()).isEqualTo(201);
        var pruning = "/api/v1/garden/pruning/" + done.at("/id");
        assertThat(done.header("Location")).isEqualTo(pruning);
        assertThat(done.at("/plant")).isEqualTo(plant.id().toString());
        assertThat(api.get("gard.knf", path(plant)).json().path("height").intValue())
                .isEqualTo(30);
        assertThat(api.get("gard.knf", path(plant) + "/history").json().path("items"))
                .anySatisfy(entry -> {
                    assertThat(entry.path("action").asString()).isEqualTo("operation");
                    assertThat(entry.path("input").asString()).isEqualTo(done.at("/id"));
                });
        var after = api.get("gard.knf", path(plant) + "/operations").json();
        assertThat(after.path("items")).isEmpty();
        assertThat(after.at("/undoable/0/input/id").asString()).isEqualTo(done.at("/id"));

        var undone = api.post("gard.knf", pruning + "/undo", "{}");

        assertThat(undone.status()).as(undone.text()).isEqualTo(200);
        assertThat(undone.at("/id")).isEqualTo(plant.id().toString());
        assertThat(undone.json().path("height").intValue()).isEqualTo(40);
    }

    @Test
    void refusesAsTheRestOfTheApiDoes() {
        var plant = grown();
        var run = path(plant) + "/operations/prune";

        assertThat(api.post("gard.ugb", run, "{\"values\": {\"cut\": 1}}").status())
                .isEqualTo(404);
        assertThat(api.post("look.knf", run, "{\"values\": {\"cut\": 1}}").status())
                .isEqualTo(403);
        assertThat(api.post("gard.knf", path(plant) + "/operations/burn", "{}").status())
                .isEqualTo(404);
        assertThat(api.post("gard.knf", run, "{\"cut\": 1}").status()).isEqualTo(422);
        assertThat(api.post("gard.knf", run, "{\"values\": {\"cut\": 1}}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        var wrong = api.post("gard.knf", run, "{\"values\": {\"cut\": 0}}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/cut");
        api.post("gard.knf", run, "{\"values\": {\"cut\": 1}}");
        var again = api.post("gard.knf", run, "{\"values\": {\"cut\": 1}}");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.at("/errors/0/code")).isEqualTo("operation");
    }

    @Test
    void theDocumentNamesWhatTheAskerMayDo() {
        var gardener = api.get("gard.knf", "/api/v1/openapi.json").json().path("paths");
        var visitor = api.get("look.knf", "/api/v1/openapi.json").json().path("paths");

        assertThat(gardener.has("/api/v1/garden/plant/{id}/operations/prune")).isTrue();
        assertThat(gardener.has("/api/v1/garden/plant/{id}/operations/graft")).isFalse();
        assertThat(gardener.has("/api/v1/garden/pruning/{id}/undo")).isTrue();
        assertThat(gardener.at("/~1api~1v1~1garden~1pruning").has("post"))
                .as("inputs are made by operations only")
                .isFalse();
        assertThat(visitor.propertyNames()).noneMatch(path -> path.contains("/operations") || path.endsWith("/undo"));
        assertThat(visitor.has("/api/v1/garden/plant/{id}")).isTrue();
    }
}
