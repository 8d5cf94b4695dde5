package org.casewright.release;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The releases that a database keeps, for whoever lists, shows or exports them; changes nothing. */
@Component
public final class KeptReleases {

    private final JdbcClient sql;

    /** Reads by connections of the owner or of the application's role. */
    public KeptReleases(DataSource database) {
        this.sql = JdbcClient.create(database);
    }

    /** All of them, newest first. */
    public List<Release> list() {
        return ReleaseTable.all(sql);
    }

    /** Who and what stands behind a release; empty when there is none of this number. */
    public Optional<Provenance> provenance(long number) {
        return ReleaseTable.provenance(sql, number);
    }

    /** A release with its files and its plan; empty when there is none of this number. */
    public Optional<ReleaseFile> find(long number) {
        return sql.sql("select hash, author, at, files, plan::text as plan from platform.release where number = ?")
                .param(number)
                .query((row, line) -> new ReleaseFile(
                        number,
                        row.getString("hash"),
                        row.getString("author"),
                        row.getObject("at", OffsetDateTime.class),
                        JsonMapper.shared().readTree(row.getString("plan")),
                        Archive.unzip(row.getBytes("files")).modules()))
                .optional();
    }
}
