package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing stands in the way of whoever reads by ear, by keyboard, in the dark, from the right or on a small phone. */
@ExtendWith(RunningApplication.Shared.class)
class AccessibilityIT {

    private static final List<String> OF_A_LIBRARIAN = List.of(
            "/",
            "/inbox",
            "/notices",
            "/search?q=a",
            "/library/book",
            "/library/book?q=nothing-of-that",
            "/library/book/new",
            "/library/loan",
            "/library/loan/new",
            "/library/reader",
            "/not/there");
    private static final List<String> OF_AN_OFFICER = List.of(
            "/inbox", "/registration/registration-group", "/registration/individual", "/registration/reception/new");
    private static final List<String> OF_AN_ADMINISTRATOR = List.of(
            "/account",
            "/password",
            "/sessions",
            "/administration/units",
            "/administration/people",
            "/administration/people/sysadmin",
            "/administration/teams",
            "/administration/partners",
            "/administration/roles");

    private final Map<String, List<String>> barriers = new TreeMap<>();

    @Test
    void axeFindsNothingAndEverythingFits(RunningApplication application) {
        try (var browser = new Browser(application.address())) {
            browser.open("/sign-in");
            look(browser, "/sign-in");
            browser.signIn("lib.knf");
            OF_A_LIBRARIAN.forEach(page -> visit(browser, page));
            browser.open("/library/book");
            browser.click("vaadin-grid a");
            browser.find(".dl");
            look(browser, "a record");
            browser.signIn("reg_off.knf");
            OF_AN_OFFICER.forEach(page -> visit(browser, page));
            browser.open("/registration/registration-group");
            browser.click("vaadin-grid a");
            browser.find(".dl");
            look(browser, "a group");
            browser.signIn("sysadmin");
            OF_AN_ADMINISTRATOR.forEach(page -> visit(browser, page));
        }
        assertThat(barriers).isEmpty();
    }

    private void visit(Browser browser, String page) {
        browser.open(page);
        look(browser, page);
    }

    private void look(Browser browser, String page) {
        browser.light();
        note(page + " light", browser.barriers());
        browser.dark();
        note(page + " dark", browser.barriers());
        browser.rightToLeft();
        note(page + " dark, from the right", browser.barriers());
        browser.narrow();
        if (browser.overflow() > 0) {
            note(page + " at 360 pixels", List.of(browser.overflow() + " pixels too wide"));
        }
        browser.picture("access-" + page.replaceAll("[^a-z]+", "-"));
        browser.light();
    }

    private void note(String where, List<String> found) {
        if (!found.isEmpty()) {
            barriers.put(where, new ArrayList<>(found));
        }
    }
}
