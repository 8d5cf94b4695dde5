package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.casewright.history.Sealing;
import org.casewright.history.Verification;
import org.casewright.identity.AccountLinks;
import org.casewright.identity.Accounts;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Administration;
import org.casewright.identity.Administration.NewTeam;
import org.casewright.identity.Administration.NewUnit;
import org.casewright.identity.Deeds;
import org.casewright.identity.Directory;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Sessions;
import org.casewright.identity.Teams;
import org.casewright.identity.Tokens;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.DeedLog.Deed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done to units, people, teams and partners stands in the history, whichever way it came. */
class DeedLogTest {

    private static TestPlatform platform;
    private static DeedLog log;
    private static Administration door;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("vault");
        log = platform.bean(DeedLog.class);
        door = platform.bean(Administration.class);
        var privileges = platform.bean(PlatformPrivileges.class);
        privileges.grant("officer.off", PlatformPrivilege.AUDIT);
        privileges.grant("desk.off", PlatformPrivilege.ADMINISTER);
        privileges.grant("desk.off", PlatformPrivilege.DEPLOY, Set.of("vault"));
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static Actor desk() {
        return platform.actor("desk.off");
    }

    private static UUID id(String name) {
        return platform.bean(Directory.class).account(name).orElseThrow().id();
    }

    /** What is told of something, the first deed first. */
    private static List<Deed> told(String about) {
        return log.list(about, null, null, 200, platform.actor("officer.off"))
                .items()
                .reversed();
    }

    /** The same behind what was told before, in short. */
    private static List<String> said(String about, int from) {
        var deeds = told(about);
        return deeds.subList(from, deeds.size()).stream()
                .map(deed -> deed.by() + " " + deed.action() + " " + deed.changes())
                .toList();
    }

    private static UUID account(String name) {
        door.add(new NewAccount(name, "Somebody", "OFF", Set.of("CLERK")), null, desk());
        return id(name);
    }

    @Test
    void tellsWhatComesToAnAccountWithWhatItWasBefore() {
        door.addUnit(new NewUnit("SIDE", "Side office", "OFF", "UTC"), desk());
        door.addPartner("DEEDS", "Deeds", LocalDate.of(2030, 1, 1), null, desk());
        var cy = account("cy");
        assertThat(said("cy", 0))
                .containsExactly(
                        "desk.off create {\"name\":[null,\"Somebody\"],\"unit\":[null,\"OFF\"],\"status\":[null,\"ACTIVE\"],"
                                + "\"signsInAs\":[null,\"cy\"]}",
                        "desk.off password {\"toBeChanged\":[null,true]}",
                        "desk.off role {\"role\":[null,\"CLERK\"]}");

        door.move(cy, "SIDE", desk());
        door.setRoles(cy, Set.of("OTHER"), desk());
        door.lend(cy, "OFF", OffsetDateTime.parse("2099-01-02T00:00:00Z"), desk());
        door.recall(cy, platform.bean(Directory.class).unit("OFF").orElseThrow().number(), desk());
        door.belong(cy, "DEEDS", desk());
        door.grant(cy, PlatformPrivilege.DEPLOY, Set.of("vault"), desk());
        door.revoke(cy, PlatformPrivilege.DEPLOY, Set.of(), desk());
        door.close(cy, desk());
        door.reopen(cy, desk());
        assertThat(said("cy", 3))
                .containsExactly(
                        "desk.off update {\"unit\":[\"OFF\",\"SIDE\"]}",
                        "desk.off role {\"role\":[\"CLERK\",null]}",
                        "desk.off role {\"role\":[null,\"OTHER\"]}",
                        "desk.off lend {\"unit\":[null,\"OFF\"],\"until\":[null,\"2099-01-02T00:00:00+00:00\"]}",
                        "desk.off lend {\"unit\":[\"OFF\",null],\"until\":[\"2099-01-02T00:00:00+00:00\",null]}",
                        "desk.off update {\"partner\":[null,\"DEEDS\"]}",
                        "desk.off privilege {\"module\":[null,\"vault\"],\"privilege\":[null,\"deploy\"]}",
                        "desk.off privilege {\"module\":[\"vault\",null],\"privilege\":[\"deploy\",null]}",
                        "desk.off update {\"status\":[\"ACTIVE\",\"DISABLED\"]}",
                        "desk.off update {\"status\":[\"DISABLED\",\"ACTIVE\"]}");
        assertThat(told("SIDE").getFirst().kind()).isEqualTo("unit");
        assertThat(said("SIDE", 0).getFirst()).contains("\"parent\":[null,\"OFF\"]");
        assertThat(said("DEEDS", 0))
                .containsExactly(
                        "desk.off create {\"code\":[null,\"DEEDS\"],\"from\":[null,\"2030-01-01\"],\"name\":[null,\"Deeds\"]}");
    }

    @Test
    void tellsOfWaysInAndNeverASecret() {
        var bo = account("bo");
        var before = told("bo").size();
        for (var tries = 0; tries < 5; tries++) {
            platform.bean(Accounts.class).signIn("bo", "wrong");
        }
        door.unlock(bo, desk());
        var password = door.reset(bo, desk());
        platform.bean(Sessions.class).start(bo, Sessions.Way.PASSWORD, "::1", null);
        var session = platform.bean(Sessions.class).start(bo, Sessions.Way.PASSWORD, "::1", null);
        door.endSession(session, desk());
        assertThat(platform.bean(Accounts.class)
                        .changePassword(bo, password, "seven brown herons", null)
                        .isEmpty())
                .isTrue();
        var tokens = platform.bean(Tokens.class);
        var token = platform.bean(Deeds.class)
                .by(
                        platform.actor("bo"),
                        () -> tokens.issue(
                                bo, "Nightly", new Scope(Scope.Extent.READ, Set.of("vault")), Duration.ofDays(1)));
        platform.bean(Deeds.class).byCommand("root", () -> {
            tokens.revoke(bo, token.id());
            platform.bean(AccountLinks.class).link("bo", "https://id.example.org", "s-1");
            return true;
        });
        assertThat(said("bo", before))
                .containsExactly(
                        "desk.off unlock {}",
                        "desk.off password {\"toBeChanged\":[true,true]}",
                        "desk.off sessions {\"ended\":[null,1]}",
                        "bo password {\"toBeChanged\":[true,false]}",
                        "bo token {\"scope\":[null,\"READ\"],\"token\":[null,\"Nightly\"],\"until\":[null,\""
                                + told("bo")
                                        .get(before + 4)
                                        .changes()
                                        .at("/until/1")
                                        .asString("")
                                + "\"],\"modules\":[null,[\"vault\"]]}",
                        "command:root token {\"token\":[\"Nightly\",null]}",
                        "command:root link {\"issuer\":[null,\"https://id.example.org\"],\"subject\":[null,\"s-1\"]}");
        assertThat(told("bo").get(before + 3).isOwn()).isTrue();
        assertThat(platform.owner()
                        .sql(
                                "select count(*) from platform.history_values where texts::text like any (array["
                                        + "(select '%' || hash || '%' from platform.credential where account_id = :bo), :secret, :password])")
                        .param("bo", bo)
                        .param("secret", "%" + token.secret() + "%")
                        .param("password", "%" + password + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whoeverSignsInIsToldOfNowhere() {
        var di = account("di");
        var before = told("di").size();
        platform.bean(Accounts.class).signIn("di", "wrong");
        var password = platform.bean(Deeds.class).by(desk(), () -> door.reset(di, desk()));
        platform.bean(Accounts.class).signIn("di", "wrong");
        platform.bean(Accounts.class).signIn("di", password);
        var sessions = platform.bean(Sessions.class);
        sessions.end(sessions.start(di, Sessions.Way.PASSWORD, "::1", null));
        assertThat(told("di").subList(before, told("di").size()))
                .extracting(Deed::action)
                .containsOnly("password", "unlock");
    }

    @Test
    void teamsAreToldOfByTheirPeople() {
        door.addTeam(new NewTeam("wire", "Wire room", "OFF", null), desk());
        var team = platform.bean(Teams.class).find("wire").orElseThrow().id();
        door.join(team, id("clerk.off"), null, desk());
        door.leave(team, id("clerk.off"), desk());
        assertThat(told("wire")).extracting(Deed::kind).containsOnly("team");
        assertThat(said("wire", 1))
                .containsExactly(
                        "desk.off member {\"member\":[null,\"clerk.off\"]}",
                        "desk.off member {\"member\":[\"clerk.off\",null]}");
    }

    @Test
    void whatNobodySaysIsTheirsIsTheDatabasesOwn() {
        platform.bean(Accounts.class).grant(id("other.off"), "OTHER_ROLE");
        assertThat(told("other.off").getLast())
                .matches(deed -> deed.by().equals("engine") && deed.byTitle().equals("System"));
        platform.owner()
                .sql("delete from platform.account_role where role = 'OTHER_ROLE'")
                .update();
        assertThat(told("other.off").getLast().changes().toString()).isEqualTo("{\"role\":[\"OTHER_ROLE\",null]}");
        assertThat(told("other.off").getLast().by()).isNotEqualTo("engine");
    }

    @Test
    void isToldToWhoAnswersForAllModulesInPages() {
        var privileges = platform.bean(PlatformPrivileges.class);
        account("ed");
        privileges.grant("second.off", PlatformPrivilege.AUDIT, Set.of("vault"));
        for (var name : List.of("second.off", "desk.off", "clerk.off")) {
            assertThatThrownBy(() -> log.list(null, null, null, 10, platform.actor(name)))
                    .as(name)
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }
        var officer = platform.actor("officer.off");
        var all = log.list("ed", "desk.off", null, 200, officer).items();
        var first = log.list("ed", "desk.off", null, 2, officer);
        var second = log.list("ed", "desk.off", first.next(), 2, officer);
        assertThat(first.items()).isEqualTo(all.subList(0, 2));
        assertThat(second.items()).isEqualTo(all.subList(2, 3));
        assertThat(second.next()).isNull();
        assertThat(log.list("ed", "nobody", null, 10, officer).items()).isEmpty();
        assertThatThrownBy(() -> log.list(null, null, first.next(), 2, officer)).hasMessageContaining("another list");
    }

    @Test
    void standsSealedAndIsOnlyAddedTo() {
        account("fay");
        var application = JdbcClient.create(platform.database().application());
        for (var sql : List.of(
                "update platform.history set actor_name = 'me' where entity = 'platform/account'",
                "delete from platform.history where entity = 'platform/account'",
                "delete from platform.history_values",
                "alter table platform.account disable trigger deed",
                "select platform.note_deed('platform/account', gen_random_uuid(), 'role', '{}')")) {
            assertThatThrownBy(() -> application.sql(sql).update())
                    .as(sql)
                    .rootCause()
                    .hasMessageMatching("ERROR: (permission denied|must be owner).*");
        }
        // Nobody reads it by the settings of a person.
        assertThat(application
                        .sql("select count(*) from platform.history where entity like 'platform/%'")
                        .query(Long.class)
                        .single())
                .isZero();
        platform.bean(Sealing.class).seal();
        var verified = platform.bean(Verification.class).verify(Map.of(), entries -> {});
        assertThat(verified.wrong()).isNull();
        platform.owner()
                .sql("alter table platform.history disable trigger user;"
                        + " update platform.history set actor_name = 'me' where action = 'privilege' and id = (select max(id)"
                        + " from platform.history where action = 'privilege')")
                .update();
        assertThat(platform.bean(Verification.class)
                        .verify(Map.of(), entries -> {})
                        .wrong())
                .isNotNull();
    }
}
