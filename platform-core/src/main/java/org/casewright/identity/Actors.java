package org.casewright.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Builds the actor of a request from the account and the present state of its units and roles. */
@Component
public class Actors {

    private static final String ACTOR = """
            with recursive account as (
              select a.*, p.agreed_until + 1 as partner_until
                from platform.account a left join platform.partner p on p.id = a.partner_id
               where a.status = 'ACTIVE' and a.%s = :account
                 and (p.id is null or (p.agreed_from <= :today and coalesce(p.agreed_until >= :today, true)))
            ), acting (number) as (
              select unit_no from account
              union
              select w.unit_no from platform.account_unit w join account on w.account_id = account.id
                join platform.unit u on u.number = w.unit_no
               where (w.until is null or w.until > :at) and u.status <> 'CLOSED'
            ), membership as (
              select m.team_id, m.until from platform.team_member m join account on m.account_id = account.id
                join platform.account team on team.id = m.team_id
               where (m.until is null or m.until > :at) and team.partner_id is not distinct from account.partner_id
            ), below (number) as (
              select number from acting
              union
              select u.number from platform.unit u join below on u.parent = below.number
            )
            select account.id, account.name, account.title, account.unit_no, unit.zone,
                   array(select number from acting) as units,
                   array(select number from below) as subtree,
                   array(select role from platform.account_role r where r.account_id = account.id) as roles,
                   array(select team_id from membership) as teams, account.partner_id as partner,
                   least((select min(until) from platform.account_unit u join account on u.account_id = account.id
                           where u.until > :at),
                         (select min(until) from membership),
                         account.partner_until at time zone 'UTC') as until,
                   (select version from platform.access_version) as version
              from account join platform.unit unit on unit.number = account.unit_no and unit.status <> 'CLOSED'""";

    private static final String BY_ID = ACTOR.formatted("id");
    private static final String BY_NAME = ACTOR.formatted("name");

    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient sql;
    private final Clock clock;
    private final AccessVersion version;
    private final Map<UUID, Versioned> remembered = new ConcurrentHashMap<>();

    Actors(DataSource application, Clock clock, AccessVersion version) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
        this.version = version;
    }

    /**
     * An actor, the access version by which it was built, and when something of it ends by itself; null for never.
     *
     * @param believed the same actor, to be confirmed
     */
    record Versioned(
            Actor actor,
            Actor believed,
            long version,
            @Nullable Instant until) {}

    /** The actor of an account; empty when it does not exist or may not sign in. */
    public Optional<Actor> of(UUID account) {
        look();
        return versioned(account).map(Versioned::actor);
    }

    /** The same where somebody has looked just now, by {@link Sessions#asking}. */
    Optional<Actor> seen(UUID account) {
        return versioned(account).map(Versioned::actor);
    }

    /** The actor of the account with this name. */
    public Optional<Actor> named(String name) {
        return read(BY_NAME, Names.plain(name)).map(Versioned::actor);
    }

    /**
     * The actor as it was when somebody last looked: as long as no other access version was seen, the database is not asked.
     * What is {@code believed} is confirmed by the statement that says on whose behalf it reads, or by {@link #confirmed}.
     */
    Optional<Versioned> versioned(UUID account) {
        var known = remembered.get(account);
        if (known != null && known.version() == version.latest() && !isOver(known)) {
            return Optional.of(known);
        }
        var found = read(BY_ID, account);
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        found.ifPresentOrElse(actor -> remembered.put(account, actor), () -> remembered.remove(account));
        return found;
    }

    private void look() {
        version.saw(sql.sql("select version from platform.access_version")
                .query(Long.class)
                .single());
    }

    /** The actor, when nothing has changed for anybody since it was built; else empty. */
    Optional<Actor> confirmed(Actor believed) {
        look();
        return versioned(believed.id())
                .filter(known -> known.version() == believed.asOf())
                .map(Versioned::actor);
    }

    private boolean isOver(Versioned known) {
        return known.until() != null && !clock.instant().isBefore(known.until());
    }

    private Optional<Versioned> read(String question, Object account) {
        var now = OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
        var found = sql.sql(question)
                .param("account", account)
                .param("at", now)
                .param("today", now.toLocalDate())
                .query(Actors::versioned)
                .optional();
        found.ifPresent(actor -> version.saw(actor.version()));
        return found;
    }

    private static Versioned versioned(ResultSet row, int number) throws SQLException {
        var actor = new Actor(
                Actor.Kind.USER,
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                row.getInt("unit_no"),
                Set.of((Integer[]) row.getArray("units").getArray()),
                Set.of((Integer[]) row.getArray("subtree").getArray()),
                Set.of((String[]) row.getArray("roles").getArray()),
                Set.of((UUID[]) row.getArray("teams").getArray()),
                row.getObject("partner", UUID.class),
                row.getString("zone"),
                "",
                Scope.WHOLE,
                0);
        var until = row.getObject("until", OffsetDateTime.class);
        long built = row.getLong("version");
        return new Versioned(actor, actor.believed(built), built, until == null ? null : until.toInstant());
    }
}
