package org.casewright.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which accounts may do what to the platform, and for which of its modules; nobody may by nature. */
@Component
public class PlatformPrivileges {

    /** As definition files name modules; one may be yet to come. */
    private static final Pattern MODULE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Directory directory;

    PlatformPrivileges(
            DataSource application, PlatformTransactionManager transactions, Accounts accounts, Directory directory) {
        this.sql = JdbcClient.create(application);
        this.transaction = new TransactionTemplate(transactions);
        this.accounts = accounts;
        this.directory = directory;
    }

    /** Gives it to an account for all modules, once or again. */
    public void grant(String name, PlatformPrivilege privilege) {
        grant(name, privilege, Set.of());
    }

    /**
     * Gives it to an account.
     *
     * @param modules for which; none for all of them. Who has it for all has it for these already
     * @throws Refusal when the privilege is of the platform as a whole, or no module can be called so
     */
    public void grant(String name, PlatformPrivilege privilege, Set<String> modules) {
        var account = existing(name).id();
        requireOfModules(privilege, modules);
        transaction.executeWithoutResult(status -> {
            // Two at once could leave all modules beside single ones.
            sql.sql("select id from platform.account where id = ? for update")
                    .param(account)
                    .query(UUID.class)
                    .single();
            if (reach(account, privilege).everywhere()) {
                return;
            }
            if (modules.isEmpty()) {
                revoke(account, privilege, Set.of());
            }
            (modules.isEmpty() ? Set.of("") : modules)
                    .forEach(module -> sql.sql("""
                            insert into platform.account_privilege (account_id, privilege, module) values (?, ?, ?)
                            on conflict do nothing""")
                            .params(account, privilege.code(), module)
                            .update());
        });
    }

    /** Takes it away, for all modules. */
    public void revoke(String name, PlatformPrivilege privilege) {
        revoke(name, privilege, Set.of());
    }

    /**
     * Takes it away.
     *
     * @param modules for which; none for all of them
     * @throws Refusal when it is held for all modules and taken for some: which are left, somebody has to say
     */
    public void revoke(String name, PlatformPrivilege privilege, Set<String> modules) {
        var account = existing(name).id();
        requireOfModules(privilege, modules);
        if (!modules.isEmpty() && reach(account, privilege).everywhere()) {
            throw Names.wrong(
                    "/modules",
                    ErrorCode.REFERENCE,
                    "This account has the privilege {0} for all modules. Take it away as a whole, and give it for those that stay.",
                    privilege.code());
        }
        revoke(account, privilege, modules);
    }

    private void revoke(UUID account, PlatformPrivilege privilege, Set<String> modules) {
        sql.sql("""
                        delete from platform.account_privilege
                         where account_id = ? and privilege = ? and (cardinality(?::text[]) = 0 or module = any (?))""")
                .params(account, privilege.code(), array(modules), array(modules))
                .update();
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static void requireOfModules(PlatformPrivilege privilege, Set<String> modules) {
        if (!modules.isEmpty() && !privilege.isOfModules()) {
            throw Names.wrong(
                    "/modules",
                    ErrorCode.REFERENCE,
                    "The privilege {0} is held for the platform as a whole, not for modules.",
                    privilege.code());
        }
        for (var module : modules) {
            if (!MODULE.matcher(module).matches()) {
                throw Names.wrong("/modules", ErrorCode.PATTERN, "No module is called {0}.", module);
            }
        }
    }

    /**
     * Takes somebody's word: who answers for something that needs this privilege, and proves it by their password. A wrong one
     * counts like a sign-in that failed.
     *
     * @param modules for each of which it is needed
     * @return the account's name
     * @throws Refusal {@code PRECONDITION_REQUIRED}, with one sentence
     */
    public String sign(String typed, String password, PlatformPrivilege privilege, Collection<String> modules) {
        return switch (accounts.signIn(typed, password)) {
            case SignIn.Accepted accepted -> {
                if (accepted.mustChange()) {
                    throw refused(accepted.name() + " has to sign in and change the first password before");
                }
                var reach = reach(accepted.account(), privilege);
                if (reach.isNowhere()) {
                    throw refused(accepted.name() + " has not the privilege " + privilege.code());
                }
                var missing = missing(modules, reach);
                if (!missing.isEmpty()) {
                    throw refused(accepted.name() + " has not the privilege " + privilege.code() + " for "
                            + String.join(", ", missing));
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

    /**
     * Two people answer for something; who can be the other at will is no second one.
     *
     * @throws Refusal {@code PRECONDITION_REQUIRED} when one has made the other's account, or given it a password, a linked
     *     sign-in, a token or a privilege
     */
    public void requireTwoHands(String one, String other) {
        var same = sql.sql("""
                        select platform.is_one_hand(a.id, b.id) from platform.account a, platform.account b
                         where a.name = ? and b.name = ?""").params(one, other).query(Boolean.class).single();
        if (same) {
            throw refused(
                    other + " cannot be the second person beside " + one + ": one has made the other's account, or"
                            + " given it a password, a sign-in, a token or a privilege");
        }
    }

    /** For which modules an account has it. */
    public Reach reach(UUID account, PlatformPrivilege privilege) {
        return Reach.of(sql.sql("select module from platform.account_privilege where account_id = ? and privilege = ?")
                .params(account, privilege.code())
                .query((row, number) -> row.getString("module"))
                .list());
    }

    /** For which modules whoever asks has one of them, and came in by a credential that carries it. */
    public Reach reach(Actor actor, PlatformPrivilege... oneOf) {
        var held = held(actor);
        return Arrays.stream(oneOf)
                .map(privilege -> held.getOrDefault(privilege, Reach.NOWHERE))
                .reduce(Reach.NOWHERE, Reach::or);
    }

    /** All that an account has, and for which modules. */
    public Map<PlatformPrivilege, Reach> held(UUID account) {
        var stored = sql
                .sql("select privilege, module from platform.account_privilege where account_id = ?")
                .param(account)
                .query((row, number) -> Map.entry(row.getString("privilege"), row.getString("module")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
        var held = new EnumMap<PlatformPrivilege, Reach>(PlatformPrivilege.class);
        for (var privilege : PlatformPrivilege.values()) {
            var modules = stored.get(privilege.code());
            if (modules != null) {
                held.put(privilege, Reach.of(modules));
            }
        }
        return held;
    }

    /** All that whoever asks has, and carries. */
    public Map<PlatformPrivilege, Reach> held(Actor actor) {
        return actor.kind() == Actor.Kind.USER && actor.scope().carriesPlatform() ? held(actor.id()) : Map.of();
    }

    /** Whether whoever asks has it for all modules, and came in by a credential that carries it. */
    public boolean holds(Actor actor, PlatformPrivilege privilege) {
        return reach(actor, privilege).everywhere();
    }

    /**
     * Lets somebody go on who has one of the privileges for each of the modules.
     *
     * @throws Refusal {@code FORBIDDEN}, with the modules for which none is held
     */
    public void require(Actor actor, Collection<String> modules, PlatformPrivilege... oneOf) {
        var words = Arrays.stream(oneOf).map(PlatformPrivilege::code).collect(Collectors.joining(" or "));
        var reach = reach(actor, oneOf);
        if (reach.isNowhere()) {
            throw Refusal.of(ErrorCode.FORBIDDEN, "This takes the privilege {0}, which you have not.", words);
        }
        var missing = missing(modules, reach);
        if (!missing.isEmpty()) {
            throw Refusal.of(
                    ErrorCode.FORBIDDEN,
                    "This takes the privilege {0} for {1}, which you have not.",
                    words,
                    String.join(", ", missing));
        }
    }

    private static List<String> missing(Collection<String> modules, Reach reach) {
        return modules.stream().filter(module -> !reach.covers(module)).sorted().toList();
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
                .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no account {0}.", name));
    }
}
