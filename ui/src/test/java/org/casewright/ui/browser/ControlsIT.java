package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Phones, countries, languages and addresses, as people enter and read them. */
@ExtendWith(RunningApplication.Shared.class)
class ControlsIT {

    private static final String NUMBER = "[data-field='/phone'] vaadin-text-field";

    @Test
    void aPhoneIsTypedWithItsCodeOrWithinItsCountry(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/reader/new");
            browser.press("Search");
            browser.press("None of these");
            browser.fill("/name", "ControlsIT Phone");
            browser.type(NUMBER, "12");
            browser.press("Save");
            browser.reads("“12” is no phone number.");
            browser.picture("phone-wrong");
            browser.type(NUMBER, "+254 712-345678");
            browser.contains("[data-field='/phone'] vaadin-combo-box", "Kenya +254");
            browser.contains(NUMBER, "0712 345678");
            browser.pick("[data-field='/phone'] vaadin-combo-box", "Uganda");
            browser.type(NUMBER, "0312 345678");
            browser.picture("phone");
            browser.press("Save");
            browser.find(".rh");
            assertThat(browser.fact("Phone")).isEqualTo("+256 31 2345678");
            var stored = application
                    .get("lib.knf", "library/reader?q=ControlsIT+Phone")
                    .at("/items/0");
            assertThat(stored.path("phone").asString()).isEqualTo("+256312345678");
        }
        assertThat(application.post(
                        "lib.knf", "library/reader", "{\"name\": \"ControlsIT\", \"phone\": \"0312 345678\"}"))
                .isEqualTo(422);
    }

    @Test
    void countriesAndLanguagesAreCalledAsTheReaderCallsThem(RunningApplication application) {
        try (var browser = new Browser(application.address(), "fr")) {
            browser.signIn("lib.knf");
            browser.open("/library/reader/new");
            browser.click("vaadin-button[data-key='ctrl+enter']");
            browser.click(".found vaadin-button, .stack > vaadin-button:last-child");
            browser.fill("/name", "ControlsIT Pays");
            browser.fill("/country", "Éthiopie");
            browser.fill("/speaks", "Swahili");
            browser.picture("country-fr");
            browser.click("vaadin-button[data-key='ctrl+s']");
            browser.find(".rh");
            browser.reads("Éthiopie");
            var stored = application
                    .get("lib.knf", "library/reader?q=ControlsIT+Pays")
                    .at("/items/0");
            assertThat(stored.path("country").asString() + stored.path("speaks").asString())
                    .isEqualTo("ETHswa");
        }
    }

    @Test
    void anAddressIsReadAsOne(RunningApplication application) {
        var place = application
                .get("lib.knf", "library/town?q=Mombasa")
                .at("/items/0/id")
                .asString();
        assertThat(application.post(
                        "lib.knf",
                        "library/reader",
                        "{\"name\": \"ControlsIT Home\", \"phone\": \"+254712345678\", \"home\": {\"street\": \"12 Harbour Road\", \"place\": \""
                                + place + "\"}}"))
                .isEqualTo(201);
        var id = application
                .get("lib.knf", "library/reader?q=ControlsIT+Home")
                .at("/items/0/id")
                .asString();
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/reader/" + id);
            assertThat(browser.fact("Home")).isEqualTo("12 Harbour Road\nMombasa, Kenya");
            browser.picture("address");
            browser.press("Edit");
            browser.find("[data-field='/home/place'] vaadin-combo-box");
            assertThat(browser.value("/home/street")).isEqualTo("12 Harbour Road");
            browser.picture("address-form");
            browser.dark();
            browser.narrow();
            assertThat(browser.overflow()).isZero();
            browser.picture("address-form-phone-dark");
        }
        try (var browser = new Browser(application.address(), "ar")) {
            browser.signIn("lib.knf");
            browser.open("/library/reader/" + id);
            browser.reads("12 Harbour Road");
            browser.picture("address-ar");
        }
    }
}
