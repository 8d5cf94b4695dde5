package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The pages, on the shipped modules and on one that nobody planned for: it is a folder that was dropped beside them. */
@ExtendWith(RunningApplication.Shared.class)
class PagesIT {

    private static RunningApplication application;
    private static final List<Browser> IDLE = new ArrayList<>();

    private final List<Browser> browsers = new ArrayList<>();

    @BeforeAll
    static void start(RunningApplication shared) {
        application = shared;
    }

    @AfterAll
    static void stop() {
        IDLE.forEach(Browser::close);
    }

    @AfterEach
    void leave() {
        IDLE.addAll(browsers);
    }

    private Browser someone() {
        var browser = IDLE.isEmpty()
                ? new Browser(application.address())
                : IDLE.removeLast().fresh();
        browsers.add(browser);
        return browser;
    }

    private Browser someone(String name) {
        var browser = someone();
        browser.signIn(name);
        return browser;
    }

    @Test
    void aWrongPasswordIsSaidBesideTheField() {
        var browser = someone();
        browser.knock("reg_sup.kns", "not the password");
        browser.reads("That user name and password do not match.");
        browser.picture("sign-in");
    }

    @Test
    void pagesAskForSignInFirst() {
        var browser = someone();
        browser.open("/registration/registration-group");
        browser.isAt("/sign-in");
    }

    @Test
    void whatIsNotThereAndWhatIsNotOpenReadTheSame() {
        var browser = someone("recep.knf");
        browser.open("/registration/registration-group/new");
        browser.reads("This page is not open to you");
        var forbidden = browser.text(".page");
        browser.open("/registration/no-such-thing");
        browser.reads("This page is not open to you");
        assertThat(browser.text(".page")).isEqualTo(forbidden);
    }

    @Test
    void aBookIsLentAndComesBack() {
        var browser = someone("lib.knf");
        browser.menu("Loans");
        browser.isAt("/library/loan");
        browser.menu("Books");
        browser.reads("The lighthouse at noon");
        browser.press("New book");
        browser.find("[data-field='/title']");
        browser.press("Save");
        assertThat(browser.wrong("/title")).isNotEmpty();
        browser.fill("/title", "A field guide to tides");
        browser.press("Save");
        browser.find(".rh");
        browser.reads("A field guide to tides");

        browser.open("/library/loan/new");
        browser.fill("/reader", "Adi Boltak");
        browser.fill("/book", "A field guide to tides");
        browser.press("Search");
        browser.press("None of these");
        browser.find("[data-field='/lentOn']");
        assertThat(browser.value("/lentOn")).as("today, as the module says").isNotEmpty();
        browser.press("Save");
        browser.find(".rh");
        browser.reads("A field guide to tides to Adi Boltak");
        assertThat(browser.text(".flow .now")).contains("Follow up");
        var loan = browser.path();
        browser.picture("loan");

        browser.menu("Inbox");
        browser.isAt("/inbox");
        browser.chooseTask("A field guide to tides");
        browser.press("Take it");
        browser.press("Returned");
        browser.readsNoMore("A field guide to tides");
        browser.open(loan);
        browser.reads("completed Follow up");
        assertThat(browser.text(".rh")).contains("Back");
        assertThat(browser.text(".flow .done")).contains("Follow up", "Nurabi Talwan");
        var loans = application.get("lib.knf", "library/loan?filter=state%20%3D%20%22BACK%22");
        assertThat(loans.path("items")).hasSize(1);
    }

    @Test
    void whatAnotherOfficeHasIsNowhere() {
        var person = application
                .get("reg_off.knf", "registration/individual?limit=1")
                .path("items")
                .get(0);
        var number = person.path("number").stringValue();
        var name = person.path("givenName").stringValue() + " "
                + person.path("familyName").stringValue();
        var list = "/registration/individual";
        var task = application
                .get("recep.knf", "tasks?view=team")
                .path("items")
                .get(0)
                .path("id")
                .stringValue();

        var browser = someone("reg_off.ugb");
        browser.open(list + "/" + UUID.randomUUID());
        browser.reads("This page is not open to you");
        var unknown = browser.text(".page");
        for (var guess : List.of(list + "/" + person.path("id").stringValue(), list + "/" + number, "/task/" + task)) {
            browser.open(guess);
            browser.reads("This page is not open to you");
            assertThat(browser.text(".page")).as(guess).isEqualTo(unknown);
        }
        for (var words : List.of(number, name.replace(" ", "%20"))) {
            browser.open("/search?for=" + words);
            browser.reads("Nothing fits");
            browser.open(list + "?q=" + words);
            browser.reads("No individual fits");
        }
        browser.open(list + "?view=all");
        browser.find(".foot");
        assertThat(browser.text()).doesNotContain(name).doesNotContain("KNF-");
    }

    @Test
    void whatIsWrongIsSaidAtEachFieldAndAboveWhenItIsMuch() {
        var browser = someone("reg_ast.knf");
        browser.open("/registration/individual/new");
        browser.press("Search");
        browser.press("None");
        browser.find("[data-field='/placeOfBirth']");
        browser.fill("/dateOfBirth", "31 Feb 2014");
        browser.press("Save");
        assertThat(browser.wrong("/dateOfBirth")).contains("There is no such day");
        browser.fill("/dateOfBirth", "");
        browser.press("Save");
        browser.reads("Not saved.");
        assertThat(browser.text(".alert.bad")).containsPattern("Mend the \\d fields that are marked");
        assertThat(browser.wrong("/givenName")).isEqualTo("Given name is missing.");
        assertThat(browser.wrong("/dateOfBirth")).isNotEmpty();
        assertThat(browser.focus()).isEqualTo("/givenName");
        browser.keys(Keys.F8);
        assertThat(browser.focus()).isEqualTo("/familyName");
        assertThat(browser.text()).doesNotContain("Exception").doesNotContain("org.casewright");
        browser.picture("errors");
    }

    @Test
    void keysDoWhatTheButtonsSay() {
        var browser = someone("lib.knf");
        browser.open("/library/book?view=shelf");
        browser.keys("/");
        assertThat(browser.focus()).contains("search");
        browser.keys("nosuchbook", Keys.ENTER);
        browser.reads("Nothing fits");
        browser.keys("g", "l");
        browser.isAt("/library/book");
        browser.keys("?");
        assertThat(browser.text("dialog.keylist")).contains("New book", "Inbox", "Search names and numbers");
        browser.keys(Keys.ESCAPE);
        browser.keys("n");
        browser.focused("/title");
        browser.keys("No key here: gin?", Keys.TAB);
        browser.chord(Keys.CONTROL, "s");
        browser.find(".rh .facts");
        browser.reads("No key here: gin?");
        browser.keys("g", "h");
        browser.reads("Your tasks");
    }

    @Test
    void darkAsTheSystemIsAndMirroredNothingStandsOut() {
        var browser = someone("reg_off.knf");
        var group = application
                .get("reg_off.knf", "registration/registration-group?limit=1")
                .path("items")
                .get(0);
        browser.open("/registration/registration-group/" + group.path("id").stringValue());
        browser.find(".rh");
        assertThat(browser.ground(".page")).isEqualTo("rgb(255, 255, 255)");
        browser.dark();
        assertThat(browser.ground(".page")).isEqualTo("rgb(27, 31, 35)");
        browser.picture("record-dark");
        browser.rightToLeft();
        assertThat(browser.overflow()).isZero();
        browser.picture("record-rtl-dark");
    }

    @Test
    void aListIsSearchedAndFiltered() {
        var browser = someone("lib.knf");
        browser.open("/library/book?q=north");
        browser.reads("Rivers of the north");
        assertThat(browser.text()).doesNotContain("The lighthouse at noon");
        browser.open("/library/book?q=nosuchbook");
        browser.reads("No book fits");
        assertThat(browser.text()).contains("Without \u201cnosuchbook\u201d there are");
        browser.press("Remove that");
        browser.reads("Rivers of the north");
        browser.open("/library/book?q=nosuchbook&genre=FIC");
        browser.reads("Without \u201cnosuchbook\u201d there is 1.");
        browser.press("Remove that");
        browser.reads("The lighthouse at noon");
        assertThat(browser.text()).doesNotContain("Rivers of the north");
    }

    @Test
    void aBookNamesOthersAndTheyNameIt() {
        var browser = someone("lib.knf");
        browser.open("/library/book/new");
        browser.fill("/title", "Before the rivers");
        browser.fill("/sequels", "Rivers of the north");
        browser.press("Save");
        browser.find(".rh");
        browser.reads("Rivers of the north");
        browser.picture("list-of-references");

        var found = application.get("lib.knf", "library/book?q=rivers&expand=sequels,prequels");
        assertThat(found.toString()).contains("Rivers of the north", "Before the rivers");
        browser.open("/library/book?q=before");
        browser.reads("Before the rivers");
    }

    @Test
    void aLineOfATableIsWorkedOutWhileItIsEntered() {
        var browser = someone("lib.knf");
        browser.open("/library/book/new");
        browser.fill("/title", "A book in two editions");
        browser.click("[data-add='/editions']");
        browser.fill("/editions/0/copies", "3");
        browser.fill("/editions/0/price", "2.5");
        browser.reads("7.50");
        browser.press("Save");
        browser.find(".rh");
        browser.reads("7.50");
    }

    @Test
    void groupsAreCountedAndLeadToTheirRecords() {
        var browser = someone("lib.knf");
        browser.open("/library/book?view=perGenre");
        browser.reads("Lent now");
        browser.reads("Non-fiction");
        browser.picture("groups");
        browser.click("vaadin-grid-cell-content .k");
        browser.find(".chip");
    }

    @Test
    void aWarningThatWasAcknowledgedStandsOverTheRecordUntilItIsMended() {
        var unnamed = "{\"name\": \"Unnamed one\", \"phone\": \"+999700000888\", \"acknowledge\": [\"unnamed\"]}";
        assertThat(application.post("lib.knf", "library/reader", unnamed)).isEqualTo(201);
        var browser = someone("lib.knf");
        browser.open("/library/reader?filter=starts+with(name,+%22Unnamed%22)");
        browser.click("vaadin-grid-cell-content", "Unnamed one");
        browser.reads("Ask what this reader is called.");
        browser.picture("record-warning");
        browser.keys("e");
        browser.fill("/name", "Named one");
        browser.press("Save");
        browser.readsNoMore("Cancel");
        browser.readsNoMore("Ask what this reader is called.");
    }

    @Test
    void whoSavesSecondIsAskedFieldByFieldAndLosesNothing() {
        var first = someone("lib.knf");
        reader(first);
        first.press("Save");
        first.find(".rh");
        var second = someone("lib.knf");
        second.open(first.path());
        first.press("Edit");
        second.press("Edit");
        first.fill("/phone", "+999700000417");
        first.fill("/child", "Yes");
        first.press("Save");
        first.reads("+999700000417");
        second.fill("/phone", "+999700000471");
        second.fill("/pays", "No");
        second.press("Save");
        second.reads("Nurabi Talwan saved this record at");
        assertThat(second.texts(".both tbody tr"))
                .containsExactly(
                        "Phone\n+999700000417\n+999700000471\nBoth changed it",
                        "Child\nYes\nNo\nOnly they changed it",
                        "Pays fees\nYes\nNo\nOnly you changed it");
        second.picture("conflict");
        second.press("Go on editing");
        assertThat(second.value("/phone")).isEqualTo("+999700000471");
        second.press("Save");
        second.press("Save the marked values");
        second.readsNoMore("Cancel");
        second.reads("+999700000471");
        assertThat(List.of(second.fact("Child"), second.fact("Pays fees")))
                .as("both are kept where only one of them changed a field")
                .containsExactly("Yes", "No");
    }

    @Test
    void aRecordIsSeenAsItWas() {
        var browser = someone("lib.knf");
        reader(browser);
        browser.fill("/phone", "+999700000418");
        browser.press("Save");
        browser.find(".rh");
        browser.press("Edit");
        browser.fill("/phone", "+999700000481");
        browser.press("Save");
        browser.reads("+999700000481");
        browser.press("As it was then");
        browser.reads("in the form of release");
        assertThat(browser.texts(".as-it-was dd")).contains("Boldu Wakhar", "+999700000418");
        browser.picture("as-it-was");
        browser.press("Close");
        browser.readsNoMore("in the form of release");
    }

    private static void reader(Browser browser) {
        browser.open("/library/reader/new");
        browser.find("[data-field='/name']");
        browser.fill("/name", "Boldu Wakhar");
        browser.press("Search");
        browser.press("No");
        browser.find("[data-field='/phone']");
    }

    @Test
    void leavingWithUnsavedInputIsAskedFirst() {
        var browser = someone("lib.knf");
        reader(browser);
        browser.fill("/phone", "+999700000400");
        browser.press("Cancel");
        browser.reads("Leave without saving?");
        browser.press("Stay");
        assertThat(browser.value("/name")).isEqualTo("Boldu Wakhar");
        assertThat(browser.value("/phone")).isEqualTo("+999700000400");
    }

    @Test
    void onAPhoneListsAreCardsAndNothingStandsOut() {
        var browser = someone("reg_off.knf");
        browser.phone();
        var group = application
                .get("reg_off.knf", "registration/registration-group?limit=1")
                .path("items")
                .get(0);
        for (var path : List.of(
                "/",
                "/registration/registration-group",
                "/registration/registration-group/" + group.path("id").stringValue(),
                "/registration/reception/new",
                "/inbox")) {
            browser.open(path);
            browser.find(".page");
            assertThat(browser.overflow()).as(path).isZero();
            browser.picture("phone" + path.replaceAll("[/-]+", "-").replaceAll("-[0-9a-f-]{36}", "-one"));
        }
        browser.open("/registration/registration-group");
        browser.find("vaadin-grid .item");
    }
}
