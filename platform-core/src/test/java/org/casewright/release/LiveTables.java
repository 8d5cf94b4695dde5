package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.casewright.catalog.Catalog;
import org.casewright.postgres.TestDatabase;
import org.casewright.schema.Applying;
import org.casewright.schema.Drift;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Tables as releases have left them: what a module's hold, and whether a fresh database would have the same. */
final class LiveTables {

    private static final String RETIRED = """
            select table_schema || '.' || case when column_name = '' then table_name || ' ' || k.kind || ' '
                        else table_name || ' column ' || column_name || ' ' end
              from platform.mapping m, (values ('column'), ('constraint'), ('index'), ('policy')) k(kind)
             where until is not null
               and not exists (select 1 from platform.mapping now where now.until is null
                   and now.table_schema = m.table_schema and now.table_name = m.table_name
                   and now.column_name = m.column_name)""";

    private final String module;
    private final DataSource source;
    private final JdbcClient owner;

    LiveTables(String module, DataSource owner) {
        this.module = module;
        this.source = owner;
        this.owner = JdbcClient.create(owner);
    }

    /** Every value in every column of every table of the module: {@code table.column.id} -> value. */
    Map<String, String> values() {
        var values = new HashMap<String, String>();
        for (var table : owner.sql("select distinct table_name from platform.mapping where table_schema = ?")
                .param(module)
                .query(String.class)
                .list()) {
            owner.sql("select r.id::text, c.key, c.value from " + module + ".\"" + table
                            + "\" r, jsonb_each_text(to_jsonb(r)) c where c.value is not null")
                    .query((row, line) ->
                            values.put(table + "." + row.getString(2) + "." + row.getString(1), row.getString(3)))
                    .list();
        }
        return values;
    }

    /** What was stored is stored still, where it was. */
    void hold(Map<String, String> before) {
        var now = values();
        assertThat(before.entrySet().stream()
                        .filter(value -> !value.getValue().equals(now.get(value.getKey())))
                        .limit(10))
                .as("stored before and not now")
                .isEmpty();
    }

    /** Columns, types, constraints, indexes and policies are those that the catalog would have in a fresh database; and what is retired. */
    void areThoseOf(Catalog catalog, TestDatabase fresh) throws SQLException {
        var live = shape();
        Set<String> wanted;
        try (var connection = fresh.owner().getConnection()) {
            connection.setAutoCommit(false);
            try {
                Applying.apply(catalog, connection);
                Drift.keep(connection);
                wanted = shape(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            } finally {
                connection.rollback();
            }
        }
        var missing = new TreeSet<>(wanted);
        missing.removeAll(live);
        assertThat(missing).as("of a fresh database and not here").isEmpty();
        var more = new TreeSet<>(live);
        more.removeAll(wanted);
        var retired = retired();
        assertThat(more.stream().filter(line -> retired.stream().noneMatch(line::startsWith)))
                .as("here and not retired")
                .isEmpty();
    }

    /** Beginnings of what may be here besides: retired columns, and all of retired tables. */
    private List<String> retired() {
        return owner.sql(RETIRED).query((row, line) -> row.getString(1)).list();
    }

    private Set<String> shape() throws SQLException {
        try (var connection = source.getConnection()) {
            Drift.keep(connection);
        }
        return shape(owner);
    }

    private static Set<String> shape(JdbcClient sql) {
        return sql
                .sql("select table_schema || '.' || table_name || ' ' || kind || ' ' || name || ' ' || definition"
                        + " from platform.shape")
                .query((row, line) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
