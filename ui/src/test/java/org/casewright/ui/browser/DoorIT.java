package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.RouteBaseData;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.casewright.TestPlatform;
import org.casewright.identity.AccountLinks;
import org.casewright.identity.Accounts;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Actors;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Sessions;
import org.casewright.identity.Sessions.Way;
import org.casewright.postgres.DatabaseBeans;
import org.casewright.postgres.TestDatabase;
import org.casewright.release.Demo;
import org.casewright.release.Releases;
import org.casewright.ui.Casewright;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All ways in, and all that should be none: the application in this process, beside the provider at which people sign in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorIT {

    private static final String BOOK = "The lighthouse at noon";
    private static final int FAILURES = 8;

    /** Pages that everybody has who signed in; what they say is the asker's own. */
    private static final Set<String> OWN = Set.of("", "inbox", "notices", "search", "account", "password", "sign-in");

    private static TestDatabase database;
    private static IdentityProvider provider;
    private static ServletWebServerApplicationContext application;
    private static String address;
    private static String beforeTheProvider;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void open() throws Exception {
        var port = freePort();
        address = "http://localhost:" + port;
        var providers = freePort();
        var issuer = "http://127.0.0.1:" + providers;
        database = TestPlatform.prepared();
        application = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Casewright.class)
                .initializers(
                        DatabaseBeans.of(database.databases()),
                        (GenericApplicationContext context) ->
                                context.registerBean(WithoutTests.class, WithoutTests::new))
                .properties(
                        "server.port=" + port,
                        "casewright.bcrypt-strength=4",
                        "casewright.sign-in.failures-per-address=" + FAILURES,
                        "casewright.oidc.issuer=" + issuer,
                        "casewright.oidc.client-id=" + IdentityProvider.CLIENT,
                        "casewright.oidc.client-secret=" + IdentityProvider.SECRET,
                        "casewright.oidc.title=Example ID",
                        "casewright.jwt.issuer=" + issuer,
                        "casewright.jwt.audience=" + IdentityProvider.AUDIENCE)
                .run();
        beforeTheProvider = location("/oauth2/authorization/provider");
        // Behind the application, which asks for it when somebody signs in there; and which changes what all share in a
        // process.
        provider = new IdentityProvider(providers, address);
        assertThat(provider.issuer()).isEqualTo(issuer);
        application.getBean(Releases.class).open(List.of(Path.of("src/test/modules/library")), true);
        application.getBean(Demo.class).load(RunningApplication.PASSWORD);
        accounts()
                .addDemo(
                        List.of(new NewAccount("none.knf", "Nobody in particular", "KNF", Set.of())),
                        RunningApplication.PASSWORD);
    }

    /** The application finds its parts by looking at all classes; those of tests are none of it. */
    private static final class WithoutTests extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
            var place = type.getResource().getURI().toString();
            return place.contains("-tests.jar") || place.contains("/test-classes/");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WithoutTests;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static Accounts accounts() {
        return application.getBean(Accounts.class);
    }

    private static UUID account(String name) {
        return application.getBean(Actors.class).named(name).orElseThrow().id();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void close() {
        application.close();
        provider.close();
        database.close();
    }

    // Walks
    // ---------------------------------------------------------------------------------------------------------------

    /** Every page's address, as the running application lists them, with a book that there is. */
    private static List<String> pages() {
        var servlet = new VaadinServletContext(java.util.Objects.requireNonNull(application.getServletContext()));
        var book = application
                .getBean(org.casewright.records.Records.class)
                .find(
                        org.casewright.records.Query.of("library/book").limitedTo(1),
                        application.getBean(Actors.class).named("lib.knf").orElseThrow())
                .items()
                .getFirst();
        return ApplicationRouteRegistry.getInstance(servlet).getRegisteredRoutes().stream()
                .map(RouteBaseData::getTemplate)
                .map(template -> template.replace(":module", "library")
                        .replace(":entity", "book")
                        .replace("task/:id", "task/1")
                        .replace(":id", book.id().toString())
                        .replaceAll(":[a-z]+", "x"))
                .toList();
    }

    @Test
    @Order(1)
    void nobodyIsLedToTheSignInFromEveryPage() throws Exception {
        assertThat(pages())
                .contains("account", "sessions", "library/book", "library/book/new")
                .hasSizeGreaterThan(12);
        for (var page : pages()) {
            var answer = get("/" + page, "");
            if (page.equals("sign-in")) {
                assertThat(answer.statusCode()).isEqualTo(200);
            } else {
                assertThat(answer.statusCode()).as(page).isEqualTo(302);
                assertThat(answer.headers().firstValue("Location")).as(page).hasValue(address + "/sign-in");
            }
            assertThat(answer.body()).as(page).doesNotContain(BOOK);
        }
    }

    @Test
    @Order(2)
    void whoMayNothingFindsNoPageOpenButTheirOwn() {
        try (var browser = new Browser(address)) {
            browser.signIn("none.knf");
            for (var page : pages()) {
                browser.open("/" + page + (page.equals("search") ? "?for=lighthouse" : ""));
                if (OWN.contains(page)) {
                    browser.find(page.equals("password") || page.equals("sign-in") ? ".door" : ".page");
                } else {
                    browser.reads("This page is not open to you");
                }
                assertThat(browser.text()).as(page).doesNotContain(BOOK, "Adi Boltak", "Rivers of the north");
            }
        }
    }

    // Sessions
    // ------------------------------------------------------------------------------------------------------------

    @Test
    @Order(3)
    void aSessionIsSeenAndEndedWhereverItIs() {
        application.getBean(PlatformPrivileges.class).grant("head.knf", PlatformPrivilege.ADMINISTER);
        try (var browser = new Browser(address);
                var other = new Browser(address)) {
            other.signIn("lib.knf");
            browser.signIn("lib.knf");
            browser.open("/account");
            browser.reads("Where you are signed in");
            browser.reads("Chrome on Linux from the server itself");
            browser.reads("This one");
            browser.press("New token");
            browser.reads("What it is for");
            browser.press("Make the token");
            browser.reads("Say what it is for");
            browser.picture("token-new");
            browser.fill("/title", "Nightly report");
            browser.press("Make the token");
            browser.find("[data-secret]");
            browser.picture("token-made");
            browser.press("I have copied it");
            browser.reads("Nightly report: Read");
            browser.readsNoMore("Copy it now");
            browser.picture("account");
            browser.dark();
            browser.picture("account-dark");
            browser.light();
            browser.phone();
            browser.open("/account");
            browser.reads("Nightly report");
            assertThat(browser.overflow()).isZero();
            browser.picture("account-phone");
            browser.light();
            browser.open("/account");
            browser.press("End all others");
            browser.readsNoMore("End all others");

            other.menu("Readers");
            other.isAt("/sign-in");

            other.signIn("head.knf");
            other.menu("Sessions");
            other.reads("Nurabi Talwan (lib.knf)");
            other.picture("sessions");
            other.dark();
            other.picture("sessions-dark");
            other.click("vaadin-button[aria-label*='Nurabi Talwan']");
            other.readsNoMore("Nurabi Talwan (lib.knf)");

            browser.menu("Books");
            browser.isAt("/sign-in");
        }
    }

    @Test
    @Order(4)
    void aFirstPasswordHasToBeChangedBeforeAnythingElse() throws Exception {
        accounts().add(new NewAccount("new.knf", "New Clerk", "KNF", Set.of("LIB")), "seven grey storks");
        assertThat(api("new.knf", "seven grey storks").statusCode()).isEqualTo(403);
        try (var browser = new Browser(address)) {
            browser.knock("new.knf", "seven grey storks");
            browser.isAt("/password");
            for (var page : List.of("/library/book", "/account", "/")) {
                browser.open(page);
                browser.isAt("/password");
            }
            browser.type("vaadin-password-field:nth-of-type(1)", "seven grey storks");
            browser.type("vaadin-password-field:nth-of-type(2)", "qwertyuiopasdf");
            browser.type("vaadin-password-field:nth-of-type(3)", "qwertyuiopasdf");
            browser.press("Change password");
            browser.reads("must not be a row of keys");
            browser.type("vaadin-password-field:nth-of-type(2)", "nine white swans");
            browser.type("vaadin-password-field:nth-of-type(3)", "nine white swans");
            browser.picture("password");
            browser.press("Change password");
            browser.reads("Your tasks");
        }
        assertThat(api("new.knf", "nine white swans").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void signingInGivesANewSessionAndTheOldOneOpensNothing() throws Exception {
        var form = get("/sign-in", "");
        var before = cookie(form);
        var signedIn = signIn(before, token(before), "lib.knf", RunningApplication.PASSWORD);
        var after = cookie(signedIn);

        assertThat(signedIn.headers().firstValue("Location")).hasValue(address + "/");
        assertThat(after).isNotEqualTo(before);
        assertThat(get("/library/book", after).statusCode()).isEqualTo(200);
        assertThat(get("/library/book", before).statusCode()).isEqualTo(302);
        assertThat(signedIn.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(set -> assertThat(set).contains("HttpOnly", "SameSite=Lax"));
        assertThat(get("/api/v1/me", after).statusCode())
                .as("the API takes no session, so no foreign page can use one")
                .isEqualTo(401);
    }

    /** The row is opened again to see whether the session was thrown away when it was looked at. */
    @Test
    @Order(5)
    void aSessionThatWasEndedIsThrownAwayWhateverIsAskedByIt() throws Exception {
        for (var path :
                List.of("/VAADIN/dynamic/resource/0/x/scan.pdf", "/?v-r=heartbeat", "/?v-r=uidl", "/no-such-page")) {
            var before = cookie(get("/sign-in", ""));
            var session = cookie(signIn(before, token(before), "reader.knf", RunningApplication.PASSWORD));
            assertThat(get("/account", session).statusCode()).isEqualTo(200);
            application.getBean(Sessions.class).endAll(account("reader.knf"), null);
            get(path, session);
            JdbcClient.create(database.owner())
                    .sql("update platform.session set ended_at = null")
                    .update();

            assertThat(get("/account", session).statusCode()).as(path).isEqualTo(302);
        }
    }

    @Test
    @Order(6)
    void whatDoesNotComeFromOurOwnPagesIsRefused() throws Exception {
        var before = cookie(get("/sign-in", ""));
        assertThat(signIn(before, "forged", "lib.knf", RunningApplication.PASSWORD)
                        .headers()
                        .firstValue("Location"))
                .hasValue(address + "/sign-in?again");
        var session = cookie(signIn(before, token(before), "lib.knf", RunningApplication.PASSWORD));
        assertThat(post("/logout", session, "").statusCode()).isEqualTo(403);
        var forged = post(
                "/?v-r=uidl&v-uiId=0",
                session,
                "{\"csrfToken\": \"forged\", \"rpc\": [], \"syncId\": 0, \"clientId\": 0}");
        assertThat(forged.body()).doesNotContain("\"changes\"");
        assertThat(get("/library/book", session).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(7)
    void pagesRunWhatTheySayAndNothingElse() throws Exception {
        var page = get("/sign-in", "");
        var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        var word = Pattern.compile("'nonce-([^']+)'").matcher(policy);
        assertThat(word.find()).isTrue();
        assertThat(policy)
                .doesNotContain("script-src 'unsafe-inline'")
                .contains("frame-ancestors 'none'", "default-src 'none'");
        assertThat(page.body()).contains("nonce=\"" + word.group(1) + "\"");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]* nonce=)");
        var again = get("/sign-in", "")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
        assertThat(again).as("another word each time").isNotEqualTo(policy);
        for (var path : List.of(
                "/sign-in", "/look/ui.css", "/served", "/no-such-page", "/sign-in?error=%0d%0aSet-Cookie:%20a=b")) {
            var answer = get(path, "");
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .hasValue("nosniff");
            assertThat(answer.headers().firstValue("X-Frame-Options")).as(path).hasValue("DENY");
            assertThat(answer.headers().firstValue("Referrer-Policy")).as(path).hasValue("same-origin");
            assertThat(answer.headers().allValues("Set-Cookie")).as(path).noneMatch(set -> set.startsWith("a="));
        }
    }

    // The provider
    // --------------------------------------------------------------------------------------------------------

    @Test
    @Order(8)
    void whomTheProviderVouchesForIsTheLinkedAccount() {
        accounts().addWithoutPassword(new NewAccount("ada.knf", "Ada Lowan", "KNF", Set.of("LIB")));
        application.getBean(AccountLinks.class).link("ada.knf", provider.issuer(), "ada");
        try (var browser = new Browser(address)) {
            browser.open("/sign-in");
            browser.picture("sign-in-provider");
            browser.dark();
            browser.picture("sign-in-provider-dark");
            browser.light();
            browser.click("a.other", "Sign in with Example ID");
            browser.type("#username", "ada");
            browser.type("#password", IdentityProvider.PASSWORD);
            browser.click("button[type=submit]");
            browser.reads("Your tasks");
            assertThat(application.getBean(Sessions.class).of(account("ada.knf")))
                    .singleElement()
                    .extracting(Sessions.Session::way)
                    .isEqualTo(Way.PROVIDER);
            browser.menu("Books");
            browser.reads(BOOK);

            browser.click("vaadin-menu-bar-button");
            browser.click("vaadin-menu-bar-item", "Sign out");
            browser.isAt("/sign-in");
            assertThat(application.getBean(Sessions.class).of(account("ada.knf")))
                    .isEmpty();
            browser.click("a.other");
            browser.find("#username");
        }
    }

    @Test
    @Order(9)
    void whomNobodyLinkedIsRefusedAndToldWhatToDo() {
        try (var browser = new Browser(address)) {
            browser.open("/sign-in");
            browser.click("a.other");
            browser.type("#username", "bob");
            browser.type("#password", IdentityProvider.PASSWORD);
            browser.click("button[type=submit]");
            browser.isAt("/sign-in");
            browser.reads("You are not signed in.");
            browser.reads("No account here belongs to \u201cbob\u201d");
            browser.picture("sign-in-refused");
            browser.open("/library/book");
            browser.isAt("/sign-in");
        }
    }

    @Test
    @Order(10)
    void anAnswerThatNobodyAskedForSignsNobodyIn() throws Exception {
        var forged = get("/login/oauth2/code/provider?code=stolen&state=forged", "");
        assertThat(forged.statusCode()).isEqualTo(302);
        assertThat(forged.headers().firstValue("Location")).hasValue(address + "/sign-in?provider");
    }

    @Test
    @Order(10)
    void aProviderThatIsAwayHoldsNobodyUpWhoHasAPassword() {
        assertThat(beforeTheProvider).isEqualTo(address + "/sign-in?provider");
    }

    @Test
    @Order(11)
    void whatTheProviderSignsOpensTheApiWithinItsScopes() throws Exception {
        accounts().addWithoutPassword(new NewAccount("job.knf", "Night job", "KNF", Set.of("LIB")));
        var reading = provider.token(HTTP, "casewright:read");
        assertThat(bearer("GET", "/api/v1/me", reading).statusCode())
                .as("linked to nobody")
                .isEqualTo(401);
        application.getBean(AccountLinks.class).link("job.knf", provider.issuer(), IdentityProvider.PROGRAM);

        var me = bearer("GET", "/api/v1/me", reading);
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("job.knf");
        assertThat(bearer("GET", "/api/v1/library/book", reading).body()).contains(BOOK);
        assertThat(bearer("POST", "/api/v1/library/book", reading).statusCode()).isEqualTo(403);
        assertThat(bearer("GET", "/api/v1/me", provider.token(HTTP, "reports")).statusCode())
                .isEqualTo(403);
    }

    // Guessing
    // ------------------------------------------------------------------------------------------------------------

    @Test
    @Order(12)
    void whoGuessesManyNamesWaits() throws Exception {
        var session = cookie(get("/sign-in", ""));
        var token = token(session);
        var statuses = new ArrayList<Integer>();
        HttpResponse<String> last = null;
        for (var i = 0; i <= FAILURES; i++) {
            last = signIn(session, token, "guess" + i, "wrong");
            statuses.add(last.statusCode());
        }
        assertThat(statuses).contains(302).endsWith(429);
        assertThat(java.util.Objects.requireNonNull(last).headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 11));
        assertThat(last.body()).contains("Too many tries");
        assertThat(signIn(session, token, "lib.knf", RunningApplication.PASSWORD)
                        .statusCode())
                .as("the right password as well")
                .isEqualTo(429);
        assertThat(api("lib.knf", "wrong").statusCode())
                .as("at the API as well")
                .isEqualTo(429);
        try (var browser = new Browser(address.replace("localhost", "127.0.0.1"))) {
            browser.knock("lib.knf", "wrong");
            browser.settle();
            browser.knock("lib.knf", "wrong");
            browser.reads("Too many tries");
            browser.picture("too-many-tries");
            browser.dark();
            browser.picture("too-many-tries-dark");
        }
    }

    // HTTP
    // ----------------------------------------------------------------------------------------------------------------

    private static HttpResponse<String> get(String path, String cookie) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/html")
                .GET();
        return HTTP.send(
                (cookie.isEmpty() ? request : request.header("Cookie", cookie)).build(), BodyHandlers.ofString());
    }

    /** Where somebody who asks for this is sent. */
    private static String location(String path) throws Exception {
        return get(path, "").headers().firstValue("Location").orElse("");
    }

    private static HttpResponse<String> post(String path, String cookie, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Cookie", cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> signIn(String cookie, String token, String name, String password)
            throws Exception {
        return post(
                "/sign-in",
                cookie,
                "_csrf=" + token.replace("+", "%2B") + "&username=" + name + "&password=" + password.replace(' ', '+'));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /** The form's own, as its page has it. */
    private static String token(String cookie) throws Exception {
        var page = get("/sign-in", cookie).body();
        var found = Pattern.compile("_csrf\"[^>]* content=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private static HttpResponse<String> api(String name, String password) throws Exception {
        var basic = Base64.getEncoder()
                .encodeToString((name + ":" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return send("GET", "/api/v1/me", "Basic " + basic);
    }

    private static HttpResponse<String> bearer(String method, String path, String token) throws Exception {
        return send(method, path, "Bearer " + token);
    }

    private static HttpResponse<String> send(String method, String path, String authorization) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }
}
