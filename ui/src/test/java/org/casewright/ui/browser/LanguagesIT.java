package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.casewright.text.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever chooses a language reads the whole application in it, in its direction. */
@ExtendWith(RunningApplication.Shared.class)
class LanguagesIT {

    private static final Pattern ENGLISH = Pattern.compile(".*[A-Za-z]{3,}.*");
    private static final List<String> PAGES = List.of(
            "",
            "inbox",
            "library/book",
            "library/book/new",
            "notices",
            "search?q=heron",
            "account",
            "administration/units",
            "administration/people",
            "administration/teams",
            "administration/partners",
            "administration/roles",
            "sessions");

    private static final Path MODULES = Path.of(System.getProperty("casewright.modules"));
    private static final List<String> REGISTRATION = List.of(
            "registration-group",
            "registration-group/new",
            "individual",
            "individual/new",
            "specific-need",
            "specific-need/new",
            "duplicate-candidate",
            "address",
            "address/new");

    @Test
    void arabicIsReadFromTheRightOnEveryPage(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.signIn("sysadmin");
            choose(browser, "العربية");
            browser.find("html[dir=rtl][lang^=ar]");
            for (var page : PAGES) {
                browser.open("/" + page);
                browser.find("vaadin-app-layout");
                assertThat(english(browser)).as("said in English on /" + page).isEmpty();
                browser.picture("arabic-" + (page.isEmpty() ? "home" : page.replaceAll("[^a-z]+", "-")));
            }
            choose(browser, "English (United Kingdom)");
            browser.find("html[dir=ltr]");
            browser.reads("How you read");
        }
    }

    @Test
    void whoChoseNothingReadsWhatTheBrowserAsksFor(RunningApplication application) {
        try (var browser = new Browser(application.address(), "fr-FR")) {
            browser.open("/sign-in");
            browser.find("html[dir=ltr][lang=fr-FR]");
            browser.reads("Mot de passe");
            browser.signIn("lib.knf");
            browser.reads("Boîte de réception");
            browser.open("/library/loan");
            browser.reads("janv. 2026");
        }
    }

    @Test
    void theModulesAreReadInArabicFromListToTask(RunningApplication application) {
        walk(application, "ar", "مقابلة التسجيل");
    }

    @Test
    void theModulesAreReadInFrenchFromListToTask(RunningApplication application) {
        walk(application, "fr", "Entretien d’enregistrement");
    }

    /** Whoever reads this language opens lists, new records, records, the print sheet and a task, and finds no English of the modules. */
    private static void walk(RunningApplication application, String language, String next) {
        var english = ModuleWords.untranslated(MODULES, language, List.of("common", "registration"));
        assertThat(english).hasSizeGreaterThan(500);
        var contact = "Zola of " + language;
        assertThat(application.post("recep.knf", "registration/reception", """
                {"purpose": "NEW", "contactName": "%s", "partySize": 2, "countryOfOrigin": "SSD", "visibleUrgency": ["UAC"]}""".formatted(contact)))
                .isEqualTo(201);
        try (var browser = new Browser(application.address(), language)) {
            browser.signIn("recep.knf");
            look(browser, "/", language, english);
            look(browser, "/registration/reception", language, english);
            look(browser, "/registration/reception/new", language, english);
            look(browser, "/inbox", language, english);
            browser.chooseTask(contact);
            browser.reads(next);
            said(browser, "a task", language, english);
            browser.signIn("reg_off.knf");
            for (var page : REGISTRATION) {
                look(browser, "/registration/" + page, language, english);
            }
            for (var entity : List.of("registration-group", "individual")) {
                browser.open("/registration/" + entity);
                browser.click("vaadin-grid a");
                browser.find(".dl");
                said(browser, entity, language, english);
            }
        }
    }

    private static void look(Browser browser, String page, String language, Set<String> english) {
        browser.open(page);
        browser.find("vaadin-app-layout");
        said(browser, page, language, english);
    }

    private static void said(Browser browser, String page, String language, Set<String> english) {
        var said = new TreeSet<>(browser.words());
        said.retainAll(english);
        assertThat(said).as("said in English on " + page + " in " + language).isEmpty();
        browser.picture(language + "-module-" + page.replaceAll("[^a-z]+", "-"));
    }

    private static void choose(Browser browser, String language) {
        browser.open("/account");
        browser.fill("/locale", language);
    }

    /** What of the platform's own texts the page says as they are in English. */
    private static Set<String> english(Browser browser) {
        var said = new TreeSet<>(browser.words());
        said.retainAll(Texts.translations(Locale.of("ar").getLanguage()).keySet());
        said.removeIf(words -> !ENGLISH.matcher(words).matches());
        return said;
    }
}
