package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Administration;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.Refusal;
import org.casewright.release.Approvals;
import org.casewright.release.KeptReleases;
import org.casewright.release.Provenance;
import org.casewright.release.ReleaseFile;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planning and applying over the wire: who may, what is told, and what takes a second person. */
class DeploymentApiTest {

    private static final Path POST = Path.of("src/test/resources/modules/post");
    private static final String LETTER = "entities/letter.schema.json";
    private static final String ACCESS = "access.json";
    private static final String SCENARIO = """
            { "$schema": "https://casewright.org/schema/v1/scenario.json", "title": "A letter arrives", "today": "2026-03-02",
              "steps": [ { "as": "sorter.knf", "create": "letter", "values": { "subject": "Hello" }, "expect": { "state": "DONE" } } ] }
            """;

    private static final String FIRST = "sorter.knf";
    private static final String SECOND = "head.hqg";
    private static final String THIRD = "arbiter.knf";

    @TempDir
    private Path folder;

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post");
        api = new ApiServer(platform);
        platform.bean(PlatformPrivileges.class).grant(FIRST, PlatformPrivilege.DEPLOY);
        platform.bean(PlatformPrivileges.class).grant(SECOND, PlatformPrivilege.DEPLOY);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    /** Each test begins with the files of the first release. */
    @AfterEach
    void back() {
        var releases = platform.bean(Releases.class);
        releases.apply(releases.propose(1), Provenance.of("test"), plan -> {}, sentence -> {});
    }

    private static long served() {
        return api.get(FIRST, "/api/v1/releases").json().path("served").longValue();
    }

    private static Provenance provenance() {
        return platform.bean(KeptReleases.class).provenance(served()).orElseThrow();
    }

    private static Map<String, byte[]> files() throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(POST)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(POST.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry("modules/post/" + file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** The module with one file in which something else stands. */
    private static Map<String, byte[]> with(String file, String text, String instead) throws IOException {
        var files = files();
        var before = new String(files.get(file), StandardCharsets.UTF_8);
        assertThat(before).contains(text);
        files.put(file, before.replace(text, instead).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static Map<String, byte[]> with(String property) throws IOException {
        return with(
                LETTER,
                "\"stamps\":",
                "\"" + property
                        + "\": { \"title\": \"Colour\", \"type\": \"string\", \"maxLength\": 20 },\n    \"stamps\":");
    }

    private static Map<String, byte[]> widened() throws IOException {
        return with(
                ACCESS,
                "\"HEAD\": { \"letter\": [ { \"read\": \"subtree\"",
                "\"HEAD\": { \"letter\": [ { \"read\": \"all\"");
    }

    private Reply send(String as, String path, byte[] zip) {
        return api.ask(as, "POST", "/api/v1/releases/" + path, zip, "Content-Type", "application/zip");
    }

    private Reply approve(String as, Reply plan) {
        return api.post(
                as,
                "/api/v1/releases/approvals",
                "{\"hash\": \"" + plan.at("/hash") + "\", \"basis\": "
                        + plan.json().path("basis") + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply", "1/rollback", "approvals"})
    void whoHasNotThePrivilegeIsToldNothing(String path) throws IOException {
        assertThat(send("second.knf", path, zip(files())).status()).isEqualTo(403);
        assertThat(send("second.knf", path, new byte[] {1}).status()).isEqualTo(403);
        assertThat(api.ask(null, "POST", "/api/v1/releases/" + path, zip(files()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatIsSentIsPlannedAppliedAndRolledBack() throws IOException {
        var before = served();
        var zip = zip(with("tint"));

        var plan = send(FIRST, "plan", zip);

        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.json().path("release").longValue()).isEqualTo(before + 1);
        assertThat(plan.json().path("refused").booleanValue()).isFalse();
        assertThat(plan.text()).contains("tint").contains("add column");
        assertThat(served()).isEqualTo(before);

        var applied = send(FIRST, "apply", zip);

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(applied.json().path("release").longValue()).isEqualTo(before + 1);
        assertThat(applied.at("/hash")).isEqualTo(plan.at("/hash"));
        assertThat(provenance().author()).isEqualTo(FIRST);
        var letter = api.post(FIRST, "/api/v1/post/letter", "{\"subject\": \"Red\", \"tint\": \"red\"}");
        assertThat(letter.status()).as(letter.text()).isEqualTo(201);
        assertThat(send(FIRST, "apply", zip).json().path("changed").booleanValue())
                .isFalse();

        var back = api.post(FIRST, "/api/v1/releases/1/rollback?plan=true");
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.json().path("needsConsent").booleanValue()).isTrue();
        assertThat(api.post(FIRST, "/api/v1/releases/1/rollback").status()).isEqualTo(428);
        var rolled = api.post(FIRST, "/api/v1/releases/1/rollback?consent=true");
        assertThat(rolled.status()).as(rolled.text()).isEqualTo(200);
        assertThat(rolled.json().path("release").longValue()).isEqualTo(before + 2);
        assertThat(api.get(FIRST, "/api/v1/post/letter/" + letter.at("/id"))
                        .json()
                        .has("tint"))
                .isFalse();
    }

    @Test
    void wideningAccessTakesTwoPeopleWhoSawTheSame() throws IOException {
        var zip = zip(widened());
        var plan = send(FIRST, "plan", zip);
        assertThat(plan.json().path("needsSecondPerson").booleanValue()).isTrue();

        var alone = send(FIRST, "apply?consent=true", zip);
        assertThat(alone.status()).isEqualTo(428);
        assertThat(alone.json().at("/plan/needsSecondPerson").booleanValue()).isTrue();
        assertThat(approve(FIRST, plan).status()).isEqualTo(201);
        assertThat(send(FIRST, "apply?consent=true", zip).status())
                .as("agreed to by the same")
                .isEqualTo(428);
        assertThat(approve(SECOND, send(SECOND, "plan", zip(with("colour")))).status())
                .isEqualTo(201);
        assertThat(send(FIRST, "apply?consent=true", zip).status())
                .as("agreed to something else")
                .isEqualTo(428);

        assertThat(approve(SECOND, send(SECOND, "plan", zip)).status()).isEqualTo(201);
        platform.bean(PlatformPrivileges.class).revoke(SECOND, PlatformPrivilege.DEPLOY);
        assertThat(send(FIRST, "apply?consent=true", zip).status())
                .as("agreed to by who may not any more")
                .isEqualTo(428);
        platform.bean(PlatformPrivileges.class).grant(SECOND, PlatformPrivilege.DEPLOY);
        var applied = send(FIRST, "apply?consent=true", zip);

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(provenance().author()).isEqualTo(FIRST);
        assertThat(provenance().approver()).isEqualTo(SECOND);
        assertThat(approve(SECOND, plan).status()).as("a plan of yesterday").isEqualTo(409);
    }

    @Test
    void nobodyMakesTheirOwnSecondPerson() throws IOException {
        platform.bean(PlatformPrivileges.class).grant(FIRST, PlatformPrivilege.ADMINISTER);
        var first = platform.actor(FIRST);
        var administration = platform.bean(Administration.class);
        administration.add(new NewAccount("own.second", "Own second", "KNF", Set.of()), null, first);
        platform.bean(PlatformPrivileges.class).grant("own.second", PlatformPrivilege.DEPLOY);
        var made = platform.actor("own.second").id();
        var hash = "ab".repeat(32);
        var approvals = platform.bean(Approvals.class);

        approvals.give(hash, 1, made);
        assertThat(approvals.approver(hash, 1, first.id(), Set.of("post")))
                .as("an account that the first has made")
                .isEmpty();
        assertThat(approvals.approver(hash, 1, platform.actor(SECOND).id(), Set.of("post")))
                .as("beside somebody else")
                .contains("own.second");
        var other = "cd".repeat(32);
        approvals.give(other, 1, first.id());
        assertThat(approvals.approver(other, 1, made, Set.of("post")))
                .as("the other way round")
                .isEmpty();

        assertThatThrownBy(() -> platform.bean(PlatformPrivileges.class).requireTwoHands(FIRST, "own.second"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot be the second person");
        platform.bean(PlatformPrivileges.class).requireTwoHands(FIRST, SECOND);
        platform.bean(PlatformPrivileges.class).revoke(FIRST, PlatformPrivilege.ADMINISTER);
        forget("own.second");
    }

    /** Modules of which each has one access file, as somebody sends it who may deploy them and no other. */
    private static byte[] withTelegraph(String roles) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var file : Map.of(
                            "module.json",
                            "{ \"name\": \"telegraph\", \"version\": \"1.0.0\", \"title\": \"Telegraph\", \"needs\": { \"post\": \"^1\" },"
                                    + " \"roles\": { \"WIRER\": { \"title\": \"Wirer\" } } }",
                            "access.json",
                            "{ \"roles\": " + roles + " }")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry("modules/telegraph/" + file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @Test
    void aModuleIsPlannedAndAppliedByWhoMayDoSoForIt() throws IOException {
        var privileges = platform.bean(PlatformPrivileges.class);
        var zip = zip(with("colour"));
        privileges.grant(THIRD, PlatformPrivilege.DEPLOY, Set.of("telegraph"));
        for (var path : List.of("plan", "apply")) {
            assertThat(send(THIRD, path, zip).status()).as(path).isEqualTo(403);
        }
        assertThat(send(THIRD, "apply", zip).at("/detail"))
                .isEqualTo("This takes the privilege deploy for post, which you have not.");

        privileges.grant(THIRD, PlatformPrivilege.CONFIGURE, Set.of("post"));
        assertThat(send(THIRD, "plan", zip).at("/differences/0/subject")).isEqualTo("post/letter.colour");
        assertThat(send(THIRD, "apply", zip).status()).isEqualTo(403);

        privileges.grant(THIRD, PlatformPrivilege.DEPLOY, Set.of("post"));
        assertThat(send(THIRD, "apply", zip).status()).isEqualTo(200);
        assertThat(provenance().author()).isEqualTo(THIRD);
        privileges.revoke(THIRD, PlatformPrivilege.DEPLOY, Set.of("post"));
        var back = "/api/v1/releases/1/rollback?consent=true";
        assertThat(api.post(THIRD, back).status()).isEqualTo(403);
        assertThat(api.post(THIRD, back + "&plan=true").status()).isEqualTo(200);
        forget(THIRD);
        assertThat(api.post(THIRD, back + "&plan=true").status()).isEqualTo(403);
    }

    @Test
    void whatAModuleSaysOfAnothersRecordsIsTheOthersToo() throws IOException {
        var privileges = platform.bean(PlatformPrivileges.class);
        privileges.grant(THIRD, PlatformPrivilege.DEPLOY, Set.of("telegraph"));
        assertThat(send(THIRD, "plan", withTelegraph("{}")).status()).isEqualTo(200);
        var widening = withTelegraph("{ \"WIRER\": { \"post/letter\": [ { \"read\": \"all\" } ] } }");
        assertThat(send(THIRD, "plan", widening).at("/detail"))
                .isEqualTo("This takes the privilege configure or deploy for post, which you have not.");

        assertThat(approve(THIRD, send(FIRST, "plan", widening)).status()).isEqualTo(201);
        assertThat(send(FIRST, "apply?consent=true", widening).status())
                .as("agreed to by who may deploy only one of the modules")
                .isEqualTo(428);
        privileges.grant(THIRD, PlatformPrivilege.DEPLOY, Set.of("post"));
        assertThat(send(FIRST, "apply?consent=true", widening).status()).isEqualTo(200);
        assertThat(provenance().approver()).isEqualTo(THIRD);
        forget(THIRD);
    }

    private static void forget(String account) {
        List.of(PlatformPrivilege.values())
                .forEach(privilege -> platform.bean(PlatformPrivileges.class).revoke(account, privilege));
    }

    @Test
    void aFailedScenarioStopsItUnlessSomebodySaysWhy() throws IOException {
        var files = with("colour");
        var before = served();
        files.put("tests/arrival.test.json", SCENARIO.getBytes(StandardCharsets.UTF_8));
        var zip = zip(files);

        var plan = send(FIRST, "plan", zip);
        assertThat(plan.json().at("/scenarios/failed").longValue())
                .as(plan.text())
                .isEqualTo(1);
        var refused = send(FIRST, "apply", zip);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/plan/scenarios/scenarios/0/failure/line").longValue())
                .isEqualTo(2);
        assertThat(served()).isEqualTo(before);

        var applied = send(FIRST, "apply?despiteScenarios=The+scenario+is+wrong", zip);

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        var overridden = provenance().overridden();
        assertThat(overridden).isNotNull();
        assertThat(overridden.reason()).isEqualTo("The scenario is wrong");
        assertThat(overridden.scenarios()).containsExactly("post/arrival");
    }

    @Test
    void aReleaseOfAnotherInstallationKeepsItsName() throws IOException {
        var file = folder.resolve("release.zip");
        platform.bean(KeptReleases.class).find(1).orElseThrow().write(file);
        send(FIRST, "apply", zip(with("colour")));

        var applied = send(FIRST, "apply?consent=true", Files.readAllBytes(file));

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(provenance().origin()).isEqualTo(ReleaseFile.read(file).origin());
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() throws IOException {
        var broken = send(
                FIRST,
                "plan",
                zip(with(LETTER, "\"x-computed\": \"count(pages)\"", "\"x-computed\": \"count(leaves)\"")));
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.at("/problems/0/file")).endsWith(LETTER);
        assertThat(broken.json().at("/problems/0/line").longValue()).isPositive();
        assertThat(broken.at("/problems/0/message")).contains("leaves");

        assertThat(send(FIRST, "plan", new byte[] {'P', 'K', 3, 4, 0}).status()).isEqualTo(400);
        assertThat(send(FIRST, "apply?sure=true", zip(files())).status()).isEqualTo(400);
        assertThat(send(FIRST, "0/rollback", new byte[0]).status()).isEqualTo(404);
        assertThat(api.post(FIRST, "/api/v1/releases/70000/rollback").status()).isEqualTo(404);
        assertThat(api.post(FIRST, "/api/v1/releases/plan", "{}").status()).isEqualTo(415);
        assertThat(api.post(FIRST, "/api/v1/releases/plan").status()).isEqualTo(415);
        assertThat(api.post(FIRST, "/api/v1/releases/approvals", "{\"hash\": \"x\", \"basis\": 1}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void noChangeOfAFileLooksLikeNone() throws IOException {
        var plan = send(FIRST, "plan", zip(with(LETTER, "\"= today()\"", "\"= today() + duration(\\\"P1D\\\")\"")));

        assertThat(plan.json().at("/differences").size()).as(plan.text()).isEqualTo(1);
        assertThat(plan.at("/differences/0/sentence")).isEqualTo("post/letter.arrived has another default.");
    }

    @Test
    void aModuleGoesByItsName() {
        assertThat(api.post(FIRST, "/api/v1/releases/plan?remove=telegraph").status())
                .isEqualTo(404);
    }
}
