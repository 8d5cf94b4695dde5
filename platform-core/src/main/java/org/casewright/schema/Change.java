package org.casewright.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One statement of schema evolution: the whole vocabulary. Nothing here loses data. */
sealed interface Change {

    /** The statement that does it. */
    String sql();

    /** Many of them in few words. */
    static String words(List<Change> changes) {
        var words = new LinkedHashSet<String>();
        changes.forEach(change -> words.add(change.word()));
        return String.join(", ", words);
    }

    private String word() {
        return switch (this) {
            case CreateSchema create -> "a schema";
            case GrantUsage grant -> "a schema";
            case CreateTable create -> "a table";
            case Comment comment -> "a comment";
            case AddColumn add -> "column " + add.column().name();
            case AddCheck add -> "check " + add.check().name();
            case AddForeignKey add -> "reference " + add.key().name();
            case AddExclusion add -> "key " + add.exclusion().name();
            case Validate validate -> "looks at " + validate.name();
            case DropConstraint drop -> "drops " + drop.name();
            case SetNotNull set -> set.column() + " is required";
            case DropNotNull drop -> drop.column() + " may be empty";
            case CreateIndex create -> "index " + create.index().name();
            case DropIndex drop -> "drops " + drop.name();
            case EnableRowSecurity enable -> "row security";
            case CreatePolicy create -> "policy " + create.policy().name();
            case DropPolicy drop -> "drops policy " + drop.name();
            case Grant grant -> "opens " + grant.table();
            case Revoke revoke -> revoke.table().toString();
            case DropFunction drop -> "drops " + drop.function();
        };
    }

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
            return "alter table " + table.sql() + " add column " + column.nullable();
        }
    }

    /** For new rows first. */
    record AddCheck(TableName table, Table.Constraint check) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " add " + check.sql() + " not valid";
        }
    }

    /** At once for all rows, or for new ones first. */
    record AddForeignKey(TableName table, Table.Constraint key, boolean whole) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " add " + key.sql() + (whole ? "" : " not valid");
        }
    }

    /** Looks at the rows that were there before the rule. */
    record Validate(TableName table, String name) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " validate constraint " + Sql.quoted(name);
        }
    }

    record SetNotNull(TableName table, String column) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " alter column " + Sql.quoted(column) + " set not null";
        }
    }

    record DropNotNull(TableName table, String column) implements Change {
        @Override
        public String sql() {
            return "alter table " + table.sql() + " alter column " + Sql.quoted(column) + " drop not null";
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

    record CreateIndex(TableName table, Table.Index index, boolean concurrently) implements Change {
        @Override
        public String sql() {
            return "create " + (index.unique() ? "unique index " : "index ") + (concurrently ? "concurrently " : "")
                    + Sql.quoted(index.name()) + " on "
                    + table.sql() + " " + index.definition();
        }
    }

    record DropIndex(TableName table, String name, boolean concurrently) implements Change {
        @Override
        public String sql() {
            return "drop index " + (concurrently ? "concurrently if exists " : "") + Sql.quoted(table.schema()) + "."
                    + Sql.quoted(name);
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

    /** Shuts a table that no definition asks for; its rows stay. */
    record Revoke(TableName table) implements Change {
        @Override
        public String sql() {
            return "revoke all on " + table.sql() + " from " + Sql.APPLICATION_ROLE;
        }
    }

    /** One of ours that fills a column, with its trigger. */
    record DropFunction(String function) implements Change {
        @Override
        public String sql() {
            return "drop function if exists " + function + " cascade";
        }
    }
}
