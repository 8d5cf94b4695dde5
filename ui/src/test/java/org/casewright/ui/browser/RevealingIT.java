package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values that are told only to who asks for them, on the page of a record, in its form and in a list. */
@ExtendWith(RunningApplication.Shared.class)
class RevealingIT {

    private static final String WHY = "He has lost his key.";

    private static String reader(RunningApplication application, String name, String locker) {
        assertThat(application.post(
                        "lib.knf",
                        "library/reader",
                        "{\"name\": \"" + name + "\", \"born\": \"1990-05-17\", \"locker\": \"" + locker + "\"}"))
                .isEqualTo(201);
        var found = application.get(
                "lib.knf",
                "library/reader?filter=" + URLEncoder.encode("name = \"" + name + "\"", StandardCharsets.UTF_8));
        return "/library/reader/" + found.at("/items/0/id").asString();
    }

    @Test
    void onThePageOfARecord(RunningApplication application) {
        var record = reader(application, "RevealingIT Page", "L-4711");
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open(record);
            browser.reads("Locker code");
            assertThat(browser.source()).doesNotContain("L-4711").doesNotContain("17 May 1990");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("reveal-record");

            browser.click(".dl vaadin-button[aria-label='Reveal Locker code']");
            browser.reads("stay in the record’s history");
            browser.click("vaadin-dialog vaadin-button[theme~='primary']");
            assertThat(browser.wrong("/purpose")).isEqualTo("Say what you need it for: others will read it.");
            assertThat(browser.source()).doesNotContain("L-4711");
            browser.fill("/purpose", WHY);
            browser.picture("reveal-dialog");
            browser.click("vaadin-dialog vaadin-button[theme~='primary']");
            browser.reads("L-4711");
            browser.picture("reveal-told");
            browser.press("Hide");
            browser.readsNoMore("L-4711");
            assertThat(browser.source()).doesNotContain("L-4711");

            // Whose class asks for nothing is told at once; and after a minute it is hidden again.
            browser.click(".dl vaadin-button[aria-label='Reveal Date of birth']");
            browser.reads("17 May 1990");
            browser.press("Hide");
            browser.hurry();
            browser.click(".dl vaadin-button[aria-label='Reveal Date of birth']");
            browser.readsNoMore("17 May 1990");
            browser.find(".dl vaadin-button[aria-label='Reveal Date of birth']");
            assertThat(browser.source()).doesNotContain("1990");

            browser.open(record);
            browser.reads("Nurabi Talwan asked to see Locker code");
            browser.reads(WHY);
            assertThat(browser.text()).containsPattern("(?s)asked to see Date of birth.*asked to see Date of birth");
            browser.withoutPrinter();
            browser.press("Print");
            browser.wasPrinted();
            browser.onPaper();
            assertThat(browser.text()).contains("RevealingIT Page").doesNotContain("Locker code");
            browser.onScreen();

            browser.dark();
            browser.open(record);
            browser.reads("asked to see Locker code");
            browser.picture("reveal-record-dark");
            browser.light();
            browser.narrow();
            browser.open(record);
            browser.reads("asked to see Locker code");
            assertThat(browser.overflow()).isZero();
            browser.picture("reveal-record-phone");
        }
        try (var browser = new Browser(application.address(), "ar")) {
            browser.signIn("lib.knf");
            browser.open(record);
            browser.reads("RevealingIT Page");
            browser.picture("reveal-record-ar");
        }
    }

    @Test
    void inAForm(RunningApplication application) {
        var record = reader(application, "RevealingIT Form", "L-0815");
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open(record);
            browser.press("Edit");
            browser.find("[data-veiled='/locker']");
            assertThat(browser.source()).doesNotContain("L-0815");
            browser.picture("reveal-form");

            browser.click("[data-veiled='/locker'] vaadin-button");
            browser.fill("/purpose", WHY);
            browser.click("vaadin-dialog vaadin-button[theme~='primary']");
            browser.find("[data-field='/locker']");
            assertThat(browser.value("/locker")).isEqualTo("L-0815");
            browser.picture("reveal-form-told");
            browser.click("[data-veiled='/locker'] vaadin-button");
            browser.find("[data-veiled='/locker'] .dots");
            assertThat(browser.count("[data-field='/locker']")).isZero();

            // What was changed stays, and what was not asked for is saved as it was.
            browser.click("[data-veiled='/locker'] vaadin-button");
            browser.fill("/purpose", WHY);
            browser.click("vaadin-dialog vaadin-button[theme~='primary']");
            browser.fill("/locker", "L-0816");
            browser.click("[data-veiled='/locker'] vaadin-button");
            assertThat(browser.value("/locker")).isEqualTo("L-0816");
            browser.press("Save");
            browser.reads("changed 1 field");
            var stored = application.get(
                    "lib.knf",
                    record.substring(1) + "?reveal=locker,born&purpose="
                            + URLEncoder.encode(WHY, StandardCharsets.UTF_8));
            assertThat(stored.path("locker").asString()).isEqualTo("L-0816");
            assertThat(stored.path("born").asString()).isEqualTo("1990-05-17");
        }
    }

    @Test
    void inAList(RunningApplication application) {
        var record = reader(application, "RevealingIT List", "L-2222");
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/reader?q=RevealingIT+List");
            browser.reads("RevealingIT List");
            browser.find("vaadin-grid .veil .dots");
            assertThat(browser.source()).doesNotContain("L-2222");
            browser.picture("reveal-list");
            browser.click("vaadin-grid .veil vaadin-button");
            browser.fill("/purpose", WHY);
            browser.click("vaadin-dialog vaadin-button[theme~='primary']");
            browser.reads("L-2222");
            browser.isAt("/library/reader");
            browser.picture("reveal-list-told");
            browser.open(record);
            browser.reads("asked to see Locker code");
        }
        try (var browser = new Browser(application.address())) {
            browser.signIn("head.knf");
            browser.open("/library/reader?q=RevealingIT+List");
            browser.reads("RevealingIT List");
            assertThat(browser.download("a[download]"))
                    .contains("RevealingIT List")
                    .doesNotContain("L-2222");
        }
    }
}
