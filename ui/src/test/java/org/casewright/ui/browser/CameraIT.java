package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A photo is taken where a picture is wanted, or chosen as a file where there is no camera. */
@ExtendWith(RunningApplication.Shared.class)
class CameraIT {

    private static final String READY = "vaadin-dialog vaadin-button[theme~='primary']:not([disabled])";

    @Test
    void aPhotoIsTakenTakenAgainAndUsed(RunningApplication application) {
        try (var browser = Browser.withCamera(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/book/new");
            browser.fill("/title", "CameraIT");
            browser.press("Take a photo");
            browser.find(READY);
            browser.picture("camera");
            assertThat(browser.barriers()).isEmpty();
            browser.press("Take the photo");
            browser.find(".camera canvas");
            browser.picture("camera-taken");
            browser.press("Take again");
            browser.find(".camera video");
            browser.press("Take the photo");
            browser.press("Use this photo");
            browser.gone("vaadin-dialog");
            browser.find("[data-field='/cover'] img");
            browser.reads("photo.jpg");
            browser.press("Save");
            browser.find(".rh");
            browser.find(".file img");
            browser.picture("camera-saved");

            var cover = application.get("lib.knf", "library/book?q=CameraIT").at("/items/0/cover");
            assertThat(cover.path("type").asString()).isEqualTo("image/jpeg");
            assertThat(cover.path("size").asLong()).isPositive();

            browser.open("/library/book/new");
            browser.narrow();
            browser.dark();
            browser.press("Take a photo");
            browser.find(READY);
            assertThat(browser.overflow()).isZero();
            browser.picture("camera-phone-dark");
        }
    }

    @Test
    void withoutACameraThereIsTheFile(RunningApplication application, @TempDir Path folder) throws IOException {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/book/new");
            browser.press("Take a photo");
            browser.reads("There is no camera that this page may use.");
            browser.picture("camera-none");
            browser.click("vaadin-dialog vaadin-button", "Cancel");
            browser.gone("vaadin-dialog");
            browser.attach("/cover", Pictures.file(folder, "cover.png", 200, Color.GRAY));
            browser.reads("cover.png");
            browser.find("[data-field='/cover'] img");
        }
    }

    @Test
    void onlyPagesOfOursMayAskForIt(RunningApplication application) throws Exception {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            var cookies = browser.cookies();
            assertThat(devices(application, cookies, "/library/book"))
                    .contains("camera=(self)")
                    .contains("microphone=()");
            assertThat(devices(application, "", "/sign-in")).contains("camera=()");
            assertThat(devices(application, cookies, "/look/ui.css")).contains("camera=()");
        }
    }

    private static String devices(RunningApplication application, String cookies, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(application.address() + path))
                .header("Accept", "text/html")
                .header("Cookie", cookies)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Permissions-Policy")
                .orElse("");
    }
}
