package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.casewright.schema.ActualTables.Actual;

/** Questions about the rows that are there: how many would break. Only counts leave this place. */
final class StoredRows {

    /** So many are counted where the server has not looked yet. */
    private static final long FEW = 10_000;

    /** What a condition over all rows of a table calls them. */
    static final String ALL = "stored";

    private final Connection connection;
    private final ActualTables actual;
    private final Map<TableName, Long> sizes = new HashMap<>();

    StoredRows(Connection connection, ActualTables actual) {
        this.connection = connection;
        this.actual = actual;
    }

    /** About how many rows a table has. */
    long size(TableName table) throws SQLException {
        var known = sizes.get(table);
        if (known == null) {
            var there = actual.tables().get(table);
            known = there == null
                    ? 0
                    : there.rows() > 0
                            ? there.rows()
                            : count("select count(*) from (select 1 from " + table.sql() + " limit " + FEW + ") few");
            sizes.put(table, known);
        }
        return known;
    }

    /** How many rows of a source, aliased {@code r}, satisfy a condition. */
    long count(String source, String condition) throws SQLException {
        return count("select count(*) from " + source + " r where " + condition);
    }

    /** How many do, when the condition looks at all rows of the source, by the name {@link #ALL}. */
    long countAmongAll(String source, String condition) throws SQLException {
        return count("with " + ALL + " as (select * from " + source + " r) select count(*) from " + ALL + " r where "
                + condition);
    }

    /** How many groups of rows share what no two may share. */
    long shared(String source, List<String> columns, String where) throws SQLException {
        var present = columns.stream()
                .map(column -> Sql.quoted(column) + " is not null")
                .toList();
        return count("select count(*) from (select 1 from " + source + " r where " + where + " and "
                + String.join(" and ", present) + " group by " + Sql.quoted(columns) + " having count(*) > 1) shared");
    }

    long count(String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** How many rows have a text that does not match; patterns are Java's, as at the door. */
    long unlike(TableName table, String column, String pattern) throws SQLException {
        Predicate<String> fits = Pattern.compile(pattern).asPredicate();
        var held = Sql.quoted(column);
        long unlike = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select " + held + ", count(*) from " + table.sql() + " where " + held
                        + " is not null group by 1")) {
            while (rows.next()) {
                if (!fits.test(rows.getString(1))) {
                    unlike += rows.getLong(2);
                }
            }
        }
        return unlike;
    }

    /**
     * The table's rows as they will be: with the columns that are still to come.
     *
     * @param columns column -> what it will hold, as SQL over {@code r}
     */
    String asTheyWillBe(TableName table, Map<String, String> columns) {
        if (columns.isEmpty()) {
            return table.sql();
        }
        var more = new ArrayList<String>();
        columns.forEach((column, value) -> more.add("(" + value + ") as " + Sql.quoted(column)));
        return "(select r.*, " + String.join(", ", more) + " from " + table.sql() + " r)";
    }

    boolean has(TableName table) {
        return actual.tables().containsKey(table);
    }

    Actual actual(TableName table) {
        var there = actual.tables().get(table);
        if (there == null) {
            throw new IllegalArgumentException("there is no table " + table);
        }
        return there;
    }
}
