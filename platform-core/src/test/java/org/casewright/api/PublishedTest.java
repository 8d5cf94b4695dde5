package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.casewright.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may have, and what of releases is told to whom. */
class PublishedTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"module", "entity", "mixin", "codes", "form", "views", "access", "demo", "scenario"})
    void editorsFetchTheMetaSchemasWithoutSigningIn(String name) {
        var reply = api.ask(null, "GET", "/schema/v1/" + name + ".json", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/schema+json");
        assertThat(reply.header("Set-Cookie")).isNull();
        assertThat(reply.at("/$id")).isEqualTo("https://casewright.org/schema/v1/" + name + ".json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schema/v1/nothing.json",
                "/schema/v1/..%2f..%2fapplication.properties.json",
                "/schema/v1/",
                "/schema/v2/entity.json"
            })
    void nothingElseIsThere(String path) {
        assertThat(api.ask(null, "GET", path, null).status()).isIn(400, 403, 404);
    }

    @Test
    void theNumberOfTheReleaseIsServedToAnybody() {
        var reply = api.ask(null, "GET", "/served", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("1");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Set-Cookie")).isNull();
        assertThat(api.ask(null, "POST", "/served", null).status()).isIn(403, 405);
    }

    @Test
    void releasesAreListedForWhoSignsInWithoutFilesPlansAndNames() {
        assertThat(api.ask(null, "GET", "/api/v1/releases", null).status()).isEqualTo(401);

        var reply = api.get("visitor.knf", "/api/v1/releases");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("served").asLong()).isEqualTo(1);
        assertThat(reply.json().at("/releases/0").propertyNames())
                .containsExactlyInAnyOrder("number", "hash", "state", "at");
        assertThat(reply.at("/releases/0/hash")).matches("[0-9a-f]{64}");
    }
}
