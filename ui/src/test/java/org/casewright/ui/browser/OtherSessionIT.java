package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What belongs to somebody's open page is worth nothing in another session, or in none: what it would have told the server, word for
 * word and with its keys, and the addresses of its pictures and uploads. In its own session each of them works.
 */
@ExtendWith(RunningApplication.Shared.class)
class OtherSessionIT {

    private static final String TITLE = "Entered in one session only";
    private static final Pattern PAGE = Pattern.compile("v-uiId=(\\d+)");
    private static final String CHANGED = "\"changes\":[{";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void whatAPageTellsItsServerIsHeardInItsOwnSessionOnly(RunningApplication application) throws Exception {
        try (var browser = new Browser(application.address());
                var other = new Browser(application.address())) {
            // The same steps in both, so that all that is counted is alike: nothing but the session and its key tells
            // them apart.
            other.signIn("lib.ugb");
            other.open("/library/book/new");
            other.fill("/title", "Of somebody else");
            browser.signIn("lib.knf");
            browser.open("/library/book/new");
            browser.fill("/title", TITLE);
            var said = browser.withheld("Save");
            var page = PAGE.matcher(said.path());
            assertThat(page.find()).as(said.path()).isTrue();
            assertThat(said.body()).contains("csrfToken");

            for (var session : others(browser.cookies(), other.cookies()).entrySet()) {
                var heard = post(application, said.path(), session.getValue(), said.body());
                assertThat(isRefused(heard))
                        .as(session.getKey() + ": " + heard.body())
                        .isTrue();
                assertThat(heard.body()).as(session.getKey()).doesNotContain(TITLE, "csrfToken");
                for (var ask : new String[] {"heartbeat", "push", "uidl"}) {
                    var path = "/?v-r=" + ask + "&v-uiId=" + page.group(1);
                    assertThat(post(application, path, session.getValue(), "").body())
                            .as(session.getKey() + " " + ask)
                            .doesNotContain(TITLE, CHANGED, "csrfToken");
                }
                assertThat(books(application)).as(session.getKey()).isZero();
            }
            assertThat(get(application, "/library/book", other.cookies()).statusCode())
                    .as("somebody else's session stays")
                    .isEqualTo(200);

            var own = post(application, said.path(), browser.cookies(), said.body());
            assertThat(isRefused(own)).as("in its own session: " + own.body()).isFalse();
            assertThat(books(application)).isEqualTo(1);
        }
    }

    @Test
    void aPagesFilesAreGivenAndTakenInItsOwnSessionOnly(RunningApplication application, @TempDir Path folder)
            throws Exception {
        var front = Pictures.file(folder, "front.png", 240, new Color(60, 110, 160));
        try (var browser = new Browser(application.address());
                var other = new Browser(application.address())) {
            other.signIn("lib.ugb");
            other.open("/library/book/new");
            browser.signIn("lib.knf");
            browser.open("/library/book/new");
            browser.attach("/cover", front);
            browser.reads("front.png");
            browser.seesPicture("[data-field='/cover'] img", 240);
            var picture = browser.path("[data-field='/cover'] img", "src");
            var upload = browser.path("[data-field='/cover'] vaadin-upload", "target");
            assertThat(picture).contains("/VAADIN/dynamic/resource/");
            assertThat(upload).contains("/VAADIN/dynamic/resource/");
            var kept = files(application);

            for (var session : others(browser.cookies(), other.cookies()).entrySet()) {
                var read = get(application, picture, session.getValue());
                assertThat(read.statusCode()).as(session.getKey()).isNotEqualTo(200);
                assertThat(read.body()).as(session.getKey()).isNotEqualTo(bytes(front));
                assertThat(read.body().length).as(session.getKey()).isLessThan(bytes(front).length);
                assertThat(sent(application, upload, session.getValue(), front).statusCode())
                        .as(session.getKey())
                        .isNotEqualTo(200);
                assertThat(files(application)).as(session.getKey()).isEqualTo(kept);
            }

            assertThat(get(application, picture, browser.cookies()).body()).isEqualTo(Files.readAllBytes(front));
            assertThat(sent(application, upload, browser.cookies(), front).statusCode())
                    .isEqualTo(200);
            assertThat(files(application)).isEqualTo(kept + 1);
        }
    }

    /** What stands in an address is no session, even where it is the right one. */
    @Test
    void noAddressCarriesASession(RunningApplication application) throws Exception {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            var id = browser.cookies().replaceAll(".*=", "");
            assertThat(get(application, "/library/book", browser.cookies()).statusCode())
                    .isEqualTo(200);
            for (var path : new String[] {
                "/library/book;jsessionid=" + id,
                "/library/book;JSESSIONID=" + id,
                "/library/book?jsessionid=" + id,
                "/;jsessionid=" + id + "?v-r=uidl&v-uiId=0"
            }) {
                assertThat(get(application, path, "").statusCode()).as(path).isNotEqualTo(200);
            }
        }
    }

    /** Whether the page is told that it has no such session, or nothing at all. */
    private static boolean isRefused(HttpResponse<String> answer) {
        return answer.statusCode() != 200
                || (!answer.body().contains(CHANGED)
                        && (answer.body().contains("\"appError\"")
                                || answer.body().contains("\"sessionExpired\"")));
    }

    /** Nobody, somebody else, and what is nearly the right session. */
    private static Map<String, String> others(String own, String other) {
        var others = new LinkedHashMap<String, String>();
        others.put("nobody", "");
        others.put("somebody else", other);
        others.put("the beginning of the session", own.substring(0, own.length() - 4));
        others.put("one letter another", own.substring(0, own.length() - 1) + (own.endsWith("A") ? 'B' : 'A'));
        return others;
    }

    private static int books(RunningApplication application) {
        return application
                .tables()
                .sql("select count(*) from library.book where title in (?, 'Of somebody else')")
                .param(TITLE)
                .query(Integer.class)
                .single();
    }

    private static int files(RunningApplication application) {
        return application
                .tables()
                .sql("select count(*) from platform.attachment")
                .query(Integer.class)
                .single();
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    private static HttpRequest.Builder request(RunningApplication application, String path, String cookies) {
        var request = HttpRequest.newBuilder(URI.create(application.address() + path));
        return cookies.isEmpty() ? request : request.header("Cookie", cookies);
    }

    private static HttpResponse<byte[]> get(RunningApplication application, String path, String cookies)
            throws Exception {
        return HTTP.send(
                request(application, path, cookies)
                        .header("Accept", "text/html")
                        .GET()
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static HttpResponse<String> post(RunningApplication application, String path, String cookies, String body)
            throws Exception {
        return HTTP.send(
                request(application, path, cookies)
                        .header("Content-Type", "application/json; charset=UTF-8")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** As the upload of a page sends it. */
    private static HttpResponse<String> sent(RunningApplication application, String path, String cookies, Path file)
            throws Exception {
        var head = """
                --edge
                Content-Disposition: form-data; name="file"; filename="front.png"
                Content-Type: image/png

                """.replace("\n", "\r\n");
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head, StandardCharsets.ISO_8859_1),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--edge--\r\n"));
        return HTTP.send(
                request(application, path, cookies)
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }
}
