package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Giving records to others, and opening them to others, over HTTP. */
class SharingApiTest {

    private static final String FILES = "/api/v1/surgery/file";
    private static final String WITH_NURSE =
            "{\"with\": {\"user\": \"nurse.far\"}, \"purpose\": \"They look after the wound\"}";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("surgery");
        api = new ApiServer(platform);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static String file() {
        var made = api.post("surgeon.low", FILES, "{\"subject\": \"Appendix\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return FILES + "/" + made.at("/id");
    }

    @Test
    void isSharedAndEnded() {
        var file = file();
        assertThat(api.get("nurse.far", file).status()).isEqualTo(404);

        var made = api.post(
                "surgeon.low",
                file + "/shares",
                "{\"with\": {\"user\": \"nurse.far\"}, \"privileges\": [\"write\"], \"profile\": \"COVER\","
                        + " \"purpose\": \"They look after the wound\", \"until\": \"2099-01-31T17:00:00+02:00\"}");

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/with/user")).isEqualTo("nurse.far");
        assertThat(made.at("/title")).isEqualTo("Nurse of FAR");
        assertThat(made.at("/privileges/0") + made.at("/privileges/1")).isEqualTo("readwrite");
        assertThat(made.at("/until")).isEqualTo("2099-01-31T15:00Z");
        assertThat(made.at("/by")).isEqualTo("surgeon.low");
        assertThat(api.get("nurse.far", file).at("/subject")).isEqualTo("Appendix");
        var list = api.get("surgeon.low", file + "/shares");
        assertThat(list.at("/items/0/id")).isEqualTo(made.at("/id"));
        assertThat(api.get("nurse.far", file + "/shares").status()).isEqualTo(403);

        assertThat(api.ask("surgeon.low", "DELETE", file + "/shares/" + made.at("/id"), new byte[0])
                        .status())
                .isEqualTo(204);
        assertThat(api.get("nurse.far", file).status()).isEqualTo(404);
        assertThat(api.get("surgeon.low", file + "/shares").at("/items/0/open")).isEqualTo("false");
        assertThat(api.ask("surgeon.low", "DELETE", file + "/shares/" + UUID.randomUUID(), new byte[0])
                        .status())
                .isEqualTo(404);
    }

    @Test
    void isGivenAway() {
        var file = file();
        var given = api.post(
                "surgeon.top",
                file + "/assign",
                "{\"unit\": \"FAR\", \"owner\": \"nurse.far\", \"reason\": \"Moved\"}");
        assertThat(given.status()).as(given.text()).isEqualTo(200);
        assertThat(given.at("/unit") + " " + given.at("/owner")).isEqualTo("FAR nurse.far");
        assertThat(given.header("ETag")).isEqualTo("\"2\"");
        assertThat(api.get("nurse.low", file).status()).isEqualTo(404);
        var history = api.get("nurse.far", file + "/history");
        assertThat(history.at("/items/0/action")).isEqualTo("assign");
        assertThat(history.at("/items/0/changes/unit/1") + history.at("/items/0/changes/unit/new"))
                .contains("FAR");
        assertThat(api.post("nurse.far", file + "/assign", "{\"unit\": \"NONE\"}")
                        .at("/errors/0/pointer"))
                .isEqualTo("/unit");
        assertThat(api.post("nurse.far", file + "/assign", "{}").status()).isEqualTo(422);
    }

    @Test
    void whatIsNotReadIsAnsweredAsWhatIsNotThere() {
        var file = file();
        var nothing = FILES + "/" + UUID.randomUUID();
        for (var as : List.of("nurse.far", "helper.far", "cleaner.far")) {
            for (var body : List.of(WITH_NURSE, "{\"unit\": \"FAR\"}", "{\"x\": 1}", "no JSON")) {
                for (var door : List.of("/shares", "/assign")) {
                    assertSame(api.post(as, nothing + door, body), api.post(as, file + door, body), as + door + body);
                }
            }
            assertSame(api.get(as, nothing + "/shares"), api.get(as, file + "/shares"), as);
        }
    }

    private static void assertSame(Reply nothing, Reply hidden, String what) {
        assertThat(hidden.status()).as(what).isEqualTo(nothing.status());
        assertThat(hidden.text()).as(what).isEqualTo(nothing.text());
    }

    @Test
    void saysByWhichRuleWhatIsOpen() {
        var file = file();
        assertThat(api.get("nurse.far", file + "/why").text())
                .isEqualTo(api.get("nurse.far", FILES + "/" + UUID.randomUUID() + "/why")
                        .text());
        var surgeon = api.get("surgeon.low", file + "/why");
        assertThat(surgeon.at("/read/rules/0/title")).isEqualTo("Surgeon");
        assertThat(surgeon.at("/read/rules/0/depth")).isEqualTo("subtree");
        assertThat(surgeon.at("/export/may")).isEqualTo("false");
        var nurse = api.get("nurse.low", file + "/why");
        assertThat(nurse.at("/read/may") + nurse.at("/write/may")).isEqualTo("truefalse");
        assertThat(nurse.at("/assign/may"))
                .as("own only, and it is the surgeon's")
                .isEqualTo("false");
        assertThat(nurse.at("/assign/rules/0/reaches")).isEqualTo("false");

        api.post("surgeon.low", file + "/shares", WITH_NURSE);
        var far = api.get("nurse.far", file + "/why");
        assertThat(far.at("/read/may")).isEqualTo("true");
        assertThat(far.at("/read/grants/0/source")).startsWith("share:");
        assertThat(far.at("/read/rules/0/reaches")).isEqualTo("false");
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        var shares = file() + "/shares";
        assertThat(api.post("surgeon.low", shares, "{\"with\": {\"user\": \"nurse.far\", \"unit\": \"FAR\"}}")
                        .at("/errors/0/pointer"))
                .isEqualTo("/with");
        assertThat(api.post("surgeon.low", shares, "{\"with\": {\"user\": \"nurse.far\"}, \"privileges\": \"read\"}")
                        .at("/errors/0/pointer"))
                .isEqualTo("/privileges");
        assertThat(api.post("surgeon.low", shares, "{\"with\": {\"user\": \"nurse.far\"}, \"until\": \"soon\"}")
                        .at("/errors/0/pointer"))
                .isEqualTo("/until");
        assertThat(api.post("surgeon.low", shares, "{\"with\": {\"user\": \"nobody\"}}")
                        .text())
                .contains("/with/user", "/purpose");
        assertThat(api.post("surgeon.low", shares, "{\"withh\": 1}").at("/errors/0/message"))
                .contains("with");
    }

    @Test
    void theDocumentOffersItToWhoMay() {
        var path = "/paths/~1api~1v1~1surgery~1file~1{id}~1";
        var surgeon = api.get("surgeon.low", "/api/v1/openapi.json");
        assertThat(surgeon.at(path + "assign/post/operationId")).isNotEmpty();
        assertThat(surgeon.at(path + "shares/post/operationId")).isNotEmpty();
        assertThat(surgeon.at(path + "shares~1{share}/delete/operationId")).isNotEmpty();
        var nurse = api.get("nurse.far", "/api/v1/openapi.json");
        assertThat(nurse.at(path + "assign/post/operationId")).isNotEmpty();
        assertThat(nurse.at(path + "shares/post/operationId")).isEmpty();
        assertThat(api.get("cleaner.far", "/api/v1/openapi.json").text()).doesNotContain("surgery");
    }
}
