package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.problem.Refusal;
import org.casewright.text.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class SignInTest {

    private Office office;

    @BeforeEach
    void open() {
        office = new Office();
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void nameAndPasswordLetIn() {
        var id = office.account("lib.knf", "KNF");

        assertThat(office.accounts.signIn(" Lib.KNF ", Office.PASSWORD))
                .isEqualTo(new SignIn.Accepted(id, "lib.knf", false));
    }

    @Test
    void aNameOfNobodyAnswersLikeAWrongPasswordToTheEnd() {
        office.account("lib.knf", "KNF");

        var somebody = answers("lib.knf", 7);
        var nobody = answers("nobody.knf", 7);

        assertThat(nobody).isEqualTo(somebody);
        assertThat(somebody)
                .startsWith(
                        "That user name and password do not match. 4 more tries, then the account rests for 15 minutes.")
                .endsWith("Too many tries. This user name rests for 15 more minutes.");
    }

    @Test
    void forANameOfNobodyTheSameWorkIsDone() {
        var passwords = new Passwords(4);

        assertThat(passwords.hashOfNobody()).matches("\\$2a\\$04\\$[./0-9A-Za-z]{53}");
        assertThat(passwords.hashOfNobody()).hasSameSizeAs(passwords.hash("four blue herons"));
        assertThat(new BCryptPasswordEncoder().upgradeEncoding(passwords.hashOfNobody()))
                .isTrue();
    }

    private List<String> answers(String name, int tries) {
        var form = new PasswordAuthentication(office.accounts, office.clock);
        return IntStream.range(0, tries)
                .mapToObj(n -> {
                    try {
                        form.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, "wrong"));
                        return "let in";
                    } catch (AuthenticationException e) {
                        return String.valueOf(e.getMessage());
                    }
                })
                .toList();
    }

    @Test
    void afterFiveFailuresTheNameRestsForAQuarterOfAnHourEvenForTheRightPassword() {
        office.account("lib.knf", "KNF");
        IntStream.range(0, 5).forEach(n -> office.accounts.signIn("lib.knf", "wrong"));

        assertThat(office.accounts.signIn("lib.knf", Office.PASSWORD)).isInstanceOf(SignIn.Resting.class);
        office.clock.putOn(Duration.ofMinutes(15));
        assertThat(office.accounts.signIn("lib.knf", Office.PASSWORD)).isInstanceOf(SignIn.Accepted.class);
    }

    @Test
    void anAdministratorLetsAnAccountInAgain() {
        office.account("lib.knf", "KNF");
        IntStream.range(0, 5).forEach(n -> office.accounts.signIn("lib.knf", "wrong"));

        office.accounts.unlock("lib.knf");

        assertThat(office.accounts.signIn("lib.knf", Office.PASSWORD)).isInstanceOf(SignIn.Accepted.class);
    }

    @Test
    void aSuccessForgetsFailures() {
        office.account("lib.knf", "KNF");
        IntStream.range(0, 4).forEach(n -> office.accounts.signIn("lib.knf", "wrong"));
        office.accounts.signIn("lib.knf", Office.PASSWORD);

        assertThat(office.accounts.signIn("lib.knf", "wrong")).isEqualTo(new SignIn.Refused(4));
    }

    @Test
    void manyGuessesAtOnceAreNotMoreThanFive() throws Exception {
        office.account("lib.knf", "KNF");
        Callable<SignIn> guess = () -> office.accounts.signIn("lib.knf", "wrong");

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = people
                    .invokeAll(Stream.generate(() -> guess).limit(30).toList())
                    .stream()
                    .map(future -> future.resultNow().getClass())
                    .collect(Collectors.groupingBy(type -> type, Collectors.counting()));

            assertThat(outcomes.get(SignIn.Refused.class)).isEqualTo(5);
            assertThat(outcomes.get(SignIn.Resting.class)).isEqualTo(25);
        }
    }

    @Test
    void aClosedAccountAnswersLikeNobody() {
        var id = office.account("lib.knf", "KNF");
        office.accounts.close(id);

        assertThat(office.accounts.signIn("lib.knf", Office.PASSWORD)).isEqualTo(new SignIn.Refused(4));
        assertThat(office.actors.of(id)).isEmpty();
    }

    @Test
    void aPasswordBeyondWhatIsHashedLetsNobodyIn() {
        office.account("lib.knf", "KNF");

        assertThat(office.accounts.signIn("lib.knf", Office.PASSWORD + "x".repeat(100)))
                .isInstanceOf(SignIn.Refused.class);
        assertThat(office.accounts.signIn("lib.knf", "")).isInstanceOf(SignIn.Refused.class);
        assertThat(office.accounts.signIn("lib.knf\0", Office.PASSWORD + "\0")).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void aGivenPasswordHasToBeChangedAndThenItIsOnesOwn() {
        var id = office.accounts.add(new NewAccount("new.knf", "New", "KNF", Set.of()), "seven grey storks");

        assertThat(office.accounts.signIn("new.knf", "seven grey storks"))
                .isEqualTo(new SignIn.Accepted(id, "new.knf", true));
        assertThat(office.accounts
                        .changePassword(id, "seven grey storks", "short", null)
                        .next())
                .extracting(Message::toString)
                .containsExactly("The password must have at least 12 characters.");
        assertThat(office.accounts
                        .changePassword(id, "not the old one", "nine white swans", null)
                        .old())
                .extracting(Message::toString)
                .containsExactly("The old password is not right.");
        assertThat(office.accounts
                        .changePassword(id, "seven grey storks", "nine white swans", null)
                        .isEmpty())
                .isTrue();
        assertThat(office.accounts.signIn("new.knf", "nine white swans"))
                .isEqualTo(new SignIn.Accepted(id, "new.knf", false));
    }

    @Test
    void weakPasswordsAreRefusedWithTheReason() {
        assertThat(PasswordPolicy.faults("lib.knf.lib.knf", "lib.knf"))
                .extracting(Message::toString)
                .contains("The password must not contain the user name.");
        assertThat(PasswordPolicy.faults("Password1234", "lib.knf"))
                .extracting(Message::toString)
                .containsExactly("The password must not be a common one with a few characters added.");
        assertThat(PasswordPolicy.faults("aaaaaaaaaaaaaaa", "lib.knf"))
                .extracting(Message::toString)
                .containsExactly("The password must have at least five different characters.");
        for (var easy : List.of("lkjhgfdsapoiuytrewq", "heron7heron7heron7h", "9876543210987")) {
            assertThat(PasswordPolicy.faults(easy, "lib.knf"))
                    .extracting(Message::toString)
                    .containsExactly(
                            "The password must not be a row of keys or of letters, or a few of them again and again.");
        }
        assertThat(PasswordPolicy.faults("four blue herons", "lib.knf")).isEmpty();
        assertThatThrownBy(() -> office.accounts.add(new NewAccount("x", "X", "KNF", Set.of()), "short"))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aNameIsTakenOnce() {
        office.account("lib.knf", "KNF");

        assertThatThrownBy(() -> office.account("LIB.knf", "KNF"))
                .hasMessage("There is already an account named lib.knf.");
    }

    @Test
    void passwordsStandInTheDatabaseAsBcryptOnly() {
        office.account("lib.knf", "KNF");

        var hash = JdbcClient.create(office.database.owner())
                .sql("select hash from platform.credential")
                .query(String.class)
                .single();
        assertThat(hash).matches("\\$2a\\$04\\$.{53}");
    }
}
