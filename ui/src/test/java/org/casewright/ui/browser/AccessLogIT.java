package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Who has seen a record, as whoever answers for the protection of data finds it. */
@ExtendWith(RunningApplication.Shared.class)
class AccessLogIT {

    private static final String TITLE = "AccessLogIT one";

    @Test
    void whoHoldsThePrivilegeFindsWhoHasSeenARecordAndNothingOfIt(RunningApplication application) throws Exception {
        var loan = lent(application);
        var number = loan.path("number").asString();
        assertThat(application.command("user", "grant", "sysadmin", "audit").exit())
                .isZero();
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/loan/" + loan.path("id").asString());
            browser.reads("Under the stairs");
            assertThat(browser.text()).doesNotContain("Access log");
            browser.open("/access-log");
            browser.reads("This page is not open to you");

            browser.fresh().signIn("sysadmin");
            browser.open("/access-log");
            browser.reads("Number or id of a record");
            browser.picture("access-log-empty");
            browser.open("/access-log?for=" + number);
            browser.reads("Loan " + number);
            browser.reads("read it");
            browser.reads("entered it");
            browser.reads("lib.knf");
            assertThat(browser.text()).doesNotContain("Under the stairs", TITLE, "Adi Boltak");
            browser.picture("access-log");
            browser.dark();
            browser.picture("access-log-dark");
            browser.phone();
            browser.open("/access-log?for=" + number);
            browser.reads("read it");
            assertThat(browser.overflow()).isZero();
            browser.picture("access-log-phone");
            browser.open("/access-log?for=none");
            browser.reads("There is no record");
        }
    }

    /** A loan of a librarian's, with a note of which every reading is kept. */
    private static JsonNode lent(RunningApplication application) {
        assertThat(application.post("lib.knf", "library/book", "{\"title\": \"" + TITLE + "\"}"))
                .isEqualTo(201);
        var book = first(application, "library/book", "title = \"" + TITLE + "\"");
        var reader = first(application, "library/reader", "name = \"Adi Boltak\"");
        assertThat(application.post(
                        "lib.knf",
                        "library/loan",
                        "{\"book\": \"" + book.path("id").asString() + "\", \"reader\": \""
                                + reader.path("id").asString() + "\", \"note\": \"Under the stairs\"}"))
                .isEqualTo(201);
        return first(application, "library/loan", "book.title = \"" + TITLE + "\"");
    }

    private static JsonNode first(RunningApplication application, String entity, String filter) {
        return application
                .get("lib.knf", entity + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .at("/items/0");
    }
}
