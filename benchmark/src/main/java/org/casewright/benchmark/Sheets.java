package org.casewright.benchmark;

import java.nio.file.Path;
import java.util.List;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the list that {@link PagesBenchmark} opens, made by SQL: each but the first refers to the one before it. */
final class Sheets {

    private static final String ROWS = """
            with made as (
                select n, uuidv7() as id, now() - n * interval '1 minute' as at from generate_series(1, :rows) n)
            insert into pages.sheet (id, number, unit_no, row_class, access_key, owner_user, version, created_at, created_by,
                updated_at, updated_by, title, kind, quantity, arrived, behind)
            select m.id, 'S-HQ-' || n, u.number, 0, u.number * 64, a.id, 1, at, a.id, at, a.id,
                   'Sheet ' || n, (array['SMALL', 'MIDDLE', 'LARGE'])[1 + n % 3], n % 1000,
                   date '2015-01-01' + (n % 3650)::int, lag(m.id) over (order by n)
              from made m
              join platform.unit u on u.code = 'HQ'
              cross join platform.account a where a.name = 'clerk'""";

    private static final String REGISTRY = """
            insert into platform.record (id, entity, table_ref, number, unit_no, row_class, access_key, owner_user, title, updated_at)
            select id, 'pages/sheet', 'pages.sheet', number, unit_no, row_class, access_key, owner_user, title, updated_at
              from pages.sheet""";

    private Sheets() {}

    /** Fills the table of the application that runs on this data; nobody has to change a first password any more. */
    static void fill(Path data, int rows) {
        var server = EmbeddedPostgres.running(data, Databases.DATABASE).orElseThrow();
        try (var databases = Databases.open(server)) {
            var owner = JdbcClient.create(databases.owner());
            owner.sql("update platform.credential set must_change = false").update();
            owner.sql(ROWS).param("rows", rows).update();
            owner.sql(REGISTRY).update();
            List.of("pages.sheet", "platform.record")
                    .forEach(table -> owner.sql("vacuum (analyze) " + table).update());
        }
    }
}
