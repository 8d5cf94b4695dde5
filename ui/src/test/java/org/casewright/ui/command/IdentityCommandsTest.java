package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.identity.Actors;
import org.casewright.identity.Directory;
import org.casewright.records.DeedLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Units, teams and partners by commands, beside a running application: what they say, and that it holds at once. */
class IdentityCommandsTest {

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with(Path.of("../platform-core/src/test/resources/modules/surgery"));
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static String said(String... words) {
        var ended = Ended.on(platform.database().address(), words);
        assertThat(ended.exit()).as(ended.errors()).isZero();
        return ended.output().strip();
    }

    private static String refused(String... words) {
        var ended = Ended.on(platform.database().address(), words);
        assertThat(ended.exit()).isNotZero();
        return ended.errors().strip();
    }

    private static Directory.Unit unit(String code) {
        // Whoever comes by learns that something has changed.
        platform.actor("surgeon.top");
        return platform.bean(Directory.class).unit(code).orElseThrow();
    }

    @Test
    void unitsAreMovedAndShut() {
        assertThat(said("unit", "move", "LOW", "--parent", "FAR")).isEqualTo("Unit LOW stands below FAR.");
        assertThat(unit("LOW").parent()).isEqualTo(unit("FAR").number());
        assertThat(refused("unit", "move", "FAR", "--parent", "LOW")).contains("A unit cannot hang below itself.");
        assertThat(said("unit", "set", "LOW", "read-only")).isEqualTo("Unit LOW is read-only.");
        assertThat(unit("LOW").status()).isEqualTo(Directory.Status.READ_ONLY);
        assertThat(refused("unit", "set", "LOW", "gone")).contains("read-only");
    }

    @Test
    void privilegesAreHeldForModulesAndShownWithTheirRules() {
        assertThat(said("user", "grant", "nurse.low", "deploy", "--module", "surgery", "--module", "soon"))
                .isEqualTo("Account nurse.low has the privilege deploy for soon, surgery.");
        assertThat(said("user", "grant", "nurse.low", "administer"))
                .isEqualTo("Account nurse.low has the privilege administer.");
        assertThat(refused("user", "grant", "nurse.low", "administer", "--module", "surgery"))
                .contains("held for the platform as a whole");
        assertThat(said("user", "show", "nurse.low"))
                .contains("unit        LOW", "roles       NURSE", "privileges  administer, deploy for soon, surgery");
        said("user", "revoke", "nurse.low", "deploy", "--module", "soon");
        assertThat(said("user", "show", "nurse.low")).endsWith("privileges  administer, deploy for surgery");

        assertThat(said("user", "why", "nurse.low", "surgery/file", "read"))
                .isEqualTo("read    yes\n        NURSE: unit");
        assertThat(said("user", "why", "nurse.low", "surgery/file"))
                .contains("export  no", "neither                   finding (inner)");
        assertThat(refused("user", "why", "nurse.low", "surgery/none")).contains("there is no entity surgery/none");
        said("user", "close", "nurse.low");
        assertThat(said("user", "why", "nurse.low", "surgery/file"))
                .isEqualTo("Nobody comes in by nurse.low, so it may do nothing.");
        said("user", "reopen", "nurse.low");
    }

    @Test
    void whatIsDoneByCommandStandsInTheLogUnderWhoeverSatThere() {
        said("user", "grant", "surgeon.low", "audit");
        var deeds = platform.bean(DeedLog.class)
                .list("surgeon.low", null, null, 1, platform.actor("surgeon.low"))
                .items();
        assertThat(deeds.getFirst().by()).isEqualTo("command:" + System.getProperty("user.name"));
        assertThat(deeds.getFirst().action()).isEqualTo("privilege");
    }

    @Test
    void teamsHavePeopleUntilADay() {
        assertThat(said("team", "add", "wound", "--unit", "FAR", "--title", "Wound care"))
                .isEqualTo("Team wound belongs to FAR.");
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        assertThat(said("team", "join", "wound", "nurse.far", "--until", day.toString()))
                .isEqualTo("Account nurse.far is of team wound until " + day + ".");
        assertThat(platform.actor("nurse.far").teams()).hasSize(1);
        assertThat(said("team", "leave", "wound", "nurse.far")).endsWith("no more.");
        assertThat(platform.actor("nurse.far").teams()).isEmpty();
        assertThat(refused("team", "join", "wound", "wound")).contains("there is no account wound");
    }

    @Test
    void partnersHaveAnAgreementAndPeople() {
        var today = LocalDate.now(ZoneOffset.UTC);
        assertThat(said("partner", "add", "MERCY", "--title", "Mercy", "--from", today.toString()))
                .isEqualTo("Partner MERCY has an agreement from " + today + ".");
        assertThat(said("partner", "belong", "MERCY", "helper.far")).isEqualTo("helper.far belongs to partner MERCY.");
        assertThat(platform.bean(Actors.class).named("helper.far").map(Actor::partner))
                .isPresent();
        var last = today.minusDays(1).toString();
        assertThat(said("partner", "agree", "MERCY", "--from", last, "--until", last))
                .endsWith("until " + last + ".");
        assertThat(platform.bean(Actors.class).named("helper.far")).isEmpty();
    }
}
