package org.casewright.release;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The releases that the database keeps. */
final class ReleaseTable {

    private static final String ROWS =
            "select number, hash, state, author, at from platform.release order by number desc";

    private ReleaseTable() {}

    static Optional<Release> newest(JdbcClient sql) {
        return sql.sql(ROWS + " limit 1").query(ReleaseTable::release).optional();
    }

    static List<Release> all(JdbcClient sql) {
        return sql.sql(ROWS).query(ReleaseTable::release).list();
    }

    static Optional<Archive> files(JdbcClient sql, long number) {
        return sql.sql("select files from platform.release where number = ?")
                .param(number)
                .query((row, line) -> Archive.unzip(row.getBytes(1)))
                .optional();
    }

    static Optional<Provenance> provenance(JdbcClient sql, long number) {
        return sql.sql("select author, approver, origin::text, overridden::text from platform.release where number = ?")
                .param(number)
                .query((row, line) -> new Provenance(
                        row.getString("author"),
                        row.getString("approver"),
                        read(row.getString("origin"), Provenance.Origin.class),
                        read(row.getString("overridden"), Provenance.Overridden.class)))
                .optional();
    }

    private static <T> @Nullable T read(@Nullable String json, Class<T> type) {
        return json == null ? null : JsonMapper.shared().readValue(json, type);
    }

    private static @Nullable String written(@Nullable Object value) {
        return value == null ? null : JsonMapper.shared().writeValueAsString(value);
    }

    /** Adds it, and tells other nodes when the transaction commits. */
    static void add(JdbcClient sql, Release release, Provenance provenance, Archive archive, String plan) {
        sql.sql("""
                        insert into platform.release (number, hash, state, author, at, files, plan, approver, origin, overridden)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?::jsonb)""")
                .params(
                        release.number(),
                        release.hash(),
                        release.state(),
                        release.author(),
                        release.at(),
                        archive.zip(),
                        plan)
                .param(provenance.approver())
                .param(written(provenance.origin()))
                .param(written(provenance.overridden()))
                .update();
        sql.sql("select pg_notify('casewright_release', ?)")
                .param(Long.toString(release.number()))
                .query((row, line) -> line)
                .list();
    }

    static void finished(JdbcClient sql, Release release) {
        sql.sql("update platform.release set state = 'FINISHED' where number = ?")
                .param(release.number())
                .update();
    }

    private static Release release(ResultSet row, int line) throws SQLException {
        return new Release(
                row.getLong("number"),
                row.getString("hash"),
                row.getString("state"),
                row.getString("author"),
                row.getObject("at", OffsetDateTime.class));
    }
}
