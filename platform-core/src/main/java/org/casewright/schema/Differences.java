package org.casewright.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.schema.ActualTables.Actual;

/** Desired minus actual, in the order in which the statements can run; refuses rather than guesses. */
final class Differences {

    private final ActualTables actual;
    private final List<Change> tables = new ArrayList<>();
    private final List<Change> rules = new ArrayList<>();
    private final List<Change> access = new ArrayList<>();
    private final Problems problems = new Problems();

    private Differences(ActualTables actual) {
        this.actual = actual;
    }

    static Plan between(List<Table> desired, ActualTables actual) {
        var differences = new Differences(actual);
        var schemas = new TreeSet<String>();
        desired.forEach(table -> schemas.add(table.name().schema()));
        schemas.removeAll(actual.schemas());
        for (var schema : schemas) {
            differences.tables.add(new Change.CreateSchema(schema));
            differences.tables.add(new Change.GrantUsage(schema));
        }
        differences.refuseTwins(desired);
        desired.forEach(differences::compare);
        var changes = new ArrayList<>(differences.tables);
        changes.addAll(differences.rules);
        changes.addAll(differences.access);
        return new Plan(changes, differences.problems.list());
    }

    private void refuseTwins(List<Table> desired) {
        Map<TableName, Table> seen = new HashMap<>();
        for (var table : desired) {
            var twin = seen.put(table.name(), table);
            if (twin != null) {
                problems.add(Problem.in(
                        table.origin(),
                        "The table " + table.name() + " is already that of " + twin.comment() + ".",
                        "Give one of the two another name."));
            }
        }
    }

    private void compare(Table table) {
        var there = actual.tables().get(table.name());
        if (there == null) {
            create(table);
        } else {
            columns(table, there);
            checks(table, there);
            foreignKeys(table, there.constraints());
            exclusions(table, there.constraints());
            indexes(table, there);
            policies(table, there);
        }
    }

    private void create(Table table) {
        tables.add(new Change.CreateTable(table));
        tables.add(new Change.Comment(table.name(), table.comment()));
        foreignKeys(table, Set.of());
        exclusions(table, Set.of());
        table.indexes().forEach(index -> rules.add(new Change.CreateIndex(table.name(), index)));
        access.add(new Change.EnableRowSecurity(table.name()));
        table.policies().forEach(policy -> access.add(new Change.CreatePolicy(table.name(), policy)));
        access.add(new Change.Grant(table.name(), table.privileges()));
    }

    private void columns(Table table, Actual there) {
        for (var column : table.columns()) {
            var type = there.columns().get(column.name());
            if (type == null) {
                tables.add(new Change.AddColumn(table.name(), column));
            } else if (!type.equals(column.type())) {
                var what = column.property() == null ? column.name() : column.property();
                problems.add(Problem.in(
                        table.origin(),
                        "The values of " + what + " are stored as " + type + " and cannot become " + column.type()
                                + ".",
                        "Declare a property with another name for the new type."));
            }
        }
    }

    private void checks(Table table, Actual there) {
        var wanted = new TreeSet<String>();
        table.checks().forEach(check -> wanted.add(check.name()));
        table.foreignKeys().forEach(key -> wanted.add(key.name()));
        table.exclusions().forEach(exclusion -> wanted.add(exclusion.name()));
        there.constraints().stream()
                .filter(name -> isOurs(name, "ck_", "fk_", "ex_") && !wanted.contains(name))
                .sorted()
                .forEach(name -> rules.add(new Change.DropConstraint(table.name(), name)));
        table.checks().stream()
                .filter(check -> !there.constraints().contains(check.name()))
                .forEach(check -> rules.add(new Change.AddCheck(table.name(), check)));
    }

    private void foreignKeys(Table table, Set<String> there) {
        table.foreignKeys().stream()
                .filter(key -> !there.contains(key.name()))
                .forEach(key -> rules.add(new Change.AddForeignKey(table.name(), key)));
    }

    private void exclusions(Table table, Set<String> there) {
        table.exclusions().stream()
                .filter(exclusion -> !there.contains(exclusion.name()))
                .forEach(exclusion -> rules.add(new Change.AddExclusion(table.name(), exclusion)));
    }

    private void indexes(Table table, Actual there) {
        var wanted = table.indexes().stream().map(Table.Index::name).toList();
        there.indexes().stream()
                .filter(name -> isOurs(name, "ix_", "uq_") && !wanted.contains(name))
                .sorted()
                .forEach(name -> rules.add(new Change.DropIndex(table.name(), name)));
        table.indexes().stream()
                .filter(index -> !there.indexes().contains(index.name()))
                .forEach(index -> rules.add(new Change.CreateIndex(table.name(), index)));
    }

    /** The new ones first: at no moment is a table without. */
    private void policies(Table table, Actual there) {
        var wanted = table.policies().stream().map(Table.Policy::name).toList();
        table.policies().stream()
                .filter(policy -> !there.policies().contains(policy.name()))
                .forEach(policy -> access.add(new Change.CreatePolicy(table.name(), policy)));
        there.policies().stream()
                .filter(name -> !wanted.contains(name))
                .sorted()
                .forEach(name -> access.add(new Change.DropPolicy(table.name(), name)));
    }

    /** What somebody else put there by hand, we leave. */
    private static boolean isOurs(String name, String... prefixes) {
        for (var prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
