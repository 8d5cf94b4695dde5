package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The pages, on the shipped modules and on one that nobody planned for: it is a folder that was dropped beside them. */
class PagesIT {

    private static RunningApplication application;

    private final List<Browser> browsers = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        application = RunningApplication.with(dropped(Path.of("src", "test", "modules", "library")));
    }

    /** The module as somebody drops it: its demonstration uses the units that are there already. */
    static Path dropped(Path module) throws IOException {
        var folder = Files.createTempDirectory("dropped").resolve("library");
        try (var files = Files.walk(module)) {
            for (var file : files.toList()) {
                Files.copy(file, folder.resolve(module.relativize(file).toString()));
            }
        }
        var demo = folder.resolve("demo/demo.json");
        var json = new JsonMapper();
        var content = (ObjectNode) json.readTree(Files.readAllBytes(demo));
        content.remove("units");
        Files.write(demo, json.writeValueAsBytes(content));
        return folder;
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @AfterEach
    void leave() {
        browsers.forEach(Browser::close);
    }

    private Browser someone() {
        var browser = new Browser(application.address());
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
        var forbidden = browser.find(".page").getText();
        browser.open("/registration/no-such-thing");
        browser.reads("This page is not open to you");
        assertThat(browser.find(".page").getText()).isEqualTo(forbidden);
    }

    @Test
    void aBookIsLentAndComesBack() {
        var browser = someone("lib.knf");
        browser.open("/library/book");
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
        browser.reads("Follow up");
        browser.picture("loan");

        browser.click("[data-key='t']");
        browser.press("Take it");
        browser.press("Returned");
        browser.isAt("/inbox");
        var loans = application.get("lib.knf", "library/loan?filter=state%20%3D%20%22BACK%22");
        assertThat(loans.path("items")).hasSize(1);
    }

    @Test
    void aListIsSearchedAndFiltered() {
        var browser = someone("lib.knf");
        browser.open("/library/book?q=north");
        browser.reads("Rivers of the north");
        assertThat(browser.text()).doesNotContain("The lighthouse at noon");
        browser.open("/library/book?q=nosuchbook");
        browser.reads("No book fits");
        browser.press("Clear all");
        browser.reads("Rivers of the north");
        browser.open("/library/book?genre=FIC");
        browser.reads("The lighthouse at noon");
        assertThat(browser.text()).doesNotContain("Rivers of the north");
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
        first.press("Save");
        first.reads("+999700000417");
        second.fill("/phone", "+999700000471");
        second.press("Save");
        second.reads("saved this record at");
        assertThat(second.text()).contains("+999700000417").contains("+999700000471");
        second.picture("conflict");
        second.press("Save the marked values");
        second.readsNoMore("Cancel");
        second.reads("+999700000471");
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
        for (var path : List.of("/registration/registration-group", "/registration/reception/new", "/inbox")) {
            browser.open(path);
            browser.find(".page");
            assertThat(browser.overflow()).as(path).isZero();
            browser.picture("phone" + path.replace('/', '-'));
        }
        browser.open("/registration/registration-group");
        browser.find("vaadin-grid .item");
    }
}
