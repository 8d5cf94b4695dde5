package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The tables that are there, as the database's own catalog says: only what is compared. */
record ActualTables(Set<String> schemas, Map<TableName, Actual> tables) {

    private static final String SCHEMAS = "select nspname from pg_namespace where nspname = any (?)";

    private static final String COLUMNS = """
            select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where n.nspname = any (?) and c.relkind in ('r', 'p')""";

    private static final String CONSTRAINTS = """
            select n.nspname, c.relname, k.conname, ''
              from pg_constraint k
              join pg_class c on c.oid = k.conrelid
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any (?) and k.contype in ('c', 'f', 'x')""";

    private static final String INDEXES = """
            select n.nspname, c.relname, i.relname, ''
              from pg_index x
              join pg_class c on c.oid = x.indrelid
              join pg_class i on i.oid = x.indexrelid
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any (?)
               and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))""";

    private static final String POLICIES = """
            select n.nspname, c.relname, p.polname, ''
              from pg_policy p
              join pg_class c on c.oid = p.polrelid
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any (?)""";

    /** A table that is there. */
    record Actual(Map<String, String> columns, Set<String> constraints, Set<String> indexes, Set<String> policies) {}

    static ActualTables read(Connection connection, Collection<String> schemas) throws SQLException {
        var found = new HashSet<String>();
        var tables = new HashMap<TableName, Actual>();
        try (var statement = connection.prepareStatement(SCHEMAS)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        each(
                connection,
                COLUMNS,
                schemas,
                (table, name, type) -> actual(tables, table).columns().put(name, type));
        each(
                connection,
                CONSTRAINTS,
                schemas,
                (table, name, none) -> actual(tables, table).constraints().add(name));
        each(
                connection,
                INDEXES,
                schemas,
                (table, name, none) -> actual(tables, table).indexes().add(name));
        each(
                connection,
                POLICIES,
                schemas,
                (table, name, none) -> actual(tables, table).policies().add(name));
        return new ActualTables(found, tables);
    }

    private static Actual actual(Map<TableName, Actual> tables, TableName name) {
        return tables.computeIfAbsent(
                name, key -> new Actual(new HashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>()));
    }

    @FunctionalInterface
    private interface Part {
        void found(TableName table, String name, String detail);
    }

    private static void each(Connection connection, String question, Collection<String> schemas, Part part)
            throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    part.found(
                            new TableName(rows.getString(1), rows.getString(2)), rows.getString(3), rows.getString(4));
                }
            }
        }
    }
}
