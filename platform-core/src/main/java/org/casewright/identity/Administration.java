package org.casewright.identity;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.casewright.access.Actor;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The front door for whoever administers units, people, teams and partners: each look and each deed needs the privilege
 * {@link PlatformPrivilege#ADMINISTER}, and is refused otherwise. It opens no record. Nobody changes by it what they may do
 * themselves: not their roles, units, teams, partner, privileges, password or status. Each deed stands in the history.
 */
@Component
public class Administration {

    /** As definition files name roles; the roles of processes and of the engine look otherwise. */
    private static final Pattern ROLE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

    private final Deeds deeds;
    private final Clock clock;
    private final Directory directory;
    private final PlatformPrivileges privileges;
    private final Units units;
    private final Accounts accounts;
    private final People people;
    private final Teams teams;
    private final Partners partners;
    private final Sessions sessions;

    Administration(
            Deeds deeds,
            Clock clock,
            Directory directory,
            PlatformPrivileges privileges,
            Units units,
            Accounts accounts,
            People people,
            Teams teams,
            Partners partners,
            Sessions sessions) {
        this.deeds = deeds;
        this.clock = clock;
        this.directory = directory;
        this.privileges = privileges;
        this.units = units;
        this.accounts = accounts;
        this.people = people;
        this.teams = teams;
        this.partners = partners;
        this.sessions = sessions;
    }

    /** How an account of a person stands. */
    public enum State {
        /** It signs in. */
        OPEN,
        /** The same, and its first password is to be changed yet. */
        NEW,
        /** Too many wrong passwords: it waits. */
        RESTING,
        /** Nobody signs in by it. */
        CLOSED
    }

    /** A partner, by its code and by what people call it. */
    public record Of(String partner, String title) {}

    /**
     * An account of a person.
     *
     * @param unit number of the unit that it belongs to
     * @param partner of whose people it is; null for the organisation's own
     */
    public record Person(
            UUID id,
            String name,
            String title,
            int unit,
            @Nullable Of partner,
            State state,
            Set<String> roles) {
        public Person {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * A unit for which an account acts beside its own.
     *
     * @param until when that ends; null for without end
     */
    public record Lent(int unit, @Nullable OffsetDateTime until) {}

    /** A unit to be made; {@code parent} is the code of the one above, null for none. */
    public record NewUnit(
            String code, String name, @Nullable String parent, String zone) {}

    /** A team to be made, of a partner or of the organisation itself. */
    public record NewTeam(
            String name,
            String title,
            String unit,
            @Nullable String partner) {}

    /** Whether the actor may come in. */
    public boolean isOpenTo(Actor actor) {
        return privileges.holds(actor, PlatformPrivilege.ADMINISTER);
    }

    /**
     * Lets the actor in, or not.
     *
     * @throws Refusal {@code FORBIDDEN}
     */
    public void requireOpenTo(Actor actor) {
        if (!isOpenTo(actor)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Administering units and people is not open to you.");
        }
    }

    /** Every unit, by number. */
    public List<Directory.Unit> units(Actor actor) {
        requireOpenTo(actor);
        return directory.units();
    }

    /** Adds a unit. */
    public void addUnit(NewUnit unit, Actor actor) {
        requireOpenTo(actor);
        deeds.by(actor, () -> {
            units.add(unit.code(), unit.name(), unit.parent(), unit.zone(), null);
        });
    }

    /** Hangs a unit below another one; null makes it a root. */
    public void moveUnit(String code, @Nullable String parent, Actor actor) {
        requireOpenTo(actor);
        deeds.by(actor, () -> units.move(code, parent));
    }

    /** Opens a unit, shuts it for writing, or closes it. */
    public void setUnit(String code, Directory.Status status, Actor actor) {
        requireOpenTo(actor);
        if (status == Directory.Status.CLOSED && unit(code).number() == actor.unit()) {
            throw Names.wrong(
                    "/status",
                    ErrorCode.REFERENCE,
                    "This is your own unit. If it is closed, you do not sign in again.");
        }
        deeds.by(actor, () -> units.set(code, status));
    }

    /** People whose name, title or partner has every one of the words in it, by title. */
    public List<Person> people(String words, int offset, int limit, Actor actor) {
        requireOpenTo(actor);
        return people.search(words, offset, limit);
    }

    /** The person whose account it is. */
    public Person person(UUID account, Actor actor) {
        requireOpenTo(actor);
        return people.find(account).orElseThrow(Refusal::notFound);
    }

    /** Everybody of a partner, by title. */
    public List<Person> peopleOf(UUID partner, Actor actor) {
        requireOpenTo(actor);
        return people.of(partner);
    }

    /** For which units beside its own an account acts now. */
    public List<Lent> lent(UUID account, Actor actor) {
        requireOpenTo(actor);
        return people.lent(account);
    }

    /**
     * Makes an account of a person.
     *
     * @param partner code of the partner of whose people it is; null for the organisation's own
     * @return its first password, which is kept nowhere
     */
    public String add(NewAccount account, @Nullable String partner, Actor actor) {
        requireOpenTo(actor);
        requireRoles(account.roles());
        var made = new NewAccount(
                Names.fresh(account.name()),
                Names.title("/title", account.title()),
                openUnit(account.unit()).code(),
                account.roles());
        var password = FirstPassword.next();
        deeds.by(actor, () -> {
            accounts.add(made, password);
            if (partner != null) {
                partners.belong(made.name(), partner);
            }
        });
        return password;
    }

    /** Moves an account to another unit. */
    public void move(UUID account, String unit, Actor actor) {
        other(account, actor);
        var number = openUnit(unit).number();
        deeds.by(actor, () -> accounts.move(account, number));
    }

    /** Lets an account act for another unit as well, until then; null for without end. */
    public void lend(UUID account, String unit, @Nullable OffsetDateTime until, Actor actor) {
        var person = other(account, actor);
        var number = openUnit(unit).number();
        if (number == person.unit()) {
            throw Names.wrong("/unit", ErrorCode.REFERENCE, "{0} belongs to this unit already.", person.title());
        }
        requireAhead(until);
        deeds.by(actor, () -> accounts.lend(account, number, until));
    }

    /** Ends that an account acts for a unit beside its own. */
    public void recall(UUID account, int unit, Actor actor) {
        other(account, actor);
        deeds.by(actor, () -> accounts.recall(account, unit));
    }

    /** Gives an account these roles, and takes all others from it. */
    public void setRoles(UUID account, Set<String> roles, Actor actor) {
        var person = other(account, actor);
        var given = new HashSet<>(roles);
        given.removeAll(person.roles());
        requireRoles(given);
        deeds.by(actor, () -> {
            person.roles().stream()
                    .filter(role -> !roles.contains(role))
                    .forEach(role -> accounts.revoke(account, role));
            given.forEach(role -> accounts.grant(account, role));
        });
    }

    /** Makes an account one of a partner's people; null for the organisation's own. */
    public void belong(UUID account, @Nullable String partner, Actor actor) {
        var name = other(account, actor).name();
        deeds.by(actor, () -> partners.belong(name, partner));
    }

    /** Closes an account: nobody signs in by it. */
    public void close(UUID account, Actor actor) {
        other(account, actor);
        deeds.by(actor, () -> accounts.close(account));
    }

    /** Opens a closed account again. */
    public void reopen(UUID account, Actor actor) {
        other(account, actor);
        deeds.by(actor, () -> accounts.reopen(account));
    }

    /** Lets an account in again that rests after too many wrong passwords. */
    public void unlock(UUID account, Actor actor) {
        var name = other(account, actor).name();
        deeds.by(actor, () -> accounts.unlock(name));
    }

    /**
     * Gives an account another first password, to be changed at the next sign-in. One that has a privilege over the platform is
     * refused: whoever reset it could sign in by it, and have the privilege too.
     *
     * @return the password, which is kept nowhere
     */
    public String reset(UUID account, Actor actor) {
        var person = other(account, actor);
        if (privileges.holdsAny(account)) {
            throw Refusal.of(
                    ErrorCode.FORBIDDEN,
                    "{0} has a privilege over the platform. Such a password is reset on the command line.",
                    person.title());
        }
        var password = FirstPassword.next();
        deeds.by(actor, () -> accounts.reset(person.name(), password));
        return password;
    }

    /** What an account may do to the platform, and for which modules. */
    public Map<PlatformPrivilege, Reach> privileges(UUID account, Actor actor) {
        requireOpenTo(actor);
        return privileges.held(account);
    }

    /**
     * Gives an account a privilege over the platform. Nobody gives what they have not: whoever could, would make an account for
     * themselves and give it that.
     *
     * @param modules for which; none for all of them
     */
    public void grant(UUID account, PlatformPrivilege privilege, Set<String> modules, Actor actor) {
        var name = other(account, actor).name();
        if (!privileges.reach(actor, privilege).covers(new Reach(modules.isEmpty(), modules))) {
            throw Refusal.of(
                    ErrorCode.FORBIDDEN,
                    "You can give the privilege {0} only as far as you have it yourself. All others are given on the command line.",
                    privilege.code());
        }
        deeds.by(actor, () -> privileges.grant(name, privilege, modules));
    }

    /**
     * Takes a privilege over the platform from an account.
     *
     * @param modules for which; none for all of them
     */
    public void revoke(UUID account, PlatformPrivilege privilege, Set<String> modules, Actor actor) {
        var name = other(account, actor).name();
        deeds.by(actor, () -> privileges.revoke(name, privilege, modules));
    }

    /** Everybody's open sessions, the last used first. */
    public List<Sessions.Session> sessions(int limit, Actor actor) {
        requireOpenTo(actor);
        return sessions.all(limit);
    }

    /** Ends a session, whosever it is. */
    public void endSession(UUID session, Actor actor) {
        requireOpenTo(actor);
        deeds.by(actor, () -> sessions.end(session));
    }

    /** Every team, by title. */
    public List<Teams.Team> teams(Actor actor) {
        requireOpenTo(actor);
        return teams.all();
    }

    /** A team's people at this moment. */
    public List<Teams.Member> members(UUID team, Actor actor) {
        requireOpenTo(actor);
        return teams.members(team);
    }

    /** Adds a team. */
    public void addTeam(NewTeam team, Actor actor) {
        requireOpenTo(actor);
        openUnit(team.unit());
        deeds.by(actor, () -> {
            teams.add(team.name(), team.title(), team.unit());
            if (team.partner() != null) {
                partners.belong(team.name(), team.partner());
            }
        });
    }

    /** Takes an account into a team until then; null for without end. */
    public void join(UUID team, UUID account, @Nullable OffsetDateTime until, Actor actor) {
        var person = other(account, actor);
        var joined = teams.find(team).orElseThrow(Refusal::notFound);
        var partner = person.partner() == null
                ? null
                : partners.find(person.partner().partner()).orElseThrow().id();
        if (!java.util.Objects.equals(partner, joined.partner())) {
            throw Names.wrong(
                    "/account",
                    ErrorCode.REFERENCE,
                    "{0} is of another organisation than the team, and would not count in it.",
                    person.title());
        }
        requireAhead(until);
        deeds.by(actor, () -> teams.join(team, account, until));
    }

    /** Takes an account out of a team. */
    public void leave(UUID team, UUID account, Actor actor) {
        other(account, actor);
        deeds.by(actor, () -> teams.leave(team, account));
    }

    /** Every partner, by title. */
    public List<Partners.Partner> partners(Actor actor) {
        requireOpenTo(actor);
        return partners.all();
    }

    /** Adds a partner, whose agreement runs from one day to another. */
    public void addPartner(String code, String title, LocalDate from, @Nullable LocalDate until, Actor actor) {
        requireOpenTo(actor);
        deeds.by(actor, () -> {
            partners.add(code, title, from, until);
        });
    }

    /** Agrees with a partner anew. */
    public void agree(String code, LocalDate from, @Nullable LocalDate until, Actor actor) {
        requireOpenTo(actor);
        deeds.by(actor, () -> partners.agree(code, from, until));
    }

    /** The person whose account it is, when it is not the actor's own. */
    private Person other(UUID account, Actor actor) {
        requireOpenTo(actor);
        if (account.equals(actor.id())) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN, "Nobody administers their own account. Ask somebody else who may do so.");
        }
        return people.find(account).orElseThrow(Refusal::notFound);
    }

    private Directory.Unit openUnit(String code) {
        var unit = unit(code);
        if (unit.status() == Directory.Status.CLOSED) {
            throw Names.wrong("/unit", ErrorCode.REFERENCE, "{0} is closed: nobody acts for it.", unit.name());
        }
        return unit;
    }

    private Directory.Unit unit(String code) {
        return directory
                .unit(code)
                .orElseThrow(() -> Names.wrong("/unit", ErrorCode.REFERENCE, "There is no unit {0}.", code));
    }

    private void requireAhead(@Nullable OffsetDateTime until) {
        if (until != null && !until.isAfter(OffsetDateTime.now(clock))) {
            throw Names.wrong("/until", ErrorCode.RANGE, "This day is over already.");
        }
    }

    private static void requireRoles(Set<String> roles) {
        for (var role : roles) {
            if (!ROLE.matcher(role).matches()) {
                throw Names.wrong("/roles", ErrorCode.REFERENCE, "No role is called {0}.", role);
            }
        }
    }
}
