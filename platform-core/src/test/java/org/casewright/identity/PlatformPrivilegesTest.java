package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.identity.PlatformPrivilege.ADMINISTER;
import static org.casewright.identity.PlatformPrivilege.AUDIT;
import static org.casewright.identity.PlatformPrivilege.CONFIGURE;
import static org.casewright.identity.PlatformPrivilege.DEPLOY;
import static org.casewright.identity.PlatformPrivilege.MIGRATE;
import static org.casewright.identity.PlatformPrivilege.MOVE;

import java.util.Map;
import java.util.Set;
import org.casewright.access.Scope;
import org.casewright.access.Scope.Extent;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose word counts about the platform itself. */
class PlatformPrivilegesTest {

    private Office office;
    private PlatformPrivileges privileges;

    @BeforeEach
    void open() {
        office = new Office();
        privileges = office.privileges;
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void nobodyMayUntilItIsGrantedAndAfterItIsTakenAway() {
        office.account("ada", "HQG", "ADMIN");
        refused("ada", Office.PASSWORD, "ada has not the privilege deploy");

        privileges.grant(" Ada", DEPLOY);
        privileges.grant("ada", DEPLOY);
        assertThat(privileges.sign(" Ada ", Office.PASSWORD, DEPLOY, Set.of())).isEqualTo("ada");

        privileges.revoke("ada", DEPLOY);
        refused("ada", Office.PASSWORD, "ada has not the privilege deploy");
        assertThatThrownBy(() -> privileges.grant("nobody", DEPLOY)).hasMessage("There is no account nobody.");
    }

    @Test
    void canBeLookedUpMoreOftenThanThereAreConnections() {
        var ada = office.account("ada", "HQG");
        privileges.grant("ada", AUDIT);
        for (var n = 0; n < 100; n++) {
            assertThat(privileges.held(ada)).containsOnlyKeys(AUDIT);
        }
    }

    @Test
    void forSomeModulesIsNotForOthers() {
        var ada = office.account("ada", "HQG");
        privileges.grant("ada", DEPLOY, Set.of("post", "not-there-yet"));
        privileges.grant("ada", CONFIGURE, Set.of("vault"));
        var actor = office.actors.named("ada").orElseThrow();

        assertThat(privileges.holds(actor, DEPLOY))
                .as("the platform as a whole")
                .isFalse();
        assertThat(privileges.reach(actor, DEPLOY).covers("post")).isTrue();
        assertThat(privileges.reach(actor, DEPLOY).covers("vault")).isFalse();
        privileges.require(actor, Set.of("post", "not-there-yet"), DEPLOY);
        privileges.require(actor, Set.of("post", "vault"), CONFIGURE, DEPLOY);
        assertThatThrownBy(() -> privileges.require(actor, Set.of("vault", "post"), DEPLOY))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
                    assertThat(refusal.sentence())
                            .isEqualTo("This takes the privilege deploy for vault, which you have not.");
                });
        assertThat(privileges.sign("ada", Office.PASSWORD, DEPLOY, Set.of("post")))
                .isEqualTo("ada");
        assertThatThrownBy(() -> privileges.sign("ada", Office.PASSWORD, DEPLOY, Set.of("post", "vault")))
                .hasMessage("ada has not the privilege deploy for vault");
        assertThat(privileges.held(ada))
                .isEqualTo(Map.of(
                        DEPLOY, new Reach(false, Set.of("post", "not-there-yet")),
                        CONFIGURE, new Reach(false, Set.of("vault"))));
    }

    @Test
    void forAllModulesTakesThePlaceOfSingleOnesAndIsTakenAwayAsAWhole() {
        var ada = office.account("ada", "HQG");
        privileges.grant("ada", MIGRATE, Set.of("post"));
        privileges.grant("ada", MIGRATE);
        privileges.grant("ada", MIGRATE, Set.of("vault"));
        assertThat(privileges.reach(ada, MIGRATE)).isEqualTo(Reach.EVERYWHERE);
        assertThatThrownBy(() -> privileges.revoke("ada", MIGRATE, Set.of("post")))
                .hasMessageContaining("for all modules. Take it away as a whole");

        privileges.revoke("ada", MIGRATE);
        assertThat(privileges.reach(ada, MIGRATE)).isEqualTo(Reach.NOWHERE);
        privileges.grant("ada", MIGRATE, Set.of("post", "vault"));
        privileges.revoke("ada", MIGRATE, Set.of("post"));
        assertThat(privileges.reach(ada, MIGRATE)).isEqualTo(new Reach(false, Set.of("vault")));
    }

    @Test
    void unitsAndPeopleAreNoModules() {
        office.account("ada", "HQG");
        assertThatThrownBy(() -> privileges.grant("ada", ADMINISTER, Set.of("post")))
                .hasMessage("The privilege administer is held for the platform as a whole, not for modules.");
        assertThatThrownBy(() -> privileges.grant("ada", MOVE, Set.of("Post Room")))
                .hasMessage("No module is called Post Room.");
        for (var wrong : java.util.List.of("'administer', 'post'", "'move', 'Post'")) {
            assertThatThrownBy(() -> JdbcClient.create(office.database.application())
                            .sql("insert into platform.account_privilege (account_id, privilege, module)"
                                    + " select id, " + wrong + " from platform.account where name = 'ada'")
                            .update())
                    .as(wrong)
                    .hasMessageContaining("violates check constraint");
        }
    }

    @Test
    void aCredentialThatCarriesLessThanAllCarriesNone() {
        office.account("ada", "HQG");
        privileges.grant("ada", AUDIT, Set.of("post"));
        var actor = office.actors.named("ada").orElseThrow();
        for (var scope : Set.of(new Scope(Extent.WRITE, Set.of()), new Scope(Extent.ALL, Set.of("post")))) {
            assertThat(privileges.reach(actor.within(scope), AUDIT)).isEqualTo(Reach.NOWHERE);
            assertThat(privileges.held(actor.within(scope))).isEmpty();
        }
        assertThat(privileges.reach(actor, AUDIT).isNowhere()).isFalse();
    }

    @Test
    void wrongPasswordsCountAsAtTheSignIn() {
        office.account("ada", "HQG");
        privileges.grant("ada", DEPLOY);

        for (var left = 4; left >= 0; left--) {
            refused("ada", "wrong", "user name and password of ada do not match, " + left + " more tries");
        }
        refused("ada", Office.PASSWORD, "too many tries, ada rests for a while");
        assertThat(office.accounts.signIn("ada", Office.PASSWORD)).isInstanceOf(SignIn.Resting.class);
    }

    @Test
    void aFirstPasswordThatAnAdministratorKnowsProvesNothing() {
        office.accounts.add(new NewAccount("new", "New", "HQG", Set.of()), "twelve green geese");
        privileges.grant("new", DEPLOY);

        refused("new", "twelve green geese", "new has to sign in and change the first password before");
    }

    @Test
    void aClosedAccountAnswersLikeNobody() {
        var ada = office.account("ada", "HQG");
        privileges.grant("ada", DEPLOY);
        office.accounts.close(ada);

        refused("ada", Office.PASSWORD, "user name and password of ada do not match");
        refused("nobody", Office.PASSWORD, "user name and password of nobody do not match");
    }

    private void refused(String name, String password, String why) {
        assertThatThrownBy(() -> privileges.sign(name, password, DEPLOY, Set.of()))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_REQUIRED);
                    assertThat(refusal.sentence()).startsWith(why);
                });
    }
}
