package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What a reference can point to: found by name, number and sound, or made in place. */
@ExtendWith(RunningApplication.Shared.class)
class PickersIT {

    private static String number(RunningApplication application, String entity, String filter) {
        return application
                .get("lib.knf", entity + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .at("/items/0/number")
                .asString();
    }

    private static void enterLoan(Browser browser) {
        browser.open("/library/loan/new");
        browser.press("Search");
        browser.press("None of these");
        browser.find("[data-field='/note']");
    }

    @Test
    void areFoundByNameNumberAndSound(RunningApplication application) {
        assertThat(application.post("lib.knf", "library/reader", "{\"name\": \"Mohammed Pickersit\"}"))
                .isEqualTo(201);
        var number = number(application, "library/reader", "name = \"Mohammed Pickersit\"");
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            enterLoan(browser);
            for (var words : new String[] {"Mohammed Pick", number, "Muhamad Pikersit"}) {
                // What is offered for these words is offered with that of making a new one.
                browser.offered("/reader", words, "“" + words + "”");
                assertThat(browser.offers()).anyMatch(choice -> choice.startsWith("Mohammed Pickersit"));
            }
            browser.picture("picker-found");
        }
    }

    @Test
    void areMadeInPlaceAndTheFormKeepsItsInput(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            enterLoan(browser);
            browser.fill("/note", "PickersIT typed before");
            browser.offered("/reader", "Zelda Pickersit", "“Zelda Pickersit”");
            browser.picture("picker-new");
            browser.keys(Keys.ARROW_DOWN, Keys.ENTER);
            browser.find("vaadin-dialog .create");
            browser.holds("/name", "Zelda Pickersit");
            assertThat(browser.barriers()).isEmpty();
            browser.picture("picker-dialog");

            browser.fill("/name", "");
            browser.chord(Keys.CONTROL, "s");
            assertThat(browser.wrong("/name")).isNotEmpty();
            browser.fill("/name", "Zelda Pickersit");
            browser.fill("/locker", "12");
            browser.chord(Keys.CONTROL, "s");
            browser.gone("vaadin-dialog .create");
            browser.focused("/reader");
            browser.holds("/reader", "Zelda Pickersit");
            browser.holds("/note", "PickersIT typed before");

            // Whoever thinks better of it is where they were.
            browser.offered("/book", "PickersIT book", "“PickersIT book”");
            browser.keys(Keys.ARROW_DOWN, Keys.ENTER);
            browser.find("vaadin-dialog .create");
            browser.fill("/author", "Nobody");
            browser.click("vaadin-dialog vaadin-button", "Cancel");
            browser.reads("Leave without saving?");
            browser.press("Leave");
            browser.gone("vaadin-dialog .create");
            browser.holds("/book", "");

            browser.offered("/book", "PickersIT book", "“PickersIT book”");
            browser.keys(Keys.ARROW_DOWN, Keys.ENTER);
            browser.find("vaadin-dialog .create");
            browser.chord(Keys.CONTROL, "s");
            browser.focused("/book");
            browser.holds("/book", "PickersIT book");
            browser.chord(Keys.CONTROL, "s");
            browser.reads("PickersIT book to Zelda Pickersit");
            browser.reads("PickersIT typed before");
        }
    }

    @Test
    void areMadeByWhomTheyMayBeMade(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.signIn("prot_off.knf");
            browser.open("/registration/specific-need/new");
            browser.offered("/individual", "Absa", "Guhod Absa");
            assertThat(browser.offers()).noneMatch(choice -> choice.startsWith("New"));
        }
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            enterLoan(browser);
            browser.narrow();
            browser.offered("/reader", "Wanda Pickersit", "“Wanda Pickersit”");
            browser.keys(Keys.ARROW_DOWN, Keys.ENTER);
            browser.find("vaadin-dialog .create");
            assertThat(browser.overflow()).isZero();
            browser.picture("picker-dialog-phone");
            browser.dark();
            browser.picture("picker-dialog-phone-dark");
        }
        try (var browser = new Browser(application.address(), "ar")) {
            browser.signIn("lib.knf");
            browser.open("/library/loan/new");
            browser.find("[data-field='/reader']");
            browser.picture("picker-ar");
        }
    }
}
