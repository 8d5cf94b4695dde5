package org.casewright.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Organisations with an agreement. Their people see what is shared with them and what is their own; before the agreement begins
 * and behind its last day they are nobody.
 */
@Component
public class Partners {

    private static final String PARTNER = "select id, code, title, agreed_from, agreed_until from platform.partner ";

    private final JdbcClient sql;
    private final Directory directory;

    Partners(DataSource application, Directory directory) {
        this.sql = JdbcClient.create(application);
        this.directory = directory;
    }

    /**
     * A partner.
     *
     * @param code capitals, digits and hyphens, at most twenty; never changes
     * @param from the first day of the agreement, UTC
     * @param until its last day; null for without end
     */
    public record Partner(
            UUID id,
            String code,
            String title,
            LocalDate from,
            @Nullable LocalDate until) {

        /** Whether its people are somebody on this day. */
        public boolean stands(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }
    }

    /** Every partner, by title. */
    public List<Partner> all() {
        return sql.sql(PARTNER + "order by title collate \"und-x-icu\", code")
                .query(Partners::partner)
                .list();
    }

    /** The partner of this code. */
    public Optional<Partner> find(String code) {
        return sql.sql(PARTNER + "where code = ?")
                .param(code)
                .query(Partners::partner)
                .optional();
    }

    /** Adds a partner, whose agreement runs from one day to another. */
    public UUID add(String code, String title, LocalDate from, @Nullable LocalDate until) {
        if (!code.matches("[A-Z][A-Z0-9-]{1,19}")) {
            throw Names.wrong(
                    "/code",
                    ErrorCode.PATTERN,
                    "A partner’s code has two to twenty capitals, digits and hyphens, not {0}.",
                    code);
        }
        requireOrder(from, until);
        var id = UUID.randomUUID();
        var made = sql.sql("""
                        insert into platform.partner (id, code, title, agreed_from, agreed_until)
                        values (:id, :code, :title, :from, :until) on conflict (code) do nothing""")
                .param("id", id)
                .param("code", code)
                .param("title", Names.title("/title", title))
                .param("from", from)
                .param("until", until, java.sql.Types.DATE)
                .update();
        if (made == 0) {
            throw Names.wrong("/code", ErrorCode.UNIQUE, "There is already a partner {0}.", code);
        }
        return id;
    }

    /** Agrees anew: the days between which the partner's people are somebody. */
    public void agree(String code, LocalDate from, @Nullable LocalDate until) {
        requireOrder(from, until);
        sql.sql("update platform.partner set agreed_from = :from, agreed_until = :until where id = :id")
                .param("from", from)
                .param("until", until, java.sql.Types.DATE)
                .param("id", existing(code).id())
                .update();
    }

    /** Makes an account, or a team, one of the partner's; null for the organisation's own. */
    public void belong(String account, @Nullable String code) {
        var partner = code == null ? null : existing(code).id();
        var changed = sql.sql(
                        "update platform.account set partner_id = :partner where id = :account and status <> 'SYSTEM'")
                .param("partner", partner, java.sql.Types.OTHER)
                .param(
                        "account",
                        directory
                                .account(account)
                                .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no account {0}.", account))
                                .id())
                .update();
        if (changed == 0) {
            throw Refusal.of(ErrorCode.INVALID, "{0} belongs to nobody.", account);
        }
    }

    private Partner existing(String code) {
        return find(code).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no partner {0}.", code));
    }

    private static void requireOrder(LocalDate from, @Nullable LocalDate until) {
        if (until != null && until.isBefore(from)) {
            throw Names.wrong("/until", ErrorCode.RANGE, "An agreement cannot end before it begins.");
        }
    }

    private static Partner partner(ResultSet row, int number) throws SQLException {
        return new Partner(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("title"),
                row.getObject("agreed_from", LocalDate.class),
                row.getObject("agreed_until", LocalDate.class));
    }
}
