package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.api.ApiServer.encoded;

import java.util.Objects;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the format says of lists of references, groups and languages, as other systems see it. */
class WholeFormatApiTest {

    private static final String BOOKS = "/api/v1/shelf/book";
    private static final String AUTHORS = "/api/v1/shelf/author";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("shelf");
        api = new ApiServer(platform, "casewright.api.requests-per-second=100000", "casewright.api.burst=1000000");
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static Reply created(String path, String json) {
        var reply = api.post("lib.knf", path, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    @Test
    void aListOfReferencesIsIdsAndTakesNumbers() {
        var ada = created(AUTHORS, "{\"name\": \"Ada\"}");
        var book = created(
                BOOKS, "{\"title\": \"One\", \"authors\": [\"" + ada.at("/number") + "\", {\"name\": \"Eve\"}]}");

        assertThat(book.at("/authors/0")).isEqualTo(ada.at("/id"));
        assertThat(book.json().path("authors").size()).isEqualTo(2);

        var path = Objects.requireNonNull(book.header("Location"));
        var expanded = api.get("lib.knf", path + "?expand=authors");
        assertThat(expanded.at("/authors/0/name")).isEqualTo("Ada");
        assertThat(api.get("lib.knf", BOOKS + "?limit=1&expand=authors").at("/items/0/authors/1/name"))
                .isEqualTo("Eve");
        assertThat(api.get("lib.knf", AUTHORS + "/" + ada.at("/id") + "?expand=books")
                        .at("/books/0/title"))
                .isEqualTo("One");

        var patched = api.ask(
                "lib.knf",
                "PATCH",
                path,
                "{\"authors\": []}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                book.etag());
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(patched.json().has("authors")).isFalse();
        var history = api.get("lib.knf", path + "/history");
        assertThat(history.at("/items/0/changes/authors/0/0")).isEqualTo(ada.at("/id"));
    }

    @Test
    void groupsAreCountedByAViewOrByAParameter() {
        created(BOOKS, "{\"title\": \"Law\", \"subject\": \"LAW\", \"pages\": 500}");
        created(BOOKS, "{\"title\": \"More law\", \"subject\": \"LAW\", \"pages\": 5}");

        var view = api.get("lib.knf", BOOKS + "?view=perSubject");
        assertThat(view.at("/groups/0/value")).isEqualTo("LAW");
        assertThat(view.json().at("/groups/0/count").asLong()).isEqualTo(2);
        assertThat(view.json().at("/groups/0/counts/longOnes").asLong()).isEqualTo(1);
        assertThat(view.json().path("more").booleanValue()).isFalse();

        var by = api.get("lib.knf", BOOKS + "?groupBy=subject&filter=" + encoded("pages > 100"));
        assertThat(by.json().at("/groups/0/count").asLong()).isEqualTo(1);
        assertThat(api.get("lib.knf", BOOKS + "?groupBy=authors").status()).isEqualTo(422);
        assertThat(api.get("lib.knf", BOOKS + "?groupBy=nothing").status()).isEqualTo(422);
        assertThat(api.get("lib.knf", BOOKS + "?view=perSubjekt").text()).contains("perSubject");
        assertThat(api.get("lib.knf", BOOKS + "?view=perSubject&sort=title").status())
                .isEqualTo(400);
        assertThat(api.get("lib.knf", BOOKS + "?view=all&limit=1")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void titlesAreInTheLanguageThatIsAskedFor() {
        var french = api.get("lib.knf", "/api/v1/catalog", "Accept-Language", "de, fr-CH;q=0.9, en;q=0.5");

        assertThat(french.header("Content-Language")).isEqualTo("fr");
        assertThat(french.header("Vary")).contains("Accept-Language");
        assertThat(french.text()).contains("\"Livre\"", "\"Titre\"", "\"Droit\"", "\"Tous les livres\"");
        assertThat(api.get("lib.knf", "/api/v1/catalog").text())
                .contains("\"Book\"")
                .doesNotContain("Livre");
        assertThat(api.get("lib.knf", "/api/v1/openapi.json", "Accept-Language", "fr")
                        .text())
                .contains("\"Livre\"");
        assertThat(api.post("lib.knf", BOOKS, "{}", "Accept-Language", "fr").text())
                .contains("«\u00a0Titre\u00a0»\u00a0: il manque une valeur.");
        assertThat(api.get("lib.knf", BOOKS + "?groupBy=subject", "Accept-Language", "fr")
                        .status())
                .isEqualTo(200);
        assertThat(api.get("lib.knf", "/api/v1/catalog", "Accept-Language", ";;q=x")
                        .status())
                .isEqualTo(200);
    }
}
