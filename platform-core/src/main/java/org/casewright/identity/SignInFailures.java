package org.casewright.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts failures by the name that was typed, so that names of nobody rest like those of somebody. */
@Component
class SignInFailures {

    static final int TRIES = 5;
    static final Duration REST = Duration.ofMinutes(15);

    private final JdbcClient sql;
    private final Clock clock;

    SignInFailures(DataSource application, Clock clock) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
    }

    /** Until when the name rests; empty when it may be tried. */
    Optional<OffsetDateTime> restsUntil(String name) {
        return sql.sql("select locked_until from platform.sign_in_failure where name_hash = ? and locked_until > ?")
                .param(Names.sha256(name))
                .param(OffsetDateTime.now(clock))
                .query(OffsetDateTime.class)
                .optional();
    }

    /** Notes one more failure; how many tries are left before the name rests. */
    int add(String name) {
        var now = OffsetDateTime.now(clock);
        sql.sql("delete from platform.sign_in_failure where last_at < ?")
                .param(now.minus(REST))
                .update();
        var failures = sql.sql("""
                        insert into platform.sign_in_failure as f (name_hash, failures, last_at) values (?, 1, ?)
                        on conflict (name_hash) do update
                          set failures = f.failures + 1,
                              last_at = excluded.last_at,
                              locked_until = case when f.failures + 1 >= ? then ?::timestamptz end
                        returning failures""")
                .param(Names.sha256(name))
                .param(now)
                .param(TRIES)
                .param(now.plus(REST))
                .query(Integer.class)
                .single();
        return Math.max(0, TRIES - failures);
    }

    void forget(String name) {
        sql.sql("delete from platform.sign_in_failure where name_hash = ?")
                .param(Names.sha256(name))
                .update();
    }
}
