package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.history.Sealing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history as evidence, from the command line. */
class AuditCommandTest {

    private static final Path VAULT = Path.of("../platform-core/src/test/resources/modules/vault");
    private static final Map<String, String> PASSWORDS =
            Map.of("CASEWRIGHT_PASSWORD", TestPlatform.PASSWORD, "CASEWRIGHT_APPROVER_PASSWORD", TestPlatform.PASSWORD);

    private static TestPlatform platform;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void open() {
        platform = TestPlatform.with(VAULT);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord person(String name) {
        return platform.created("clerk.off", "vault/person", "{'name': '" + name + "', 'weight': 61}");
    }

    private static Ended run(String... arguments) {
        return Ended.on(platform.database().address(), arguments);
    }

    private static void tamper(String sql) {
        var past = "alter table platform.history disable trigger user; " + sql
                + "; alter table platform.history enable trigger user";
        platform.owner().sql(past).update();
    }

    @Test
    void verifyNamesWhatIsWrongAndTheAnchorWhatWasWrittenAnew() throws IOException {
        var anchor = directory.resolve("seals.txt");
        var person = person("Ada");
        platform.bean(Sealing.class).seal();

        var whole = run("audit", "verify", "--anchor", anchor.toString());

        assertThat(whole.exit()).as(whole.errors()).isZero();
        assertThat(whole.output()).contains("are as they were sealed.", "Last seal ", " entries are not sealed yet.");
        assertThat(Files.readString(anchor)).matches("\\d+ [0-9a-f]{64} \\S+\n");

        tamper("update platform.history set actor_name = 'me' where record_id = '" + person.id() + "'");
        var wrong = run("audit", "verify");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.output())
                .containsPattern("WRONG: Entry \\d+ says something else than when it was sealed, in seal ");
        var json = run("audit", "verify", "--json").json();
        assertThat(json.path("whole").asBoolean(true)).isFalse();
        assertThat(json.at("/wrong/kind").asString("")).isEqualTo("changed");
        tamper("update platform.history set actor_name = 'clerk.off' where record_id = '" + person.id() + "'");
        assertThat(run("audit", "verify", "--anchor", anchor.toString()).exit()).isZero();

        Files.writeString(anchor, Files.readString(anchor).replaceFirst(" [0-9a-f]{8}", " 00000000"));
        var other = run("audit", "verify", "--json", "--anchor", anchor.toString());
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.json().at("/wrong/kind").asString("")).isEqualTo("otherSeal");
        Files.writeString(anchor, "not a seal\n");
        var unreadable = run("audit", "verify", "--anchor", anchor.toString());
        assertThat(unreadable.exit()).isEqualTo(2);
        assertThat(unreadable.errors()).contains(anchor + ":1: this is no seal");
    }

    @Test
    void eraseTakesTwoPeopleAndConsentAndIsToldAsThat() throws Exception {
        var person = person("Grace Hopper");
        platform.bean(Sealing.class).seal();
        refused("officer.off has not the privilege audit", person, "officer.off", "second.off");
        assertThat(run("user", "grant", "officer.off", "audit").exit()).isZero();
        assertThat(run("user", "grant", "second.off", "audit").exit()).isZero();
        refused("officer.off cannot be the second person beside officer.off", person, "officer.off", "officer.off");
        refused("this erases 1 value in 1 entry of ", person, "officer.off", "second.off");

        var erased = erase(person, "officer.off", "second.off", "--yes");

        assertThat(erased.exit()).as(erased.errors()).isZero();
        assertThat(erased.output()).startsWith("Erased 1 value in 1 entry of ");
        platform.bean(Sealing.class).seal();
        var verified = run("audit", "verify");
        assertThat(verified.exit()).as(verified.output()).isZero();
        assertThat(verified.output())
                .containsPattern(
                        "Erased lawfully on \\S+ by officer.off, agreed by second.off \\(Article 17\\): 1 value,");
        assertThat(run("audit", "verify", "--json")
                        .json()
                        .at("/erasures/0/reason")
                        .asString(""))
                .isEqualTo("Asked for.");
        assertThat(erase(person, "officer.off", "second.off", "--yes").output())
                .isEqualTo("The history holds nothing more of that.\n");
    }

    private static void refused(String why, EntityRecord person, String as, String approver) throws Exception {
        var ended = erase(person, as, approver);
        assertThat(ended.exit()).as(ended.errors()).isEqualTo(3);
        assertThat(ended.errors()).contains("casewright: nothing was done: " + why);
    }

    private static Ended erase(EntityRecord person, String as, String approver, String... more) throws Exception {
        var arguments = new ArrayList<>(
                List.of("audit", "erase", String.valueOf(person.system().number())));
        arguments.addAll(List.of("--entity", "vault/person", "--property", "name", "--reason", "Asked for."));
        arguments.addAll(List.of("--basis", "Article 17", "--as", as, "--approved-by", approver));
        arguments.addAll(List.of(more));
        return Ended.apart(PASSWORDS, Ended.with(platform.database().address(), arguments.toArray(String[]::new)));
    }
}
