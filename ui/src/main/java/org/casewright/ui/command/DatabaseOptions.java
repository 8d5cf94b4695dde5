package org.casewright.ui.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's database is: on the server of a data directory, or where an administrator says. */
final class DatabaseOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the data directory with its own PostgreSQL (default: data, beside the launcher)")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            description = {
                "a PostgreSQL 15 or newer instead, signed in to as the database's owner;",
                "user and password in the URL or in CASEWRIGHT_DATABASE_USER and CASEWRIGHT_DATABASE_PASSWORD"
            })
    private @Nullable String database;

    /** The URL of an external database, if one is given. */
    @Nullable
    String external() {
        if (data != null && database != null) {
            throw new RefusedException("give --data or --database, not both");
        }
        return database;
    }

    Path data() {
        return data != null ? data : Home.directory().resolve("data");
    }
}
