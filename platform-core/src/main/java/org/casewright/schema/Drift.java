package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody changed in the tables by hand since the last release left them. Compared are the server's own words, which
 * are kept with each release.
 *
 * @param kind {@code column}, {@code constraint}, {@code index} or {@code policy}
 * @param expected as the release left it; null when it did not make it
 * @param found as it is; null when it is missing
 */
public record Drift(
        String table,
        String kind,
        String name,
        @Nullable String expected,
        @Nullable String found) {

    private static final String SHAPE = """
            with tables as (
                select c.oid, n.nspname as table_schema, c.relname as table_name
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p') and n.nspname in (select m.table_schema from platform.mapping m))
            select t.table_schema, t.table_name, 'column' as kind, a.attname::text as name,
                   format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as definition
              from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            union all
            select t.table_schema, t.table_name, 'constraint', k.conname::text, pg_get_constraintdef(k.oid)
              from tables t join pg_constraint k on k.conrelid = t.oid and k.contype in ('c', 'f', 'p', 'u', 'x')
            union all
            select t.table_schema, t.table_name, 'index', i.relname::text, pg_get_indexdef(x.indexrelid)
              from tables t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
             where not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
            union all
            select t.table_schema, t.table_name, 'policy', p.polname::text,
                   concat_ws(' ', p.polcmd, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
              from tables t join pg_policy p on p.polrelid = t.oid""";

    private static final String DIFFERENCES = """
            select coalesce(live.table_schema, kept.table_schema) || '.' || coalesce(live.table_name, kept.table_name),
                   coalesce(live.kind, kept.kind), coalesce(live.name, kept.name), kept.definition, live.definition
              from (""" + SHAPE + """
                   ) live
              full join platform.shape kept using (table_schema, table_name, kind, name)
             where live.definition is distinct from kept.definition
               and exists (select 1 from platform.shape)
               and not exists (select 1 from platform.release_step where state = 'WAITING'
                                and kind not in ('SEARCH_KEYS', 'ROW_ACCESS'))
             order by 1, 2, 3""";

    static List<Drift> of(Connection connection) throws SQLException {
        var drift = new ArrayList<Drift>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(DIFFERENCES)) {
            while (rows.next()) {
                drift.add(new Drift(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
        }
        return List.copyOf(drift);
    }

    /** Keeps the tables as they are now as what is right. */
    public static void keep(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("delete from platform.shape");
            statement.execute(
                    "insert into platform.shape (table_schema, table_name, kind, name, definition)\n" + SHAPE);
        }
    }

    /** In words. */
    public String sentence() {
        var what = "The " + kind + " " + name + " of " + table;
        if (expected == null) {
            return what + " is not of any release: " + found + ".";
        }
        return found == null
                ? what + " is missing: " + expected + "."
                : what + " was changed by hand: it is " + found + ", and was " + expected + ".";
    }
}
