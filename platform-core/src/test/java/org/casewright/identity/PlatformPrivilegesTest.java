package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.identity.PlatformPrivilege.DEPLOY;

import org.casewright.identity.Accounts.NewAccount;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose word counts about the platform itself. */
class PlatformPrivilegesTest {

    private Office office;
    private PlatformPrivileges privileges;

    @BeforeEach
    void open() {
        office = new Office();
        privileges = new PlatformPrivileges(office.database.application(), office.accounts, office.directory);
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
        assertThat(privileges.sign(" Ada ", Office.PASSWORD, DEPLOY)).isEqualTo("ada");

        privileges.revoke("ada", DEPLOY);
        refused("ada", Office.PASSWORD, "ada has not the privilege deploy");
        assertThatThrownBy(() -> privileges.grant("nobody", DEPLOY)).hasMessage("There is no account nobody.");
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
        office.accounts.add(new NewAccount("new", "New", "HQG", java.util.Set.of()), "twelve green geese");
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
        assertThatThrownBy(() -> privileges.sign(name, password, DEPLOY))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_REQUIRED);
                    assertThat(refusal.sentence()).startsWith(why);
                });
    }
}
