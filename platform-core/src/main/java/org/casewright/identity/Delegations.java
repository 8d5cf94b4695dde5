package org.casewright.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.text.Message;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is away until a moment, and who stands in. It gives no right: whoever stands in is offered the tasks of the one who is away
 * as far as the own roles go.
 */
@Component
public class Delegations {

    /** The longest absence. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final String OPEN =
            "select id, account_id, delegate_id, until, begun_by from platform.delegation where ended_at is null";

    private final JdbcClient sql;
    private final Clock clock;
    private final AccessVersion version;
    private final Directory directory;
    private final TransactionTemplate transaction;
    private volatile Memory memory = new Memory(-1, List.of());

    Delegations(
            DataSource application,
            Clock clock,
            AccessVersion version,
            Directory directory,
            PlatformTransactionManager transactions) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
        this.version = version;
        this.directory = directory;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * That somebody is away.
     *
     * @param delegate who stands in
     * @param by who said so
     */
    public record Delegation(UUID id, UUID account, UUID delegate, OffsetDateTime until, UUID by) {}

    private record Memory(long version, List<Delegation> open) {}

    /** Whether somebody is away now, and who stands in. */
    public Optional<Delegation> of(UUID account) {
        return present().filter(each -> each.account().equals(account)).findFirst();
    }

    /** Those who are away now and for whom somebody stands in. */
    public Set<UUID> to(UUID delegate) {
        return present()
                .filter(each -> each.delegate().equals(delegate))
                .map(Delegation::account)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Somebody is away until a moment; what was said before of the same person ends with it.
     *
     * @throws Refusal {@code INVALID} for a delegate who does not work here or is the same person, and for a moment that is past
     *     or too far away
     */
    public void begin(UUID account, String delegate, OffsetDateTime until, UUID by) {
        var now = now();
        var end = until.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        var found = directory.open(delegate).filter(each -> !each.id().equals(account));
        if (found.isEmpty()) {
            throw invalid("/delegate", ErrorCode.REFERENCE, Message.of("Choose somebody else who works here."));
        }
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw invalid("/until", ErrorCode.RANGE, Message.of("Choose a day from now on, at most a year away."));
        }
        transaction.executeWithoutResult(status -> {
            end(account, now, by);
            sql.sql("""
                            insert into platform.delegation (id, account_id, delegate_id, until, begun_at, begun_by)
                            values (gen_random_uuid(), :account, :delegate, :until, :now, :by)""")
                    .param("account", account)
                    .param("delegate", found.get().id())
                    .param("until", end)
                    .param("now", now)
                    .param("by", by)
                    .update();
        });
        memory = new Memory(-1, List.of());
    }

    /** Somebody is there again; nothing where nobody said otherwise. */
    public void end(UUID account, UUID by) {
        if (of(account).isEmpty()) {
            // Nodes look anew at who may what whenever a line here changes; there is none.
            return;
        }
        transaction.executeWithoutResult(status -> end(account, now(), by));
        memory = new Memory(-1, List.of());
    }

    private void end(UUID account, OffsetDateTime now, UUID by) {
        sql.sql("""
                        update platform.delegation set ended_at = :now, ended_by = :by
                         where account_id = :account and ended_at is null""").param("account", account).param("now", now).param("by", by).update();
    }

    private static Refusal invalid(String pointer, ErrorCode code, Message text) {
        return new Refusal(ErrorCode.INVALID, text, List.of(Problem.at(pointer, code, text)));
    }

    private Stream<Delegation> present() {
        var now = now();
        var known = memory;
        if (known.version() != version.latest()) {
            var before = version.latest();
            known = new Memory(
                    before, sql.sql(OPEN).query(Delegations::delegation).list());
            memory = known;
        }
        return known.open().stream().filter(each -> each.until().isAfter(now));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    private static Delegation delegation(ResultSet row, int number) throws SQLException {
        return new Delegation(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("delegate_id", UUID.class),
                row.getObject("until", OffsetDateTime.class),
                row.getObject("begun_by", UUID.class));
    }
}
