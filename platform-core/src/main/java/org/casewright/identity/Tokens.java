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
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.access.Scope;
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
    private static final int LONGEST_TITLE = 200;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient sql;
    private final Clock clock;

    Tokens(DataSource application, Clock clock) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
    }

    /** A token as it stands in lists; {@code usedAt} null before its first use, {@code revokedAt} while nobody ended it. */
    public record Token(
            UUID id,
            String title,
            Scope scope,
            OffsetDateTime createdAt,
            OffsetDateTime expiresAt,
            @Nullable OffsetDateTime usedAt,
            @Nullable OffsetDateTime revokedAt) {

        /** Whether it opens anything at this moment. */
        public boolean isOpen(OffsetDateTime now) {
            return revokedAt == null && expiresAt.isAfter(now);
        }
    }

    /** A new token; {@code secret} is never seen again. */
    public record Issued(UUID id, String secret, OffsetDateTime expiresAt) {}

    /**
     * Makes a token by which the account signs in at the API.
     *
     * @param scope how much of the account's rights it carries
     */
    public Issued issue(UUID account, String title, Scope scope, Duration life) {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw Refusal.of(ErrorCode.INVALID, "Say what the token is for, in up to {0} characters.", LONGEST_TITLE);
        }
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            throw Refusal.of(ErrorCode.INVALID, "A token lives up to {0} days.", LONGEST.toDays());
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var id = UUID.randomUUID();
        var now = OffsetDateTime.now(clock);
        sql.sql("""
                        insert into platform.token (id, account_id, title, hash, extent, modules, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        account,
                        title.strip(),
                        Names.sha256(secret),
                        scope.extent().name(),
                        scope.modules().toArray(String[]::new),
                        now,
                        now.plus(life))
                .update();
        return new Issued(id, secret, now.plus(life));
    }

    /** The account's tokens, newest first. */
    public List<Token> list(UUID account) {
        return sql.sql("""
                        select id, title, extent, modules, created_at, expires_at, used_at, revoked_at from platform.token
                         where account_id = ? order by created_at desc, id""").param(account).query(Tokens::token).list();
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        return new Token(
                row.getObject("id", UUID.class),
                row.getString("title"),
                scope(row),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("expires_at", OffsetDateTime.class),
                row.getObject("used_at", OffsetDateTime.class),
                row.getObject("revoked_at", OffsetDateTime.class));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        return new Scope(Scope.Extent.valueOf(row.getString("extent")), Set.of((String[])
                row.getArray("modules").getArray()));
    }

    /** Ends a token of the account at once. */
    public void revoke(UUID account, UUID token) {
        sql.sql("update platform.token set revoked_at = ? where id = ? and account_id = ? and revoked_at is null")
                .params(OffsetDateTime.now(clock), token, account)
                .update();
    }

    /** Whom a token lets in, how far, and until when. */
    record Bearer(UUID account, Scope scope, OffsetDateTime expiresAt) {}

    /** Looks a token up, and notes that it was used. */
    Optional<Bearer> verify(String secret) {
        var now = OffsetDateTime.now(clock);
        return sql.sql("""
                        update platform.token set used_at = :now
                         where hash = :hash and revoked_at is null and expires_at > :now
                        returning account_id, extent, modules, expires_at""")
                .param("now", now)
                .param("hash", Names.sha256(secret))
                .query((row, number) -> new Bearer(
                        row.getObject("account_id", UUID.class),
                        scope(row),
                        row.getObject("expires_at", OffsetDateTime.class)))
                .optional();
    }
}
