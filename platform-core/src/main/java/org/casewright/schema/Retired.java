package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;

/**
 * Values or rows that a release has put aside and no release shows: a column, or a table with all that belongs to it.
 *
 * @param name the last name it had: {@code module/entity} or {@code module/entity.property}
 * @param file name for a file in which it is kept
 * @param rows how many rows have something in it
 * @param exported the question that reads it whole
 * @param dropped what drops it, and the memory of it
 */
public record Retired(String name, String file, long rows, String exported, List<String> dropped) {

    private static final String FILES = "platform.attachment";

    public Retired {
        dropped = List.copyOf(dropped);
    }

    /**
     * Everything retired that goes by a name: a module, an entity, or a property, under any name that it ever had.
     *
     * @throws Refusal {@code NOT_FOUND} when nothing of that name is retired
     */
    public static List<Retired> of(String name, Connection connection) throws SQLException {
        var mapping = Mapping.read(connection);
        var actual = ActualTables.read(connection, mapping.schemas());
        var places = new LinkedHashMap<String, StoredAs>();
        mapping.rows().stream()
                .filter(row -> !row.holds()
                        && mapping.holder(row.table(), row.column()).isEmpty())
                .filter(row -> isMeant(row, name))
                .forEach(row -> places.put(row.table() + "." + row.column(), row));
        var rows = new StoredRows(connection, actual);
        var found = new ArrayList<Retired>();
        for (var row : places.values()) {
            var there = actual.tables().get(row.table());
            if (there == null || isWithin(row, places)) {
                continue;
            }
            if (row.column().isEmpty()) {
                found.add(table(row, rows));
                if (rows.count(FILES, held(row)) > 0) {
                    found.add(contents(row, rows));
                }
                var keys = row.table().searchKeys();
                if (row.path().isEmpty() && actual.tables().containsKey(keys)) {
                    found.add(
                            new Retired(row.name() + " (search keys)", "", 0, "", List.of("drop table " + keys.sql())));
                }
            } else if (there.columns().containsKey(row.column())) {
                found.add(column(
                        row, rows, actual.tables().containsKey(row.table().searchKeys())));
                if (row.type().equals(Columns.ATTACHED)) {
                    found.add(contents(row, rows));
                }
            }
        }
        if (found.isEmpty()) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "Nothing retired is called " + name + ". Only what a release has retired can be purged.");
        }
        return found;
    }

    private static boolean isMeant(StoredAs row, String name) {
        return row.name().equals(name)
                || row.entity().equals(name)
                || row.name().startsWith(name + ".")
                || row.entity().startsWith(name + "/");
    }

    /** A column of a table that goes as well. */
    private static boolean isWithin(StoredAs row, Map<String, StoredAs> places) {
        return !row.column().isEmpty() && places.containsKey(row.table() + ".");
    }

    /** The contents of a column's files, those that were replaced as well; they go with the column. */
    private static Retired contents(StoredAs row, StoredRows rows) throws SQLException {
        return new Retired(
                row.name() + " (contents)",
                row.table() + "." + row.column() + ".contents",
                rows.count(FILES, held(row)),
                "select a.id, a.record_id, a.name, a.media_type, p.number, encode(p.content, 'base64') as content"
                        + " from " + FILES + " a join platform.attachment_part p on p.attachment_id = a.id where "
                        + held(row) + " order by a.id, p.number",
                List.of());
    }

    private static String held(StoredAs row) {
        return "table_ref = " + Sql.literal(row.table().toString())
                + (row.column().isEmpty() ? "" : " and column_name = " + Sql.literal(row.column()));
    }

    private static Retired table(StoredAs row, StoredRows rows) throws SQLException {
        var table = row.table().sql();
        return new Retired(
                row.name(),
                row.table().toString(),
                rows.count(table, "true"),
                "select * from " + table,
                List.of(
                        "delete from " + FILES + " where " + held(row),
                        "delete from platform.record_grant where record_id in (select id from " + table + ")",
                        "delete from platform.notice where record_id in (select id from " + table + ")",
                        "delete from platform.note where record_id in (select id from " + table + ")",
                        "delete from platform.draft where record_id in (select id from " + table + ")",
                        "delete from platform.recent where record_id in (select id from " + table + ")",
                        "delete from platform.record_bar where record_id in (select id from " + table + ")",
                        "delete from platform.record where table_ref = "
                                + Sql.literal(row.table().toString()),
                        "drop table " + table + " cascade",
                        "delete from platform.mapping where table_schema = "
                                + Sql.literal(row.table().schema()) + " and table_name = "
                                + Sql.literal(row.table().table())));
    }

    private static Retired column(StoredAs row, StoredRows rows, boolean searched) throws SQLException {
        var table = row.table().sql();
        var column = Sql.quoted(row.column());
        var dropped = new ArrayList<String>();
        dropped.add("alter table " + table + " drop column " + column);
        if (row.type().equals(Columns.ATTACHED)) {
            dropped.add("delete from " + FILES + " where " + held(row));
        }
        if (searched) {
            dropped.add("delete from " + row.table().searchKeys().sql() + " where \"property\" = "
                    + Sql.literal(row.column()));
        }
        dropped.add("delete from platform.mapping where table_schema = "
                + Sql.literal(row.table().schema()) + " and table_name = "
                + Sql.literal(row.table().table()) + " and column_name = "
                + Sql.literal(row.column()));
        return new Retired(
                row.name(),
                row.table() + "." + row.column(),
                rows.count(table, column + " is not null"),
                "select \"id\", " + column + " from " + table + " where " + column + " is not null",
                dropped);
    }
}
