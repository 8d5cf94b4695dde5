package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.casewright.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is perhaps known already, asked over the wire. */
class DuplicatesApiTest {

    private static final String ASK = "/api/v1/choir/singer/duplicates";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("choir");
        api = new ApiServer(platform);
        platform.created(
                "lead.top",
                "choir/singer",
                "{'unit': 'EST', 'givenName': 'Halima', 'familyName': 'Barre', 'motherName': 'Ubah', 'born': '1990-01-01'}");
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    @Test
    void answersWhomADraftPerhapsIsAndWhy() {
        var draft =
                "{\"givenName\": \"Haliima\", \"familyName\": \"Barre\", \"motherName\": \"Ubax\", \"born\": \"1990-01-01\"}";

        var told = api.post("lead.top", ASK, draft);

        assertThat(told.status()).as(told.text()).isEqualTo(200);
        var items = told.json().path("items");
        assertThat(items).hasSize(1);
        assertThat(items.at("/0/score").doubleValue()).isEqualTo(0.8);
        assertThat(items.at("/0/agreeing"))
                .extracting(name -> name.asString())
                .containsExactly("givenName", "familyName", "born", "motherName");
        assertThat(items.at("/0/record/givenName").asString()).isEqualTo("Halima");
        assertThat(items.at("/0/record/number").asString()).matches("S-\\d{5}");
    }

    @Test
    void tellsNobodyWhatTheyMayNotKnow() {
        var draft = "{\"givenName\": \"Halima\", \"familyName\": \"Barre\", \"born\": \"1990-01-01\"}";

        var mine = api.post("clerk.east", ASK, draft).json().path("items");
        assertThat(mine).hasSize(1);
        assertThat(mine.at("/0/record").has("motherName")).isFalse();
        assertThat(api.post("clerk.west", ASK, draft).json().path("items")).isEmpty();
        assertThat(api.post("porter.east", ASK, draft).status()).isEqualTo(403);
        assertThat(api.post("clerk.east", "/api/v1/choir/choir/duplicates", "{}")
                        .status())
                .as("choirs are never taken for one another")
                .isEqualTo(404);
        assertThat(api.post("clerk.east", "/api/v1/choir/same/duplicates", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongAndAsksForNothingThatIsMissing() {
        assertThat(api.post("lead.top", ASK, "{}").status()).isEqualTo(200);
        var wrong = api.post("lead.top", ASK, "{\"bron\": \"1990-01-01\", \"born\": \"1990-13-01\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("errors"))
                .extracting(error -> error.path("pointer").asString())
                .containsExactlyInAnyOrder("/bron", "/born");
        assertThat(api.post("lead.top", ASK, "[]").status()).isEqualTo(400);
        assertThat(api.post("lead.top", ASK + "?x=1", "{}").status()).isEqualTo(400);
    }

    @Test
    void theDocumentNamesItToThoseWhoMayAsk() {
        var clerk = api.get("clerk.east", "/api/v1/openapi.json").json();
        var porter = api.get("porter.east", "/api/v1/openapi.json").json();

        assertThat(clerk.path("paths").has(ASK)).isTrue();
        assertThat(clerk.path("components").path("schemas").has("choir.singer.Duplicates"))
                .isTrue();
        assertThat(clerk.path("paths").has("/api/v1/choir/choir/duplicates")).isFalse();
        assertThat(porter.path("paths").has(ASK)).isFalse();
    }
}
