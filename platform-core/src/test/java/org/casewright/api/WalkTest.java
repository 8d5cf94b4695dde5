package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.TestPlatform;
import org.casewright.access.Scope;
import org.casewright.access.Scope.Extent;
import org.casewright.api.ApiServer.Reply;
import org.casewright.identity.Accounts;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route of the API, as the running application lists them, is walked by whoever should get nothing: nobody, an account without
 * rights, and tokens that carry less than their account may do. A route that is added tomorrow is walked too.
 */
class WalkTest {

    private static final String LETTERS = "/api/v1/post/letter";

    /** What answers everybody who signed in, each with what they may know, which is nothing here. */
    private static final Set<String> SAYS_NOTHING = Set.of(
            "/api/v1/me",
            "/api/v1/catalog",
            "/api/v1/openapi.json",
            "/api/v1/tasks",
            "/api/v1/notices",
            "/api/v1/releases");

    private static final Map<String, String> BODIES = Map.of(
            "/api/v1/batch", "{\"changes\": [{\"create\": \"post/letter\", \"values\": {\"subject\": \"x\"}}]}",
            "/api/v1/{module}/{entity}", "{\"subject\": \"x\"}");

    private static TestPlatform platform;
    private static ApiServer api;
    private static Reply letter;
    private static String task;

    private record Route(String method, String pattern, String path) {
        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post");
        platform.bean(PlatformPrivileges.class).grant("sorter.knf", PlatformPrivilege.DEPLOY);
        api = new ApiServer(
                platform,
                "casewright.api.requests-per-second=100000",
                "casewright.api.burst=1000000",
                "casewright.sign-in.failures-per-address=100000");
        letter = api.post(
                "sorter.knf",
                LETTERS,
                "{\"subject\": \"Seen by nobody else\", \"stamps\": 1, \"pages\": [{\"text\": \"one\"}]}");
        assertThat(letter.status()).as(letter.text()).isEqualTo(201);
        task = api.get("sorter.knf", "/api/v1/tasks?view=team").at("/items/0/id");
        assertThat(task).isNotEmpty();
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static List<Route> routes() {
        var routes = new ArrayList<Route>();
        api.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues()
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(new Route(method.name(), pattern, path(pattern))))));
        return routes.stream()
                .filter(route -> route.pattern().startsWith("/api"))
                .toList();
    }

    private static String path(String pattern) {
        return pattern.replace("{module}", "post")
                .replace("{entity}", "letter")
                .replace("tasks/{id}", "tasks/" + task)
                .replace("{id}", letter.at("/id"))
                .replaceAll("\\{[a-zA-Z]+}", "1");
    }

    private static Reply ask(Route route, @Nullable String authorization) {
        var headers = new ArrayList<>(List.of("Content-Type", "application/json", "If-Match", "\"1\""));
        if (authorization != null) {
            headers.addAll(List.of("Authorization", authorization));
        }
        var body = route.method().equals("GET") ? null : BODIES.getOrDefault(route.pattern(), "{}");
        return api.ask(
                null,
                route.method(),
                route.path(),
                body == null ? null : ApiServer.bytes(body),
                headers.toArray(String[]::new));
    }

    @Test
    void thereAreRoutesToWalk() {
        assertThat(routes())
                .hasSizeGreaterThan(25)
                .extracting(Route::pattern)
                .contains("/api/v1/{module}/{entity}/{id}/history", "/api/v1/releases/{number}/rollback");
        assertThat(routes()).extracting(Route::path).noneMatch(path -> path.contains("{"));
    }

    @Test
    void nobodyGetsAnywhere() {
        var first = ask(routes().getFirst(), null);
        for (var route : routes()) {
            var reply = ask(route, null);
            assertThat(reply.status()).as(route.toString()).isEqualTo(401);
            assertThat(reply.text()).as(route.toString()).isEqualTo(first.text());
        }
    }

    @Test
    void whoMayNothingIsRefusedEverywhereAndLearnsNothing() {
        var visitor = ApiServer.basic("visitor.knf", TestPlatform.PASSWORD);
        for (var route : routes()) {
            refused(route, ask(route, visitor), SAYS_NOTHING);
        }
    }

    private static void refused(Route route, Reply reply, Set<String> sayingNothing) {
        if (route.method().equals("GET") && sayingNothing.contains(route.pattern())) {
            assertThat(reply.status()).as(route.toString()).isEqualTo(200);
        } else {
            assertThat(reply.status()).as(route + ": " + reply.text()).isIn(403, 404);
        }
        assertThat(reply.text())
                .as(route.toString())
                .doesNotContain("Seen by nobody else", "L-KNF-", "post/letter", "grievance", letter.at("/id"));
    }

    @Test
    void aTokenForReadingChangesNothingAnywhere() {
        var before = api.get("sorter.knf", LETTERS + "/" + letter.at("/id")).text();
        var reading = token(new Scope(Extent.READ, Set.of()));
        for (var route : routes()) {
            var reply = ask(route, reading);
            if (!route.method().equals("GET")) {
                assertThat(reply.status()).as(route.toString()).isEqualTo(403);
                assertThat(reply.at("/detail")).isEqualTo("Your token is for reading only.");
            }
        }
        assertThat(ask(new Route("GET", "", LETTERS + "/" + letter.at("/id")), reading)
                        .text())
                .isEqualTo(before);
        assertThat(ask(new Route("GET", "", "/api/v1/tasks?view=team"), reading).at("/items/0/id"))
                .isNotEmpty();
        assertThat(ask(new Route("GET", "", "/api/v1/openapi.json"), reading).text())
                .contains("/post/letter")
                .doesNotContain("\"patch\"", "/releases/apply");
    }

    @Test
    void aTokenForAnotherModuleSeesNoneOfThisOneAndNoneOfThePlatform() {
        var elsewhere = token(new Scope(Extent.ALL, Set.of("elsewhere")));
        var own = Set.of("/api/v1/me", "/api/v1/catalog", "/api/v1/openapi.json", "/api/v1/tasks");
        for (var route : routes()) {
            refused(route, ask(route, elsewhere), own);
        }
    }

    @Test
    void aTokenForAModuleWorksThereAndNowhereElse() {
        var here = token(new Scope(Extent.WRITE, Set.of("post")));
        var made = api.ask(
                null,
                "POST",
                LETTERS,
                ApiServer.bytes("{\"subject\": \"By token\"}"),
                "Content-Type",
                "application/json",
                "Authorization",
                here);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        for (var path : List.of("/api/v1/notices", "/api/v1/releases")) {
            var reply = ask(new Route("GET", "", path), here);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.at("/detail")).isEqualTo("Your token is for post only.");
        }
    }

    @Test
    void onlyAWholeTokenDeploys() {
        for (var extent : Extent.values()) {
            var reply = ask(new Route("POST", "", "/api/v1/releases/approvals"), token(new Scope(extent, Set.of())));
            assertThat(reply.status()).as(extent.name()).isEqualTo(extent == Extent.ALL ? 400 : 403);
        }
    }

    @Test
    void aScopeOutlivesAChangeOfRights() {
        var elsewhere = token(new Scope(Extent.ALL, Set.of("elsewhere")));
        var letters = new Route("GET", "", LETTERS);
        assertThat(ask(letters, elsewhere).status()).isEqualTo(404);

        platform.bean(Accounts.class).grant(platform.actor("visitor.knf").id(), "NEW_ROLE");

        assertThat(ask(letters, elsewhere).status()).isEqualTo(404);
        assertThat(ask(new Route("GET", "", "/api/v1/tasks?view=team"), elsewhere)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void whatAWiderTokenWasAnsweredIsNotSaidAgainToANarrowerOne() {
        var key = UUID.randomUUID().toString();
        var whole = once(key, token(Scope.WHOLE));
        assertThat(whole.status()).as(whole.text()).isEqualTo(201);

        var narrow = once(key, token(new Scope(Extent.ALL, Set.of("elsewhere"))));

        assertThat(narrow.status()).isGreaterThanOrEqualTo(400);
        assertThat(narrow.text()).doesNotContain(whole.at("/id"));
    }

    private static Reply once(String key, String authorization) {
        return api.ask(
                null,
                "POST",
                LETTERS,
                ApiServer.bytes("{\"subject\": \"Once\"}"),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key,
                "Authorization",
                authorization);
    }

    @Test
    void answersAreDataToABrowserAndNoValueBecomesAHeader() {
        var broken = "a%0d%0aSet-Cookie:%20stolen=1%0d%0a%0d%0a";
        var replies = Stream.of(
                        api.get("sorter.knf", "/api/v1/me"),
                        api.get("sorter.knf", LETTERS + "?sort=" + broken),
                        api.get("sorter.knf", LETTERS + "/" + broken),
                        api.ask(
                                "sorter.knf",
                                "POST",
                                "/api/v1/attachments?name=" + broken,
                                ApiServer.bytes("%PDF-1.4 x"),
                                "Content-Type",
                                "application/pdf"),
                        api.get("sorter.knf", "/api/v1/me", "Accept-Language", "en;q=0.1, x-" + "a".repeat(400)))
                .toList();
        for (var reply : replies) {
            assertThat(reply.header("Set-Cookie")).as(reply.text()).isNull();
            assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.status()).isLessThan(500);
        }
        assertThat(replies.getFirst().header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(replies.getFirst().header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(replies.getFirst().header("Permissions-Policy")).contains("camera=()");
    }

    private static String token(Scope scope) {
        var account = platform.actor("sorter.knf").id();
        return "Bearer "
                + Objects.requireNonNull(platform.bean(Tokens.class)
                        .issue(account, "walk", scope, Duration.ofHours(1))
                        .secret());
    }
}
