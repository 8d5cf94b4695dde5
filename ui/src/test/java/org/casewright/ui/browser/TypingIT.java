package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What follows from what is typed is seen while it is typed, and nothing that is typed is lost by that. */
@ExtendWith(RunningApplication.Shared.class)
class TypingIT {

    @Test
    void valuesAndRulesFollowWithoutLeavingTheField(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/book/new");
            browser.fill("/title", "TypingIT");
            browser.press("Add");
            browser.find("[data-field='/editions/0/copies']");
            assertThat(browser.count("[data-field='/editions/0/price'] input")).isZero();

            // A rule: a price is asked for once there are copies.
            browser.typing("/editions/0/copies", "03");
            browser.find("[data-field='/editions/0/price']");
            browser.focused("/editions/0/copies");
            browser.holds("/editions/0/copies", "03");

            browser.typing("/editions/0/price", "2.5");
            browser.holds("/editions/0/copies", "3");
            browser.reads("7.50");
            browser.focused("/editions/0/price");
            browser.picture("typing");
            browser.typing("/editions/0/price", "5");
            browser.reads("7.65");
            browser.holds("/editions/0/price", "2.55");
            browser.focused("/editions/0/price");

            // What was typed in the moment before is saved with the rest.
            browser.typing("/author", "Ada Typing");
            browser.chord(Keys.CONTROL, "s");
            browser.reads("Ada Typing");
            browser.reads("7.65");
        }
    }

    @Test
    void whoTypesInAFormWithinAFormStaysInItsField(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.signIn("reg_ast.knf");
            browser.open("/registration/registration-group/new");
            browser.click("[data-add='members']");
            browser.find("[data-field='/givenName']");
            browser.typing("/givenName", "Typingita");
            // The line above names the person whose form is open.
            browser.find(".entries tr.cur");
            browser.says(".entries tr.cur", "Typingita");
            browser.focused("/givenName");
            browser.typing("/givenName", "ri");
            browser.says(".entries tr.cur", "Typingitari");
            browser.focused("/givenName");
            browser.holds("/givenName", "Typingitari");
        }
    }
}
