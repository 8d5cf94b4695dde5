package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is perhaps known already is seen beside the form of a new record, before it is saved. */
@ExtendWith(RunningApplication.Shared.class)
class DuplicatesIT {

    @Test
    void whoIsPerhapsKnownIsShownWhileANewOneIsEntered(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.signIn("reg_ast.knf");
            browser.open("/registration/individual/new");
            browser.press("Search");
            browser.press("None");
            browser.fill("/givenName", "Maadi");
            browser.fill("/familyName", "Talwang");
            browser.fill("/sex", "Male");
            assertThat(browser.text()).as("a name and a sex are too little").doesNotContain("Perhaps known already");

            browser.fill("/dateOfBirth", "1983-05-17");
            browser.reads("Perhaps known already");

            assertThat(browser.texts(".known li"))
                    .singleElement()
                    .asString()
                    .containsPattern("Maadi Talwang")
                    .containsPattern("KNF-\\d{8}")
                    .contains("60 % alike: Full name, Date of birth, Sex");
            assertThat(browser.attribute(".known a", "target"))
                    .as("what was entered stays")
                    .isEqualTo("_blank");
            browser.picture("perhaps-known");

            browser.fill("/dateOfBirth", "1984-05-18");
            browser.readsNoMore("Perhaps known already");
        }
    }
}
