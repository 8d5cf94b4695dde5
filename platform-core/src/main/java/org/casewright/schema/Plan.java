package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.problem.Problem;

/** What has to be done to the database before a catalog can be served: text that can be read, and then an effect. */
public final class Plan {

    private final List<Change> changes;
    private final List<Problem> problems;

    Plan(List<Change> changes, List<Problem> problems) {
        this.changes = List.copyOf(changes);
        this.problems = List.copyOf(problems);
    }

    /** Compares what the catalog wants with what is there; changes nothing. */
    public static Plan of(Catalog catalog, Connection connection) throws SQLException {
        var desired = DesiredTables.of(catalog);
        Collection<String> schemas = new LinkedHashSet<>();
        desired.forEach(table -> schemas.add(table.name().schema()));
        return Differences.between(desired, ActualTables.read(connection, schemas));
    }

    /** What cannot be done; when there is any, {@link #apply} refuses. */
    public List<Problem> problems() {
        return problems;
    }

    /** Whether nothing has to be done. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The statements in order. */
    public List<String> statements() {
        return changes.stream().map(Change::sql).toList();
    }

    /** The statements as one text. */
    public String sql() {
        return changes.stream().map(change -> change.sql() + ";\n").collect(Collectors.joining());
    }

    /** Carries it out on the owner's connection, inside the caller's transaction. */
    public void apply(Connection connection) throws SQLException {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("a plan with problems was applied: " + problems);
        }
        try (var statement = connection.createStatement()) {
            for (var change : changes) {
                statement.execute(change.sql());
            }
        }
    }
}
