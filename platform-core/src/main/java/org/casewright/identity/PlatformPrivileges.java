package org.casewright.identity;

import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which accounts may do what to the platform; nobody may by nature. */
@Component
public class PlatformPrivileges {

    private final JdbcClient sql;
    private final Accounts accounts;
    private final Directory directory;

    PlatformPrivileges(DataSource application, Accounts accounts, Directory directory) {
        this.sql = JdbcClient.create(application);
        this.accounts = accounts;
        this.directory = directory;
    }

    /** Gives it to an account, once or again. */
    public void grant(String name, PlatformPrivilege privilege) {
        sql.sql("""
                        insert into platform.account_privilege (account_id, privilege) values (?, ?)
                        on conflict do nothing""").params(existing(name).id(), privilege.code()).update();
    }

    /** Takes it away. */
    public void revoke(String name, PlatformPrivilege privilege) {
        sql.sql("delete from platform.account_privilege where account_id = ? and privilege = ?")
                .params(existing(name).id(), privilege.code())
                .update();
    }

    /**
     * Takes somebody's word: who answers for something that needs this privilege, and proves it by their password. A wrong one
     * counts like a sign-in that failed.
     *
     * @return the account's name
     * @throws Refusal {@code PRECONDITION_REQUIRED}, with one sentence
     */
    public String sign(String typed, String password, PlatformPrivilege privilege) {
        return switch (accounts.signIn(typed, password)) {
            case SignIn.Accepted accepted -> {
                if (accepted.mustChange()) {
                    throw refused(accepted.name() + " has to sign in and change the first password before");
                }
                if (!holds(accepted.account(), privilege)) {
                    throw refused(accepted.name() + " has not the privilege " + privilege.code());
                }
                yield accepted.name();
            }
            case SignIn.Refused refused ->
                throw refused("user name and password of " + typed + " do not match, " + refused.triesLeft()
                        + " more tries before it rests");
            case SignIn.Resting resting -> throw refused("too many tries, " + typed + " rests for a while");
        };
    }

    /** Whether two names, as people type them, are one account's. */
    public boolean isSame(String typed, String other) {
        return Names.plain(typed).equals(Names.plain(other));
    }

    /** Whether an account has it. */
    public boolean holds(UUID account, PlatformPrivilege privilege) {
        return sql.sql(
                        "select exists (select 1 from platform.account_privilege where account_id = ? and privilege = ?)")
                .params(account, privilege.code())
                .query(Boolean.class)
                .single();
    }

    /** Whether whoever asks has it, and came in by a credential that carries it. */
    public boolean holds(Actor actor, PlatformPrivilege privilege) {
        return actor.kind() == Actor.Kind.USER && actor.scope().carriesPlatform() && holds(actor.id(), privilege);
    }

    /** Whether an account has any of them. */
    boolean holdsAny(UUID account) {
        return sql.sql("select exists (select 1 from platform.account_privilege where account_id = ?)")
                .param(account)
                .query(Boolean.class)
                .single();
    }

    private static Refusal refused(String why) {
        return new Refusal(ErrorCode.PRECONDITION_REQUIRED, why);
    }

    private Directory.Account existing(String name) {
        return directory
                .account(name)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no account " + name + "."));
    }
}
