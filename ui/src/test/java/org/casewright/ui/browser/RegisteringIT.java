package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A day at the desk, in a real browser. */
class RegisteringIT {

    private static RunningApplication application;
    private static Browser browser;

    @BeforeAll
    static void open() {
        application = RunningApplication.with();
        browser = new Browser(application.address());
    }

    @AfterAll
    static void close() {
        browser.close();
        application.close();
    }

    @Test
    void aFamilyIsRegisteredReturnedOnceAndActivated() {
        browser.signIn("recep.knf");
        browser.open("/registration/reception/new");
        browser.press("Save");
        browser.reads("is missing");
        browser.fill("/purpose", "New arrival");
        browser.fill("/contactName", "Talani Moru");
        browser.fill("/partySize", "5");
        browser.fill("/countryOfOrigin", "South Sudan");
        browser.press("Save");
        browser.reads("KNF-");
        browser.reads("Reception triage");
        assertThat(application.post("recep.knf", "registration/individual", "{}"))
                .isEqualTo(403);
        complete("Talani", "");

        browser.signIn("reg_ast.knf");
        take("Talani");
        browser.fill("/registrationLevel", "Individual, basic");
        browser.fill("/preferredLanguage", "English");
        browser.fill("/countryOfOrigin", "South Sudan");
        member("Talani", "Female", "1991-05-14", "Focal point", "Widowed", "Enrolled");
        member("Deng", "Male", "2010-08-01", "Son", null, "Enrolled");
        member("Ayen", "Female", "2014-11-20", "Daughter", null, "Enrolled");
        member("Koro", "Male", "2022-01-09", "Son", null, null);
        browser.click("[data-add='addresses']");
        browser.fill("/level1", "Turkana");
        browser.fill("/level2", "Turkana");
        browser.fill("/focalPoint", "Talani");
        browser.picture("interview");
        browser.click("[data-outcome]");
        browser.isAt("/inbox");

        browser.signIn("reg_off.knf");
        take("Talani");
        browser.fill("comment", "Is Koro's date of birth on a document?");
        browser.click("[data-outcome='return']");
        browser.isAt("/inbox");

        browser.signIn("reg_ast.knf");
        take("Talani");
        browser.reads("Is Koro's date of birth on a document?");
        browser.click("[data-outcome]");
        browser.isAt("/inbox");

        browser.signIn("reg_off.knf");
        take("Talani");
        browser.picture("check");
        browser.click("[data-outcome='activate']");
        browser.isAt("/inbox");

        var people = application.get("reg_off.knf", "registration/individual?q=Moru&count=exact");
        assertThat(people.path("count").intValue()).isEqualTo(4);
        people.path("items").forEach(person -> {
            assertThat(person.path("status").stringValue()).isEqualTo("ACT");
            assertThat(person.path("number").stringValue()).matches("KNF-\\d{8}");
        });
        var group = application.get(
                "reg_off.knf",
                "registration/registration-group/"
                        + people.path("items").get(0).path("group").stringValue());
        assertThat(group.path("groupSize").intValue()).isEqualTo(4);
        assertThat(group.path("groupStatus").stringValue()).isEqualTo("ACT");
        browser.open("/registration/registration-group/" + group.path("id").stringValue());
        browser.reads("Talani Moru");
        browser.reads(group.path("number").stringValue());
        browser.picture("group");
        browser.narrow();
        assertThat(browser.overflow()).isZero();
    }

    private static void complete(String who, String outcome) {
        take(who);
        browser.click(outcome.isEmpty() ? "[data-outcome]" : "[data-outcome='" + outcome + "']");
    }

    private static void take(String who) {
        browser.open("/inbox");
        browser.openTask(who);
        browser.press("Take");
    }

    private static void member(
            String name,
            String sex,
            String born,
            String relation,
            @Nullable String married,
            @Nullable String biometrics) {
        browser.click("[data-add='members']");
        browser.fill("/givenName", name);
        browser.fill("/familyName", "Moru");
        browser.fill("/relationshipToFocalPoint", relation);
        browser.fill("/sex", sex);
        browser.fill("/dateOfBirth", born);
        browser.fill("/countryOfBirth", "South Sudan");
        if (married != null) {
            browser.fill("/maritalStatus", married);
        }
        if (biometrics != null) {
            browser.fill("/educationLevel", "No education");
            browser.fill("/biometricStatus", biometrics);
        }
    }
}
