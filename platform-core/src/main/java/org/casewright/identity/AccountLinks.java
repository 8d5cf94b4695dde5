package org.casewright.identity;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which account somebody has whom an identity provider calls by a subject. Subjects never change hands; names and addresses do. */
@Component
public class AccountLinks {

    private static final int LONGEST_SUBJECT = 255;

    private final JdbcClient sql;
    private final Clock clock;
    private final Directory directory;
    private final Sessions sessions;

    AccountLinks(DataSource application, Clock clock, Directory directory, Sessions sessions) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
        this.directory = directory;
        this.sessions = sessions;
    }

    /** A subject of a provider. */
    public record Link(String issuer, String subject) {}

    /** The open account of a subject. */
    Optional<UUID> account(String issuer, String subject) {
        return sql.sql("""
                        select a.id from platform.account_link l join platform.account a on a.id = l.account_id
                         where l.issuer = ? and l.subject = ? and a.status = 'ACTIVE'""").params(issuer, subject).query(UUID.class).optional();
    }

    /**
     * Says that a subject of a provider is the account of this name.
     *
     * @throws Refusal when the subject is somebody else's, or the account has another subject of this provider
     */
    public void link(String name, String issuer, String subject) {
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT || issuer.isBlank()) {
            throw Refusal.of(ErrorCode.INVALID, "A subject has from 1 to {0} characters.", LONGEST_SUBJECT);
        }
        var account = existing(name);
        if (!add(account.id(), new Link(issuer, subject)) && !of(account.id()).contains(new Link(issuer, subject))) {
            throw Refusal.of(
                    ErrorCode.CONFLICT,
                    "Either that subject belongs to another account, or {0} has another subject of this provider: unlink it first.",
                    account.name());
        }
    }

    /** Whether the link is there now that was not; not when either side is taken. */
    boolean add(UUID account, Link link) {
        return sql.sql("""
                        insert into platform.account_link (issuer, subject, account_id, linked_at) values (?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(link.issuer(), link.subject(), account, OffsetDateTime.now(clock))
                        .update()
                == 1;
    }

    /** Takes the account's links to a provider away, and ends its sessions; how many links there were. */
    public int unlink(String name, String issuer) {
        var account = existing(name);
        var gone = sql.sql("delete from platform.account_link where account_id = ? and issuer = ?")
                .params(account.id(), issuer)
                .update();
        if (gone > 0) {
            sessions.endAll(account.id(), null);
        }
        return gone;
    }

    /** What the account is linked to. */
    public List<Link> of(UUID account) {
        return sql.sql("select issuer, subject from platform.account_link where account_id = ? order by issuer")
                .param(account)
                .query((row, number) -> new Link(row.getString("issuer"), row.getString("subject")))
                .list();
    }

    private Directory.Account existing(String name) {
        return directory
                .account(name)
                .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no account {0}.", name));
    }
}
