package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.LetGo;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what a request with an {@code Idempotency-Key} asks once only. The answer is kept in the transaction of the
 * work, so that there is never one without the other; what was refused is not kept, and may be mended under the same
 * key. A second request that arrives while the first is at work waits for it.
 */
@Component
class Idempotency {

    static final String KEY = "Idempotency-Key";

    private static final int TRIES = 4;
    private static final int SWEEP_EVERY = 256;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final AtomicInteger uses = new AtomicInteger();

    Idempotency(DataSource application, PlatformTransactionManager transactions) {
        this.sql = JdbcClient.create(application);
        this.transaction = new TransactionTemplate(transactions);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(
            byte[] request,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String etag,
            byte @Nullable [] body) {}

    /** The answer of the work, or of the same request earlier. */
    Answer once(HttpServletRequest request, byte[] body, Actor actor, Supplier<Answer> work) {
        var key = request.getHeader(KEY);
        if (key == null) {
            return work.get();
        }
        requireKey(key);
        var digest = digest(request, body, actor.scope());
        sweep();
        for (var attempt = 1; ; attempt++) {
            try {
                return inOne(actor, key, digest, work);
            } catch (RuntimeException failed) {
                // Two writers waited for one another; one was let go, and simply begins again.
                if (attempt == TRIES || !LetGo.is(failed)) {
                    throw failed;
                }
            }
        }
    }

    private Answer inOne(Actor actor, String key, byte[] digest, Supplier<Answer> work) {
        return transaction.execute(status -> {
            if (!begin(actor, key, digest)) {
                return replay(actor, key, digest);
            }
            var done = work.get();
            if (done.successful()) {
                keep(actor, key, done);
            } else {
                status.setRollbackOnly();
            }
            return done;
        });
    }

    private static void requireKey(String key) {
        var fine = !key.isEmpty() && key.length() <= 200 && key.chars().allMatch(c -> c > ' ' && c < 127);
        if (!fine) {
            throw new Refusal(
                    ErrorCode.MALFORMED, "Idempotency-Key must be 1 to 200 visible ASCII characters, such as a UUID.");
        }
    }

    private static byte[] digest(HttpServletRequest request, byte[] body, Scope scope) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var head = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
            sha.update(head.getBytes(StandardCharsets.UTF_8));
            if (!scope.equals(Scope.WHOLE)) {
                // What a wider credential was answered is not for a narrower one.
                var modules = scope.modules().stream().sorted().toList();
                sha.update((scope.extent() + " " + modules + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return sha.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean begin(Actor actor, String key, byte[] digest) {
        // Waits for another transaction that began with the same key; takes over what is older than a day.
        return sql.sql("""
                        insert into platform.idempotency as i (actor, key, request) values (?, ?, ?)
                        on conflict (actor, key) do update
                          set request = excluded.request, status = null, head = null, body = null, created_at = now()
                          where i.created_at < now() - interval '1 day'""").params(List.of(actor.id(), key, digest)).update() == 1;
    }

    private Answer replay(Actor actor, String key, byte[] digest) {
        var kept = sql.sql("""
                        select request, status, head ->> 'Location' as location, head ->> 'ETag' as etag, body
                        from platform.idempotency where actor = ? and key = ?""")
                .params(List.of(actor.id(), key))
                .query((row, number) -> new Kept(
                        row.getBytes(1),
                        row.getObject(2, Integer.class),
                        row.getString(3),
                        row.getString(4),
                        row.getBytes(5)))
                .single();
        if (!Arrays.equals(kept.request(), digest)) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENCY_KEY, "This Idempotency-Key was used for another request: take a new one.");
        }
        return answer(kept);
    }

    private static Answer answer(Kept kept) {
        var body = kept.body() == null ? new byte[0] : kept.body();
        var status = kept.status() == null ? 200 : kept.status();
        var answer = new Answer(status, body.length == 0 ? null : Answer.JSON, List.of(), body)
                .with("Idempotency-Replayed", "true");
        if (kept.location() != null) {
            answer = answer.with("Location", kept.location());
        }
        return kept.etag() == null ? answer : answer.with("ETag", kept.etag());
    }

    private void keep(Actor actor, String key, Answer done) {
        var head = Json.object();
        done.headers().forEach(header -> head.put(header.name(), header.value()));
        sql.sql("update platform.idempotency set status = ?, head = ?::jsonb, body = ? where actor = ? and key = ?")
                .params(List.of(
                        done.status(),
                        new String(Json.write(head), StandardCharsets.UTF_8),
                        done.body(),
                        actor.id(),
                        key))
                .update();
    }

    private void sweep() {
        if (uses.incrementAndGet() % SWEEP_EVERY == 0) {
            sql.sql("""
                            delete from platform.idempotency where (actor, key) in (
                              select actor, key from platform.idempotency
                              where created_at < now() - interval '1 day' limit 1000 for update skip locked)""").update();
        }
    }
}
