package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.casewright.access.Actor;
import org.casewright.identity.Directory.Account;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

class ActorsTest {

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
    void anActorHasItsUnitTheTreeBelowAndItsRoles() {
        var id = office.account("lib.kna", "KNA", "LIB", "READER");

        var actor = office.actors.of(id).orElseThrow();

        assertThat(actor.unit()).isEqualTo(office.number("KNA"));
        assertThat(actor.units()).containsExactly(office.number("KNA"));
        assertThat(actor.subtree()).containsExactlyInAnyOrder(office.number("KNA"), office.number("KNF"));
        assertThat(actor.roles()).containsExactlyInAnyOrder("LIB", "READER");
        assertThat(actor.zone()).isEqualTo("Africa/Nairobi");
        assertThat(actor.kind()).isEqualTo(Actor.Kind.USER);
        assertThat(office.actors.named("LIB.kna")).contains(actor);
    }

    @Test
    void anotherUnitIsLentUntilADate() {
        var id = office.account("lib.knf", "KNF", "LIB");
        office.accounts.lend(
                id, office.number("UGB"), OffsetDateTime.now(office.clock).plusDays(1));

        assertThat(office.actors.of(id).orElseThrow().units())
                .containsExactlyInAnyOrder(office.number("KNF"), office.number("UGB"));
        office.clock.putOn(Duration.ofDays(2));
        assertThat(office.actors.of(id).orElseThrow().units()).containsExactly(office.number("KNF"));
    }

    @Test
    void aMovedUnitIsInItsNewTreeAtOnce() {
        var other = office.account("lib.ugb", "UGB", "LIB");
        assertThat(office.actors.of(other).orElseThrow().subtree()).containsExactly(office.number("UGB"));

        office.units.move("KNF", "UGB");

        assertThat(office.actors.of(other).orElseThrow().subtree())
                .containsExactlyInAnyOrder(office.number("UGB"), office.number("KNF"));
        assertThat(office.directory.unit("KNF").orElseThrow().parent()).isEqualTo(office.number("UGB"));
    }

    @Test
    void aUnitNeverHangsBelowItself() {
        assertThatThrownBy(() -> office.units.move("HQG", "KNF"))
                .isInstanceOf(Refusal.class)
                .hasMessage("A unit cannot hang below itself.");
    }

    @Test
    void theDirectoryFindsPeopleByPartsOfTheirNames() {
        office.account("lib.knf", "KNF");
        office.account("reader.knf", "KNF");
        office.accounts.close(office.account("gone.knf", "KNF"));

        assertThat(office.directory.search("person KNF", 10))
                .extracting(Account::name)
                .containsExactly("lib.knf", "reader.knf");
        assertThat(office.directory.search("100%_'", 10)).isEmpty();
        assertThat(office.directory.search("", 1)).hasSize(1);
    }

    @Test
    void theDirectoryKnowsWhatWasJustMade() {
        var id = office.account("lib.knf", "KNF");
        office.units.add("NEW", "New office", "KNA", "UTC", null);

        assertThat(office.directory.account(id).orElseThrow().title()).isEqualTo("Person lib.knf");
        assertThat(office.directory.unit("NEW").orElseThrow().name()).isEqualTo("New office");
        assertThat(office.directory.unit(office.number("NEW")))
                .contains(office.directory.unit("NEW").orElseThrow());
        assertThat(office.directory.units()).hasSize(5);
    }

    @Test
    void aSessionKeepsTheAccountOnlyAndTheActorIsBuiltAnew() {
        var current = new CurrentActor(office.actors, office.credentials);
        var id = office.account("lib.knf", "KNF", "LIB");
        var session = UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(id, "lib.knf"), null, AuthorityUtils.NO_AUTHORITIES);
        assertThat(current.from(session).roles()).containsExactly("LIB");

        office.accounts.grant(id, "READER");
        assertThat(current.from(session).roles()).containsExactlyInAnyOrder("LIB", "READER");

        office.accounts.close(id);
        assertThatThrownBy(() -> current.from(session))
                .isInstanceOf(Refusal.class)
                .hasMessage("Please sign in.");
    }

    @Test
    void whoDidNotSignInIsNoActor() {
        var anonymous = new AnonymousAuthenticationToken("key", "anonymous", AuthorityUtils.createAuthorityList("X"));

        assertThatThrownBy(() -> new CurrentActor(office.actors, office.credentials).from(anonymous))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new CurrentActor(office.actors, office.credentials).from(null))
                .isInstanceOf(Refusal.class);
    }
}
