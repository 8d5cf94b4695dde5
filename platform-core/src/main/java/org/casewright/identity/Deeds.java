package org.casewright.identity;

import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says to the database who does something to units, people, teams or partners. Its triggers keep each deed in the history, with
 * that name, whichever way it came; a deed of which nobody says whose it is, is the application's own.
 */
@Component
public class Deeds {

    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    Deeds(DataSource application, PlatformTransactionManager transactions) {
        this.sql = JdbcClient.create(application);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Does it in somebody's name, in one transaction. */
    public <T> T by(Actor actor, Supplier<T> deed) {
        return by(actor.id() + " " + actor.name(), deed);
    }

    /** The same, of which nothing comes back. */
    public void by(Actor actor, Runnable deed) {
        by(actor, () -> {
            deed.run();
            return true;
        });
    }

    /** Does it in the name of the account whom it concerns. */
    void byOwner(Directory.Account account, Runnable deed) {
        by(account.id() + " " + account.name(), () -> {
            deed.run();
            return true;
        });
    }

    /** Does it as somebody at the command line of the server, whom the operating system calls by this name. */
    public <T> T byCommand(String user, Supplier<T> deed) {
        return by(Actor.ENGINE_ID + " command:" + user, deed);
    }

    private <T> T by(String who, Supplier<T> deed) {
        return Objects.requireNonNull(transaction.execute(status -> {
            sql.sql("select set_config('casewright.by', ?, true)")
                    .param(who)
                    .query(String.class)
                    .single();
            return deed.get();
        }));
    }
}
