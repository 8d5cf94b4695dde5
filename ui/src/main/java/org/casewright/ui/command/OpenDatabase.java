package org.casewright.ui.command;

import org.casewright.postgres.DatabaseAddress;
import org.casewright.postgres.DatabaseBeans;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** A command's database, opened; with the server behind it where that is our own. */
record OpenDatabase(@Nullable EmbeddedPostgres server, Databases databases) implements AutoCloseable {

    static OpenDatabase of(DatabaseOptions options) {
        var external = options.external();
        if (external != null) {
            return new OpenDatabase(null, Databases.open(DatabaseAddress.parse(external, System.getenv())));
        }
        var server = EmbeddedPostgres.start(options.data());
        try {
            return new OpenDatabase(server, Databases.open(server));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The same for a command that may work beside a running application. */
    static OpenDatabase beside(DatabaseOptions options) {
        if (options.external() == null) {
            var running = EmbeddedPostgres.running(options.data(), Databases.DATABASE);
            if (running.isPresent()) {
                return new OpenDatabase(null, Databases.open(running.get()));
            }
        }
        return of(options);
    }

    DatabaseBeans beans() {
        return server == null ? DatabaseBeans.of(databases) : DatabaseBeans.of(server, databases);
    }

    @Override
    public void close() {
        databases.close();
        if (server != null) {
            server.close();
        }
    }
}
