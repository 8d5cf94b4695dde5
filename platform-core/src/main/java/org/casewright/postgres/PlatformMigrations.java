package org.casewright.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The platform's own tables, those that no definition file speaks of: schema {@code platform}, by the scripts in {@code db/platform}. */
public final class PlatformMigrations {
    private PlatformMigrations() {}

    /** Brings schema {@code platform} to this version's state; several nodes may do so at once. */
    public static void run(DataSource owner) {
        Flyway.configure()
                .dataSource(owner)
                .schemas("platform")
                .defaultSchema("platform")
                .locations("classpath:db/platform")
                .placeholderReplacement(false)
                .load()
                .migrate();
        JdbcClient.create(owner)
                .sql("select platform.renew_history_era()")
                .query(Boolean.class)
                .single();
    }
}
