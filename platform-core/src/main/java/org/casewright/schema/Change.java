package org.casewright.schema;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One step of schema evolution: the whole vocabulary. Nothing here loses data. */
sealed interface Change {

    /** The statement that does it. */
    String sql();

    record CreateSchema(String name) implements Change {
        @Override
        public String sql() {
            return "create schema " + Sql.quoted(name);
        }
    }

    record GrantUsage(String schema) implements Change {
        @Override
        public String sql() {
            return "grant usage on schema " + Sql.quoted(schema) + " to " + Sql.APPLICATION_ROLE;
        }
    }

    /** With columns, primary key and checks; what needs other tables comes after all of them. */
    record CreateTable(Table table) implements Change {
        @Override
        public String sql() {
            var parts = Stream.of(
                            table.columns().stream().map(Table.Column::sql),
                            Stream.of("primary key (" + Sql.quoted(table.primaryKey()) + ")"),
                            table.checks().stream().map(Table.Constraint::sql))
                    .flatMap(part -> part);
            return "create table " + table.name().sql() + " (\n  " + parts.collect(Collectors.joining(",\n  ")) + "\n)";
        }
    }

    record Comment(TableName table, String text) implements Change {
        @Override
        public String sql() {
            return "comment on table " + table.sql() + " is " + Sql.literal(text);
        }
    }

    record AddColumn(TableName table, Table.Column column) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " add column " + column.sql();
        }
    }

    record AddCheck(TableName table, Table.Constraint check) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " add " + check.sql();
        }
    }

    record AddForeignKey(TableName table, Table.Constraint key) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " add " + key.sql();
        }
    }

    record AddExclusion(TableName table, Table.Constraint exclusion) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " add " + exclusion.sql();
        }
    }

    /** A rule that the definitions no longer have, or have otherwise. */
    record DropConstraint(TableName table, String name) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " drop constraint " + Sql.quoted(name);
        }
    }

    record CreateIndex(TableName table, Table.Index index) implements Change {
        @Override
        public String sql() {
            return "create " + (index.unique() ? "unique index " : "index ") + Sql.quoted(index.name()) + " on "
                    + table.sql() + " " + index.definition();
        }
    }

    record DropIndex(TableName table, String name) implements Change {
        @Override
        public String sql() {
            return "drop index " + Sql.quoted(table.schema()) + "." + Sql.quoted(name);
        }
    }

    record EnableRowSecurity(TableName table) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " enable row level security";
        }
    }

    record CreatePolicy(TableName table, Table.Policy policy) implements Change {
        @Override
        public String sql() {
            return "create policy " + Sql.quoted(policy.name()) + " on " + table.sql() + " for " + policy.definition();
        }
    }

    record DropPolicy(TableName table, String name) implements Change {
        @Override
        public String sql() {
            return "drop policy " + Sql.quoted(name) + " on " + table.sql();
        }
    }

    record Grant(TableName table, String privileges) implements Change {
        @Override
        public String sql() {
            return "grant " + privileges + " on " + table.sql() + " to " + Sql.APPLICATION_ROLE;
        }
    }
}
