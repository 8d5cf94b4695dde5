package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Opening a record that is closed over HTTP, and what those who are told of it can ask. */
class BreakGlassApiTest {

    private static final String FOLDERS = "/api/v1/archive/folder";
    private static final String WHY = "{\"reason\": \"The police ask who was here.\"}";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("archive");
        api = new ApiServer(platform);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static Reply folder(String more) {
        var made = api.post("keeper.low", FOLDERS, "{\"subject\": \"A quarrel\"" + more + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private static Reply open(String as, String idOrNumber, String body) {
        return api.post(as, FOLDERS + "/" + idOrNumber + "/break-glass", body);
    }

    @Test
    void isOpenedByIdOrNumberForSomeHours() {
        var folder = folder(", \"note\": \"He hid\"");
        assertThat(api.get("visitor.far", FOLDERS + "/" + folder.at("/id")).status())
                .isEqualTo(404);

        var opened = open("visitor.far", folder.at("/number"), WHY);

        assertThat(opened.status()).as(opened.text()).isEqualTo(200);
        assertThat(opened.at("/id")).isEqualTo(folder.at("/id"));
        var seen = api.get("visitor.far", FOLDERS + "/" + folder.at("/id"));
        assertThat(seen.at("/note")).isEqualTo("He hid");
        var history = api.get("keeper.low", FOLDERS + "/" + folder.at("/id") + "/history");
        assertThat(history.at("/items/0/action")).isEqualTo("breakGlass");
        assertThat(history.at("/items/0/by")).isEqualTo("visitor.far");
        assertThat(history.at("/items/0/until")).isEqualTo(opened.at("/until"));
        assertThat(history.at("/items/0/reason")).isEqualTo("The police ask who was here.");
        var again = open("visitor.far", folder.at("/id"), WHY);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/code")).isEqualTo("conflict");
        assertThat(again.at("/detail")).contains(opened.at("/until"));
    }

    /** Byte for byte, whatever is sent, also to who may open others. */
    @Test
    void whatMayNotBeOpenedIsAnsweredAsWhatIsNotThere() {
        var folder = folder("");
        var secret = folder(", \"secret\": true");
        var barred = folder(", \"kin\": [\"" + platform.actor("head.far").id() + "\"]");
        var nothing = UUID.randomUUID().toString();
        for (var as : List.of("clerk.low", "banned.low", "stranger.far", "auditor.top")) {
            for (var body : List.of(WHY, "{}", "{\"reason\": 1}", "{\"x\": 1}", "no JSON")) {
                assertSame(open(as, nothing, body), open(as, folder.at("/id"), body), as + " " + body);
                assertSame(open(as, "FO-LOW-99999", body), open(as, folder.at("/number"), body), as + " " + body);
                assertThat(open(as, nothing, body).status()).isEqualTo(404);
            }
        }
        for (var closed : List.of(secret, barred)) {
            for (var body : List.of(WHY, "{}", "{\"reason\": 1}", "{\"x\": 1}", "no JSON")) {
                assertSame(open("head.far", nothing, body), open("head.far", closed.at("/id"), body), body);
            }
            assertThat(open("head.far", closed.at("/id"), WHY).status()).isEqualTo(404);
            assertThat(open("head.far", closed.at("/id"), WHY).text())
                    .isEqualTo(api.get("head.far", FOLDERS + "/" + nothing).text());
        }
        assertThat(platform.owner()
                        .sql(
                                "select count(*) from platform.record_grant where record_id in (?::uuid, ?::uuid, ?::uuid)")
                        .params(List.of(folder.at("/id"), secret.at("/id"), barred.at("/id")))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void assertSame(Reply one, Reply other, String as) {
        assertThat(other.status()).as(as).isEqualTo(one.status());
        assertThat(other.text()).as(as).isEqualTo(one.text());
        assertThat(headers(other)).as(as).isEqualTo(headers(one));
    }

    /** Without the one that the server sends with each hundredth answer of a connection. */
    private static Set<String> headers(Reply reply) {
        var names = new TreeSet<>(reply.http().headers().map().keySet());
        names.remove("connection");
        return names;
    }

    @Test
    void theReasonIsAskedAtItsField() {
        var folder = folder("");
        var none = open("head.low", folder.at("/id"), "{}");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.at("/errors/0/pointer")).isEqualTo("/reason");
        assertThat(none.at("/errors/0/code")).isEqualTo("required");
        assertThat(open("head.low", folder.at("/id"), "{\"reason\": \"short\"}").at("/errors/0/code"))
                .isEqualTo("length");
        assertThat(open("head.low", folder.at("/id"), "{\"why\": \"x\"}").at("/errors/0/pointer"))
                .isEqualTo("/why");
    }

    @Test
    void aRepeatedRequestOpensOnce() {
        var folder = folder("");
        var path = FOLDERS + "/" + folder.at("/id") + "/break-glass";
        var first = api.post("visitor.far", path, WHY, "Idempotency-Key", "open-" + folder.at("/id"));
        var second = api.post("visitor.far", path, WHY, "Idempotency-Key", "open-" + folder.at("/id"));
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void whoIsToldReadsItAndMarksIt() {
        var folder = folder("");
        var opened = open("head.low", folder.at("/id"), WHY);

        var notices = api.get("keeper.low", "/api/v1/notices?unread=true&limit=1");

        assertThat(notices.status()).isEqualTo(200);
        var notice = notices.json().at("/items/0");
        assertThat(notice.path("text").asString()).isEqualTo("breakGlass");
        assertThat(notice.at("/arguments/byTitle").asString()).isEqualTo("Head of LOW");
        assertThat(notice.at("/arguments/until").asString()).isEqualTo(opened.at("/until"));
        assertThat(notice.at("/record/id").asString()).isEqualTo(folder.at("/id"));
        assertThat(notice.at("/record/title").asString()).isEqualTo("A quarrel");
        assertThat(notices.json().path("unread").intValue()).isPositive();
        var read = "/api/v1/notices/" + notice.path("id").asString() + "/read";
        assertThat(api.post("second.low", read).status()).isEqualTo(404);
        assertThat(api.post("keeper.low", read).at("/readAt")).isNotEmpty();
        assertThat(api.get("keeper.low", "/api/v1/notices?unread=true").json().path("items"))
                .noneMatch(each -> each.path("id").equals(notice.path("id")));
        assertThat(api.get("keeper.low", "/api/v1/notices?cursor=x").status()).isEqualTo(400);
        assertThat(api.post("keeper.low", "/api/v1/notices/x/read").status()).isEqualTo(404);
    }

    @Test
    void theDescriptionOffersItToWhoMay() {
        var path = "/paths/" + (FOLDERS + "/{id}/break-glass").replace("/", "~1") + "/post";
        assertThat(api.get("head.low", "/api/v1/openapi.json").json().at(path).isMissingNode())
                .isFalse();
        assertThat(api.get("clerk.low", "/api/v1/openapi.json").json().at(path).isMissingNode())
                .isTrue();
        assertThat(api.get("head.low", "/api/v1/catalog").text()).contains("\"breakGlass\":{\"hours\":24}");
        assertThat(api.get("clerk.low", "/api/v1/catalog").text()).doesNotContain("breakGlass");
    }
}
