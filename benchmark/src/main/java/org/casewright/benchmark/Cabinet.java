package org.casewright.benchmark;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.casewright.identity.Accounts;
import org.casewright.identity.Units;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What stands in the module {@code cabinet}: papers, which nobody can share, and as many folders, some of which are shared. Both
 * lie scattered over a tree of units, so that no unit's rows are neighbours.
 */
final class Cabinet {
    static final String SMALL = "clerk.small";
    static final String DISTRICT = "head.district";
    static final String BIG = "clerk.big";
    static final String GLOBAL = "auditor";
    /** To whom few folders are shared. */
    static final String GUEST = "clerk.guest";
    /** To whom most of what is shared is shared. */
    static final String HOLDER = "clerk.holder";

    private static final int FEW_SHARES = 100;
    private static final int DISTRICT_OFFICES = 12;
    private static final int OTHER_OFFICES = 20;

    /**
     * Of 2,000 rows, one is in each small office, 600 in the big one, and the others in twenty of middle size. Each answers the one
     * before it in its unit.
     */
    private static final String ROWS = """
            with made as (
                select n, uuidv7() as id, now() - n * interval '1 minute' as at, u.number as unit
                  from generate_series(1, :rows) n
                  cross join lateral (select n % 2000 as place) p
                  join platform.unit u on u.code = case
                       when place = 0 then 'SMALL'
                       when place <= 12 then 'D' || place
                       when place = 13 then 'GUEST'
                       when place = 14 then 'HOLDER'
                       when n % 10 < 3 then 'BIG'
                       else 'U' || n % 20 end)
            insert into cabinet.ENTITY (id, number, unit_no, row_class, access_key, owner_user, version, created_at, created_by,
                updated_at, updated_by, title, state, quantity, price, urgent, arrived, contact, note, answers)
            select m.id, 'PREFIX-' || n, unit, 0, unit * 64, a.id, 1, at, a.id, at, a.id,
                   'Paper ' || n, (array['OPEN', 'HELD', 'DONE', 'GONE'])[1 + floor(random() * 4)::int],
                   floor(random() * 1001)::int, (random() * 1000)::numeric(12, 2), random() < 0.5,
                   date '2015-01-01' + floor(random() * 3650)::int, 'clerk' || n || '@example.org',
                   'Came with the others; to be looked at again before it leaves.', lag(m.id) over (partition by unit order by n)
              from made m cross join platform.account a where a.name = 'auditor'
             order by n""";

    private static final String REGISTRY = """
            insert into platform.record (id, entity, table_ref, number, unit_no, row_class, access_key, owner_user, title, updated_at)
            select id, 'cabinet/ENTITY', 'cabinet.ENTITY', number, unit_no, row_class, access_key, owner_user, title, updated_at
              from cabinet.ENTITY""";

    /** Half of them end some day. */
    private static final String SHARES = """
            with chosen as (
                select f.id as record, uuidv7() as share, a.id as grantee,
                       case when random() < 0.5 then now() + interval '1 year' end as until
                  from cabinet.folder f join platform.account a on a.name = :grantee and a.unit_no <> f.unit_no
                 order by md5(f.id::text) limit :shares),
            shared as (
                insert into platform.share (id, entity, record_id, grantee, privileges, purpose, until, shared_at, shared_by)
                select share, 'cabinet/folder', record, grantee::text, '{read}', 'Looks after it', until, now(), grantee from chosen)
            insert into platform.record_grant (record_id, source, grantee, gate, privileges, until)
            select record, 'share:' || share, grantee::text, '*@0', '{read}', until from chosen""";

    private final JdbcClient owner;

    Cabinet(DataSource owner) {
        this.owner = JdbcClient.create(owner);
    }

    /** Makes units and who asks in them. */
    static void people(Units units, Accounts accounts) {
        units.add("HQ", "Headquarters", null, "UTC", null);
        List.of("SMALL", "BIG", "GUEST", "HOLDER", "DIST").forEach(code -> units.add(code, code, "HQ", "UTC", null));
        IntStream.rangeClosed(1, DISTRICT_OFFICES)
                .forEach(office -> units.add("D" + office, "District office " + office, "DIST", "UTC", null));
        IntStream.range(0, OTHER_OFFICES)
                .forEach(office -> units.add("U" + office, "Office " + office, "HQ", "UTC", null));
        accounts.addDemo(
                List.of(
                        account(SMALL, "SMALL", "CLERK"),
                        account(DISTRICT, "DIST", "HEAD"),
                        account(BIG, "BIG", "CLERK"),
                        account(GLOBAL, "HQ", "AUDITOR"),
                        account(GUEST, "GUEST", "CLERK"),
                        account(HOLDER, "HOLDER", "CLERK")),
                "seven quiet otters");
    }

    private static Accounts.NewAccount account(String name, String unit, String role) {
        return new Accounts.NewAccount(name, name, unit, Set.of(role));
    }

    /** So many of each, and so many shares. */
    void fill(int rows, int shares) {
        fill("paper", "P", rows);
        fill("folder", "F", rows);
        share(HOLDER, shares - FEW_SHARES);
        share(GUEST, FEW_SHARES);
        List.of("cabinet.paper", "cabinet.folder", "platform.record", "platform.share", "platform.record_grant")
                .forEach(table -> owner.sql("vacuum (freeze, analyze) " + table).update());
    }

    private void fill(String table, String letter, int rows) {
        owner.sql(ROWS.replace("ENTITY", table).replace("PREFIX", letter))
                .param("rows", rows)
                .update();
        owner.sql(REGISTRY.replace("ENTITY", table)).update();
    }

    private void share(String grantee, int shares) {
        owner.sql(SHARES)
                .param("grantee", grantee)
                .param("shares", Math.max(0, shares))
                .update();
    }
}
