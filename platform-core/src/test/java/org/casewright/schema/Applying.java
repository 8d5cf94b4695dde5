package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import org.casewright.catalog.Catalog;

/** A plan carried out in the test's own transaction, so that it can be rolled back. */
public final class Applying {

    private Applying() {}

    /** The tables of a catalog, in a database that has none yet. */
    public static void apply(Catalog catalog, Connection connection) throws SQLException {
        apply(Plan.of(Catalog.EMPTY, catalog, nextRelease(connection), connection), connection);
    }

    /** What a plan wants, without the locks and transactions of a release. */
    public static void apply(Plan plan, Connection connection) throws SQLException {
        if (plan.isRefused()) {
            throw new IllegalStateException("a plan with problems was applied: " + plan.problems());
        }
        for (var step : plan.steps()) {
            switch (step.kind()) {
                case BATCHES -> batches(step.statements().getFirst(), connection);
                case INDEX -> execute(step.statements().getFirst().replace(" concurrently", ""), connection);
                default -> {
                    for (var statement : step.statements()) {
                        execute(statement.replace(" concurrently", ""), connection);
                    }
                }
            }
        }
    }

    private static void batches(String sql, Connection connection) throws SQLException {
        String last = "00000000-0000-0000-0000-000000000000";
        while (last != null) {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, last);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    last = rows.getString(1);
                }
            }
        }
    }

    private static void execute(String sql, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One more than the latest of which anything is written down. */
    static long nextRelease(Connection connection) throws SQLException {
        try (var rows = connection
                .createStatement()
                .executeQuery("select coalesce(max(greatest(since, until)), 0) + 1 from platform.mapping")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
