package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.casewright.TestPlatform;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Nobody alone gives anybody access to what is there already. */
class SecondPersonTest {

    private static final Path DESK = Path.of("../platform-core/src/test/resources/modules/desk");
    private static final Map<String, String> PASSWORDS =
            Map.of("CASEWRIGHT_PASSWORD", TestPlatform.PASSWORD, "CASEWRIGHT_APPROVER_PASSWORD", TestPlatform.PASSWORD);

    @TempDir
    private Path directory;

    private Path folder = Path.of("");
    private TestPlatform platform;

    @BeforeEach
    void open() throws IOException {
        folder = directory.resolve("desk");
        FileSystemUtils.copyRecursively(DESK, folder);
        platform = TestPlatform.with(folder);
        var access = folder.resolve("access.json");
        Files.writeString(
                access,
                Files.readString(access)
                        .replace("\"create\": \"unit\", \"read\": \"own\"", "\"create\": \"unit\", \"read\": \"all\""));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private long newest() {
        return platform.bean(Releases.class).newest().orElseThrow().number();
    }

    @Test
    void aReleaseThatWidensAccessTakesTwoPeopleWhoMayDeployAndProveWhoTheyAre() throws Exception {
        var plan = run("plan", "--yes", folder.toString());
        assertThat(plan.exit()).isEqualTo(3);
        assertThat(plan.output()).contains("PORTER may now read all desk/visit. (by a second person)");
        var alone = run("apply", "--yes", folder.toString());
        assertThat(alone.exit()).isEqualTo(3);
        assertThat(alone.errors())
                .isEqualTo("casewright: nothing was done: this widens access, which takes two people; add --as NAME"
                        + " for who applies it, and --approved-by NAME for who has looked at it\n");
        assertThat(run("apply", "--yes", "--approved-by", "lead.top", folder.toString())
                        .exit())
                .isEqualTo(3);
        assertThat(run("apply", "--yes", "--as", "lead.mid", "--approved-by", " Lead.Mid", folder.toString())
                        .errors())
                .contains("casewright: nothing was done: lead.mid cannot be the second person beside lead.mid");

        assertThat(run("user", "grant", "lead.mid", "deploy").output())
                .isEqualTo("Account lead.mid has the privilege deploy.\n");
        refused(PASSWORDS, "lead.top has not the privilege deploy");
        assertThat(run("user", "grant", "lead.top", "deploy").exit()).isZero();
        refused(
                Map.of("CASEWRIGHT_PASSWORD", TestPlatform.PASSWORD),
                "no password was given for lead.top; answer when asked, or set CASEWRIGHT_APPROVER_PASSWORD");

        var applied = apply(PASSWORDS);

        assertThat(applied.exit()).as(applied.errors()).isZero();
        assertThat(newest()).isEqualTo(2);
        assertThat(run("releases", "show", "2").output())
                .containsPattern("Release 2, .* by lead.mid, approved by lead.top\n");
        assertThat(run("releases", "show", "2", "--json")
                        .json()
                        .path("approvedBy")
                        .asString())
                .isEqualTo("lead.top");
    }

    @Test
    void rollingBackToMoreAccessTakesTwoAsWell() throws IOException {
        platform.bean(Releases.class).apply(java.util.List.of(folder), "test", plan -> {});
        assertThat(run("rollback", "1").exit()).as("less access needs nobody").isZero();

        var back = run("rollback", "2", "--yes");

        assertThat(back.exit()).isEqualTo(3);
        assertThat(back.errors()).contains("this widens access, which takes two people");
        assertThat(newest()).isEqualTo(3);
    }

    private void refused(Map<String, String> environment, String why) throws Exception {
        var ended = apply(environment);
        assertThat(ended.exit()).as(ended.errors()).isEqualTo(3);
        assertThat(ended.errors()).endsWith("casewright: nothing was done: " + why + "\n");
        assertThat(newest()).isEqualTo(1);
    }

    private Ended apply(Map<String, String> environment) throws Exception {
        return Ended.apart(
                environment,
                Ended.with(
                        platform.database().address(),
                        "apply",
                        "--yes",
                        "--as",
                        "lead.mid",
                        "--approved-by",
                        "lead.top",
                        folder.toString()));
    }

    private Ended run(String... arguments) {
        return Ended.on(platform.database().address(), arguments);
    }
}
