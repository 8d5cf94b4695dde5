package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** An operation from its button to its undoing. */
@ExtendWith(RunningApplication.Shared.class)
class OperationIT {

    @Test
    void aLoanIsRenewedAndTheRenewalUndone(RunningApplication application) {
        var filter = URLEncoder.encode("book.title = \"Rivers of the north\"", StandardCharsets.UTF_8);
        var loan = "/library/loan/"
                + application
                        .get("lib.knf", "library/loan?filter=" + filter)
                        .at("/items/0/id")
                        .asString();
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open(loan);
            browser.picture("operation-button");
            browser.press("Renew");
            browser.isAt(loan + "/do/renew");
            browser.focused("/days");
            browser.fill("/days", "31");
            browser.chord(Keys.CONTROL, "s");
            assertThat(browser.wrong("/days")).isNotEmpty();
            browser.picture("operation-form");
            browser.fill("/days", "7");
            browser.fill("/why", "A long book");
            browser.chord(Keys.CONTROL, "s");
            browser.isAt(loan);
            browser.reads("did “Renew”");
            browser.reads("Undo renew");
            browser.picture("operation-done");
            assertThat(left(application, loan)).isEqualTo(1);

            browser.press("Undo renew");
            browser.press("Put it back");
            browser.reads("undid “Renew”");
            browser.readsNoMore("Undo renew");
            browser.picture("operation-undone");
            assertThat(left(application, loan)).isEqualTo(2);

            browser.press("Renew");
            browser.focused("/days");
            browser.fill("/days", "5");
            browser.reads("Draft saved");
            browser.keys(Keys.ESCAPE);
            browser.press("Leave");
            browser.isAt(loan);
            browser.press("Renew");
            browser.press("Go on");
            browser.holds("/days", "5");
            browser.keys(Keys.ESCAPE);
            browser.press("Discard");
            browser.isAt(loan);
            assertThat(left(application, loan)).isEqualTo(2);
        }
    }

    private static int left(RunningApplication application, String loan) {
        return application
                .get("lib.knf", loan.substring(1))
                .path("renewalsLeft")
                .intValue();
    }
}
