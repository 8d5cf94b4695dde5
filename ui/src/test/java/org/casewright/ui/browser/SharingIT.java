package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record's page, from sharing it with somebody of another unit to giving it away. */
@ExtendWith(RunningApplication.Shared.class)
class SharingIT {

    private static final String MORE =
            "vaadin-menu-bar-button[aria-label='More'], vaadin-menu-bar-item[aria-label='More']";
    private static final String CHOICE = "vaadin-menu-bar-list-box vaadin-menu-bar-item";

    @Test
    void aRecordIsSharedAndGivenAway(RunningApplication application) {
        var loan = BreakGlassIT.lent(application, "lib.knf", "Adi Boltak", "SharingIT", "Only for us");
        try (var browser = new Browser(application.address());
                var other = new Browser(application.address())) {
            other.signIn("lib.ugb");
            other.open(loan.path());
            other.reads("This page is not open to you");

            browser.signIn("lib.knf");
            browser.open(loan.path());
            browser.click(MORE);
            browser.click(CHOICE, "Share");
            browser.reads("It is shared with nobody.");
            browser.press("Share");
            browser.reads("Say with whom.");
            browser.fill("/with", "Shandalu");
            browser.press("Share");
            browser.reads("A purpose of 1 to 2,000 characters is needed.");
            browser.fill("/purpose", "The reader has moved to the other branch.");
            browser.picture("share-dialog");
            browser.press("Share");
            browser.reads("May read it");
            browser.picture("shared");
            browser.dark();
            browser.picture("shared-dark");
            browser.light();

            other.open(loan.path());
            other.reads("SharingIT");
            assertThat(other.text()).doesNotContain("Only for us");
            other.click(MORE);
            other.click(CHOICE, "What may I do");
            other.reads("It is shared with you.");
            other.reads("this is none of them");
            other.picture("why");

            browser.press("End");
            browser.reads("It is shared with nobody.");
            browser.press("Close");
            browser.reads("ended a share");
            other.open(loan.path());
            other.reads("This page is not open to you");

            browser.click(MORE);
            browser.click(CHOICE, "Reassign");
            browser.reads("its open tasks");
            browser.fill("/unit", "Uganda");
            browser.picture("reassign-dialog");
            browser.press("Reassign");
            browser.isAt("/library/loan");
            other.open(loan.path());
            other.reads("reassigned this");
            other.picture("reassigned");
        }
    }
}
