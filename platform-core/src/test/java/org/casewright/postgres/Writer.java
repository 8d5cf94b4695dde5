package org.casewright.postgres;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * An application of its own process, for tests that kill it: serves a data directory, writes row after row, and says of each
 * when it is committed.
 */
final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws SQLException {
        var cache = Path.of(arguments[2]);
        var server = EmbeddedPostgres.start(Path.of(arguments[0]), Optional.of(cache), Map.of());
        var databases = Databases.open(server);
        System.out.println("server " + server.pid());
        try (var connection = databases.owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists written (n int primary key)");
            var next = Integer.parseInt(arguments[1]);
            while (true) {
                statement.execute("insert into written values (" + next + ")");
                System.out.println("committed " + next);
                next++;
            }
        }
    }
}
