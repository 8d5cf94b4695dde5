package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** A family at the registration desk, entered by keyboard alone; and one of a mass arrival, counted first and completed later. */
@ExtendWith(RunningApplication.Shared.class)
class DeskIT {

    private static final String GROUPS = "registration/registration-group";
    private static final String FOUND = ".desk .dup";

    private RunningApplication application;
    private Browser browser;

    DeskIT(RunningApplication application) {
        this.application = application;
        this.browser = new Browser(application.address());
    }

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void aFamilyOfFiveIsRegisteredByKeyboardAloneAndAnotherCountedFirst() {
        browser.signIn("reg_ast.knf");
        browser.open("/" + GROUPS);
        browser.find("[data-key='d']");
        browser.keys("d");
        browser.isAt("/" + GROUPS + "/desk");
        theGroup();
        theFirst();
        theOthers();
        afterACrash();
        whatIsWrongIsSaidInItsCell();
        asTheyAreStored();
        aHouseholdIsCounted();
        andCompletedLater();
    }

    private void theGroup() {
        browser.focused("/registrationLevel");
        browser.tabTo("/countryOfOrigin");
        browser.keyChoice("South Sudan");
        browser.tabTo("/preferredLanguage");
        browser.keyChoice("English");
        browser.tabTo("/partySize");
        browser.keys("5");
    }

    private void theFirst() {
        browser.chord(Keys.ALT, "n");
        browser.focused("/givenName");
        assertThat(browser.value("/relationshipToFocalPoint"))
                .as("whoever is entered first speaks for the others")
                .isEqualTo("Focal point");
        who("Selwa", "Female", "1991-05-14");
        browser.tabTo("/maritalStatus");
        browser.keyChoice("Widowed");
        browser.keys(Keys.TAB);
        browser.chord(Keys.ALT, "n");
    }

    private void theOthers() {
        other("Son");
        who("Garang", "Male", "2010-08-01");
        browser.keys(Keys.ENTER);
        other("Son");
        who("Akech", "Female", "2014-11-20");
        browser.keys(Keys.ENTER);
        other("Son");
        who("Wol", "Male", "2022-01-09");
        browser.keys(Keys.ENTER);
        other("Mother");
        who("Nyandeng", "Female", "1966-03-02");
        browser.tabTo("/maritalStatus");
        browser.keyChoice("Widowed");
        browser.keys(Keys.TAB);
        browser.reads("5 of 5");
        browser.chord(Keys.ALT, Keys.DELETE);
        browser.reads("4 of 5");
        browser.press("Undo");
        browser.reads("5 of 5");
    }

    private void other(String relation) {
        browser.focused("/relationshipToFocalPoint");
        browser.keyChoice(relation);
        browser.keys(Keys.TAB);
    }

    private void who(String name, String sex, String born) {
        browser.focused("/givenName");
        browser.keys(name, Keys.TAB);
        browser.focused("/familyName");
        browser.keys("Tamoru", Keys.TAB);
        browser.focused("/sex");
        browser.keyChoice(sex);
        browser.keys(Keys.TAB);
        browser.focused("/dateOfBirth");
        browser.keys(born);
    }

    /** Nothing was saved yet, and nothing is lost. */
    private void afterACrash() {
        application.awaits(
                "select exists (select 1 from platform.draft where content::text like '%1966-03-02%')", true);
        browser.crash();
        browser = new Browser(application.address());
        browser.signIn("reg_ast.knf");
        browser.open("/" + GROUPS + "/desk");
        browser.reads("You began this at");
        browser.chord(Keys.ALT, "r");
        browser.reads("5 of 5");
        browser.picture("desk");
    }

    private void whatIsWrongIsSaidInItsCell() {
        browser.chord(Keys.CONTROL, "s");
        browser.focused("/relationshipToFocalPoint");
        assertThat(browser.value("/givenName")).isEqualTo("Akech");
        assertThat(browser.wrong("/relationshipToFocalPoint")).isEqualTo("The relationship does not fit the sex.");
        assertThat(browser.texts(".desk tr .st.bad")).containsExactly("1 to mend");
        browser.picture("desk-wrong");
        browser.chord(Keys.CONTROL, "a");
        browser.keys(Keys.BACK_SPACE);
        browser.keyChoice("Daughter");
        browser.keys(Keys.TAB);
        browser.chord(Keys.CONTROL, "s");
        browser.find(".desk tr .st.ok");
        browser.reads("Focal point");
    }

    private void asTheyAreStored() {
        var stored = application
                .tables()
                .sql("select i.given_name || ' ' || i.relationship_to_focal_point || ' ' || (i.id = g.focal_point)"
                        + " from registration.individual i join registration.registration_group g on g.id = i.\"group\""
                        + " where i.family_name = 'Tamoru' order by i.date_of_birth")
                .query(String.class)
                .list();
        assertThat(stored)
                .containsExactly(
                        "Nyandeng MOT false", "Selwa PA true", "Garang SON false", "Akech DAU false", "Wol SON false");
        assertThat(application
                        .tables()
                        .sql("select count(distinct (created_at, \"group\")) from registration.individual"
                                + " where family_name = 'Tamoru'")
                        .query(Long.class)
                        .single())
                .as("in one transaction")
                .isOne();
        application.awaits(
                "select exists (select 1 from platform.draft where content::text like '%1966-03-02%')", false);
    }

    private void aHouseholdIsCounted() {
        browser.open("/" + GROUPS);
        browser.find("[data-key='q']");
        browser.keys("q");
        browser.isAt("/" + GROUPS + "/quick");
        browser.focused("/contactName");
        browser.keys("Arek Tamoru", Keys.TAB, "2", Keys.TAB);
        browser.focused("/countryOfOrigin");
        browser.keyChoice("South Sudan");
        browser.keys(Keys.TAB);
        browser.focused("/preferredLanguage");
        browser.keyChoice("English");
        browser.keys(Keys.TAB);
        browser.picture("desk-quick");
        browser.chord(Keys.CONTROL, Keys.ENTER);
        browser.reads("saved");
        browser.holds("/contactName", "");
        browser.isAt("/" + GROUPS + "/quick");
    }

    private void andCompletedLater() {
        browser.press("Groups to complete");
        browser.reads("Arek Tamoru");
        browser.picture("desk-list");
        var household = application
                .get("reg_ast.knf", GROUPS + "?filter=contactName%20%3D%20%22Arek%20Tamoru%22")
                .at("/items/0");
        assertThat(household.path("registrationLevel").stringValue()).isEqualTo("HH");
        assertThat(household.path("membersToEnter").intValue()).isEqualTo(2);
        browser.open("/" + GROUPS + "/" + household.path("id").stringValue());
        browser.find("[data-key='d']");
        browser.keys("d");
        browser.reads("2 are expected, none is entered");
        browser.chord(Keys.ALT, "n");
        browser.focused("/givenName");
        browser.keys("Selwa", Keys.TAB, "Tamoru", Keys.TAB);
        browser.focused("/sex");
        browser.keyChoice("Female");
        browser.keys(Keys.TAB);
        browser.focused("/dateOfBirth");
        browser.keys("1991-05-14", Keys.TAB);
        browser.find(FOUND);
        browser.says(FOUND, "Selwa Tamoru");
        pictures();
        browser.tabTo("/maritalStatus");
        browser.keyChoice("Single");
        browser.keys(Keys.TAB);
        browser.chord(Keys.CONTROL, "s");
        browser.find(".desk tr .st.ok");
        browser.reads("2 are expected, 1 is entered");
        assertThat(List.of(application
                        .get("reg_ast.knf", GROUPS + "/" + household.path("id").stringValue())
                        .path("membersToEnter")
                        .intValue()))
                .containsExactly(1);
    }

    private void pictures() {
        browser.picture("desk-known");
        assertThat(browser.barriers()).isEmpty();
        browser.dark();
        browser.picture("desk-dark");
        browser.rightToLeft();
        browser.picture("desk-rtl");
        browser.light();
        browser.phone();
        assertThat(browser.overflow()).isZero();
        browser.picture("desk-phone");
        browser.light();
    }
}
