package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.casewright.identity.PlatformPrivilege.ADMINISTER;
import static org.casewright.identity.PlatformPrivilege.AUDIT;
import static org.casewright.identity.PlatformPrivilege.DEPLOY;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.casewright.access.Actor;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Administration.NewTeam;
import org.casewright.identity.Administration.NewUnit;
import org.casewright.identity.Administration.Person;
import org.casewright.identity.Administration.State;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who administers whom, and never themselves. */
class AdministrationTest {

    private static final LocalDate DAY = LocalDate.of(2030, 1, 1);

    private Office office;
    private Administration door;
    private UUID ada;
    private UUID bo;

    @BeforeEach
    void open() {
        office = new Office();
        door = office.administration;
        ada = office.account("ada", "HQG", "CLERK");
        bo = office.account("bo", "KNF", "CLERK");
        office.privileges.grant("ada", ADMINISTER);
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void everyLookAndEveryDeedIsRefusedWithoutThePrivilege() {
        office.privileges.grant("bo", DEPLOY);
        var team = office.teams.add("team", "Team", "KNF");
        var before = state();
        for (var stranger : Set.of(actor("bo"), Actor.ENGINE, Actor.process("club"))) {
            everything(ada, team)
                    .forEach((what, deed) -> assertThat(
                                    refusal(() -> deed.accept(stranger)).code())
                            .as(what)
                            .isEqualTo(ErrorCode.FORBIDDEN));
        }
        var administrator = actor("ada");
        office.privileges.revoke("ada", ADMINISTER);
        everything(bo, team)
                .forEach((what, deed) -> assertThat(
                                refusal(() -> deed.accept(administrator)).code())
                        .as(what)
                        .isEqualTo(ErrorCode.FORBIDDEN));
        assertThat(state()).isEqualTo(before);
        assertThat(everything(bo, team)).hasSize(publicDeeds());
    }

    /** Every method of the door that takes an actor, but for the two that ask whether it is open. */
    private static int publicDeeds() {
        return (int) java.util.Arrays.stream(Administration.class.getMethods())
                .filter(method ->
                        java.util.Arrays.asList(method.getParameterTypes()).contains(Actor.class))
                .filter(method -> !method.getName().endsWith("penTo"))
                .count();
    }

    @Test
    void nobodyChangesWhatTheyMayDoThemselves() {
        var team = office.teams.add("team", "Team", "KNF");
        var before = state();
        everything(ada, team).forEach((what, deed) -> {
            if (what.startsWith("their ")) {
                assertThat(refusal(() -> deed.accept(actor("ada"))).sentence())
                        .as(what)
                        .startsWith("Nobody administers their own account.");
            }
        });
        assertThat(state()).isEqualTo(before);
        assertThatThrownBy(() -> door.setUnit("HQG", Directory.Status.CLOSED, actor("ada")))
                .hasMessageStartingWith("This is your own unit.");
    }

    @Test
    void somebodyComesActsElsewhereAndGoes() {
        var actor = actor("ada");
        door.addPartner("REDHAND", "Red Hand", LocalDate.now(office.clock), null, actor);
        var password = door.add(new NewAccount("Cy.Low", " Cy Low ", "KNF", Set.of("CLERK")), "REDHAND", actor);
        var cy = person("cy.low");
        assertThat(cy.title()).isEqualTo("Cy Low");
        assertThat(cy.state()).isEqualTo(State.NEW);
        assertThat(cy.partner()).isEqualTo(new Administration.Of("REDHAND", "Red Hand"));
        assertThat(office.accounts.signIn("cy.low", password)).isInstanceOf(SignIn.Accepted.class);

        door.belong(cy.id(), null, actor);
        door.setRoles(cy.id(), Set.of("HEAD", "GUARD"), actor);
        door.lend(cy.id(), "UGB", OffsetDateTime.now(office.clock).plusDays(2), actor);
        assertThat(actor("cy.low").roles()).containsExactlyInAnyOrder("HEAD", "GUARD");
        assertThat(actor("cy.low").units()).contains(office.number("UGB"));
        door.recall(cy.id(), office.number("UGB"), actor);
        door.move(cy.id(), "KNA", actor);
        assertThat(actor("cy.low").units()).containsExactly(office.number("KNA"));

        for (var tries = 0; tries < 5; tries++) {
            office.accounts.signIn("cy.low", "wrong");
        }
        assertThat(person("cy.low").state()).isEqualTo(State.RESTING);
        door.unlock(cy.id(), actor);
        assertThat(office.accounts.signIn("cy.low", door.reset(cy.id(), actor))).isInstanceOf(SignIn.Accepted.class);
        door.close(cy.id(), actor);
        assertThat(person("cy.low").state()).isEqualTo(State.CLOSED);
        assertThat(office.actors.named("cy.low")).isEmpty();
        door.reopen(cy.id(), actor);
        assertThat(person("cy.low").state()).isEqualTo(State.NEW);
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        var actor = actor("ada");
        var team = office.teams.add("team", "Team", "KNF");
        door.addPartner("REDHAND", "Red Hand", DAY, null, actor);
        office.partners.belong("team", "REDHAND");
        office.units.set("UGB", Directory.Status.CLOSED);
        var yesterday = OffsetDateTime.now(office.clock).minusDays(1);

        assertThat(pointer(() -> door.addUnit(new NewUnit("low", "Low", null, "UTC"), actor)))
                .isEqualTo("/code");
        assertThat(pointer(() -> door.addUnit(new NewUnit("LOW", " ", null, "UTC"), actor)))
                .isEqualTo("/title");
        assertThat(pointer(() -> door.moveUnit("HQG", "KNF", actor))).isEqualTo("/parent");
        assertThat(pointer(() -> door.add(account("b o", "KNF"), null, actor))).isEqualTo("/name");
        assertThat(pointer(() -> door.add(account("bo", "KNF"), null, actor))).isEqualTo("/name");
        assertThat(pointer(() -> door.add(account("cy", "UGB"), null, actor))).isEqualTo("/unit");
        assertThat(pointer(() -> door.setRoles(bo, Set.of("process:club"), actor)))
                .isEqualTo("/roles");
        assertThat(pointer(() -> door.lend(bo, "KNF", null, actor))).isEqualTo("/unit");
        assertThat(pointer(() -> door.lend(bo, "KNA", yesterday, actor))).isEqualTo("/until");
        assertThat(pointer(() -> door.join(team, bo, null, actor))).isEqualTo("/account");
        assertThat(pointer(() -> door.agree("REDHAND", DAY, DAY.minusDays(1), actor)))
                .isEqualTo("/until");
        assertThat(pointer(() -> door.addTeam(new NewTeam("bo", "Team", "KNF", null), actor)))
                .isEqualTo("/name");
        // A partner that is not there leaves no account behind.
        assertThat(refusal(() -> door.add(account("cy", "KNF"), "NOBODY", actor))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(office.directory.account("cy")).isEmpty();
        // Teams, the engine and nobody are no people.
        for (var other : Set.of(team, Actor.ENGINE_ID, UUID.randomUUID())) {
            assertThat(refusal(() -> door.reopen(other, actor)).code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void thePasswordOfWhoeverHasAPlatformPrivilegeIsNotReset() {
        office.privileges.grant("bo", DEPLOY);
        assertThatThrownBy(() -> door.reset(bo, actor("ada"))).hasMessageContaining("reset on the command line");
        assertThat(office.accounts.signIn("bo", Office.PASSWORD)).isInstanceOf(SignIn.Accepted.class);
    }

    @Test
    void nobodyGivesAPrivilegeThatTheyHaveNot() {
        office.privileges.grant("ada", DEPLOY, Set.of("post"));
        var actor = actor("ada");
        for (var more : List.of(
                Map.entry(AUDIT, Set.<String>of()),
                Map.entry(DEPLOY, Set.<String>of()),
                Map.entry(DEPLOY, Set.of("post", "vault")))) {
            assertThatThrownBy(() -> door.grant(bo, more.getKey(), more.getValue(), actor))
                    .as(more.toString())
                    .hasMessageStartingWith(
                            "You can give the privilege " + more.getKey().code() + " only as far as");
        }
        assertThat(door.privileges(bo, actor)).isEmpty();

        door.grant(bo, ADMINISTER, Set.of(), actor);
        door.grant(bo, DEPLOY, Set.of("post"), actor);
        assertThat(door.privileges(bo, actor))
                .isEqualTo(Map.of(ADMINISTER, Reach.EVERYWHERE, DEPLOY, new Reach(false, Set.of("post"))));
        office.privileges.grant("bo", AUDIT);
        door.revoke(bo, AUDIT, Set.of(), actor);
        door.revoke(bo, ADMINISTER, Set.of(), actor);
        assertThat(door.privileges(bo, actor)).containsOnlyKeys(DEPLOY);
    }

    /** Everything that the door does, to one account and one team; what is done to the account begins with "their". */
    private Map<String, Consumer<Actor>> everything(UUID account, UUID team) {
        var all = new LinkedHashMap<String, Consumer<Actor>>();
        all.put("units", actor -> door.units(actor));
        all.put("add unit", actor -> door.addUnit(new NewUnit("NEW", "New", null, "UTC"), actor));
        all.put("move unit", actor -> door.moveUnit("KNF", null, actor));
        all.put("set unit", actor -> door.setUnit("KNF", Directory.Status.READ_ONLY, actor));
        all.put("people", actor -> door.people("", 0, 10, actor));
        all.put("people of", actor -> door.peopleOf(UUID.randomUUID(), actor));
        all.put("lent", actor -> door.lent(account, actor));
        all.put("add", actor -> door.add(account("new", "KNF"), null, actor));
        all.put("their unit", actor -> door.move(account, "UGB", actor));
        all.put("their lending", actor -> door.lend(account, "UGB", null, actor));
        all.put("their recall", actor -> door.recall(account, 1, actor));
        all.put("their roles", actor -> door.setRoles(account, Set.of("HEAD"), actor));
        all.put("their partner", actor -> door.belong(account, null, actor));
        all.put("their closing", actor -> door.close(account, actor));
        all.put("their opening", actor -> door.reopen(account, actor));
        all.put("their lock", actor -> door.unlock(account, actor));
        all.put("their password", actor -> door.reset(account, actor));
        all.put("person", actor -> door.person(account, actor));
        all.put("privileges", actor -> door.privileges(account, actor));
        all.put("their granting", actor -> door.grant(account, ADMINISTER, Set.of(), actor));
        all.put("their revoking", actor -> door.revoke(account, ADMINISTER, Set.of(), actor));
        all.put("sessions", actor -> door.sessions(10, actor));
        all.put("end session", actor -> door.endSession(UUID.randomUUID(), actor));
        all.put("teams", actor -> door.teams(actor));
        all.put("members", actor -> door.members(team, actor));
        all.put("add team", actor -> door.addTeam(new NewTeam("second", "Second", "KNF", null), actor));
        all.put("their joining", actor -> door.join(team, account, null, actor));
        all.put("their leaving", actor -> door.leave(team, account, actor));
        all.put("partners", actor -> door.partners(actor));
        all.put("add partner", actor -> door.addPartner("NEW", "New", DAY, null, actor));
        all.put("agree", actor -> door.agree("NEW", DAY, null, actor));
        return all;
    }

    private static NewAccount account(String name, String unit) {
        return new NewAccount(name, "Somebody", unit, Set.of());
    }

    /** What all this could have changed, as text. */
    private String state() {
        var people = new People(office.database.application(), office.clock).search("", 0, 100);
        return people + " " + office.directory.units() + office.teams.all() + office.partners.all()
                + office.teams.members(office.teams.find("team").orElseThrow().id())
                + actor("ada").units() + actor("bo").units() + office.privileges.held(bo);
    }

    private Actor actor(String name) {
        return office.actors.named(name).orElseThrow();
    }

    private Person person(String name) {
        var found = door.people(name, 0, 10, actor("ada"));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Refusal refusal(ThrowingCallable deed) {
        var refusal = catchThrowableOfType(Refusal.class, deed);
        return java.util.Objects.requireNonNull(refusal, "it was done, not refused");
    }

    private static String pointer(ThrowingCallable deed) {
        return refusal(deed).problems().stream()
                .map(Problem::pointer)
                .findFirst()
                .orElse("");
    }
}
