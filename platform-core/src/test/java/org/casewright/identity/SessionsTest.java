package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.casewright.identity.Sessions.Session;
import org.casewright.identity.Sessions.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class SessionsTest {

    private Office office;
    private UUID librarian;

    @BeforeEach
    void open() {
        office = new Office();
        librarian = office.account("lib.knf", "KNF");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private UUID begun() {
        return office.sessions.start(librarian, Way.PASSWORD, "10.0.0.7", "Mozilla/5.0 (X11; Linux) Firefox/150.0");
    }

    @Test
    void whatOneNodeEndsIsOverOnTheOther() {
        var other = new Sessions(office.database.application(), office.clock, new MockEnvironment());
        var id = begun();
        assertThat(other.isOpen(id, true)).isTrue();

        office.sessions.end(id);

        assertThat(other.isOpen(id, true)).isFalse();
        assertThat(other.of(librarian)).isEmpty();
    }

    @Test
    void nobodyEndsAnothersAsTheirOwn() {
        var id = begun();
        office.sessions.endOwn(office.account("other.knf", "KNF"), id);
        assertThat(office.sessions.isOpen(id, true)).isTrue();
    }

    @Test
    void itEndsWhenNobodyWasThereForAnHourHoweverOftenThePageAsks() {
        var id = begun();
        for (var minutes = 0; minutes < 60; minutes += 5) {
            assertThat(office.sessions.isOpen(id, false)).isTrue();
            office.clock.putOn(Duration.ofMinutes(5));
        }
        assertThat(office.sessions.isOpen(id, true)).isFalse();
        assertThat(office.sessions.all(10)).isEmpty();
    }

    @Test
    void itEndsAfterTwelveHoursHoweverBusySomebodyIs() {
        var id = begun();
        for (var hours = 0; hours < 24; hours++) {
            assertThat(office.sessions.isOpen(id, true))
                    .as("half hour %d", hours)
                    .isTrue();
            office.clock.putOn(Duration.ofMinutes(30));
        }
        assertThat(office.sessions.isOpen(id, true)).isFalse();
    }

    @Test
    void anotherPasswordEndsTheOthersAndAnAdministratorsEndsAll() {
        var here = begun();
        var there = begun();
        assertThat(office.accounts
                        .changePassword(librarian, Office.PASSWORD, "nine white swans", here)
                        .isEmpty())
                .isTrue();
        assertThat(office.sessions.isOpen(here, true)).isTrue();
        assertThat(office.sessions.isOpen(there, true)).isFalse();

        office.accounts.reset("lib.knf", "seven grey storks");

        assertThat(office.sessions.isOpen(here, true)).isFalse();
    }

    @Test
    void aClosedAccountAndOneThatIsUnlinkedAreOut() {
        var first = begun();
        office.accounts.close(librarian);
        assertThat(office.sessions.isOpen(first, true)).isFalse();
        office.accounts.reopen(librarian);
        office.links.link("lib.knf", "https://id.example.org", "4711");
        var second = begun();
        office.links.unlink("lib.knf", "https://id.example.org");
        assertThat(office.sessions.isOpen(second, true)).isFalse();
    }

    @Test
    void theyAreListedWithWhatTellsThemApart() {
        begun();
        office.clock.putOn(Duration.ofMinutes(2));
        var later = begun();
        assertThat(office.sessions.of(librarian)).hasSize(2).first().satisfies(session -> {
            assertThat(session.id()).isEqualTo(later);
            assertThat(session.address()).isEqualTo("10.0.0.7");
            assertThat(session.name()).isEqualTo("lib.knf");
        });
        assertThat(office.sessions.all(1)).extracting(Session::id).containsExactly(later);
        var hostile = office.sessions.start(librarian, Way.PASSWORD, "x".repeat(300), "\0'; drop table--".repeat(90));
        assertThat(office.sessions.isOpen(hostile, true)).isTrue();
    }
}
