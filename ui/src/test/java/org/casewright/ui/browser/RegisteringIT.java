package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A day at the desk, in a real browser: a party of five, one of them a child without parents. */
@ExtendWith(RunningApplication.Shared.class)
class RegisteringIT {

    private static final String QUESTION = "Is Koro's date of birth on a document?";
    private static final String GROUPS = "registration/registration-group";

    private static RunningApplication application;
    private static Browser browser;

    @BeforeAll
    static void open(RunningApplication shared) {
        application = shared;
        browser = new Browser(application.address());
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void aPartyOfFiveIsRegisteredReturnedOnceAndActivated(@TempDir Path folder) throws IOException {
        var reception = receive();
        interview(Pictures.file(folder, "talani.png", 120, Color.GRAY));
        aSecondFocalPointIsRefused();
        browser.click("[data-outcome]");
        browser.isAt("/inbox");
        returnForCorrection();
        correct();
        activate();

        var groups = application.get("reg_off.knf", GROUPS + "?sort=-updatedAt&limit=2");
        var household = named("Talani Moru", groups);
        var child = named("Nyara Tolong", groups);
        inTheApi(reception, household, child);
        inThePages(reception, household, child);
        inTheTables(reception, household, child);
    }

    /** The party is received; whoever receives it registers nobody. Gives back the reception. */
    private static String receive() {
        browser.signIn("recep.knf");
        browser.open("/registration/individual/new");
        browser.reads("This page is not open to you");
        assertThat(application.post("recep.knf", "registration/individual", "{}"))
                .isEqualTo(403);

        browser.open("/registration/reception/new");
        browser.press("Save");
        browser.reads("is missing");
        browser.fill("/purpose", "New arrival");
        browser.fill("/contactName", "Talani Moru");
        browser.fill("/partySize", "5");
        browser.fill("/countryOfOrigin", "South Sudan");
        browser.fill("/visibleUrgency", "Child alone");
        browser.press("Save");
        browser.find(".rh");
        var reception = browser.path().substring(browser.path().lastIndexOf('/') + 1);
        assertThat(browser.text())
                .containsPattern("KNF-\\d\\d-REC-\\d{7} Talani Moru")
                .contains("Waiting", "Urgent");

        browser.open("/registration/reception");
        assertThat(browser.height("Talani Moru")).as("the urgent ones first").isLessThan(browser.height("Normal"));
        take("Talani");
        browser.click("[data-outcome]");
        browser.isAt("/inbox");
        return reception;
    }

    private static void interview(Path photo) {
        browser.signIn("reg_ast.knf");
        take("Talani");
        browser.fill("/registrationLevel", "Individual, basic");
        browser.fill("/preferredLanguage", "English");
        browser.fill("/countryOfOrigin", "South Sudan");
        member("Talani", "Female", "1991-05-14", "Focal point", "Widowed");
        browser.attach("/photo", photo);
        browser.seesPicture("[data-field='/photo'] img", 120);
        member("Deng", "Male", "2010-08-01", "Focal point", null);
        pupil();
        member("Ayen", "Female", "2014-11-20", "Daughter", null);
        pupil();
        browser.click("[data-add='members']");
        who("Koro", "Moru", "Male", "2022-01-09", "Son");
        browser.fillLast("/noPhotoReason", "Asleep");
        assertThat(browser.value("/biometricStatus"))
                .as("what is given follows what is entered")
                .isEqualTo("Exempt, under age");
        browser.click("[data-add='addresses']");
        browser.fill("/level1", "Turkana");
        browser.fill("/level2", "Turkana");
        origin();
        browser.fill("/focalPoint", "Talani");

        browser.click("[data-add='hostedGroups']");
        browser.clickLast("[data-add='members']");
        who("Nyara", "Tolong", "Female", "2012-06-30", "Focal point");
        browser.fillLast("/educationLevel", "No education");
        browser.fillLast("/biometricStatus", "Enrolled");
        pupil();
        origin();
        browser.click("[data-outcome]");
        browser.reads("Unaccompanied or separated is missing");
        browser.fillLast("/unaccompaniedFlag", "Unaccompanied");
        browser.picture("interview");
    }

    private static void member(String name, String sex, String born, String relation, @Nullable String married) {
        browser.click("[data-add='members']");
        who(name, "Moru", sex, born, relation);
        if (married != null) {
            browser.fillLast("/maritalStatus", married);
        }
        browser.fillLast("/educationLevel", "No education");
        browser.fillLast("/biometricStatus", "Enrolled");
    }

    private static void pupil() {
        browser.fillLast("/schoolAttendance", "Yes");
        browser.fillLast("/noPhotoReason", "The camera is broken");
    }

    /** Where they come from. */
    private static void origin() {
        browser.clickLast("[data-add='addresses']");
        browser.fillLast("/addressType", "Last, in country of origin");
        browser.fillLast("/level1", "Jonglei");
    }

    private static void who(String name, String family, String sex, String born, String relation) {
        browser.fillLast("/givenName", name);
        browser.fillLast("/familyName", family);
        browser.fillLast("/relationshipToFocalPoint", relation);
        browser.fillLast("/sex", sex);
        browser.fillLast("/dateOfBirth", born);
        assertThat(browser.value("/countryOfOrigin")).isEqualTo("South Sudan");
        browser.clickLast("[data-add='/languages']");
        browser.fillLast("/languages/0/language", "English");
        browser.fillLast("/languages/0/motherTongue", "Yes");
    }

    /** Deng was entered as a focal point beside his mother: it is said at the list, and nothing is stored. */
    private static void aSecondFocalPointIsRefused() {
        var before = people();
        browser.click("[data-outcome]");
        browser.reads("only one member may have the relationship Focal point");
        assertThat(browser.texts(".entries > .msg"))
                .contains("A group has one focal point: only one member may have the relationship Focal point.");
        assertThat(browser.focus()).isEqualTo("msg");
        assertThat(people()).isEqualTo(before);
        browser.picture("second");
        browser.line("Deng");
        browser.fill("/relationshipToFocalPoint", "Son");
    }

    private static long people() {
        return application
                .tables()
                .sql("select count(*) from registration.individual")
                .query(Long.class)
                .single();
    }

    private static void returnForCorrection() {
        browser.signIn("reg_off.knf");
        take("Talani");
        browser.reads("Nyara Tolong");
        browser.click("[data-outcome='return']");
        browser.reads("Say why");
        browser.fill("comment", QUESTION);
        browser.click("[data-outcome='return']");
        browser.isAt("/inbox");
    }

    private static void correct() {
        browser.signIn("reg_ast.knf");
        take("Talani");
        browser.reads(QUESTION);
        browser.line("Koro");
        browser.fill("/dateOfBirth", "2022-02-09");
        browser.click("[data-outcome]");
        browser.isAt("/inbox");
    }

    private static void activate() {
        browser.signIn("reg_off.knf");
        take("Talani");
        browser.picture("check");
        browser.click("[data-outcome='activate']");
        browser.isAt("/inbox");
        browser.readsNoMore("Talani");
    }

    private static JsonNode named(String focalPoint, JsonNode groups) {
        for (var group : groups.path("items")) {
            var person = application.get(
                    "reg_off.knf",
                    "registration/individual/" + group.path("focalPoint").stringValue(""));
            if (focalPoint.equals(person.path("givenName").stringValue("") + " "
                    + person.path("familyName").stringValue(""))) {
                return group;
            }
        }
        throw new AssertionError(focalPoint + " is not among " + groups);
    }

    private static void inTheApi(String reception, JsonNode household, JsonNode child) {
        assertThat(household.path("groupSize").intValue()).isEqualTo(4);
        assertThat(household.path("groupStatus").stringValue()).isEqualTo("ACT");
        assertThat(household.path("number").stringValue()).matches("KNF-\\d\\d-\\d{5}");
        assertThat(child.path("groupSize").intValue()).isEqualTo(1);
        assertThat(child.path("groupStatus").stringValue()).isEqualTo("ACT");
        assertThat(child.path("number").stringValue()).matches("KNF-\\d\\d-\\d{5}");
        assertThat(child.path("livingWithGroup").stringValue())
                .isEqualTo(household.path("id").stringValue());
        assertThat(child.path("countryOfOrigin").stringValue())
                .as("as those with whom she lives")
                .isEqualTo("SSD");

        var people = application.get("reg_off.knf", "registration/individual?sort=-number&limit=5");
        assertThat(people.path("items")).hasSize(5).allSatisfy(person -> {
            assertThat(person.path("status").stringValue()).isEqualTo("ACT");
            assertThat(person.path("statusReason").stringValue()).isEqualTo("REG");
            assertThat(person.path("number").stringValue()).matches("KNF-\\d{8}");
            assertThat(person.path("dateOfArrival").stringValue()).isNotEmpty();
        });
        var nyara = application.get(
                "reg_off.knf",
                "registration/individual/" + child.path("focalPoint").stringValue());
        assertThat(nyara.path("unaccompaniedFlag").stringValue()).isEqualTo("UNA");
        var needs = application.get(
                "reg_off.knf",
                "registration/specific-need?filter=individual.id%20%3D%20%22"
                        + nyara.path("id").stringValue() + "%22");
        assertThat(needs.path("items")).hasSize(1);
        assertThat(needs.path("items").get(0).path("subCategory").stringValue()).isEqualTo("SC-UC");
        assertThat(needs.path("items").get(0).path("status").stringValue()).isEqualTo("PRV");

        var received = application.get("reg_off.knf", "registration/reception/" + reception);
        assertThat(received.path("status").stringValue()).isEqualTo("DONE");
        assertThat(received.path("group").stringValue())
                .isEqualTo(household.path("id").stringValue());
        assertThat(application
                        .get("reg_off.knf", "registration/reception/" + reception + "/tasks")
                        .path("items"))
                .isEmpty();
    }

    private static void inThePages(String reception, JsonNode household, JsonNode child) {
        browser.open("/" + GROUPS + "/" + household.path("id").stringValue());
        browser.find(".rh");
        assertThat(browser.text(".rh")).contains(household.path("number").stringValue(), "Talani Moru", "Active");
        assertThat(browser.fact("Size")).isEqualTo("4");
        assertThat(browser.fact("Focal point")).isEqualTo("Talani Moru");
        assertThat(browser.fact("Household type")).isEqualTo("Single parent");
        assertThat(browser.texts(".box tbody tr")).hasSize(4).allMatch(line -> line.matches("(?s)KNF-\\d{8}.*Active"));
        browser.tab("Lives with");
        browser.reads(child.path("number").stringValue());
        browser.picture("group");

        browser.open("/" + GROUPS + "/" + child.path("id").stringValue());
        browser.find(".rh");
        assertThat(browser.fact("Size")).isEqualTo("1");
        assertThat(browser.fact("Focal point")).isEqualTo("Nyara Tolong");
        browser.tab("Lives with");
        browser.reads(household.path("number").stringValue());

        browser.open("/registration/reception/" + reception);
        browser.find(".tl");
        assertThat(browser.text(".rh")).contains("Done");
        assertThat(browser.texts(".flow .done b"))
                .containsExactly("Reception triage", "Registration interview", "Quality check");
        var told = browser.text(".tl");
        assertThat(told)
                .contains("completed Reception triage", "Return for correction", QUESTION, "Activate", "Registered");
        assertThat(told.split("completed Registration interview", -1))
                .as("twice")
                .hasSize(3);
        assertThat(told).doesNotContain("Open tasks");
        browser.picture("reception");

        browser.open("/registration/individual?q=Koro%20Moru");
        browser.click("vaadin-grid-cell-content a");
        browser.find(".tl");
        assertThat(browser.text(".tl"))
                .contains(
                        "Date of birth: 9 Jan 2022 9 Feb 2022",
                        "Status: Pre-registered Active",
                        "Activate the household");
    }

    private static void inTheTables(String reception, JsonNode household, JsonNode child) {
        var tables = application.tables();
        assertThat(tables.sql("select number, group_size, group_status from registration.registration_group"
                                + " where id in (?::uuid, ?::uuid) order by group_size")
                        .params(
                                household.path("id").stringValue(),
                                child.path("id").stringValue())
                        .query((row, index) -> row.getString(1) + " " + row.getInt(2) + " " + row.getString(3))
                        .list())
                .containsExactly(
                        child.path("number").stringValue() + " 1 ACT",
                        household.path("number").stringValue() + " 4 ACT");
        assertThat(tables.sql("select i.given_name || ' ' || i.status || ' ' || i.date_of_birth"
                                + " from registration.individual i join registration.registration_group g on g.id = i.\"group\""
                                + " where g.id in (?::uuid, ?::uuid) order by i.date_of_birth")
                        .params(
                                household.path("id").stringValue(),
                                child.path("id").stringValue())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "Talani ACT 1991-05-14",
                        "Deng ACT 2010-08-01",
                        "Nyara ACT 2012-06-30",
                        "Ayen ACT 2014-11-20",
                        "Koro ACT 2022-02-09");
        assertThat(tables.sql("select name || coalesce(': ' || outcome, '') from platform.step"
                                + " where case_id = ?::uuid and kind = 'TASK' order by at")
                        .param(reception)
                        .query(String.class)
                        .list())
                .isEqualTo(List.of(
                        "Reception triage",
                        "Registration interview",
                        "Quality check: Return for correction",
                        "Registration interview",
                        "Quality check: Activate"));
        assertThat(tables.sql("select count(*) from platform.task where case_id = ?::uuid")
                        .param(reception)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(tables.sql("select h.actor_name || ' ' || h.action from platform.history h"
                                + " join registration.individual i on i.id = h.record_id"
                                + " where i.given_name = 'Koro' and i.family_name = 'Moru' and h.field_class is null"
                                + " order by h.at, h.id")
                        .query(String.class)
                        .list())
                .containsExactly("reg_ast.knf create", "reg_ast.knf update", "process:registration update");
    }

    private static void take(String who) {
        browser.open("/inbox");
        browser.openTask(who);
        browser.press("Take");
    }
}
