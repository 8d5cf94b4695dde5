package org.casewright.release;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.casewright.catalog.Catalogs;
import org.casewright.loading.ModuleLoader;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.casewright.process.Deployments;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Applies modules from a process of its own, for tests that kill it: says where it is, and goes on when it is told to. */
final class ApplyingApplication {

    static final String READY = "ready";

    private static final Map<String, Integer> TIMES = new HashMap<>();
    private static final BufferedReader TOLD =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private ApplyingApplication() {}

    /** Argument: the data directory of a running server. The folder of modules is told when it is ready. */
    public static void main(String[] arguments) throws Exception {
        var address = EmbeddedPostgres.running(Path.of(arguments[0]), Databases.DATABASE)
                .orElseThrow();
        try (var databases = Databases.open(address);
                var deployments = new Deployments()) {
            var owner = JdbcClient.create(databases.owner());
            warmUp(owner, databases.owner(), deployments);
            System.out.println(READY);
            var catalog =
                    ModuleLoader.load(List.of(Path.of(told())), served(owner)).catalog();
            var change = new Switch(databases, new Catalogs(), deployments, Clock.systemUTC());
            change.tell(ApplyingApplication::at);
            change.to(Objects.requireNonNull(catalog), "test");
        }
    }

    /** What is slow the first time is done while nobody waits for it. */
    private static void warmUp(JdbcClient owner, DataSource source, Deployments deployments) throws SQLException {
        ModuleLoader.load(served(owner));
        try (var connection = source.getConnection()) {
            deployments.makeReady(connection);
        }
    }

    private static Map<String, Map<String, byte[]>> served(JdbcClient owner) {
        var newest = ReleaseTable.newest(owner).orElseThrow();
        return ReleaseTable.files(owner, newest.number()).orElseThrow().modules();
    }

    /** One line, at once; how often we have been there makes its name one that comes once. */
    private static void at(String point) {
        System.out.println("at " + point + " " + TIMES.merge(point, 1, Integer::sum));
        told();
    }

    private static String told() {
        try {
            var line = TOLD.readLine();
            if (line == null) {
                throw new IllegalStateException("nobody says that we may go on");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
