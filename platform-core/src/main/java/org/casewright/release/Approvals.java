package org.casewright.release;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.casewright.postgres.Databases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What second people have agreed to, beforehand: certain files, by their hash, on top of a certain release. Both together are a plan,
 * since nothing else decides what applying widens.
 */
@Component
public class Approvals {

    /** How long somebody's word stands. */
    public static final Duration STANDS = Duration.ofHours(24);

    private final Databases databases;

    Approvals(Databases databases) {
        this.databases = databases;
    }

    /**
     * Keeps somebody's word, once or again.
     *
     * @param account who has the privilege to deploy; for which modules it counts, is asked when somebody applies
     */
    public void give(String hash, long basis, UUID account) {
        owner().sql("""
                        insert into platform.release_approval (hash, basis, account_id) values (?, ?, ?)
                        on conflict (hash, basis, account_id) do update set at = now()""").params(hash, basis, account).update();
    }

    /**
     * The account's name of somebody who has agreed and may still deploy; never the one who applies, nor an account of the same
     * hand's: one that it has made or let in, or was made or let in by.
     *
     * @param modules for each of which that takes the privilege
     */
    public Optional<String> approver(String hash, long basis, UUID applier, Collection<String> modules) {
        return owner().sql("""
                        select account.name from platform.release_approval given
                        join platform.account on account.id = given.account_id
                        where given.hash = ? and given.basis = ? and account.id <> ? and account.status = 'ACTIVE'
                            and not platform.is_one_hand(account.id, ?)
                            and not exists (
                                select from unnest(?::text[]) touched (module) where not exists (
                                    select from platform.account_privilege held
                                    where held.account_id = account.id and held.privilege = 'deploy'
                                        and held.module in ('', touched.module)))
                            and given.at > now() - make_interval(secs => ?)
                        order by given.at limit 1""")
                .params(hash, basis, applier, applier, modules.toArray(String[]::new), (double) STANDS.toSeconds())
                .query(String.class)
                .optional();
    }

    private JdbcClient owner() {
        return JdbcClient.create(databases.owner());
    }
}
