package org.casewright.identity;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Personal access tokens for the API: shown once, kept only as a hash, ended by time or by hand. */
@Component
public class Tokens {

    static final String PREFIX = "cw_";

    private static final int BYTES = 32;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient sql;
    private final Clock clock;

    Tokens(DataSource application, Clock clock) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
    }

    /** A token as it stands in lists; {@code revokedAt} null while nobody ended it. */
    public record Token(
            UUID id,
            String title,
            OffsetDateTime createdAt,
            OffsetDateTime expiresAt,
            @Nullable OffsetDateTime revokedAt) {}

    /** A new token; {@code secret} is never seen again. */
    public record Issued(UUID id, String secret, OffsetDateTime expiresAt) {}

    /** Makes a token by which the account signs in at the API. */
    public Issued issue(UUID account, String title, Duration life) {
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            throw new Refusal(ErrorCode.INVALID, "A token lives up to " + LONGEST.toDays() + " days.");
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var id = UUID.randomUUID();
        var now = OffsetDateTime.now(clock);
        sql.sql("""
                        insert into platform.token (id, account_id, title, hash, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(id, account, title, Names.sha256(secret), now, now.plus(life))
                .update();
        return new Issued(id, secret, now.plus(life));
    }

    /** The account's tokens, newest first. */
    public List<Token> list(UUID account) {
        return sql.sql("""
                        select id, title, created_at, expires_at, revoked_at from platform.token
                         where account_id = ? order by created_at desc, id""").param(account).query(Tokens::token).list();
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        return new Token(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("expires_at", OffsetDateTime.class),
                row.getObject("revoked_at", OffsetDateTime.class));
    }

    /** Ends a token of the account at once. */
    public void revoke(UUID account, UUID token) {
        sql.sql("update platform.token set revoked_at = ? where id = ? and account_id = ? and revoked_at is null")
                .params(OffsetDateTime.now(clock), token, account)
                .update();
    }

    /** Whom a token lets in, and until when. */
    record Bearer(UUID account, OffsetDateTime expiresAt) {}

    Optional<Bearer> verify(String secret) {
        return sql.sql("""
                        select account_id as account, expires_at from platform.token
                         where hash = ? and revoked_at is null and expires_at > ?""")
                .param(Names.sha256(secret))
                .param(OffsetDateTime.now(clock))
                .query(Bearer.class)
                .optional();
    }
}
