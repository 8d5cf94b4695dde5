package org.casewright.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who is signed in at the pages, on whichever node. It stands in the database and each request looks there, so that a session that
 * somebody ends is over with the next thing that is asked by it, wherever that is.
 */
@Component
public class Sessions {

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LONGEST_ADDRESS = 100;
    private static final int LONGEST_AGENT = 500;
    private static final String OPEN = "s.ended_at is null and s.seen_at > :idle and s.started_at > :eldest";

    private final JdbcClient sql;
    private final Clock clock;
    private final AccessVersion version;
    private final Duration idle;
    private final Duration longest;

    Sessions(DataSource application, Clock clock, AccessVersion version, Environment settings) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
        this.version = version;
        this.idle = settings.getProperty("casewright.session.idle", Duration.class, Duration.ofHours(1));
        this.longest = settings.getProperty("casewright.session.longest", Duration.class, Duration.ofHours(12));
    }

    /** By what somebody signed in. */
    public enum Way {
        PASSWORD,
        PROVIDER
    }

    /**
     * A session that is open.
     *
     * @param name by which the account signs in
     * @param title what people call the account
     * @param address from which it was begun
     * @param agent what the browser said of itself
     * @param seenAt when something was last asked by it, to the minute
     */
    public record Session(
            UUID id,
            UUID account,
            String name,
            String title,
            Way way,
            String address,
            String agent,
            OffsetDateTime startedAt,
            OffsetDateTime seenAt) {}

    /**
     * What has to be known of who asks by a session before anything is answered. That it was read is also to have seen the access
     * version of that moment.
     *
     * @param locale in which language and manner the account wants to read; null for what the browser asks for
     * @param mustChangePassword before anything else
     */
    public record Asking(@Nullable Locale locale, boolean mustChangePassword) {}

    /** Begins a session; what ended long ago is forgotten. */
    public UUID start(UUID account, Way way, String address, @Nullable String agent) {
        var id = UUID.randomUUID();
        var now = OffsetDateTime.now(clock);
        sql.sql("delete from platform.session where seen_at < ?")
                .param(now.minus(KEPT))
                .update();
        sql.sql("""
                        insert into platform.session (id, account_id, way, address, agent, started_at, seen_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        account,
                        way.name(),
                        cut(address, LONGEST_ADDRESS),
                        cut(agent == null ? "" : agent, LONGEST_AGENT),
                        now,
                        now)
                .update();
        return id;
    }

    private static String cut(String text, int most) {
        var plain = text.replace("\0", "");
        return plain.substring(0, Math.min(most, plain.length()));
    }

    /**
     * Who asks by the session, in one statement; empty where it is over.
     *
     * @param active whether a person does: what a page asks by itself keeps no session open
     */
    public Optional<Asking> asking(UUID id, boolean active) {
        var now = OffsetDateTime.now(clock);
        var found = sql.sql("""
                        select s.seen_at, p.locale, coalesce(c.must_change, false) as must_change,
                               (select version from platform.access_version) as version
                          from platform.session s
                          left join platform.preference p on p.account_id = s.account_id
                          left join platform.credential c on c.account_id = s.account_id
                         where s.id = :id and\s""" + OPEN)
                .param("id", id)
                .param("idle", now.minus(idle))
                .param("eldest", now.minus(longest))
                .query(Sessions::found)
                .optional();
        found.ifPresent(each -> version.saw(each.version()));
        if (active && found.isPresent() && found.get().seenAt().isBefore(now.minus(NOTED_EVERY))) {
            sql.sql("update platform.session set seen_at = ? where id = ? and seen_at < ? and ended_at is null")
                    .params(now, id, now)
                    .update();
        }
        return found.map(Found::asking);
    }

    private record Found(Asking asking, OffsetDateTime seenAt, long version) {}

    private static Found found(ResultSet row, int number) throws SQLException {
        var locale = row.getString("locale");
        return new Found(
                new Asking(locale == null ? null : Locale.forLanguageTag(locale), row.getBoolean("must_change")),
                row.getObject("seen_at", OffsetDateTime.class),
                row.getLong("version"));
    }

    /** Ends a session. */
    public void end(UUID id) {
        sql.sql("update platform.session set ended_at = ? where id = ? and ended_at is null")
                .params(OffsetDateTime.now(clock), id)
                .update();
    }

    /** Ends a session of the account; nobody else's. */
    public void endOwn(UUID account, UUID id) {
        sql.sql("update platform.session set ended_at = ? where id = ? and account_id = ? and ended_at is null")
                .params(OffsetDateTime.now(clock), id, account)
                .update();
    }

    /** Ends the account's sessions but this one; null for all. How many were open. */
    public int endAll(UUID account, @Nullable UUID but) {
        var now = OffsetDateTime.now(clock);
        return sql.sql("update platform.session s set ended_at = :now where s.account_id = :account and " + OPEN
                        + " and s.id is distinct from :but::uuid")
                .param("now", now)
                .param("account", account)
                .param("idle", now.minus(idle))
                .param("eldest", now.minus(longest))
                .param("but", but == null ? null : but.toString(), java.sql.Types.VARCHAR)
                .update();
    }

    /** The account's open sessions, the last used first. */
    public List<Session> of(UUID account) {
        return open("and s.account_id = :account", account, Integer.MAX_VALUE);
    }

    /** Everybody's open sessions, the last used first. */
    public List<Session> all(int limit) {
        return open("", null, limit);
    }

    private List<Session> open(String whose, @Nullable UUID account, int limit) {
        var now = OffsetDateTime.now(clock);
        var asked = sql.sql("""
                        select s.id, s.account_id, a.name, a.title, s.way, s.address, s.agent, s.started_at, s.seen_at
                          from platform.session s join platform.account a on a.id = s.account_id
                         where %s %s order by s.seen_at desc, s.id limit :limit""".formatted(OPEN, whose))
                .param("idle", now.minus(idle))
                .param("eldest", now.minus(longest))
                .param("limit", limit);
        return (account == null ? asked : asked.param("account", account))
                .query(Sessions::session)
                .list();
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        return new Session(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                Way.valueOf(row.getString("way")),
                row.getString("address"),
                row.getString("agent"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("seen_at", OffsetDateTime.class));
    }
}
