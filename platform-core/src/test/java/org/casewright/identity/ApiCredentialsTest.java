package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.casewright.access.Scope;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.ApiCredentials.Answer;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApiCredentialsTest {

    private Office office;
    private UUID librarian;

    @BeforeEach
    void open() {
        office = new Office();
        librarian = office.account("lib.knf", "KNF", "LIB");
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void basicCredentialsGiveTheActor() {
        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("lib.knf");
    }

    @Test
    void aTokenGivesItsAccountsActorUntilItExpires() {
        var token = office.tokens.issue(librarian, "Night job", Scope.WHOLE, Duration.ofHours(1));

        assertThat(token.secret()).matches("cw_[A-Za-z0-9_-]{43}");
        assertThat(ask("Bearer " + token.secret())).isEqualTo("lib.knf");
        office.clock.putOn(Duration.ofMinutes(59));
        assertThat(ask("bearer " + token.secret())).isEqualTo("lib.knf");
        office.clock.putOn(Duration.ofMinutes(2));
        assertThat(ask("Bearer " + token.secret())).isEqualTo("unknown");
    }

    @Test
    void aRevokedTokenOpensNothingFromThatMoment() {
        var token = office.tokens.issue(librarian, "Night job", Scope.WHOLE, Duration.ofHours(1));
        assertThat(ask("Bearer " + token.secret())).isEqualTo("lib.knf");

        office.tokens.revoke(librarian, token.id());

        assertThat(ask("Bearer " + token.secret())).isEqualTo("unknown");
    }

    @Test
    void nobodyRevokesAnothersToken() {
        var token = office.tokens.issue(librarian, "Night job", Scope.WHOLE, Duration.ofHours(1));

        office.tokens.revoke(office.account("other.knf", "KNF"), token.id());

        assertThat(ask("Bearer " + token.secret())).isEqualTo("lib.knf");
    }

    @Test
    void aRememberedPasswordIsForgottenWhenItChanges() {
        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("lib.knf");

        office.accounts.changePassword(librarian, Office.PASSWORD, "nine white swans", null);

        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("unknown");
        assertThat(ask(basic("lib.knf", "nine white swans"))).isEqualTo("lib.knf");
    }

    @Test
    void aClosedAccountIsOutAtOnceByAnyWay() {
        var token = office.tokens.issue(librarian, "Night job", Scope.WHOLE, Duration.ofHours(1));
        assertThat(ask("Bearer " + token.secret())).isEqualTo("lib.knf");
        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("lib.knf");

        office.accounts.close(librarian);

        assertThat(ask("Bearer " + token.secret())).isEqualTo("unknown");
        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("unknown");
    }

    @Test
    void whoIsRememberedIsNotShutOutByTheGuessesOfOthers() {
        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("lib.knf");
        IntStream.range(0, 6).forEach(n -> ask(basic("lib.knf", "wrong")));

        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("lib.knf");
        office.clock.putOn(Duration.ofMinutes(6));
        assertThat(ask(basic("lib.knf", Office.PASSWORD))).isEqualTo("unknown");
    }

    @Test
    void rolesTakenAwayAreGoneAtTheNextRequest() {
        assertThat(actor(basic("lib.knf", Office.PASSWORD)).has("LIB")).isTrue();

        office.accounts.revoke(librarian, "LIB");

        assertThat(actor(basic("lib.knf", Office.PASSWORD)).has("LIB")).isFalse();
    }

    @Test
    void aGivenPasswordHasToBeChangedFirst() {
        office.accounts.add(new NewAccount("new.knf", "New", "KNF", Set.of()), "seven grey storks");

        assertThat(ask(basic("new.knf", "seven grey storks"))).isEqualTo("must change");
    }

    @Test
    void whatIsNotAHeaderIsNobody() {
        assertThat(ask("")).isEqualTo("unknown");
        assertThat(ask("Basic")).isEqualTo("unknown");
        assertThat(ask("Basic !!!")).isEqualTo("unknown");
        assertThat(ask("Basic " + Base64.getEncoder().encodeToString("nocolon".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("unknown");
        assertThat(ask("Bearer ")).isEqualTo("unknown");
        assertThat(ask("Bearer cw_' or true --")).isEqualTo("unknown");
        assertThat(ask("Digest x")).isEqualTo("unknown");
    }

    @Test
    void tokensStandInTheDatabaseAsHashesOnly() {
        var token = office.tokens.issue(librarian, "Night job", Scope.WHOLE, Duration.ofHours(1));

        var found = JdbcClient.create(office.database.owner())
                .sql("select count(*) from platform.token t where t::text like '%' || ? || '%'")
                .param(token.secret())
                .query(Integer.class)
                .single();
        assertThat(found).isZero();
        assertThat(office.tokens.list(librarian))
                .singleElement()
                .extracting(Tokens.Token::title)
                .isEqualTo("Night job");
    }

    private org.casewright.access.Actor actor(String header) {
        return confirmed(((Answer.Known) office.credentials.check(header)).actor(), header);
    }

    /** As a request goes on: what is only believed is confirmed before it is used. */
    private org.casewright.access.Actor confirmed(org.casewright.access.Actor believed, String header) {
        return new CurrentActor(office.actors, office.credentials).confirmed(believed, header);
    }

    private String ask(String header) {
        return switch (office.credentials.check(header)) {
            case Answer.Known known -> {
                try {
                    yield confirmed(known.actor(), header).name();
                } catch (Refusal refused) {
                    yield "unknown";
                }
            }
            case Answer.OutOfScope outOfScope -> "out of scope";
            case Answer.MustChange mustChange -> "must change";
            case Answer.Unknown unknown -> "unknown";
        };
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
