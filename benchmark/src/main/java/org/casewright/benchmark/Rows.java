package org.casewright.benchmark;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is in the database beside what the platform makes: rows, set-wise, and the second rival's role with policies of its own. */
final class Rows {
    static final String RIVAL = "benchmark_rival";

    private static final int ASKED_FOR = 20_000;

    private static final String ITEMS = """
            insert into bench.item (id, number, unit_no, row_class, access_key, owner_user, version, created_at, created_by,
                updated_at, updated_by, title, code, state, kind, priority, quantity, price, urgent, arrived, contact, note)
            select uuidv7(), 'F-' || n, u.number, 0, u.number * 64, a.id, 1, at, a.id, at, a.id,
                   'Item ' || n, 'AB-' || lpad((n % 1000000)::text, 6, '0'),
                   (array['OPEN', 'HELD', 'DONE', 'GONE'])[1 + floor(random() * 4)::int],
                   (array['SMALL', 'MIDDLE', 'LARGE'])[1 + floor(random() * 3)::int],
                   1 + floor(random() * 5)::int, floor(random() * 1001)::int, (random() * 1000)::numeric(12, 2),
                   random() < 0.5, date '2015-01-01' + floor(random() * 3650)::int, 'clerk' || n || '@example.org',
                   'Came with the others; to be looked at again before it leaves.'
              from generate_series(1, :rows) n
              cross join lateral (select now() - n * interval '1 minute' as at) t
              join platform.unit u on u.code = 'OF' || (n % :offices)
              cross join platform.account a where a.name = 'clerk'""";

    private static final String TICKETS = """
            insert into bench.ticket (id, number, unit_no, row_class, access_key, owner_user, version, created_at, created_by,
                updated_at, updated_by, subject, text, urgency, due)
            select uuidv7(), 'G-' || n, u.number, 0, u.number * 64, a.id, 1, at, a.id, at, a.id,
                   'Ticket ' || n, 'It does not turn any more since it was moved.', 1 + n % 3,
                   date '2025-01-01' + floor(random() * 1800)::int
              from generate_series(1, :rows) n
              cross join lateral (select now() - n * interval '1 minute' as at) t
              join platform.unit u on u.code = 'OF' || (n % :offices)
              cross join platform.account a where a.name = 'clerk'""";

    private static final String REGISTRY = """
            insert into platform.record (id, entity, table_ref, number, unit_no, row_class, access_key, owner_user, title, updated_at)
            select id, 'bench/item', 'bench.item', number, unit_no, row_class, access_key, owner_user, title, updated_at from bench.item
            union all
            select id, 'bench/ticket', 'bench.ticket', number, unit_no, row_class, access_key, owner_user, subject, updated_at
              from bench.ticket""";

    /** The shape of the platform's own policies, as somebody would write them for one application. */
    private static final String POLICY = """
            create policy rival on %s to benchmark_rival
              using (access_key = any ((select nullif(current_setting('rival.keys', true), '')::int[])::int[])
                  or row_class = any ((select nullif(current_setting('rival.keys', true), '')::int[])::int[])
                  or owner_user = (select nullif(current_setting('rival.user', true), '')::uuid))
              with check (access_key = any ((select nullif(current_setting('rival.keys', true), '')::int[])::int[])
                  or row_class = any ((select nullif(current_setting('rival.keys', true), '')::int[])::int[])
                  or owner_user = (select nullif(current_setting('rival.user', true), '')::uuid))""";

    private static final List<String> RIGHTS = List.of(
            "create sequence bench.rival_number",
            "create table bench.rival_history (id bigint primary key generated always as identity, record_id uuid not null,"
                    + " entity text not null, at timestamptz not null, action text not null, actor_id uuid not null,"
                    + " actor_name text not null, version bigint not null, release bigint not null, changes jsonb not null)",
            "create index on bench.rival_history (record_id, at desc)",
            "alter table bench.rival_history enable row level security",
            "grant usage on schema platform, bench, camunda to benchmark_rival",
            "grant select, insert, update, delete on all tables in schema camunda to benchmark_rival",
            "grant usage on sequence bench.rival_number to benchmark_rival",
            "grant select on platform.token, platform.account, platform.account_role, platform.unit to benchmark_rival",
            "grant select, insert on bench.item, bench.ticket to benchmark_rival",
            "grant insert on bench.rival_history, platform.task to benchmark_rival",
            POLICY.formatted("bench.item"),
            POLICY.formatted("bench.ticket"),
            POLICY.formatted("platform.task"),
            "create policy rival on bench.rival_history for insert to benchmark_rival"
                    + " with check (actor_id = (select nullif(current_setting('rival.user', true), '')::uuid))");

    private final JdbcClient owner;

    Rows(DataSource owner) {
        this.owner = JdbcClient.create(owner);
    }

    /** So many of each, over the units {@code OF0} and on. */
    void fill(int items, int tickets, int offices) {
        owner.sql(ITEMS).param("rows", items).param("offices", offices).update();
        owner.sql(TICKETS).param("rows", tickets).param("offices", offices).update();
        owner.sql(REGISTRY).update();
        List.of("bench.item", "bench.ticket", "platform.record", "platform.history")
                .forEach(table -> owner.sql("vacuum (analyze) " + table).update());
    }

    /** Makes the role of the second rival; returns its password. */
    String makeRival() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        owner.sql("create role " + RIVAL + " login password '" + password + "'").update();
        owner.sql("grant connect on database " + database() + " to " + RIVAL).update();
        RIGHTS.forEach(right -> owner.sql(right).update());
        return password;
    }

    private String database() {
        return owner.sql("select quote_ident(current_database())")
                .query(String.class)
                .single();
    }

    /** Some of the items, to be asked for one by one. */
    List<UUID> items() {
        return owner.sql("select id from bench.item order by random() limit " + ASKED_FOR)
                .query((row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .list();
    }
}
