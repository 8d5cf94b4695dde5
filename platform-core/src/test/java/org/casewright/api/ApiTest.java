package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.casewright.api.ApiServer.encoded;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.identity.Accounts;
import org.casewright.identity.Actors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class ApiTest {

    private static final String LETTERS = "/api/v1/post/letter";
    private static final String PAGES = "/api/v1/post/page";
    private static final String GRIEVANCES = "/api/v1/post/grievance";
    private static final AtomicInteger CODES = new AtomicInteger();

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post");
        api = new ApiServer(
                platform,
                "casewright.api.requests-per-second=100000",
                "casewright.api.burst=1000000",
                "casewright.sign-in.failures-per-address=1000");
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static String code() {
        return "C" + CODES.incrementAndGet();
    }

    private static Reply letter(String json) {
        var reply = api.post("sorter.knf", LETTERS, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private static Reply letter() {
        return letter("{\"subject\": \"Hello\", \"code\": \"" + code() + "\"}");
    }

    private static String path(Reply created) {
        return Objects.requireNonNull(created.header("Location"));
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().propertyNames()).contains("type", "title", "status", "detail", "code", "errors");
        assertThat(reply.at("/status")).isEqualTo(Integer.toString(status));
        assertThat(reply.at("/code")).isEqualTo(code);
        assertThat(reply.text()).doesNotContain("Exception", "org.casewright", "tools.jackson", "\tat ");
    }

    private static List<String> errors(Reply reply) {
        var errors = new ArrayList<String>();
        reply.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("pointer").asString("") + " "
                        + error.path("code").asString("")));
        return errors;
    }

    @Nested
    class Creating {

        @Test
        void answersWithTheRecordItsPlaceAndItsVersion() {
            var reply = letter("{\"subject\": \"Hello\", \"weight\": 12.50}");

            assertThat(reply.etag()).isEqualTo("\"1\"");
            assertThat(path(reply)).isEqualTo(LETTERS + "/" + reply.at("/id"));
            assertThat(reply.at("/number")).matches("L-KNF-\\d{6}");
            assertThat(reply.at("/unit")).isEqualTo("KNF");
            assertThat(reply.at("/owner")).isEqualTo("sorter.knf");
            assertThat(reply.at("/createdBy")).isEqualTo("sorter.knf");
            assertThat(reply.json().path("retired").booleanValue()).isFalse();
            assertThat(reply.at("/state")).isEqualTo("IN");
            assertThat(reply.json().propertyNames())
                    .contains("version", "createdAt", "updatedAt", "updatedBy", "statusReason", "statusDate");
            assertThat(reply.http().headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        }

        @Test
        void takesChildrenUnderTheNameOfTheirList() {
            var reply = letter("{\"subject\": \"Long\", \"pages\": [{\"text\": \"one\"}, {\"text\": \"two\"}]}");

            var read = api.get("sorter.knf", path(reply) + "?expand=pages");
            assertThat(read.json().path("pages").findValuesAsString("text")).containsExactlyInAnyOrder("one", "two");
            assertThat(read.at("/sheets")).isEqualTo("2");
        }

        @Test
        void keepsDecimalsExact() {
            var reply = letter("{\"subject\": \"Fine\", \"weight\": 0.10001, \"stamps\": 9007199254740993}");

            var read = api.get("sorter.knf", path(reply)).json();
            assertThat(read.path("weight").decimalValue()).isEqualByComparingTo(new BigDecimal("0.10001"));
            assertThat(read.path("stamps").longValue()).isEqualTo(9007199254740993L);
        }

        @Test
        void saysAllThatIsWrongAtOnceWithPointers() {
            var reply = api.post(
                    "sorter.knf",
                    LETTERS,
                    "{\"weight\": -1, \"stamps\": \"two\", \"arrived\": \"2026-02-30\", \"nonsense\": 1, \"phones\": [{}]}");

            assertProblem(reply, 422, "invalid");
            assertThat(errors(reply))
                    .contains(
                            "/subject required",
                            "/weight range",
                            "/stamps type",
                            "/arrived format",
                            "/nonsense unknown-property",
                            "/phones/0/number required");
        }

        @Test
        void namesTheFieldWhoseValueIsTaken() {
            var code = code();
            letter("{\"subject\": \"One\", \"code\": \"" + code + "\"}");

            var reply = api.post("sorter.knf", LETTERS, "{\"subject\": \"Two\", \"code\": \"" + code + "\"}");

            assertProblem(reply, 422, "invalid");
            assertThat(errors(reply)).containsExactly("/code unique");
            assertThat(reply.at("/errors/0/message")).isEqualTo("There is a letter with this code.");
        }

        @Test
        void wantsWarningsAcknowledged() {
            var reply = api.post("sorter.knf", LETTERS, "{\"subject\": \"Brick\", \"weight\": 2000}");
            assertProblem(reply, 422, "invalid");
            assertThat(reply.at("/errors/0/rule")).isEqualTo("heavy");

            var again = api.post(
                    "sorter.knf", LETTERS, "{\"subject\": \"Brick\", \"weight\": 2000, \"acknowledge\": [\"heavy\"]}");

            assertThat(again.status()).isEqualTo(201);
        }

        @Test
        void isForbiddenToWhoMayOnlyRead() {
            assertProblem(api.post("head.hqg", LETTERS, "{\"subject\": \"x\"}"), 403, "forbidden");
        }

        @Test
        void mayBeBlind() {
            var reply = api.post("dropper.knf", LETTERS, "{\"subject\": \"Anonymous\"}");

            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
            assertThat(api.get("dropper.knf", path(reply)).status()).isIn(403, 404);
            assertThat(api.get("dropper.knf", LETTERS).status()).isIn(403, 404);
        }
    }

    @Nested
    class Reading {

        @Test
        void findsByIdAndByNumber() {
            var letter = letter();

            assertThat(api.get("sorter.knf", path(letter)).json()).isEqualTo(letter.json());
            assertThat(api.get("sorter.knf", LETTERS + "/" + letter.at("/number"))
                            .json())
                    .isEqualTo(letter.json());
        }

        @Test
        void endsAtOnceWhenTheRoleIsTakenAway() {
            var letter = letter();
            var sorter = platform.bean(Actors.class)
                    .named("sorter.knf")
                    .orElseThrow()
                    .id();
            var role = "SORTER";
            assertThat(api.get("sorter.knf", path(letter)).status()).isEqualTo(200);
            assertThat(api.get("sorter.knf", LETTERS).status()).isEqualTo(200);

            platform.bean(Accounts.class).revoke(sorter, role);
            try {
                assertThat(api.get("sorter.knf", path(letter)).status()).isEqualTo(404);
                platform.bean(Accounts.class).grant(sorter, role);
                assertThat(api.get("sorter.knf", LETTERS).status()).isEqualTo(200);
                platform.bean(Accounts.class).revoke(sorter, role);
                assertThat(api.get("sorter.knf", LETTERS).status()).isEqualTo(404);
                platform.bean(Accounts.class).grant(sorter, role);
                assertThat(api.get("sorter.knf", path(letter)).status()).isEqualTo(200);
                // Somebody else's rights: nothing that the asker would notice.
                platform.bean(Accounts.class)
                        .grant(
                                platform.bean(Actors.class)
                                        .named("visitor.knf")
                                        .orElseThrow()
                                        .id(),
                                "VISITOR");
                assertThat(api.get("sorter.knf", path(letter)).status()).isEqualTo(200);
            } finally {
                platform.bean(Accounts.class).grant(sorter, role);
            }
        }

        @Test
        void writesEndWithTheRoleToo() {
            var letter = letter();
            var sorter = platform.bean(Actors.class)
                    .named("sorter.knf")
                    .orElseThrow()
                    .id();
            var role = "SORTER";
            var subject = "{\"subject\": \"By right\"}";
            var accounts = platform.bean(Accounts.class);

            accounts.revoke(sorter, role);
            try {
                assertThat(api.post("sorter.knf", LETTERS, subject).status()).isEqualTo(403);
                accounts.grant(sorter, role);
                var made = api.post("sorter.knf", LETTERS, subject);
                assertThat(made.status()).as(made.text()).isEqualTo(201);
                accounts.revoke(sorter, role);
                assertThat(api.patch("sorter.knf", path(letter), letter.etag(), subject)
                                .status())
                        .isEqualTo(404);
                accounts.grant(sorter, role);
                var changed = api.patch("sorter.knf", path(letter), letter.etag(), subject);
                assertThat(changed.at("/version")).as(changed.text()).isEqualTo("2");
                accounts.revoke(sorter, role);
                assertThat(api.ask("sorter.knf", "DELETE", path(letter), null).status())
                        .isEqualTo(404);
                // What would be wrong with it is not told to who may not write it any more.
                accounts.grant(sorter, role);
                assertThat(api.post("sorter.knf", LETTERS, "{}").status()).isEqualTo(422);
                accounts.revoke(sorter, role);
                assertThat(api.post("sorter.knf", LETTERS, "{}").status()).isEqualTo(403);
            } finally {
                accounts.grant(sorter, role);
            }
            assertThat(api.get("sorter.knf", path(letter)).at("/retired")).isEqualTo("false");
        }

        @Test
        void saysNothingNewWhenNothingChanged() {
            var letter = letter();

            var reply = api.get("sorter.knf", path(letter), "If-None-Match", letter.etag());

            assertThat(reply.status()).isEqualTo(304);
            assertThat(reply.http().body()).isEmpty();
        }

        @Test
        void expandsReferencesAndListsAsValuesAreNested() {
            var first = letter();
            var second = letter("{\"subject\": \"Re\", \"answers\": \"" + first.at("/id") + "\"}");

            var reply = api.get("sorter.knf", path(second) + "?expand=answers&fields=subject");
            assertThat(reply.at("/answers/id")).isEqualTo(first.at("/id"));
            assertThat(reply.at("/answers/subject")).isEqualTo("Hello");
            assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("id", "version", "subject", "answers");

            var back = api.get("sorter.knf", path(first) + "?expand=answeredBy");
            assertThat(back.at("/answeredBy/0/id")).isEqualTo(second.at("/id"));
        }

        @Test
        void tellsTheHistory() {
            var letter = letter();
            api.patch("sorter.knf", path(letter), "\"1\"", "{\"subject\": \"Bye\"}");

            var history =
                    api.get("sorter.knf", path(letter) + "/history").json().path("items");

            assertThat(history.findValuesAsString("action")).containsExactly("update", "create");
            assertThat(history.at("/0/changes/subject").toString()).isEqualTo("[\"Hello\",\"Bye\"]");
            assertThat(history.at("/0/by").asString()).isEqualTo("sorter.knf");
        }

        @Test
        void knowsNoFieldOfAnUngrantedClass() {
            var letter = letter();

            assertThat(letter.json().propertyNames()).doesNotContain("rumour");
            var written = api.patch("sorter.knf", path(letter), "\"1\"", "{\"rumour\": \"x\"}");
            assertProblem(written, 422, "invalid");
            assertThat(errors(written)).containsExactly("/rumour unknown-property");
            var unheardOf = api.patch("sorter.knf", path(letter), "\"1\"", "{\"tumult\": \"x\"}");
            assertThat(written.text().replace("rumour", "tumult")).isEqualTo(unheardOf.text());
            assertThat(api.get("sorter.knf", LETTERS + "?fields=rumour").status())
                    .isEqualTo(400);
            assertThat(api.get("sorter.knf", LETTERS + "?sort=rumour").status()).isEqualTo(422);
            assertThat(api.get("sorter.knf", LETTERS + "?filter=" + encoded("rumour = \"x\""))
                            .status())
                    .isEqualTo(422);
        }
    }

    @Nested
    class Changing {

        @Test
        void wantsTheVersionThatWasSeen() {
            var letter = letter();
            var reply = api.ask(
                    "sorter.knf",
                    "PATCH",
                    path(letter),
                    ApiServer.bytes("{\"subject\": \"New\"}"),
                    "Content-Type",
                    "application/json");

            assertProblem(reply, 428, "precondition-required");
        }

        @Test
        void mergesAndRaisesTheVersion() {
            var letter = letter("{\"subject\": \"Old\", \"body\": \"text\", \"stamps\": 3}");

            var reply = api.patch("sorter.knf", path(letter), letter.etag(), "{\"subject\": \"New\", \"body\": null}");

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.etag()).isEqualTo("\"2\"");
            assertThat(reply.at("/subject")).isEqualTo("New");
            assertThat(reply.at("/body")).isEmpty();
            assertThat(reply.at("/stamps")).isEqualTo("3");
        }

        @Test
        void tellsTheLoserWhatOthersChanged() {
            var letter = letter();
            api.patch("second.knf", path(letter), "\"1\"", "{\"subject\": \"Mine\"}");

            var reply = api.patch("sorter.knf", path(letter), "\"1\"", "{\"subject\": \"No, mine\"}");

            assertProblem(reply, 412, "stale");
            assertThat(reply.etag()).isEqualTo("\"2\"");
            assertThat(reply.json().path("changed").values())
                    .extracting(JsonNode::asString)
                    .containsExactly("subject");
            assertThat(errors(reply)).containsExactly("/subject stale");
            assertThat(api.get("sorter.knf", path(letter)).at("/subject")).isEqualTo("Mine");
        }

        @Test
        void matchesEntriesOfGroupsByTheirId() {
            var letter = letter("{\"subject\": \"P\", \"phones\": [{\"number\": \"1\"}, {\"number\": \"2\"}]}");
            var second = letter.at("/phones/1/id");

            var reply = api.patch(
                    "sorter.knf",
                    path(letter),
                    letter.etag(),
                    "{\"phones\": [{\"id\": \"" + second + "\", \"number\": \"22\"}]}");

            assertThat(reply.json().path("phones").findValuesAsString("number")).containsExactly("1", "22");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "W/\"1\"", "\"one\"", "\"\"", "\"99999999999999999999\"", "\"1\", \"2\""})
        void refusesTagsThatWereNotGiven(String tag) {
            assertProblem(api.patch("sorter.knf", path(letter()), tag, "{}"), 400, "malformed");
        }

        @Test
        void followsTheLifecycleOnly() {
            var letter = letter();
            var done = api.patch("sorter.knf", path(letter), "\"1\"", "{\"state\": \"DONE\"}");
            assertThat(done.at("/state")).isEqualTo("DONE");

            var back = api.patch("sorter.knf", path(letter), done.etag(), "{\"state\": \"IN\"}");

            assertProblem(back, 422, "invalid");
            assertThat(errors(back)).containsExactly("/state transition");
        }
    }

    @Nested
    class Retiring {

        @Test
        void takesOutOfListsAndRestoreBringsBack() {
            var code = code();
            var letter = letter("{\"subject\": \"Old\", \"code\": \"" + code + "\"}");
            var mine = "filter=" + encoded("code = \"" + code + "\"");

            assertThat(api.delete("sorter.knf", path(letter)).status()).isEqualTo(204);
            assertThat(api.get("sorter.knf", LETTERS + "?" + mine).json().path("items"))
                    .isEmpty();
            assertThat(api.get("sorter.knf", LETTERS + "?retired=true&" + mine)
                            .json()
                            .path("items"))
                    .hasSize(1);

            var restored = api.post("sorter.knf", path(letter) + "/restore");
            assertThat(restored.status()).as(restored.text()).isEqualTo(200);
            assertThat(restored.json().path("retired").booleanValue()).isFalse();
            assertThat(api.get("sorter.knf", LETTERS + "?" + mine).json().path("items"))
                    .hasSize(1);
        }

        @Test
        void heedsAVersionThatIsGiven() {
            var letter = letter();
            api.patch("sorter.knf", path(letter), "\"1\"", "{\"subject\": \"Newer\"}");

            assertProblem(api.delete("sorter.knf", path(letter), "If-Match", "\"1\""), 412, "stale");
            assertThat(api.delete("sorter.knf", path(letter), "If-Match", "\"2\"")
                            .status())
                    .isEqualTo(204);
        }

        @Test
        void isForbiddenToWhoMayOnlyWrite() {
            assertProblem(api.delete("head.hqg", path(letter())), 403, "forbidden");
        }
    }

    @Nested
    class Listing {

        @Test
        void pagesThroughEverythingOnce() {
            var mark = code() + "-page";
            for (var i = 0; i < 7; i++) {
                letter("{\"subject\": \"x\", \"code\": \"" + mark + i + "\", \"weight\": " + i % 3 + "}");
            }
            var query = LETTERS + "?sort=-weight&limit=3&count=exact&filter="
                    + encoded("starts with(code, \"" + mark + "\")");
            var seen = new ArrayList<String>();
            var page = api.get("sorter.knf", query);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            assertThat(page.at("/count")).isEqualTo("7");
            seen.addAll(page.json().path("items").findValuesAsString("code"));
            while (!page.json().path("next").isNull()) {
                page = api.get("sorter.knf", query + "&cursor=" + encoded(page.at("/next")));
                assertThat(page.status()).as(page.text()).isEqualTo(200);
                seen.addAll(page.json().path("items").findValuesAsString("code"));
            }

            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 7).mapToObj(i -> mark + i).toList());
        }

        @Test
        void searchesWords() {
            var letter = letter("{\"subject\": \"The quetzalcoatlus report\"}");

            var found = api.get("sorter.knf", LETTERS + "?q=quetzalcoatlus&fields=subject");

            assertThat(found.json().path("items")).hasSize(1);
            assertThat(found.at("/items/0/id")).isEqualTo(letter.at("/id"));
            assertThat(found.json().at("/items/0").propertyNames())
                    .containsExactlyInAnyOrder("id", "version", "subject");
        }

        @Test
        void countsOnlyWhenAsked() {
            letter();

            assertThat(api.get("sorter.knf", LETTERS).json().path("count").isNull())
                    .isTrue();
            assertThat(api.get("sorter.knf", LETTERS + "?count=capped&limit=1")
                            .json()
                            .path("count")
                            .intValue())
                    .isPositive();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "contains(body, \"x\") | x-search",
                    "body = null and matches(body, \"x\") | x-search",
                    "nonsense = 1 | nonsense",
                    "subject = | subject",
                    "weight = \"heavy\" | weight",
                    "for x in 1..10 return x | filter",
                })
        void saysWhyAFilterCannotBeAnswered(String filter, String word) {
            var reply = api.get("sorter.knf", LETTERS + "?filter=" + encoded(filter));

            assertProblem(reply, 422, "filter");
            assertThat(reply.text()).contains(word);
        }

        @Test
        void sortsOnlyByWhatIsDeclared() {
            var reply = api.get("sorter.knf", LETTERS + "?sort=body");

            assertProblem(reply, 422, "filter");
            assertThat(reply.at("/detail")).contains("x-sortable");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "filtre=x | Did you mean \"filter\"?",
                    "limit=0 | from 1 to 200",
                    "limit=201 | from 1 to 200",
                    "limit=-1 | from 1 to 200",
                    "limit=ten | from 1 to 200",
                    "limit=99999999999999999999 | from 1 to 200",
                    "count=some | none, capped, exact",
                    "retired=yes | true, false",
                    "sort=weight,,code | empty name",
                    "fields=subjekt | Did you mean \"subject\"?",
                    "expand=page | Did you mean \"pages\"?",
                    "expand=grievances | unknown name",
                    "limit=1&limit=2 | twice",
                    "q=a%00b | U+0000",
                })
        void refusesParametersThatItDoesNotKnow(String query, String hint) {
            var reply = api.get("sorter.knf", LETTERS + "?" + query);

            assertProblem(reply, 400, "malformed");
            assertThat(reply.json().path("detail").asString()).contains(hint);
        }

        @Test
        void refusesCursorsOfOthersAndMadeUpOnes() {
            letter();
            letter();
            var next = api.get("sorter.knf", LETTERS + "?limit=1").at("/next");

            for (var cursor : List.of(next + "x", "AAAA", "%%%", next.substring(1), "{\"id\":1}")) {
                var reply = api.get("sorter.knf", LETTERS + "?limit=1&cursor=" + encoded(cursor));
                assertThat(reply.status()).as(cursor + reply.text()).isIn(400, 422);
            }
            assertThat(api.get("second.knf", LETTERS + "?limit=1&cursor=" + encoded(next))
                            .status())
                    .isIn(400, 422);
            assertThat(api.get("sorter.knf", LETTERS + "?limit=1&sort=code&cursor=" + encoded(next))
                            .status())
                    .isIn(400, 422);
        }
    }

    @Nested
    class Batches {

        @Test
        void areAllOrNothing() {
            var code = code();
            var reply = api.post("sorter.knf", "/api/v1/batch", """
                    {"changes": [{"create": "post/letter", "values": {"subject": "Good", "code": "%s"}},
                                 {"create": "post/letter", "values": {"code": "x"}}]}""".formatted(code));

            assertProblem(reply, 422, "invalid");
            assertThat(errors(reply)).containsExactly("/changes/1/values/subject required");
            assertThat(api.get("sorter.knf", LETTERS + "?filter=" + encoded("code = \"" + code + "\""))
                            .json()
                            .path("items"))
                    .isEmpty();
        }

        @Test
        void referToOneAnotherByName() {
            var old = letter();
            var reply = api.post("sorter.knf", "/api/v1/batch", """
                    {"reason": "Sorting", "changes": [
                      {"create": "post/letter", "as": "a", "values": {"subject": "First"}},
                      {"create": "post/letter", "values": {"subject": "Second", "answers": "@a"}},
                      {"update": "post/letter", "id": "%s", "version": 1, "values": {"stamps": 2}},
                      {"retire": "post/letter", "id": "%s"}]}""".formatted(old.at("/id"), old.at("/id")));

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.at("/records/1/answers")).isEqualTo(reply.at("/named/a"));
            assertThat(reply.at("/records/0/entity")).isEqualTo("post/letter");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{} | 422",
                    "{\"changes\": []} | 422",
                    "{\"changes\": {}} | 422",
                    "{\"changes\": [1]} | 422",
                    "{\"changes\": [{}]} | 422",
                    "{\"changes\": [{\"create\": \"post/letter\", \"update\": \"post/letter\"}]} | 422",
                    "{\"changes\": [{\"create\": \"post/leter\"}]} | 404",
                    "{\"changes\": [{\"create\": 1}]} | 422",
                    "{\"changes\": [{\"update\": \"post/letter\", \"id\": \"x\", \"values\": {}}]} | 428",
                    "{\"changes\": [{\"retire\": \"post/letter\"}]} | 422",
                    "{\"changes\": [{\"retire\": \"post/letter\", \"id\": \"nothing\"}]} | 404",
                    "{\"change\": []} | 422",
                })
        void sayWhatIsWrongWithThem(String body, int status) {
            assertThat(api.post("sorter.knf", "/api/v1/batch", body).status()).isEqualTo(status);
        }
    }

    @Nested
    class Hidden {

        @Test
        void whatIsNotThereAndWhatMayNotBeKnownAnswerAlike() {
            var here = letter();
            var grievance = api.post("arbiter.knf", GRIEVANCES, "{\"text\": \"psst\"}");
            assertThat(grievance.status()).as(grievance.text()).isEqualTo(201);
            var nothing = api.get("sorter.ugb", LETTERS + "/0198b5d2-0000-7000-8000-000000000000");

            assertProblem(nothing, 404, "not-found");
            for (var path : List.of(
                    path(here),
                    LETTERS + "/" + here.at("/number"),
                    path(here) + "/history",
                    path(here) + "/tasks",
                    path(here) + "?expand=pages",
                    path(grievance),
                    GRIEVANCES,
                    GRIEVANCES + "?count=exact",
                    "/api/v1/post/nothing",
                    "/api/v1/nothing/nothing",
                    "/api/v1/nothing",
                    "/api/v1",
                    "/api/v2/post/letter",
                    LETTERS + "/x/y/z/q",
                    "/api/v1/tasks/nothing")) {
                var reply = api.get("sorter.ugb", path);
                assertThat(reply.status()).as(path).isEqualTo(404);
                assertThat(reply.text()).as(path).isEqualTo(nothing.text());
            }
        }

        @Test
        void nothingOfAnotherOfficeCanBeChanged() {
            var here = letter();

            assertThat(api.patch("sorter.ugb", path(here), "\"1\"", "{\"subject\": \"x\"}")
                            .status())
                    .isEqualTo(404);
            assertThat(api.patch("sorter.ugb", path(here), "\"7\"", "{\"subject\": 1}")
                            .status())
                    .isEqualTo(404);
            assertThat(api.delete("sorter.ugb", path(here)).status()).isEqualTo(404);
            assertThat(api.post("sorter.ugb", path(here) + "/restore").status()).isEqualTo(404);
            var refers =
                    api.post("sorter.ugb", LETTERS, "{\"subject\": \"x\", \"answers\": \"" + here.at("/id") + "\"}");
            assertThat(errors(refers)).containsExactly("/answers reference");
            var made = api.post(
                    "sorter.ugb",
                    LETTERS,
                    "{\"subject\": \"x\", \"answers\": \"0198b5d2-0000-7000-8000-000000000000\"}");
            assertThat(made.text()).isEqualTo(refers.text());
        }

        @Test
        void listsCountsAndFiltersSeeOnlyTheOwnOffice() {
            var code = code();
            letter("{\"subject\": \"Only here\", \"code\": \"" + code + "\"}");
            var query = LETTERS + "?count=exact&filter=" + encoded("code = \"" + code + "\"");

            assertThat(api.get("sorter.knf", query).at("/count")).isEqualTo("1");
            var elsewhere = api.get("sorter.ugb", query);
            assertThat(elsewhere.at("/count")).isEqualTo("0");
            assertThat(elsewhere.json().path("items")).isEmpty();
            assertThat(api.get("head.hqg", query).at("/count")).isEqualTo("1");
        }

        @Test
        void whoHasNoPrivilegeSeesNoEntity() {
            assertThat(api.get("visitor.knf", LETTERS).status()).isEqualTo(404);
            assertThat(api.post("visitor.knf", LETTERS, "{\"subject\": \"x\"}").status())
                    .isEqualTo(403);
            assertThat(api.get("visitor.knf", "/api/v1/me").json().path("privileges"))
                    .isEmpty();
            assertThat(api.get("visitor.knf", "/api/v1/catalog").json().path("modules"))
                    .isEmpty();
        }
    }

    @Nested
    class About {

        @Test
        void meSaysWhoAndWhat() {
            var me = api.get("sorter.knf", "/api/v1/me").json();

            assertThat(me.path("name").asString()).isEqualTo("sorter.knf");
            assertThat(me.at("/unit/code").asString()).isEqualTo("KNF");
            assertThat(me.at("/roles/0/title").asString()).isEqualTo("Sorter");
            assertThat(me.path("privileges").propertyNames()).containsExactlyInAnyOrder("post/letter", "post/page");
            assertThat(me.at("/privileges/post~1letter").toString())
                    .isEqualTo("[\"create\",\"read\",\"write\",\"delete\",\"run\"]");
        }

        @Test
        void theCatalogHoldsWhatTheActorMayKnow() {
            var catalog = api.get("sorter.knf", "/api/v1/catalog");

            assertThat(catalog.json().at("/modules/0/entities").findValuesAsString("path"))
                    .containsExactly(LETTERS, PAGES);
            assertThat(catalog.json().at("/modules/0/entities/0/views").findValuesAsString("name"))
                    .containsExactly("open");
            assertThat(catalog.json().path("codes").propertyNames()).containsExactly("post/letter-state");
            assertThat(catalog.text()).doesNotContain("rumour", "gossip", "whose", "grievance");
            assertThat(api.get("head.hqg", "/api/v1/catalog").text()).contains("For the head");
        }
    }

    @Nested
    class TaskList {

        @Test
        void isClaimedReleasedAndCompleted() {
            var letter = letter("{\"subject\": \"Please answer\", \"stamps\": 1}");
            var tasks = api.get("sorter.knf", path(letter) + "/tasks").json().path("items");
            assertThat(tasks).hasSize(1);
            var task = "/api/v1/tasks/" + tasks.at("/0/id").asString();
            assertThat(tasks.at("/0/record/id").asString()).isEqualTo(letter.at("/id"));
            assertThat(api.get("sorter.knf", "/api/v1/tasks?view=team&count=capped&limit=200")
                            .text())
                    .contains(tasks.at("/0/id").asString());

            assertThat(api.post("sorter.knf", task + "/claim").at("/assigneeTitle"))
                    .isEqualTo("Sorter of KNF");
            assertProblem(api.post("second.knf", task + "/claim"), 409, "conflict");
            assertThat(api.get("sorter.knf", "/api/v1/tasks?view=mine").text())
                    .contains(tasks.at("/0/id").asString());
            assertThat(api.post("sorter.knf", task + "/release")
                            .json()
                            .path("assignee")
                            .isNull())
                    .isTrue();
            assertThat(api.post("second.knf", task + "/claim").status()).isEqualTo(200);

            var done =
                    api.post("second.knf", task + "/complete", "{\"outcome\": \"sent\", \"values\": {\"weight\": 3}}");
            assertThat(done.status()).as(done.text()).isEqualTo(200);
            var after = api.get("sorter.knf", path(letter)).json();
            assertThat(after.path("state").asString()).isEqualTo("DONE");
            assertThat(after.path("weight").intValue()).isEqualTo(3);
            assertThat(api.get("sorter.knf", task).status()).isEqualTo(404);
        }

        @Test
        void isRefusedWithPointersWhenItsFormIsWrong() {
            var letter = letter("{\"subject\": \"Please answer\", \"stamps\": 1}");
            var task = "/api/v1/tasks/"
                    + api.get("sorter.knf", path(letter) + "/tasks").at("/items/0/id");
            api.post("sorter.knf", task + "/claim");

            var body = api.post("sorter.knf", task + "/complete", "{\"outcme\": \"sent\"}");
            assertProblem(body, 422, "invalid");
            assertThat(body.text()).contains("Did you mean \\\"outcome\\\"?");
            assertThat(api.post("sorter.knf", task + "/complete", "{\"outcome\": \"nonsense\"}")
                            .status())
                    .isEqualTo(422);
            assertThat(api.post("sorter.knf", task + "/complete", "{\"outcome\": \"dropped\"}")
                            .status())
                    .isEqualTo(422);
            var wrong =
                    api.post("sorter.knf", task + "/complete", "{\"outcome\": \"sent\", \"values\": {\"weight\": -1}}");
            assertThat(errors(wrong)).containsExactly("/weight range");
            var elsewhere = api.post("sorter.ugb", task + "/complete", "{\"outcome\": \"sent\"}");
            assertThat(elsewhere.status()).isEqualTo(404);
            assertThat(api.get("sorter.ugb", "/api/v1/tasks?view=team&count=capped")
                            .at("/count"))
                    .isEqualTo("0");
        }
    }

    @Nested
    class Repeating {

        @Test
        void theSameKeyGivesTheFirstAnswerAgain() {
            var body = "{\"subject\": \"Once\", \"code\": \"" + code() + "\"}";
            var first = api.post("sorter.knf", LETTERS, body, "Idempotency-Key", "key-1");
            var again = api.post("sorter.knf", LETTERS, body, "Idempotency-Key", "key-1");

            assertThat(first.status()).as(first.text()).isEqualTo(201);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.etag()).isEqualTo(first.etag());
            assertThat(path(again)).isEqualTo(path(first));
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        }

        @Test
        void theSameKeyForSomethingElseIsRefused() {
            api.post("sorter.knf", LETTERS, "{\"subject\": \"One\"}", "Idempotency-Key", "key-2");

            var other = api.post("sorter.knf", LETTERS, "{\"subject\": \"Two\"}", "Idempotency-Key", "key-2");

            assertProblem(other, 422, "idempotency-key");
        }

        @Test
        void keysOfOthersDoNotMatter() {
            var body = "{\"subject\": \"Mine\"}";
            var mine = api.post("sorter.knf", LETTERS, body, "Idempotency-Key", "key-3");

            var theirs = api.post("sorter.ugb", LETTERS, body, "Idempotency-Key", "key-3");

            assertThat(theirs.status()).isEqualTo(201);
            assertThat(theirs.at("/id")).isNotEqualTo(mine.at("/id"));
        }

        @Test
        void whatWasRefusedMayBeMendedUnderTheSameKey() {
            assertThat(api.post("sorter.knf", LETTERS, "{\"subject\": 1}", "Idempotency-Key", "key-4")
                            .status())
                    .isEqualTo(422);

            assertThat(api.post("sorter.knf", LETTERS, "{\"subject\": \"1\"}", "Idempotency-Key", "key-4")
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void aDayLaterTheKeyIsForgotten() {
            var body = "{\"subject\": \"Daily\"}";
            var first = api.post("sorter.knf", LETTERS, body, "Idempotency-Key", "key-5");
            platform.owner()
                    .sql("update platform.idempotency set created_at = now() - interval '25 hours' where key = 'key-5'")
                    .update();

            var later = api.post("sorter.knf", LETTERS, body, "Idempotency-Key", "key-5");

            assertThat(later.status()).isEqualTo(201);
            assertThat(later.at("/id")).isNotEqualTo(first.at("/id"));
        }

        @Test
        void manyAtOnceMakeOneRecord() throws Exception {
            var body = "{\"subject\": \"Double click\", \"code\": \"" + code() + "\"}";
            try (var threads = Executors.newFixedThreadPool(6)) {
                var asked = IntStream.range(0, 6)
                        .mapToObj(i ->
                                threads.submit(() -> api.post("sorter.knf", LETTERS, body, "Idempotency-Key", "key-6")))
                        .toList();
                var ids = new java.util.HashSet<String>();
                for (var reply : asked) {
                    assertThat(reply.get().status()).as(reply.get().text()).isEqualTo(201);
                    ids.add(reply.get().at("/id"));
                }
                assertThat(ids).hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"two words", "ü"})
        void keysArePlain(String key) {
            var reply =
                    api.raw("POST " + LETTERS + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                            + ApiServer.basic("sorter.knf", TestPlatform.PASSWORD) + "\r\nIdempotency-Key: " + key
                            + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(reply).contains(" 400");
        }
    }

    @Nested
    class Requesting {

        @Test
        void whoIsUnknownIsAskedToSignIn() {
            for (var path : List.of(LETTERS, "/api/v1/me", "/api/v1/nothing", "/api/v1/openapi.json")) {
                var reply = api.ask(null, "GET", path, null);
                assertProblem(reply, 401, "unauthenticated");
                assertThat(reply.http().headers().allValues("WWW-Authenticate")).hasSize(2);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "PUT, /api/v1/post/letter/x, 'DELETE, GET, PATCH'",
            "DELETE, /api/v1/me, GET",
            "GET, /api/v1/batch, POST"
        })
        void methodsThatAreNotThere(String method, String path, String allowed) {
            var reply = api.ask("sorter.knf", method, path, null);

            assertProblem(reply, 405, "method-not-allowed");
            assertThat(reply.header("Allow")).contains(allowed.split(", "));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "application/xml",
                    "application/json; charset=utf-16",
                    "multipart/form-data; boundary=x",
                    "application/x-www-form-urlencoded",
                    "nonsense"
                })
        void bodiesOfAnotherKind(String type) {
            var reply = api.ask("sorter.knf", "POST", LETTERS, ApiServer.bytes("{}"), "Content-Type", type);

            assertProblem(reply, 415, "unsupported-media-type");
        }

        @Test
        void bodiesWithoutAKindOrPacked() {
            assertProblem(api.ask("sorter.knf", "POST", LETTERS, ApiServer.bytes("{}")), 415, "unsupported-media-type");
            assertProblem(
                    api.post("sorter.knf", LETTERS, "{}", "Content-Encoding", "gzip"), 415, "unsupported-media-type");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "text/html | 406",
                    "application/xml, text/* | 406",
                    "application/json;q=0 | 406",
                    "gibberish | 400",
                    "application/* | 200",
                    "text/html, */*;q=0.1 | 200",
                    "application/json | 200"
                })
        void answersOfAnotherKind(String accept, int status) {
            assertThat(api.get("sorter.knf", LETTERS, "Accept", accept).status())
                    .isEqualTo(status);
        }

        @Test
        void bodiesThatAreTooLarge() {
            var large = "{\"subject\": \"" + "x".repeat(Requests.LARGEST) + "\"}";

            assertProblem(api.post("sorter.knf", LETTERS, large), 413, "too-large");
        }

        @Test
        void bodiesThatAreTooLargeAndDoNotSayHowLarge() {
            var large = ApiServer.bytes("{\"subject\": \"" + "x".repeat(Requests.LARGEST) + "\"}");

            assertProblem(api.postInPieces("sorter.knf", LETTERS, large), 413, "too-large");
        }

        @Test
        void bodiesThatAreMissing() {
            assertProblem(api.post("sorter.knf", LETTERS, ""), 400, "malformed");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"subject\": \"a\" \"secret\"} | line 1, column",
                    "{\"subject\": \"a\", \"subject\": \"b\"} | twice",
                    "[] | one JSON object",
                    "\"text\" | one JSON object",
                    "null | one JSON object",
                    "{} {} | line 1",
                })
        void saysWhereTheJsonIsWrongWithoutRepeatingIt(String json, String hint) {
            var reply = api.post("sorter.knf", LETTERS, json);

            assertProblem(reply, 400, "malformed");
            assertThat(reply.at("/detail")).contains(hint);
            assertThat(reply.text()).doesNotContain("secret");
        }

        @Test
        void refusesJsonThatIsMadeToHurt() {
            assertProblem(api.post("sorter.knf", LETTERS, "[".repeat(100_000)), 400, "malformed");
            assertProblem(
                    api.post("sorter.knf", LETTERS, "{\"a\":".repeat(1000) + "1" + "}".repeat(1000)), 400, "malformed");
            assertProblem(
                    api.post("sorter.knf", LETTERS, "{\"weight\": " + "9".repeat(100_000) + "}"), 400, "malformed");
            assertProblem(
                    api.post("sorter.knf", LETTERS, "{\"subject\": \"x\", \"weight\": 1e999999999}"), 422, "invalid");
            assertProblem(
                    api.post("sorter.knf", LETTERS, "{\"subject\": \"x\", \"stamps\": 1e-999999999}"), 422, "invalid");
            assertProblem(
                    api.post("sorter.knf", LETTERS, "{\"subject\": \"x\", \"stamps\": 123456789012345678901234567890}"),
                    422,
                    "invalid");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1/post/letter/..%2f..%2f",
                    "/api/v1/post/letter/a;b=c",
                    "/api/v1/post//letter",
                    "/api/v1/post/letter/%00",
                    "/api/v1/post/letter/%0a",
                    "/api/v1/post/letter/%25",
                    "/api/v1/post/letter/%c3%28"
                })
        void oddAddressesAreClientErrors(String path) {
            var line = api.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                    + ApiServer.basic("sorter.knf", TestPlatform.PASSWORD) + "\r\n\r\n");

            assertThat(line).containsPattern(" 40[04]");
        }
    }

    @Nested
    class Hostile {

        private final JsonMapper json = new JsonMapper();

        private Path testdata(String folder) {
            var path = Path.of(System.getProperty("casewright.testdata", "../../shared/testdata"), folder);
            assumeThat(path)
                    .as("outside data %s: skipped, it is not there", path)
                    .exists();
            return path;
        }

        @Test
        void stringsComeBackAsTheyWereSent() throws IOException {
            var strings = new ArrayList<String>();
            json.readTree(Files.readAllBytes(testdata("strings").resolve("blns.json")))
                    .forEach(text -> strings.add(text.asString()));
            strings.addAll(
                    List.of("\u0001\u001f", "\ud83d\ude00", "\u202eabc", "\ufeff", "\uffff", "e\u0301", "a\r\nb"));
            var sent = new HashMap<String, String>();
            for (var from = 0; from < strings.size(); from += 100) {
                var part = strings.subList(from, Math.min(from + 100, strings.size()));
                var batch = JsonNodeFactory.instance.objectNode();
                var changes = batch.putArray("changes");
                part.forEach(text -> changes.addObject()
                        .put("create", "post/letter")
                        .putObject("values")
                        .put("subject", text.isBlank() ? "blank" : text)
                        .put("body", text));
                var reply = api.post("sorter.knf", "/api/v1/batch", batch.toString());
                assertThat(reply.status()).as(reply.text()).isEqualTo(200);
                for (var i = 0; i < part.size(); i++) {
                    sent.put(reply.at("/records/" + i + "/id"), part.get(i));
                }
            }

            // Texts are kept in Unicode's composed form; nothing but blanks is no value.
            sent.forEach((id, text) -> assertThat(
                            api.get("sorter.knf", LETTERS + "/" + id).at("/body"))
                    .isEqualTo(text.isBlank() ? "" : Normalizer.normalize(text, Normalizer.Form.NFC)));
        }

        @Test
        void whatNoDatabaseTextCanHoldIsRefusedAtItsPlace() {
            for (var bad : List.of("\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800")) {
                var reply = api.post("sorter.knf", LETTERS, "{\"subject\": \"x\", \"tags\": [\"" + bad + "\"]}");
                assertThat(reply.status()).as(reply.text()).isIn(400, 422);
                if (reply.status() == 422) {
                    assertThat(errors(reply)).containsExactly("/tags/0 format");
                }
            }
        }

        @Test
        void stringsInTheAddressNeverBreakTheServer() throws IOException {
            var strings = json.readTree(Files.readAllBytes(testdata("strings").resolve("blns.json")));
            var step = Boolean.parseBoolean(System.getProperty("casewright.long", "false")) ? 1 : 5;
            for (var i = 0; i < strings.size(); i += step) {
                var text = encoded(strings.get(i).asString());
                for (var query : List.of("q=", "filter=", "sort=", "cursor=", "fields=", "expand=")) {
                    var reply = api.get("sorter.knf", LETTERS + "?limit=1&" + query + text);
                    assertThat(reply.status()).as(query + text + reply.text()).isIn(200, 400, 422);
                }
                var quoted = encoded("code = \""
                        + strings.get(i).asString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
                assertThat(api.get("sorter.knf", LETTERS + "?limit=1&filter=" + quoted)
                                .status())
                        .isIn(200, 422);
            }
        }

        @Test
        void jsonOfTheTestSuiteIsRefusedOrReadButNeverBreaksTheServer() throws IOException {
            try (var files = Files.list(testdata("json-parsing"))) {
                for (var file : files.sorted().toList()) {
                    var name = file.getFileName().toString();
                    var reply = api.ask(
                            "sorter.knf",
                            "POST",
                            LETTERS,
                            Files.readAllBytes(file),
                            "Content-Type",
                            "application/json");
                    if (name.startsWith("n_")) {
                        assertThat(reply.status()).as(name + reply.text()).isEqualTo(400);
                    } else {
                        assertThat(reply.status()).as(name + reply.text()).isIn(400, 422);
                    }
                }
            }
        }

        @Test
        void jsonOfTheTestSuiteInsideAnObjectIsReadAsTheSuiteSays() throws IOException {
            try (var files = Files.list(testdata("json-parsing"))) {
                for (var file : files.sorted().toList()) {
                    var name = file.getFileName().toString();
                    var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    var body = ("{\"nonsense\": " + text + "}").getBytes(StandardCharsets.ISO_8859_1);
                    var reply = api.ask("sorter.knf", "POST", LETTERS, body, "Content-Type", "application/json");
                    if (name.startsWith("y_") && !name.contains("duplicated_key")) {
                        assertThat(reply.status()).as(name + reply.text()).isEqualTo(422);
                    } else {
                        assertThat(reply.status()).as(name + reply.text()).isIn(400, 422);
                    }
                }
            }
        }
    }

    @Nested
    class Limits {

        @Test
        void whoAsksTooOftenWaits() {
            try (var strict =
                    new ApiServer(platform, "casewright.api.requests-per-second=0.01", "casewright.api.burst=3")) {
                for (var i = 0; i < 3; i++) {
                    assertThat(strict.get("sorter.knf", "/api/v1/me").status()).isEqualTo(200);
                }
                var reply = strict.get("sorter.knf", "/api/v1/me");

                assertProblem(reply, 429, "too-many-requests");
                assertThat(Integer.parseInt(Objects.requireNonNull(reply.header("Retry-After"))))
                        .isBetween(1, 101);
                assertThat(strict.get("second.knf", "/api/v1/me").status()).isEqualTo(200);
            }
        }

        @Test
        void anAddressThatGuessesWaits() {
            try (var strict = new ApiServer(platform, "casewright.sign-in.failures-per-address=2")) {
                for (var i = 0; i < 2; i++) {
                    assertThat(strict.ask(null, "GET", "/api/v1/me", null, "Authorization", "Bearer guess" + i)
                                    .status())
                            .isEqualTo(401);
                }
                var reply = strict.ask(null, "GET", "/api/v1/me", null, "Authorization", "Bearer guess");

                assertProblem(reply, 429, "too-many-requests");
                assertThat(reply.header("Retry-After")).isNotNull();
            }
        }
    }
}
