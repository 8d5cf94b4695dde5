package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What is typed is not lost: not by a crash, not by another who saves first, not by a slip of the hand. */
@ExtendWith(RunningApplication.Shared.class)
class DraftsIT {

    private final List<Browser> browsers = new ArrayList<>();

    @AfterEach
    void leave() {
        browsers.forEach(Browser::close);
    }

    private Browser someone(RunningApplication application, String name) {
        var browser = new Browser(application.address());
        browsers.add(browser);
        browser.signIn(name);
        return browser;
    }

    @Test
    void aFormComesBackAfterACrash(RunningApplication application) {
        var browser = someone(application, "lib.knf");
        browser.open("/library/book/new");
        browser.fill("/title", "A book about the sea");
        browser.typing("/author", "Toro Wambai");
        browser.reads("Draft saved");
        application.awaits("select exists (select 1 from platform.draft where content::text like '%Wambai%')", true);
        browsers.remove(browser);
        browser.crash();

        var again = someone(application, "lib.knf");
        again.open("/");
        again.reads("Drafts");
        again.picture("home");
        again.click(".sheet a", "New book");
        again.reads("You began this at");
        again.picture("draft-offered");
        again.press("Go on");
        assertThat(List.of(again.value("/title"), again.value("/author")))
                .as("what was typed, also in the field that was never left")
                .containsExactly("A book about the sea", "Toro Wambai");
        again.press("Save");
        again.find(".rh .facts");
        application.awaits(
                "select not exists (select 1 from platform.draft where content::text like '%Wambai%')", true);

        var book = again.path();
        again.keys("e");
        again.fill("/author", "Toro Wambai Jr");
        again.reads("Draft saved");
        again.press("Cancel");
        again.reads("Leave without saving?");
        again.press("Leave");
        again.reads("You began this at");
        var other = someone(application, "lib.knf");
        other.open(book);
        other.press("Edit");
        other.fill("/author", "Toro Wambai Senior");
        other.fill("/title", "A book about two seas");
        other.press("Save");
        other.find(".rh .facts");
        again.open(book);
        again.chord(Keys.ALT, "r");
        again.reads("saved this record at");
        again.picture("draft-conflict");
        assertThat(again.texts(".both tbody tr"))
                .anyMatch(row -> row.startsWith("Title") && row.endsWith("Only they changed it"))
                .anyMatch(row -> row.startsWith("Author") && row.endsWith("Both changed it"));
        again.press("Go on with the marked values");
        assertThat(List.of(again.value("/title"), again.value("/author")))
                .containsExactly("A book about two seas", "Toro Wambai Jr");
        again.press("Save");
        again.find(".rh .facts");
        again.reads("Toro Wambai Jr");
    }

    @Test
    void aRecordIsRetiredByASlipNotedOnPrintedAndFollowedByAnother(RunningApplication application) {
        var browser = someone(application, "lib.knf");
        browser.open("/library/book/new");
        browser.fill("/title", "First of two");
        browser.chord(Keys.ALT, "s");
        browser.readsNoMore("First of two saved");
        browser.fill("/title", "Second of two");
        browser.chord(Keys.CONTROL, "s");
        browser.find(".rh .facts");
        browser.keys("?");
        assertThat(browser.text("dialog.keylist"))
                .contains("Edit", "Print", "Retire", "Reassign", "Share", "What may I do here?", "Search names");
        browser.picture("keys");
        browser.keys(Keys.ESCAPE);

        browser.keys("n");
        browser.keys("The cover is torn.");
        browser.chord(Keys.CONTROL, Keys.ENTER);
        browser.reads("Nurabi Talwan noted");
        browser.press("Strike out");
        browser.reads("Struck out by Nurabi Talwan");
        browser.picture("note");
        browser.dark();
        browser.picture("note-dark");
        browser.light();
        browser.phone();
        assertThat(browser.overflow()).isZero();
        browser.picture("note-phone");
        browser.light();

        browser.withoutPrinter();
        browser.keys("p");
        browser.wasPrinted();
        browser.onPaper();
        browser.picture("print");
        assertThat(browser.text()).contains("Printed by Nurabi Talwan on").doesNotContain("Inbox", "Timeline");
        browser.onScreen();

        browser.keys("r");
        browser.press("Retire");
        browser.reads("retired this on");
        browser.picture("retired");
        browser.keys("u");
        browser.readsNoMore("retired this on");
        browser.reads("Restored");

        browser.open("/library/loan/" + late(application));
        browser.reads("is late.");
        browser.keys("s");
        browser.find(
                "vaadin-menu-bar-item[role=menuitem][expanded], vaadin-menu-bar-overlay, vaadin-menu-bar-list-box");
        browser.picture("status-by-key");
    }

    /** The id of a loan that should have come back long ago. */
    private static String late(RunningApplication application) {
        assertThat(application.post("lib.knf", "library/book", "{\"title\": \"Late of two\"}"))
                .isEqualTo(201);
        assertThat(application.post("lib.knf", "library/reader", "{\"name\": \"Latimo Borwe\"}"))
                .isEqualTo(201);
        var book = newest(application, "book");
        var reader = newest(application, "reader");
        var lent = LocalDate.now(ZoneOffset.UTC).minusDays(60);
        assertThat(application.post(
                        "lib.knf",
                        "library/loan",
                        "{\"book\": \"" + book + "\", \"reader\": \"" + reader + "\", \"lentOn\": \"" + lent + "\"}"))
                .isEqualTo(201);
        return newest(application, "loan");
    }

    private static String newest(RunningApplication application, String entity) {
        return application
                .get("lib.knf", "library/" + entity + "?sort=-createdAt&limit=1")
                .at("/items/0/id")
                .stringValue();
    }

    @Test
    void whoIsAwayIsStoodInForAndWhatIsTheirsCanGoOver(RunningApplication application) {
        var browser = someone(application, "lib.knf");
        browser.open("/inbox");
        browser.keys("d");
        browser.reads("While you are away");
        browser.fill("/delegate", "Shalu Bimbeki");
        browser.fill("/until", "31 Dec 2099");
        browser.press("Save");
        browser.reads("at most a year away");
        browser.fill("/until", LocalDate.now(ZoneOffset.UTC).plusDays(20).toString());
        browser.press("Save");
        browser.reads("You are away until");
        browser.reads("Shalu Bimbeki is offered the tasks that you have taken.");
        browser.picture("away");

        browser.menu("Workload");
        browser.reads("What you may see of what each has");
        browser.reads("Until");
        browser.picture("workload");
        browser.dark();
        browser.rightToLeft();
        assertThat(browser.overflow()).isZero();
        browser.picture("workload-rtl-dark");
        browser.light();
        browser.phone();
        assertThat(browser.overflow()).isZero();
        browser.picture("workload-phone");
        browser.light();
        browser.press("Hand over");
        browser.reads("This goes over, with the tasks about the records:");
        browser.picture("hand-over");
        browser.press("Hand over ");
        browser.reads("Say to whom.");
        browser.press("Keep");
        browser.press("Away");
        browser.press("I am back");
        browser.readsNoMore("Until");
    }
}
