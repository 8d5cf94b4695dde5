package org.casewright.identity;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Local accounts: made, given roles and units, signed in, locked out and let in again. Who may do so is asked at the doors. */
@Component
public class Accounts {

    private static final int LOCKS = 64;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Directory directory;
    private final Passwords passwords;
    private final SignInFailures failures;
    private final Sessions sessions;
    private final Deeds deeds;
    private final List<Lock> locks = Stream.generate(ReentrantLock::new)
            .limit(LOCKS)
            .map(Lock.class::cast)
            .toList();

    Accounts(
            DataSource application,
            PlatformTransactionManager transactions,
            Clock clock,
            Directory directory,
            Passwords passwords,
            SignInFailures failures,
            Sessions sessions,
            Deeds deeds) {
        this.sql = JdbcClient.create(application);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.directory = directory;
        this.passwords = passwords;
        this.failures = failures;
        this.sessions = sessions;
        this.deeds = deeds;
    }

    /** What is wrong with the old password, and with the new one, as sentences. */
    public record PasswordFaults(List<Message> old, List<Message> next) {
        public PasswordFaults {
            old = List.copyOf(old);
            next = List.copyOf(next);
        }

        static PasswordFaults ofOld(Message sentence) {
            return new PasswordFaults(List.of(sentence), List.of());
        }

        static PasswordFaults ofNext(List<Message> sentences) {
            return new PasswordFaults(List.of(), sentences);
        }

        /** Whether nothing is. */
        public boolean isEmpty() {
            return old.isEmpty() && next.isEmpty();
        }
    }

    /**
     * An account to be made.
     *
     * @param name by which it signs in; capitals do not matter
     * @param title what people call it
     * @param unit code of the unit that it belongs to
     */
    public record NewAccount(String name, String title, String unit, Set<String> roles) {
        public NewAccount {
            name = Names.plain(name);
            roles = Set.copyOf(roles);
        }
    }

    /**
     * Makes an account with a password that an administrator chose, to be changed at the first sign-in.
     *
     * @throws Refusal when the name is taken, the unit is not there, or the password is too weak
     */
    public UUID add(NewAccount account, String password) {
        refuseFaults("/password", PasswordPolicy.faults(password, account.name()));
        return addAll(List.of(account), password, true).getFirst();
    }

    /** Makes an account without a password: its owner signs in by a provider. */
    public UUID addWithoutPassword(NewAccount account) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> insert(account, null, false)));
    }

    /**
     * Makes accounts that share one password, whatever it is: for demonstrations. It is hashed once, for that is slow by
     * intention.
     */
    public List<UUID> addDemo(Collection<NewAccount> accounts, String password) {
        return addAll(accounts, password, false);
    }

    private List<UUID> addAll(Collection<NewAccount> accounts, String password, boolean mustChange) {
        if (password.isEmpty() || PasswordPolicy.isTooLong(password)) {
            throw new Refusal(ErrorCode.INVALID, "The password must have from 1 to 72 bytes.");
        }
        var hash = passwords.hash(password);
        return List.copyOf(java.util.Objects.requireNonNull(transaction.execute(status -> accounts.stream()
                .map(account -> insert(account, hash, mustChange))
                .toList())));
    }

    private UUID insert(NewAccount account, @Nullable String hash, boolean mustChange) {
        var unit = directory
                .unit(account.unit())
                .orElseThrow(() -> Names.wrong("/unit", ErrorCode.REFERENCE, "There is no unit {0}.", account.unit()));
        var id = UUID.randomUUID();
        var made = sql.sql("""
                        insert into platform.account (id, name, title, unit_no, created_at) values (?, ?, ?, ?, ?)
                        on conflict (name) do nothing""")
                .params(id, account.name(), account.title(), unit.number(), OffsetDateTime.now(clock))
                .update();
        if (made == 0) {
            throw Names.wrong("/name", ErrorCode.UNIQUE, "There is already an account named {0}.", account.name());
        }
        if (hash != null) {
            sql.sql("insert into platform.credential (account_id, hash, changed_at, must_change) values (?, ?, ?, ?)")
                    .params(id, hash, OffsetDateTime.now(clock), mustChange)
                    .update();
        }
        account.roles().forEach(role -> grantRole(id, role));
        return id;
    }

    /** Gives a role. */
    public void grant(UUID account, String role) {
        grantRole(account, role);
    }

    private void grantRole(UUID account, String role) {
        sql.sql("insert into platform.account_role (account_id, role) values (?, ?) on conflict do nothing")
                .params(account, role)
                .update();
    }

    /** Takes a role away. */
    public void revoke(UUID account, String role) {
        sql.sql("delete from platform.account_role where account_id = ? and role = ?")
                .params(account, role)
                .update();
    }

    /** Lets the account act for another unit as well, until then; null for without end. */
    public void lend(UUID account, int unit, @Nullable OffsetDateTime until) {
        sql.sql("""
                        insert into platform.account_unit (account_id, unit_no, until) values (:account, :unit, :until)
                        on conflict (account_id, unit_no) do update set until = excluded.until""")
                .param("account", account)
                .param("unit", unit)
                .param("until", until, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Ends that the account acts for a unit that is not its own. */
    public void recall(UUID account, int unit) {
        sql.sql("delete from platform.account_unit where account_id = ? and unit_no = ?")
                .params(account, unit)
                .update();
    }

    /** Moves the account to another unit; it keeps its roles and what it owns. */
    public void move(UUID account, int unit) {
        sql.sql("update platform.account set unit_no = ? where id = ?")
                .params(unit, account)
                .update();
    }

    /** Closes the account: nobody signs in by it, and its tokens open nothing. */
    public void close(UUID account) {
        status(account, "DISABLED");
        sessions.endAll(account, null);
    }

    /** Opens a closed account again. */
    public void reopen(UUID account) {
        status(account, "ACTIVE");
    }

    private void status(UUID account, String status) {
        sql.sql("update platform.account set status = ? where id = ?")
                .params(status, account)
                .update();
    }

    /** Gives another password, to be changed at the next sign-in, lets the account in again, and ends its sessions. */
    public void reset(String name, String password) {
        var account = existing(name);
        refuseFaults("/password", PasswordPolicy.faults(password, account.name()));
        store(account.id(), password, true);
        failures.forget(account.name());
        sessions.endAll(account.id(), null);
    }

    /** Lets an account in again that rests after too many failures. */
    public void unlock(String name) {
        failures.forget(existing(name).name());
    }

    /**
     * Changes the account's own password, and ends its other sessions.
     *
     * @param session in which it is done; null for none
     * @return what is wrong; nothing when it is done
     */
    public PasswordFaults changePassword(UUID id, String old, String next, @Nullable UUID session) {
        var account = directory.account(id).orElseThrow(Refusal::notFound);
        var faults = switch (signIn(account.name(), old)) {
            case SignIn.Accepted accepted ->
                PasswordFaults.ofNext(
                        next.equals(old)
                                ? List.of(Message.of("The new password must differ from the old one."))
                                : PasswordPolicy.faults(next, account.name()));
            case SignIn.Refused refused -> PasswordFaults.ofOld(Message.of("The old password is not right."));
            case SignIn.Resting resting -> PasswordFaults.ofOld(Message.of("Too many tries. Please try again later."));
        };
        if (faults.isEmpty()) {
            deeds.byOwner(account, () -> {
                store(id, next, false);
                sessions.endAll(id, session);
            });
        }
        return faults;
    }

    private void store(UUID account, String password, boolean mustChange) {
        sql.sql("""
                        insert into platform.credential (account_id, hash, changed_at, must_change)
                        values (?, ?, ?, ?)
                        on conflict (account_id) do update
                          set hash = excluded.hash, changed_at = excluded.changed_at, must_change = excluded.must_change""")
                .params(account, passwords.hash(password), OffsetDateTime.now(clock), mustChange)
                .update();
    }

    /** Whether the account has a password at all. */
    public boolean hasPassword(UUID account) {
        return sql.sql("select exists (select 1 from platform.credential where account_id = ?)")
                .param(account)
                .query(Boolean.class)
                .single();
    }

    /** Whether the account has to change its password before anything else. */
    public boolean mustChangePassword(UUID account) {
        return sql.sql("select must_change from platform.credential where account_id = ?")
                .param(account)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private record Credential(UUID account, String hash, boolean mustChange) {}

    /**
     * Compares name and password, and counts failures. Answers and time are the same for a name of nobody. Tries of one name
     * go one after the other, so that many at once are not more tries.
     */
    public SignIn signIn(String typed, String password) {
        var name = Names.plain(typed);
        var lock = locks.get(Math.floorMod(name.hashCode(), LOCKS));
        lock.lock();
        try {
            var rests = failures.restsUntil(name);
            return rests.isPresent() ? new SignIn.Resting(rests.get()) : compare(name, password);
        } finally {
            lock.unlock();
        }
    }

    private SignIn compare(String name, String password) {
        var credential = sql.sql("""
                        select c.account_id as account, c.hash, c.must_change
                          from platform.account a join platform.credential c on c.account_id = a.id
                         where a.name = ? and a.status = 'ACTIVE'""").param(name).query(Credential.class).optional();
        if (!passwords.matches(password, credential.map(Credential::hash).orElse(null))) {
            return new SignIn.Refused(failures.add(name));
        }
        failures.forget(name);
        var found = credential.orElseThrow();
        return new SignIn.Accepted(found.account(), name, found.mustChange());
    }

    private Directory.Account existing(String name) {
        return directory
                .account(name)
                .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no account {0}.", name));
    }

    private static void refuseFaults(String pointer, List<Message> faults) {
        if (!faults.isEmpty()) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    faults.getFirst(),
                    faults.stream()
                            .map(fault -> Problem.at(pointer, ErrorCode.FORMAT, fault))
                            .toList());
        }
    }
}
