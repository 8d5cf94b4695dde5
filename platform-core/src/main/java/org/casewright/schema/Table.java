package org.casewright.schema;

import java.util.List;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;

/**
 * A table as the definitions want it.
 *
 * @param origin the definition that asks for it
 * @param privileges what the application's role may do with it, under the policies
 */
record Table(
        TableName name,
        String comment,
        Location origin,
        List<Column> columns,
        List<String> primaryKey,
        List<Constraint> checks,
        List<Constraint> foreignKeys,
        List<Constraint> exclusions,
        List<Index> indexes,
        List<Policy> policies,
        String privileges) {

    Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        checks = List.copyOf(checks);
        foreignKeys = List.copyOf(foreignKeys);
        exclusions = List.copyOf(exclusions);
        indexes = List.copyOf(indexes);
        policies = List.copyOf(policies);
    }

    /**
     * A column.
     *
     * @param type as PostgreSQL itself prints it, so that it can be compared
     * @param rule what follows the type: collation, {@code not null}, default; empty for nothing
     * @param required whether no row may be without; said apart from the rule, for stored rows come first
     * @param property the property that it holds; null for the platform's own
     */
    record Column(
            String name,
            String type,
            String rule,
            boolean required,
            @Nullable String property) {

        /** Where there are no rows yet. */
        String sql() {
            return nullable() + (required ? " not null" : "");
        }

        /** Where there are. */
        String nullable() {
            return Sql.quoted(name) + " " + type + (rule.isEmpty() ? "" : " " + rule);
        }
    }

    /**
     * A check, a foreign key or an exclusion; its name changes with its definition.
     *
     * @param columns the columns that it is about
     * @param condition what is true of a row that keeps it, as SQL over {@code r}; that of an exclusion looks at {@link
     *     StoredRows#ALL} rows
     * @param target where a foreign key leads; null for a check
     */
    record Constraint(
            String name,
            String definition,
            List<String> columns,
            String condition,
            @Nullable TableName target) {
        Constraint {
            columns = List.copyOf(columns);
        }

        String sql() {
            return "constraint " + Sql.quoted(name) + " " + definition;
        }
    }

    /**
     * An index; {@code definition} is what follows the table's name, and its name changes with it.
     *
     * @param columns of a unique one, the columns that no two rows share
     * @param where of a unique one, for which rows
     */
    record Index(String name, boolean unique, String definition, List<String> columns, String where) {
        Index {
            columns = List.copyOf(columns);
        }
    }

    /** A row-level security policy for the application's role; {@code definition} follows {@code for}. */
    record Policy(String name, String definition) {}
}
