package org.casewright.identity;

import java.util.Set;
import java.util.UUID;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.postgres.TestDatabase;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;

/** Identity on a database of its own: a head office with a country and a field office below, another country beside. */
final class Office implements AutoCloseable {

    static final String PASSWORD = "four blue herons";

    final MovableClock clock = new MovableClock();
    final TestDatabase database = TestDatabase.fresh();
    final AccessVersion version = new AccessVersion();
    final Directory directory = new Directory(database.application(), version);
    final Units units =
            new Units(database.application(), new JdbcTransactionManager(database.application()), directory);
    final MockEnvironment settings = new MockEnvironment();
    final Sessions sessions = new Sessions(database.application(), clock, version, settings);
    final Deeds deeds = new Deeds(database.application(), new JdbcTransactionManager(database.application()));
    final Accounts accounts = new Accounts(
            database.application(),
            new JdbcTransactionManager(database.application()),
            clock,
            directory,
            new Passwords(4),
            new SignInFailures(database.application(), clock),
            sessions,
            deeds);
    final Tokens tokens = new Tokens(database.application(), clock);
    final Actors actors = new Actors(database.application(), clock, version);
    final AccountLinks links = new AccountLinks(database.application(), clock, directory, sessions);
    final ApiCredentials credentials =
            new ApiCredentials(accounts, tokens, new SignedTokens(settings, links, clock), actors, clock);

    final PlatformPrivileges privileges = new PlatformPrivileges(
            database.application(), new JdbcTransactionManager(database.application()), accounts, directory);
    final Teams teams = new Teams(database.application(), clock, directory);
    final Partners partners = new Partners(database.application(), directory);
    final Administration administration = new Administration(
            deeds,
            clock,
            directory,
            privileges,
            units,
            accounts,
            new People(database.application(), clock),
            teams,
            partners,
            sessions);

    Office() {
        units.add("HQG", "Head office", null, "UTC", null);
        units.add("KNA", "Country", "HQG", "Africa/Nairobi", "ken");
        units.add("KNF", "Field office", "KNA", "Africa/Nairobi", "ken");
        units.add("UGB", "Other country", "HQG", "Africa/Kampala", null);
    }

    UUID account(String name, String unit, String... roles) {
        return accounts.addDemo(
                        java.util.List.of(new NewAccount(name, "Person " + name, unit, Set.of(roles))), PASSWORD)
                .getFirst();
    }

    int number(String unit) {
        return directory.unit(unit).orElseThrow().number();
    }

    @Override
    public void close() {
        database.close();
    }
}
