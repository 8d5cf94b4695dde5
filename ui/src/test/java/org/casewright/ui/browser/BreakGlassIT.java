package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What is restricted, from the button that opens it to the owner who is told. */
@ExtendWith(RunningApplication.Shared.class)
class BreakGlassIT {

    private static final String WHY = "The reader asks for the book before his exam.";

    @Test
    void restrictedFieldsAreOpenedAndTheOwnerIsTold(RunningApplication application) {
        var loan = lent(application, "lib.knf", "Adi Boltak", "BreakGlassIT one", "Kept behind the desk");
        try (var browser = new Browser(application.address())) {
            browser.signIn("head.knf");
            browser.open(loan.path());
            browser.reads("BreakGlassIT one");
            assertThat(browser.text()).doesNotContain("Kept behind the desk");

            browser.press("Open restricted fields");
            browser.reads("its owner is told");
            browser.press("Open for 24 hours");
            assertThat(browser.wrong("/reason")).contains("10 to 2,000 characters");
            browser.picture("break-glass-dialog");
            browser.fill("/reason", WHY);
            browser.press("Open for 24 hours");

            browser.reads("Open to you until");
            browser.reads("Kept behind the desk");
            browser.reads("opened what is restricted");
            browser.reads(WHY);
            browser.readsNoMore("Open restricted fields");
            browser.picture("break-glass-open");
            browser.dark();
            browser.picture("break-glass-open-dark");
            browser.phone();
            browser.open(loan.path());
            browser.reads("Open to you until");
            assertThat(browser.overflow()).isZero();
            browser.picture("break-glass-open-phone");

            browser.fresh().signIn("lib.knf");
            assertThat(browser.texts(".bell .n")).isNotEmpty();
            browser.picture("notices-bell");
            browser.click(".bell");
            browser.isAt("/notices");
            browser.reads("Amina Kortel opened for a while what is restricted in BreakGlassIT one");
            browser.reads(WHY);
            browser.picture("notices");
            browser.dark();
            browser.picture("notices-dark");
            browser.phone();
            browser.open("/notices");
            browser.reads(WHY);
            assertThat(browser.overflow()).isZero();
            browser.picture("notices-phone");
            assertThat(browser.texts(".notices .new")).hasSize(1);
            browser.press("Mark as read");
            browser.readsNoMore("Mark as read");
            browser.click(".notices a");
            browser.isAt(loan.path());
        }
    }

    @Test
    void aRecordThatIsNotToBeSeenIsOpenedByItsNumber(RunningApplication application) {
        var loan = lent(application, "lib.ugb", "Lumwa Tundaki", "BreakGlassIT two", "Under the stairs");
        try (var browser = new Browser(application.address())) {
            browser.signIn("head.knf");
            browser.open("/search?for=" + loan.number());
            browser.reads("Ask for loan " + loan.number());
            browser.picture("break-glass-search");
            browser.click(".empty a");
            browser.reads("This page is not open to you");
            var page = browser.text();
            browser.picture("break-glass-closed");

            browser.open("/library/loan/LN-UGB-99-999999");
            browser.reads("This page is not open to you");
            assertThat(browser.text()).as("the same for what is not there").isEqualTo(page);
            browser.press("Open it all the same");
            browser.fill("/reason", WHY);
            browser.press("Open for 24 hours");
            assertThat(browser.wrong("/reason")).startsWith("There is nothing here");

            browser.open("/library/loan/" + loan.number());
            browser.press("Open it all the same");
            browser.fill("/reason", WHY);
            browser.press("Open for 24 hours");
            browser.isAt(loan.path());
            browser.reads("Open to you until");
            browser.reads("Under the stairs");

            browser.fresh().signIn("reader.knf");
            browser.open(loan.path());
            browser.reads("This page is not open to you");
            assertThat(browser.text()).doesNotContain("Open it all the same");
            browser.open("/notices");
            browser.reads("You were told nothing yet");
            browser.picture("notices-empty");
        }
    }

    record Lent(String path, String number) {}

    /** A loan of a librarian's, with a note that only staff may read. */
    static Lent lent(RunningApplication application, String as, String reader, String title, String note) {
        assertThat(application.post(as, "library/book", "{\"title\": \"" + title + "\"}"))
                .isEqualTo(201);
        var book = first(application, as, "library/book", "title = \"" + title + "\"");
        var borrower = first(application, as, "library/reader", "name = \"" + reader + "\"");
        assertThat(application.post(
                        as,
                        "library/loan",
                        "{\"book\": \"" + book.path("id").asString() + "\", \"reader\": \""
                                + borrower.path("id").asString() + "\", \"note\": \"" + note + "\"}"))
                .isEqualTo(201);
        var loan = first(application, as, "library/loan", "book.title = \"" + title + "\"");
        return new Lent(
                "/library/loan/" + loan.path("id").asString(),
                loan.path("number").asString());
    }

    private static JsonNode first(RunningApplication application, String as, String entity, String filter) {
        return application
                .get(as, entity + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .at("/items/0");
    }
}
