package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

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
