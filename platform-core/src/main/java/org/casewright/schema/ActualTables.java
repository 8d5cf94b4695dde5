package org.casewright.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables that are there, as the database's own catalog says. */
record ActualTables(Set<String> schemas, Map<TableName, Actual> tables) {

    private static final String SCHEMAS = "select nspname from pg_namespace where nspname = any (?)";

    private static final String TABLES = """
            select n.nspname, c.relname, c.reltuples, has_table_privilege('casewright_app', c.oid, 'select')
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any (?) and c.relkind in ('r', 'p')""";

    private static final String COLUMNS = """
            select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where n.nspname = any (?) and c.relkind in ('r', 'p')""";

    private static final String CONSTRAINTS = """
            select n.nspname, c.relname, k.conname, k.convalidated
              from pg_constraint k
              join pg_class c on c.oid = k.conrelid
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any (?) and k.contype in ('c', 'f', 'x')""";

    private static final String INDEXES = """
            select n.nspname, c.relname, i.relname, x.indisvalid, x.indisunique
              from pg_index x
              join pg_class c on c.oid = x.indrelid
              join pg_class i on i.oid = x.indexrelid
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any (?)
               and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))""";

    private static final String POLICIES = """
            select n.nspname, c.relname, p.polname
              from pg_policy p
              join pg_class c on c.oid = p.polrelid
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any (?)""";

    private static final String TRIGGERS = """
            select n.nspname, c.relname, t.tgname, f.oid::regprocedure::text
              from pg_trigger t
              join pg_class c on c.oid = t.tgrelid
              join pg_namespace n on n.oid = c.relnamespace
              join pg_proc f on f.oid = t.tgfoid
             where n.nspname = any (?) and not t.tgisinternal""";

    record Column(String type, boolean required) {}

    record Constraint(boolean validated) {}

    record Index(boolean valid, boolean unique) {}

    /**
     * A table that is there. Names of rules, indexes and policies change with their definitions, which nobody has to read.
     *
     * @param rows about how many it has; negative when nobody knows
     * @param open whether the application's role may read it
     */
    record Actual(
            long rows,
            boolean open,
            Map<String, Column> columns,
            Map<String, Constraint> constraints,
            Map<String, Index> indexes,
            Set<String> policies,
            Map<String, String> triggers) {

        private static Actual empty(long rows, boolean open) {
            return new Actual(
                    rows, open, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
        }
    }

    static ActualTables read(Connection connection, Collection<String> schemas) throws SQLException {
        var found = new HashSet<String>();
        var tables = new HashMap<TableName, Actual>();
        each(connection, SCHEMAS, schemas, row -> found.add(row.getString(1)));
        each(
                connection,
                TABLES,
                schemas,
                row -> tables.put(name(row), Actual.empty((long) row.getDouble(3), row.getBoolean(4))));
        each(
                connection,
                COLUMNS,
                schemas,
                row -> of(tables, row)
                        .columns()
                        .put(row.getString(3), new Column(row.getString(4), row.getBoolean(5))));
        each(
                connection,
                CONSTRAINTS,
                schemas,
                row -> of(tables, row).constraints().put(row.getString(3), new Constraint(row.getBoolean(4))));
        each(
                connection,
                INDEXES,
                schemas,
                row -> of(tables, row)
                        .indexes()
                        .put(row.getString(3), new Index(row.getBoolean(4), row.getBoolean(5))));
        each(connection, POLICIES, schemas, row -> of(tables, row).policies().add(row.getString(3)));
        each(connection, TRIGGERS, schemas, row -> of(tables, row).triggers().put(row.getString(3), row.getString(4)));
        return new ActualTables(found, tables);
    }

    private static TableName name(ResultSet row) throws SQLException {
        return new TableName(row.getString(1), row.getString(2));
    }

    private static Actual of(Map<TableName, Actual> tables, ResultSet row) throws SQLException {
        // What came between two questions is left for the next time.
        var found = tables.get(name(row));
        return found == null ? Actual.empty(0, true) : found;
    }

    @FunctionalInterface
    private interface Row {
        void found(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String question, Collection<String> schemas, Row row)
            throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.found(rows);
                }
            }
        }
    }
}
