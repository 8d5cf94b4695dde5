package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.api.ApiServer.encoded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.fuzz.Fuzz;
import org.casewright.fuzz.JsonMutations;
import org.casewright.fuzz.Mutations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is asked or sent, it is answered, or a problem says what is wrong with it; nothing is ever the server's fault. */
class FuzzedRequestsTest {

    private static final int ROUNDS = 400;
    private static final String LETTERS = "/api/v1/post/letter";
    private static final List<String> FILTERS = List.of(
            "state = \"IN\" and arrived <= today()",
            "weight between 1 and 2.5 or weight = null",
            "code in (\"a\", \"b\") and not(starts with(code, \"c\"))",
            "contains(subject, \"a\") and matches(subject, \"^a.*b\")",
            "some p in pages satisfies p.text = \"x\"",
            "every p in phones satisfies p.number != null",
            "count(pages) > 1 and count(tags[item = \"x\"]) <= 3",
            "answers.subject = \"Hello\" and answers.weight in [1..5)",
            "list contains(tags, \"red\") and unit.code = actor.unit",
            "updatedAt < now() and date(createdAt) = today() and owner.name = \"x\"");
    private static final List<String> SORTS = List.of("code,-arrived", "-weight", "updatedAt,number", "-createdAt");
    private static final List<String> WORDS = List.of("hello world", "L-KNF-000001", "ha\u00e9 Ho");
    private static final List<String> BODIES = List.of("""
            {"subject": "Hello", "code": "c1", "weight": 12.5, "stamps": 3, "arrived": "2026-03-02", "tags": ["red", "blue"],
             "phones": [{"number": "1", "whose": "me"}, {"number": "2"}], "pages": [{"text": "one"}, {"as": "p", "text": "two"}]}""", """
            {"subject": "Answer", "answers": {"subject": "Question", "body": "Why?"}, "state": "IN", "rumour": null}""");

    private static TestPlatform platform;
    private static ApiServer api;
    private static final List<String> CURSORS = new ArrayList<>();

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post");
        api = new ApiServer(platform, "casewright.api.requests-per-second=1000000", "casewright.api.burst=100000000");
        for (var i = 0; i < 5; i++) {
            var made = api.post(
                    "sorter.knf", LETTERS, "{\"subject\": \"Hello\", \"code\": \"x" + i + "\", \"weight\": " + i + "}");
            assertThat(made.status()).as(made.text()).isEqualTo(201);
        }
        for (var sort : SORTS) {
            CURSORS.add(api.get("sorter.knf", LETTERS + "?limit=1&sort=" + encoded(sort))
                    .at("/next"));
        }
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    @Test
    void filtersAreAnsweredOrExplained() {
        parameter("filter", FILTERS);
    }

    @Test
    void sortsAndSearchesAreAnsweredOrExplained() {
        parameter("sort", SORTS);
        parameter("q", WORDS);
    }

    @Test
    void cursorsAreAnsweredOrExplained() {
        var bytes = CURSORS.stream().map(Base64.getUrlDecoder()::decode).toList();
        var mutations = new Mutations(bytes);
        var texts = mutations(CURSORS);
        Fuzz.run(
                "cursor",
                ROUNDS,
                random -> {
                    var which = random.nextInt(CURSORS.size());
                    var cursor = random.nextBoolean()
                            ? texts.change(CURSORS.get(which), random)
                            : Base64.getUrlEncoder()
                                    .encodeToString(mutations.change(bytes.get(which), random, (same, chance) -> null));
                    return "limit=1&sort=" + encoded(SORTS.get(which)) + "&cursor=" + encoded(shortened(cursor));
                },
                FuzzedRequestsTest::bytes,
                query -> answered(api.get("sorter.knf", LETTERS + "?" + query), 200, 400, 422));
    }

    private static void parameter(String name, List<String> valid) {
        var mutations = mutations(valid);
        Fuzz.run(
                name,
                ROUNDS,
                random -> shortened(mutations.change(one(valid, random), random)),
                FuzzedRequestsTest::bytes,
                text -> answered(api.get("sorter.knf", LETTERS + "?" + name + "=" + encoded(text)), 200, 400, 422));
    }

    @Test
    void bodiesAreTakenOrExplained() {
        var bodies = BODIES.stream().map(FuzzedRequestsTest::bytes).toList();
        var mutations = new Mutations(bodies);
        var json = new JsonMutations(bodies);
        Fuzz.run(
                "body",
                ROUNDS,
                random -> mutations.change(bodies.get(random.nextInt(bodies.size())), random, json),
                body -> body,
                body -> answered(
                        api.ask("sorter.knf", "POST", LETTERS, body, "Content-Type", "application/json"),
                        201,
                        400,
                        413,
                        422));
    }

    private static void answered(Reply reply, Integer... statuses) {
        assertThat(reply.status()).as(reply.text()).isIn((Object[]) statuses);
        assertThat(reply.text()).doesNotContain("Exception", "tools.jackson", "org.jooq", "org.postgresql", "\tat ");
        if (reply.status() >= 400) {
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    /** An address beyond 8 kB is the web server's own matter. */
    private static String shortened(String text) {
        return text.substring(0, Math.min(1_200, text.length()));
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Mutations mutations(List<String> valid) {
        return new Mutations(valid.stream().map(FuzzedRequestsTest::bytes).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
