package org.casewright.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.casewright.postgres.Databases;
import org.casewright.schema.Drift;
import org.casewright.schema.Retired;
import org.postgresql.PGConnection;

/** The only way in which stored values are dropped: what was retired, and only after it was written to files. */
public final class Purge {

    private final Databases databases;

    public Purge(Databases databases) {
        this.databases = databases;
    }

    /**
     * What would go; does nothing.
     *
     * @throws org.casewright.problem.Refusal {@code NOT_FOUND} when nothing of that name is retired
     */
    public List<Retired> find(String name) {
        try (var connection = databases.owner().getConnection()) {
            return Retired.of(name, connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Writes everything to CSV files, and then drops it, all of it or nothing.
     *
     * @param folder made if it is not there; no file in it is overwritten
     * @return the files
     */
    public List<Path> drop(String name, Path folder, Consumer<String> said) throws IOException {
        try (var lock = ReleaseLock.take(databases.owner())) {
            var runner = new StepRunner(lock.connection(), said, point -> {});
            var found = Retired.of(name, lock.connection());
            var files = new ArrayList<Path>();
            for (var retired : found) {
                if (!retired.exported().isEmpty()) {
                    files.add(write(retired, folder, lock.connection()));
                    said.accept(retired.name() + ": " + retired.rows() + " rows are in " + files.getLast());
                }
            }
            runner.inTransaction(() -> {
                for (var retired : found) {
                    runner.execute(retired.dropped());
                }
                Drift.keep(lock.connection());
                return true;
            });
            return List.copyOf(files);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Path write(Retired retired, Path folder, Connection connection) throws IOException, SQLException {
        Files.createDirectories(folder);
        var file = folder.resolve(retired.file() + ".csv");
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + retired.exported() + ") to stdout with (format csv, header true)", out);
        }
        return file;
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("nothing was purged: " + e.getMessage(), e);
    }
}
