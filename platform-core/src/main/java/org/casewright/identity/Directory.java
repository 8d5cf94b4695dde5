package org.casewright.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Units and accounts by number, code, id and name. Names and codes never change, so they may be remembered. */
@Component
public class Directory {

    private static final String ACCOUNT =
            "select id, name, title, coalesce(unit_no, 0) as unit_no, status = 'TEAM' as team from platform.account ";

    private final JdbcClient sql;
    private final AccessVersion version;
    private volatile Memory memory = new Memory(-1, Map.of(), new ConcurrentHashMap<>());

    Directory(DataSource application, AccessVersion version) {
        this.sql = JdbcClient.create(application);
        this.version = version;
    }

    /**
     * A business unit.
     *
     * @param number small and stable, from 1
     * @param code capitals, prefix of record numbers
     * @param parent number of the unit above; 0 for the root
     * @param zone IANA time zone
     */
    public record Unit(int number, UUID id, String code, String name, int parent, String zone, Status status) {

        /** Whether its records are written. */
        public boolean isOpen() {
            return status == Status.ACTIVE;
        }
    }

    /** What can be done in a unit. */
    public enum Status {
        /** All. */
        ACTIVE,
        /** Its records are read, and reassigned to other units; people still act for it. */
        READ_ONLY,
        /** The same, and nobody acts for it: those above it see its records. */
        CLOSED
    }

    /**
     * An account: {@code name} signs in, {@code title} is what people call it. The engine and processes have unit 0.
     *
     * @param team whether it is a team, by which nobody signs in
     */
    public record Account(UUID id, String name, String title, int unit, boolean team) {}

    /** An organisation with an agreement. */
    public record Partner(UUID id, String code, String title) {}

    /** What was read since the access version was last raised. */
    private record Memory(long version, Map<Integer, Unit> units, Map<UUID, Account> accounts) {}

    /** Every unit, by number. */
    public List<Unit> units() {
        return List.copyOf(reread().units().values());
    }

    /** The unit of this number. */
    public Optional<Unit> unit(int number) {
        return Optional.ofNullable(current().units().get(number))
                .or(() -> Optional.ofNullable(reread().units().get(number)));
    }

    /** The unit of this code. */
    public Optional<Unit> unit(String code) {
        return coded(current(), code).or(() -> coded(reread(), code));
    }

    /** The unit with this id, which references to {@code platform/unit} hold. */
    public Optional<Unit> unit(UUID id) {
        return identified(current(), id).or(() -> identified(reread(), id));
    }

    /** The account with this id, closed ones too. */
    public Optional<Account> account(UUID id) {
        var accounts = current().accounts();
        var known = accounts.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        var found = sql.sql(ACCOUNT + "where id = ?")
                .param(id)
                .query(Directory::account)
                .optional();
        found.ifPresent(account -> accounts.put(id, account));
        return found;
    }

    /** The account that signs in by this name. */
    public Optional<Account> account(String name) {
        return sql.sql(ACCOUNT + "where name = ?")
                .param(Names.plain(name))
                .query(Directory::account)
                .optional();
    }

    /** The accounts that sign in by these names, by their names: one question for all. */
    public Map<String, Account> accounts(Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : sql
                        .sql(ACCOUNT + "where name in (:names)")
                        .param("names", names.stream().map(Names::plain).toList())
                        .query(Directory::account)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Account::name, account -> account));
    }

    /** The partner with this id, whether or not its agreement stands. */
    public Optional<Partner> partner(UUID id) {
        return sql.sql("select id, code, title from platform.partner where id = ?")
                .param(id)
                .query(Directory::partner)
                .optional();
    }

    /** The open account that signs in by this name. */
    public Optional<Account> open(String name) {
        return sql.sql(ACCOUNT + "where name = ? and status = 'ACTIVE'")
                .param(Names.plain(name))
                .query(Directory::account)
                .optional();
    }

    /** The open account, or the team, of this name: who can own records. */
    public Optional<Account> owner(String name) {
        return sql.sql(ACCOUNT + "where name = ? and status in ('ACTIVE', 'TEAM')")
                .param(Names.plain(name))
                .query(Directory::account)
                .optional();
    }

    /** Open accounts whose name or title contains every one of the words; at most {@code limit}. */
    public List<Account> search(String words, int limit) {
        return search("ACTIVE", words, limit);
    }

    /** Teams whose name or title contains every one of the words; at most {@code limit}. */
    public List<Account> teams(String words, int limit) {
        return search("TEAM", words, limit);
    }

    /** Every partner, by title. */
    public List<Partner> partners() {
        return sql.sql("select id, code, title from platform.partner order by title collate \"und-x-icu\", code")
                .query(Directory::partner)
                .list();
    }

    private List<Account> search(String status, String words, int limit) {
        var text = new StringBuilder(ACCOUNT).append("where status = ?");
        var parameters = new ArrayList<Object>();
        parameters.add(status);
        for (var word : words.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            text.append(" and (strpos(name, ?) > 0 or strpos(lower(title collate \"und-x-icu\"), ?) > 0)");
            parameters.add(word);
            parameters.add(word);
        }
        text.append(" order by title collate \"und-x-icu\", name limit ?");
        parameters.add(limit);
        return sql.sql(text.toString())
                .params(parameters)
                .query(Directory::account)
                .list();
    }

    /** Ids of the open accounts that hold one of the roles. */
    public List<UUID> holders(Collection<String> roles) {
        return roles.isEmpty()
                ? List.of()
                : sql.sql("""
                        select distinct a.id from platform.account a join platform.account_role r on r.account_id = a.id
                         where a.status = 'ACTIVE' and r.role in (:roles) order by a.id""")
                        .param("roles", roles)
                        .query((row, number) -> row.getObject("id", UUID.class))
                        .list();
    }

    private Memory current() {
        var known = memory;
        return known.version() == version.latest() ? known : reread();
    }

    private Memory reread() {
        var before = version.latest();
        var units = new LinkedHashMap<Integer, Unit>();
        try (Stream<Unit> all = sql.sql("""
                        select number, id, code, name, coalesce(parent, 0) as parent, zone, status
                          from platform.unit order by number""").query(Directory::unit).stream()) {
            all.forEach(unit -> units.put(unit.number(), unit));
        }
        var accounts = memory.version() == before ? memory.accounts() : new ConcurrentHashMap<UUID, Account>();
        var read = new Memory(before, units, accounts);
        memory = read;
        return read;
    }

    private static Optional<Unit> coded(Memory in, String code) {
        return in.units().values().stream()
                .filter(unit -> unit.code().equals(code))
                .findFirst();
    }

    private static Optional<Unit> identified(Memory in, UUID id) {
        return in.units().values().stream().filter(unit -> unit.id().equals(id)).findFirst();
    }

    private static Unit unit(ResultSet row, int number) throws SQLException {
        return new Unit(
                row.getInt("number"),
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("name"),
                row.getInt("parent"),
                row.getString("zone"),
                Status.valueOf(row.getString("status")));
    }

    private static Partner partner(ResultSet row, int number) throws SQLException {
        return new Partner(row.getObject("id", UUID.class), row.getString("code"), row.getString("title"));
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                row.getInt("unit_no"),
                row.getBoolean("team"));
    }
}
