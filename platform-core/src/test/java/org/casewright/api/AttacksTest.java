package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.api.ApiServer.encoded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.casewright.RecordedStatements;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What somebody sends who means harm and may do a little; what the other attacks are, and where they are tried, says docs/security.md. */
class AttacksTest {

    private static final String LETTERS = "/api/v1/post/letter";
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final JsonMapper JSON = new JsonMapper();

    /** What would end a name or a value in SQL, each with a word by which it is known again. */
    private static final List<String> SQL = List.of(
            "zzq'; drop table post.letter; --",
            "zzq\"; drop table post.letter; --",
            "zzq' or '1'='1",
            "zzq\\'; drop table post.letter; --",
            "zzq'/**/union/**/select/**/secret/**/from/**/platform.token--",
            "$zzq$; drop table post.letter; $zzq$",
            "zzq) or (1=1",
            "{zzq} ? :zzq %zzq$s");

    private static TestPlatform platform;
    private static RecordedStatements statements;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post", RecordedStatements.class);
        statements = platform.bean(RecordedStatements.class);
        api = new ApiServer(platform, "casewright.api.requests-per-second=100000", "casewright.api.burst=1000000");
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    /** Each attack that the documentation names is tried by the tests that it names. */
    @Test
    void theDocumentedAttacksAreTried() throws IOException {
        var sources = new HashMap<String, String>();
        for (var module : List.of("platform-core", "ui")) {
            try (var files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                for (var file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        var rows = Files.readString(Path.of("..", "docs", "security.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(16);
        for (var row : rows) {
            var named = NAMED.matcher(row).results().toList();
            assertThat(named).as(row).isNotEmpty();
            named.forEach(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                    .as(test.group())
                    .contains("void " + test.group(2) + "("));
        }
    }

    private static Reply letter(String as) {
        var made = api.post(as, LETTERS, "{\"subject\": \"Here\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    /** What the platform sets itself is not set by who sends it, neither in a new record nor in an old one. */
    @Test
    void whatTheServerSetsIsNotTakenFromARequest() {
        var letter = letter("sorter.knf");
        var other = UUID.randomUUID().toString();
        var members = Map.of(
                "id", '"' + other + '"',
                "number", "\"L-KNF-999999\"",
                "version", "99",
                "owner", "\"head.hqg\"",
                "createdBy", "\"head.hqg\"",
                "createdAt", "\"2001-01-01T00:00:00Z\"",
                "updatedBy", "\"head.hqg\"",
                "retired", "true",
                "rowClass", "1",
                "sheets", "100");
        members.forEach((name, value) -> {
            var forged = "{\"subject\": \"Forged\", \"" + name + "\": " + value + "}";
            refused(api.post("sorter.knf", LETTERS, forged), name);
            refused(api.patch("sorter.knf", LETTERS + "/" + letter.at("/id"), letter.etag(), forged), name);
        });
        refused(api.post("sorter.knf", LETTERS, "{\"subject\": \"Forged\", \"state\": \"DONE\"}"), "state");
        assertThat(api.get("sorter.knf", LETTERS + "/" + letter.at("/id")).text())
                .isEqualTo(letter.text());
        assertThat(count("subject = 'Forged'")).isZero();
    }

    private static void refused(Reply reply, String member) {
        assertThat(reply.status()).as(member + ": " + reply.text()).isEqualTo(422);
        assertThat(reply.at("/errors/0/pointer")).isEqualTo("/" + member);
    }

    private static long count(String condition) {
        return platform.owner()
                .sql("select count(*) from post.letter where " + condition)
                .query(Long.class)
                .single();
    }

    /** Nobody puts a record where they may make none, nor gives away what they may not give. */
    @Test
    void anotherUnitOrOwnerInAPayloadMovesNothing() {
        var letter = letter("sorter.knf");
        var path = LETTERS + "/" + letter.at("/id");
        var replies = new ArrayList<Reply>();
        for (var values : List.of(
                "{\"subject\": \"Moved\", \"unit\": \"UGB\"}",
                "{\"subject\": \"Moved\", \"unit\": \"HQG\"}",
                "{\"subject\": \"Moved\", \"owner\": \"sorter.ugb\"}",
                "{\"subject\": \"Moved\", \"owner\": \""
                        + platform.actor("sorter.ugb").id() + "\"}")) {
            replies.add(api.post("sorter.knf", LETTERS, values));
            replies.add(api.patch("sorter.knf", path, letter.etag(), values));
            replies.add(api.post(
                    "sorter.knf",
                    "/api/v1/batch",
                    "{\"changes\": [{\"create\": \"post/letter\", \"values\": " + values + "}]}"));
        }
        replies.add(api.post("sorter.knf", path + "/assign", "{\"unit\": \"UGB\"}"));
        replies.add(api.post("sorter.knf", path + "/assign", "{\"owner\": \"second.knf\"}"));
        replies.forEach(reply -> assertThat(reply.status()).as(reply.text()).isIn(403, 422));
        assertThat(count("subject = 'Moved'")).isZero();
        assertThat(api.get("sorter.knf", path).text()).isEqualTo(letter.text());
    }

    /**
     * Wherever a name or a value can stand, SQL is text: nothing of it is ever among the words that the database is told, and what
     * can be stored comes back letter for letter.
     */
    @Test
    void sqlInEveryNameAndValueIsOnlyText() {
        var letter = letter("sorter.knf");
        var rows = count("true");
        for (var sql : SQL) {
            places(letter).forEach((place, ask) -> {
                var replies = new ArrayList<Reply>();
                var said = statements.during(() -> replies.add(ask.apply(sql)));
                assertThat(said).as(place).noneMatch(statement -> statement.contains("zzq"));
                assertThat(replies.getFirst().status()).as(place).isLessThan(500);
            });
            var stored = api.post("sorter.knf", LETTERS, "{\"subject\": " + text(sql) + "}");
            assertThat(stored.at("/subject")).isEqualTo(sql);
            assertThat(api.get("sorter.knf", LETTERS + "?filter=" + encoded("subject = " + text(sql)))
                            .at("/items/0/subject"))
                    .isEqualTo(sql);
        }
        assertThat(count("true")).as("nothing is lost").isGreaterThanOrEqualTo(rows + SQL.size());
    }

    private static String text(String sql) {
        return JSON.writeValueAsString(sql);
    }

    private static Map<String, Function<String, Reply>> places(Reply letter) {
        var places = new TreeMap<String, Function<String, Reply>>();
        var id = letter.at("/id");
        for (var parameter : List.of(
                "search", "sort", "groupBy", "cursor", "view", "fields", "expand", "filter", "count", "limit")) {
            places.put(parameter, sql -> api.get("sorter.knf", LETTERS + "?" + parameter + "=" + encoded(sql)));
        }
        places.put("a name in a filter", sql -> api.get("sorter.knf", LETTERS + "?filter=" + encoded(sql + " = 1")));
        places.put("a name in an order", sql -> api.get("sorter.knf", LETTERS + "?sort=" + encoded("-" + sql)));
        places.put("a parameter", sql -> api.get("sorter.knf", LETTERS + "?" + encoded(sql) + "=1"));
        places.put("a module", sql -> api.get("sorter.knf", "/api/v1/" + encoded(sql) + "/letter"));
        places.put("an entity", sql -> api.get("sorter.knf", "/api/v1/post/" + encoded(sql)));
        places.put("an id", sql -> api.get("sorter.knf", LETTERS + "/" + encoded(sql)));
        places.put("a file", sql -> api.get("sorter.knf", LETTERS + "/" + id + "/attachments/" + encoded(sql)));
        places.put("a share", sql -> api.delete("sorter.knf", LETTERS + "/" + id + "/shares/" + encoded(sql)));
        places.put(
                "an operation",
                sql -> api.post("sorter.knf", LETTERS + "/" + id + "/operations/" + encoded(sql), "{}"));
        places.put("a task", sql -> api.get("sorter.knf", "/api/v1/tasks/" + encoded(sql)));
        places.put("a place in tasks", sql -> api.get("sorter.knf", "/api/v1/tasks?cursor=" + encoded(sql)));
        places.put("a member", sql -> api.post("sorter.knf", LETTERS, "{\"subject\": \"x\", " + text(sql) + ": 1}"));
        for (var property : List.of("subject", "code", "state", "arrived", "answers", "unit")) {
            places.put(
                    "a value of " + property,
                    sql -> api.patch(
                            "sorter.knf", LETTERS + "/" + id, "\"1\"", "{\"" + property + "\": " + text(sql) + "}"));
        }
        places.put(
                "a tag", sql -> api.post("sorter.knf", LETTERS, "{\"subject\": \"x\", \"tags\": [" + text(sql) + "]}"));
        places.put(
                "a value in a group",
                sql -> api.post(
                        "sorter.knf", LETTERS, "{\"subject\": \"x\", \"phones\": [{\"number\": " + text(sql) + "}]}"));
        places.put(
                "a part",
                sql -> api.post("sorter.knf", LETTERS, "{\"subject\": \"x\", \"pages\": [{" + text(sql) + ": 1}]}"));
        places.put(
                "a verb",
                sql -> api.post("sorter.knf", "/api/v1/batch", "{\"changes\": [{\"update\": " + text(sql) + "}]}"));
        places.put(
                "a file's name",
                sql -> api.ask(
                        "sorter.knf",
                        "POST",
                        "/api/v1/attachments?name=" + encoded(sql),
                        ApiServer.bytes("%PDF-1.4 x"),
                        "Content-Type",
                        "application/pdf"));
        places.put("a version", sql -> api.patch("sorter.knf", LETTERS + "/" + id, sql, "{\"subject\": \"x\"}"));
        places.put("a language", sql -> api.get("sorter.knf", LETTERS, "Accept-Language", sql));
        places.put(
                "a key of a request",
                sql -> api.post(
                        "sorter.knf", LETTERS, "{\"subject\": \"x\"}", "Idempotency-Key", sql.replace(' ', '_')));
        places.put("a user", sql -> api.get(sql.replace(":", ""), LETTERS));
        return places;
    }
}
