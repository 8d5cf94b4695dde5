package org.casewright.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Teams: what one of them owns is its people's own, and what is shared with it is shared with them. A team has no roles; each of
 * its people has their own. Only people of the same partner as the team, or of none, count as its people.
 */
@Component
public class Teams {

    private static final String TEAM =
            "select id, name, title, unit_no, partner_id from platform.account where status = 'TEAM' ";

    private final JdbcClient sql;
    private final Clock clock;
    private final Directory directory;

    Teams(DataSource application, Clock clock, Directory directory) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
        this.directory = directory;
    }

    /**
     * A team.
     *
     * @param name unlike that of any account; never changes
     * @param unit number of the unit that it belongs to
     * @param partner whose team it is; null for the organisation's own
     */
    public record Team(
            UUID id,
            String name,
            String title,
            int unit,
            @Nullable UUID partner) {}

    /**
     * One of a team's people.
     *
     * @param until when that ends; null for without end
     */
    public record Member(UUID account, @Nullable OffsetDateTime until) {}

    /** Every team, by title. */
    public List<Team> all() {
        return sql.sql(TEAM + "order by title collate \"und-x-icu\", name")
                .query(Teams::team)
                .list();
    }

    /** The team of this name. */
    public Optional<Team> find(String name) {
        return sql.sql(TEAM + "and name = ?")
                .param(Names.plain(name))
                .query(Teams::team)
                .optional();
    }

    /** The team with this id. */
    public Optional<Team> find(UUID id) {
        return sql.sql(TEAM + "and id = ?").param(id).query(Teams::team).optional();
    }

    /** The team's people at this moment. */
    public List<Member> members(UUID team) {
        return sql.sql("""
                        select account_id, until from platform.team_member
                         where team_id = ? and (until is null or until > ?) order by account_id""")
                .params(team, OffsetDateTime.now(clock))
                .query((row, number) -> new Member(
                        row.getObject("account_id", UUID.class), row.getObject("until", OffsetDateTime.class)))
                .list();
    }

    /** Adds a team to a unit. */
    public UUID add(String name, String title, String unit) {
        var number = directory
                .unit(unit)
                .orElseThrow(() -> Names.wrong("/unit", ErrorCode.REFERENCE, "There is no unit {0}.", unit))
                .number();
        var id = UUID.randomUUID();
        var made = sql.sql("""
                        insert into platform.account (id, name, title, unit_no, status, created_at)
                        values (?, ?, ?, ?, 'TEAM', ?) on conflict (name) do nothing""")
                .params(id, Names.fresh(name), Names.title("/title", title), number, OffsetDateTime.now(clock))
                .update();
        if (made == 0) {
            throw Names.wrong("/name", ErrorCode.UNIQUE, "There is already an account or a team named {0}.", name);
        }
        return id;
    }

    /** Takes an account into the team until then; null for without end. */
    public void join(UUID team, UUID account, @Nullable OffsetDateTime until) {
        sql.sql("""
                        insert into platform.team_member (team_id, account_id, until) values (:team, :account, :until)
                        on conflict (team_id, account_id) do update set until = excluded.until""")
                .param("team", team)
                .param("account", account)
                .param("until", until, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Takes an account out of the team. */
    public void leave(UUID team, UUID account) {
        sql.sql("delete from platform.team_member where team_id = ? and account_id = ?")
                .params(team, account)
                .update();
    }

    private static Team team(ResultSet row, int number) throws SQLException {
        return new Team(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                row.getInt("unit_no"),
                row.getObject("partner_id", UUID.class));
    }
}
