package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.api.ApiServer.encoded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.casewright.RecordedStatements;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What is hidden from somebody is for that person as if it were not: by every route, and by every place in a request where an id
 * or a number can stand, it is answered alike to the byte, and the database is told the same statements and gives as many rows.
 */
class HiddenIsAbsentTest {

    private static final String BOXES = "/api/v1/cellar/box";

    /** What each route takes, so that nothing but the record decides; of a route that is not named here, nothing. */
    private static final Map<String, String> BODIES = Map.of(
            "PATCH /api/v1/{module}/{entity}/{id}", "{'label': 'Other'}",
            "POST /api/v1/{module}/{entity}/{id}/assign", "{'unit': 'LOW'}",
            "POST /api/v1/{module}/{entity}/{id}/shares",
                    "{'with': {'user': 'opener.low'}, 'purpose': 'They carry it'}",
            "POST /api/v1/{module}/{entity}/{id}/notes", "{'text': 'It is heavy.'}",
            "PATCH /api/v1/{module}/{entity}/{id}/notes/{note}", "{'text': 'It is light.'}",
            "POST /api/v1/{module}/{entity}/{id}/operations/{name}", "{'values': {}}",
            "POST /api/v1/{module}/{entity}/{id}/break-glass", "{'reason': 'The police ask what is in it.'}",
            "POST /api/v1/tasks/{id}/complete", "{'values': {'label': 'Done'}}");

    private static TestPlatform platform;
    private static RecordedStatements statements;
    private static ApiServer api;
    private static final List<Hidden> HIDDEN = new ArrayList<>();

    /** A record that the clerk does not see, with all that hangs on it: a part, a file, a share, a note, a task; and why not. */
    private record Hidden(
            String why,
            String id,
            String number,
            String shelf,
            String paper,
            String share,
            String note,
            String task,
            String entity) {

        /** As much that nowhere is. */
        static Hidden nothing() {
            var number = "BX-%05d".formatted(90_000 + (int) (Math.random() * 10_000));
            return new Hidden("nothing", any(), number, any(), any(), any(), any(), any(), "box");
        }

        private static String any() {
            return UUID.randomUUID().toString();
        }

        Hidden as(String other) {
            return new Hidden(why, id, number, shelf, paper, share, note, task, other);
        }
    }

    /** A question in which something of a record stands. */
    private record Question(String name, String as, Function<Hidden, Reply> ask) {}

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("cellar", RecordedStatements.class);
        statements = platform.bean(RecordedStatements.class);
        platform.bean(PlatformPrivileges.class).grant("auditor.low", PlatformPrivilege.AUDIT);
        api = new ApiServer(platform, "casewright.api.requests-per-second=100000", "casewright.api.burst=1000000");
        HIDDEN.add(box("keeper.far", "in another unit", ""));
        HIDDEN.add(box("keeper.low", "of a closed row class", ", 'secret': true"));
        HIDDEN.add(box("keeper.low", "barred", kin("clerk.low", "opener.low", "auditor.low")));
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static String kin(String... names) {
        return ", 'kin': ["
                + String.join(
                        ", ",
                        Stream.of(names)
                                .map(name -> "'" + platform.actor(name).id() + "'")
                                .toList())
                + "]";
    }

    private static Hidden box(String as, String why, String more) {
        var paper = api.ask(
                        as,
                        "POST",
                        "/api/v1/attachments?name=paper.pdf",
                        ApiServer.bytes("%PDF-1.4 x"),
                        "Content-Type",
                        "application/pdf")
                .at("/id");
        var box = made(as, BOXES, "{'label': 'Hidden', 'paper': {'id': '" + paper + "'}" + more + "}");
        var shelf = made(as, "/api/v1/cellar/shelf", "{'box': '" + box.at("/id") + "', 'name': 'Upper'}");
        var share = made(
                as,
                BOXES + "/" + box.at("/id") + "/shares",
                "{'with': {'user': '" + (as.equals("keeper.far") ? "keeper.low" : "keeper.far")
                        + "'}, 'purpose': 'Help'}");
        var note = made(as, BOXES + "/" + box.at("/id") + "/notes", "{'text': 'Hidden too'}");
        var task = api.get(as, BOXES + "/" + box.at("/id") + "/tasks").at("/items/0/id");
        assertThat(task).isNotEmpty();
        return new Hidden(
                why,
                box.at("/id"),
                box.at("/number"),
                shelf.at("/id"),
                paper,
                share.at("/id"),
                note.at("/id"),
                task,
                "box");
    }

    private static Reply made(String as, String path, String json) {
        var reply = post(as, path, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private static Reply post(String as, String path, String json) {
        return api.post(as, path, json.replace('\'', '"'));
    }

    // ---- By routes ----

    private static List<String> routes(String prefix) {
        return api.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith(prefix))
                        .flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + pattern)))
                .sorted()
                .toList();
    }

    private static Reply ask(String route, String as, Hidden of, boolean byNumber) {
        var space = route.indexOf(' ');
        var method = route.substring(0, space);
        var path = route.substring(space + 1)
                .replace("{module}", "cellar")
                .replace("{entity}", of.entity())
                .replace("tasks/{id}", "tasks/" + of.task())
                .replace("{id}", byNumber ? of.number() : of.id())
                .replace("{name}", "seal")
                .replace("{attachment}", of.paper())
                .replace("{share}", of.share())
                .replace("{note}", of.note());
        assertThat(path).doesNotContain("{");
        var body = BODIES.getOrDefault(route, "").replace('\'', '"');
        return body.isEmpty()
                ? api.ask(as, method, path, method.equals("GET") ? null : new byte[0], "If-Match", "\"1\"")
                : api.ask(
                        as,
                        method,
                        path,
                        ApiServer.bytes(body),
                        "If-Match",
                        "\"1\"",
                        "Content-Type",
                        method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
    }

    @Test
    void byEveryRouteThatTakesARecord() {
        var routes = routes("/api/v1/{module}/{entity}/{id}");
        assertThat(routes).hasSizeGreaterThan(12);
        for (var route : routes) {
            // Of the one who breaks the glass, what is in another unit is not hidden but closed.
            var as = route.endsWith("/break-glass") ? "opener.low" : "clerk.low";
            var hidden = route.endsWith("/break-glass") ? HIDDEN.subList(1, 3) : HIDDEN;
            for (var byNumber : List.of(false, true)) {
                alike(new Question(route, as, of -> ask(route, as, of, byNumber)), hidden, 404);
            }
        }
    }

    /** For who sees the own records only, another's are not there. */
    @Test
    void byEveryRouteThatTakesARecordOfAnother() {
        var others = List.of(box("keeper.low", "of another owner", ""));
        routes("/api/v1/{module}/{entity}/{id}").stream()
                .filter(route -> !route.endsWith("/break-glass"))
                .forEach(route -> alike(
                        new Question(route, "opener.low", of -> ask(route, "opener.low", of, false)), others, 404));
    }

    /** Else nothing would have been shown. */
    @Test
    void theSameRequestsFindWhatIsThere() {
        for (var route : routes("/api/v1/{module}/{entity}/{id}")) {
            var open = box(route.endsWith("/break-glass") ? "keeper.far" : "keeper.low", "open", "");
            if (route.endsWith("/restore")) {
                api.delete("keeper.low", BOXES + "/" + open.id());
            }
            var as = route.endsWith("/break-glass") ? "opener.low" : "clerk.low";
            // Nothing was made by an operation, and so there is nothing to undo.
            assertThat(ask(route, as, open, false).status())
                    .as(route)
                    .isEqualTo(
                            switch (route.substring(route.lastIndexOf('/'))) {
                                case "/undo" -> 404;
                                case "/notes", "/shares" -> route.startsWith("GET") ? 200 : 201;
                                case "/{name}" -> 201;
                                case "/{share}" -> 204;
                                // It is another's, and there.
                                case "/{note}" -> route.startsWith("PATCH") ? 403 : 200;
                                case "/{id}" -> route.startsWith("DELETE") ? 204 : 200;
                                default -> 200;
                            });
        }
    }

    @Test
    void byEveryRouteThatTakesATask() {
        var routes = routes("/api/v1/tasks/{id}");
        assertThat(routes).hasSize(4);
        for (var route : routes) {
            alike(new Question(route, "clerk.low", of -> ask(route, "clerk.low", of, false)), HIDDEN, 404);
        }
    }

    /** Neither the entity nor one of its records is there, with or without a name that no entity has. */
    @Test
    void whatIsOfARestrictedEntity() {
        var rumour = made("keeper.low", "/api/v1/cellar/rumour", "{'text': 'He said'}");
        var nothing = Hidden.nothing();
        var there = new Hidden(
                "restricted",
                rumour.at("/id"),
                rumour.at("/number"),
                nothing.shelf(),
                nothing.paper(),
                nothing.share(),
                nothing.note(),
                nothing.task(),
                "rumour");
        for (var route : routes("/api/v1/{module}/{entity}")) {
            for (var byNumber : List.of(false, true)) {
                alike(
                        new Question(
                                route,
                                "clerk.low",
                                of -> ask(
                                        route,
                                        "clerk.low",
                                        of.why().equals("nothing") ? of.as(byNumber ? "rumour" : "nothing") : of,
                                        byNumber)),
                        List.of(there),
                        404);
            }
        }
    }

    /** For who asks who has seen what, and is barred, or may not know the entity. */
    @Test
    void whoAsksForTheReadersOfWhatIsHidden() {
        var rumour = made("keeper.low", "/api/v1/cellar/rumour", "{'text': 'She said'}");
        var restricted = new Hidden("restricted", rumour.at("/id"), rumour.at("/number"), "", "", "", "", "", "rumour");
        var hidden = List.of(HIDDEN.get(2), restricted);
        var records = "/api/v1/audit/records";
        alike(new Question("steps", "auditor.low", of -> api.get("auditor.low", records + "/" + of.id())), hidden, 404);
        alike(
                new Question("by id", "auditor.low", of -> api.get("auditor.low", records + "?find=" + of.id())),
                hidden,
                200);
        alike(
                new Question(
                        "by number", "auditor.low", of -> api.get("auditor.low", records + "?find=" + of.number())),
                hidden,
                200);
    }

    // ---- By what stands in requests ----

    @Test
    void whatARequestNames() {
        var open = box("keeper.low", "open", "");
        var box = BOXES + "/" + open.id();
        var questions = new TreeMap<String, Function<Hidden, Reply>>();
        named(questions, "part", of -> api.get("clerk.low", BOXES + "/" + of.id() + "?expand=shelves&fields=label"));
        named(questions, "known", of -> api.get("clerk.low", BOXES + "/" + of.id(), "If-None-Match", "\"1\""));
        named(questions, "file of another", of -> api.get("clerk.low", box + "/attachments/" + of.paper()));
        named(questions, "share of another", of -> api.delete("clerk.low", box + "/shares/" + of.share()));
        named(questions, "consent", of -> post("clerk.low", box + "/shares", share(of.id())));
        named(
                questions,
                "once",
                of -> api.post(
                        "clerk.low",
                        BOXES + "/" + of.id() + "/restore",
                        "",
                        "Idempotency-Key",
                        UUID.randomUUID().toString()));
        named(
                questions,
                "place in the tasks",
                of -> api.get("clerk.low", "/api/v1/tasks?view=team&cursor=" + of.task()));
        for (var by : List.<Function<Hidden, String>>of(Hidden::id, Hidden::number)) {
            var how = questions.containsKey("taken file") ? " by number" : " by id";
            payloads(questions, how, open, by);
        }
        assertThat(questions).hasSizeGreaterThan(25);
        questions.forEach((name, ask) -> alike(new Question(name, "clerk.low", ask), HIDDEN, null));
    }

    private static void named(Map<String, Function<Hidden, Reply>> all, String name, Function<Hidden, Reply> ask) {
        all.put(name, ask);
    }

    private static String share(String consent) {
        return "{'with': {'user': 'opener.low'}, 'purpose': 'They carry it', 'consent': '" + consent + "'}";
    }

    private static void payloads(
            Map<String, Function<Hidden, Reply>> all, String how, Hidden open, Function<Hidden, String> by) {
        var box = BOXES + "/" + open.id();
        Map.of(
                        "reference", "{'label': 'New', 'beside': '%s'}",
                        "list", "{'label': 'New', 'near': ['%s']}",
                        "nested", "{'label': 'New', 'beside': {'id': '%s', 'label': 'Other'}}",
                        "listed", "{'label': 'New', 'neighbours': [{'id': '%s'}]}")
                .forEach((name, json) -> {
                    named(all, "new " + name + how, of -> post("clerk.low", BOXES, json.formatted(by.apply(of))));
                    named(
                            all,
                            "changed " + name + how,
                            of -> api.patch(
                                    "clerk.low",
                                    box,
                                    "\"1\"",
                                    json.replace('\'', '"').formatted(by.apply(of))));
                });
        named(
                all,
                "part of" + how,
                of -> post("clerk.low", "/api/v1/cellar/shelf", "{'name': 'x', 'box': '" + by.apply(of) + "'}"));
        named(
                all,
                "sealed" + how,
                of -> post("clerk.low", box + "/operations/seal", "{'values': {'box': '" + by.apply(of) + "'}}"));
        named(
                all,
                "task" + how,
                of -> post(
                        "clerk.low",
                        "/api/v1/tasks/" + open.task() + "/complete",
                        "{'values': {'beside': '" + by.apply(of) + "'}}"));
        for (var verb : List.of("update", "retire", "restore")) {
            var more = verb.equals("update") ? ", 'version': 1, 'values': {'label': 'x'}" : "";
            named(
                    all,
                    "batch " + verb + how,
                    of -> post(
                            "clerk.low",
                            "/api/v1/batch",
                            "{'changes': [{'" + verb + "': 'cellar/box', 'id': '" + by.apply(of) + "'" + more + "}]}"));
        }
        for (var filter :
                List.of("beside.id = \"%s\"", "some n in neighbours satisfies n.number = \"%s\"", "number = \"%s\"")) {
            named(
                    all,
                    "filter " + filter + how,
                    of -> api.get(
                            "clerk.low", BOXES + "?count=exact&filter=" + encoded(filter.formatted(by.apply(of)))));
        }
        named(all, "search" + how, of -> api.get("clerk.low", BOXES + "?count=exact&search=" + by.apply(of)));
        if (how.endsWith("id")) {
            named(
                    all,
                    "shelf of another",
                    of -> api.patch(
                            "clerk.low",
                            box,
                            "\"1\"",
                            "{\"shelves\": [{\"id\": \"" + of.shelf() + "\", \"name\": \"x\"}]}"));
            named(
                    all,
                    "taken file",
                    of -> post("clerk.low", BOXES, "{'label': 'New', 'paper': {'id': '" + of.paper() + "'}}"));
        }
    }

    // ---- How it is compared ----

    /** What came back and what the database was told for it. */
    private record Seen(int status, Map<String, List<String>> headers, String body, List<String> said) {}

    private static Seen seen(Question question, Hidden of) {
        var replies = new ArrayList<Reply>();
        var said = statements.during(() -> replies.add(question.ask().apply(of)));
        var reply = replies.getFirst();
        var headers = new TreeMap<>(reply.http().headers().map());
        // The server closes each hundredth answer's connection.
        headers.keySet().removeAll(Set.of("date", "connection", "keep-alive"));
        return new Seen(reply.status(), headers, reply.text(), said);
    }

    private static void alike(Question question, List<Hidden> hidden, @Nullable Integer status) {
        // What is remembered between requests is made first.
        seen(question, Hidden.nothing());
        var nothing = seen(question, Hidden.nothing());
        if (status != null) {
            assertThat(nothing.status())
                    .as(question.name() + ": " + nothing.body())
                    .isEqualTo(status);
        }
        for (var each : hidden) {
            SoftAssertions.assertSoftly(softly -> {
                var there = seen(question, each);
                var what = question.name() + " " + each.why();
                softly.assertThat(there.status()).as(what).isEqualTo(nothing.status());
                softly.assertThat(there.body()).as(what).isEqualTo(nothing.body());
                softly.assertThat(there.headers()).as(what).isEqualTo(nothing.headers());
                softly.assertThat(there.said()).as(what).isEqualTo(nothing.said());
            });
        }
    }
}
