package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
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
        var other = new Sessions(office.database.application(), office.clock, office.version, new MockEnvironment());
        var id = begun();
        assertThat(other.asking(id, true)).isPresent();

        office.sessions.end(id);

        assertThat(other.asking(id, true)).isEmpty();
        assertThat(other.of(librarian)).isEmpty();
    }

    @Test
    void whatHasToBeKnownBeforeAnAnswerIsReadAnewEachTimeAndWithItTheAccessVersion() {
        var id = begun();
        var preferences = new Preferences(office.database.application());
        assertThat(office.sessions.asking(id, true)).contains(new Sessions.Asking(null, false));

        preferences.choose(librarian, Locale.FRANCE);
        office.accounts.reset("lib.knf", "seven grey storks");
        var again = begun();

        assertThat(office.sessions.asking(again, true)).contains(new Sessions.Asking(Locale.FRANCE, true));
        var seen = office.version.latest();
        office.account("other.knf", "KNF");
        assertThat(office.sessions.asking(again, true)).isPresent();
        assertThat(office.version.latest())
                .as("the version of access after another account came")
                .isGreaterThan(seen);
    }

    @Test
    void nobodyEndsAnothersAsTheirOwn() {
        var id = begun();
        office.sessions.endOwn(office.account("other.knf", "KNF"), id);
        assertThat(office.sessions.asking(id, true)).isPresent();
    }

    @Test
    void itEndsWhenNobodyWasThereForAnHourHoweverOftenThePageAsks() {
        var id = begun();
        for (var minutes = 0; minutes < 60; minutes += 5) {
            assertThat(office.sessions.asking(id, false)).isPresent();
            office.clock.putOn(Duration.ofMinutes(5));
        }
        assertThat(office.sessions.asking(id, true)).isEmpty();
        assertThat(office.sessions.all(10)).isEmpty();
    }

    @Test
    void itEndsAfterTwelveHoursHoweverBusySomebodyIs() {
        var id = begun();
        for (var hours = 0; hours < 24; hours++) {
            assertThat(office.sessions.asking(id, true))
                    .as("half hour %d", hours)
                    .isPresent();
            office.clock.putOn(Duration.ofMinutes(30));
        }
        assertThat(office.sessions.asking(id, true)).isEmpty();
    }

    @Test
    void anotherPasswordEndsTheOthersAndAnAdministratorsEndsAll() {
        var here = begun();
        var there = begun();
        assertThat(office.accounts
                        .changePassword(librarian, Office.PASSWORD, "nine white swans", here)
                        .isEmpty())
                .isTrue();
        assertThat(office.sessions.asking(here, true)).isPresent();
        assertThat(office.sessions.asking(there, true)).isEmpty();

        office.accounts.reset("lib.knf", "seven grey storks");

        assertThat(office.sessions.asking(here, true)).isEmpty();
    }

    @Test
    void aClosedAccountAndOneThatIsUnlinkedAreOut() {
        var first = begun();
        office.accounts.close(librarian);
        assertThat(office.sessions.asking(first, true)).isEmpty();
        office.accounts.reopen(librarian);
        office.links.link("lib.knf", "https://id.example.org", "4711");
        var second = begun();
        office.links.unlink("lib.knf", "https://id.example.org");
        assertThat(office.sessions.asking(second, true)).isEmpty();
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
        assertThat(office.sessions.asking(hostile, true)).isPresent();
    }
}
