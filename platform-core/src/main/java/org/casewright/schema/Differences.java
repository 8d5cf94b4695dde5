package org.casewright.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.schema.ActualTables.Actual;
import org.casewright.schema.Step.Kind;

/**
 * Desired tables minus actual ones, as steps of the three phases; refuses rather than guesses. New tables come whole. In
 * tables that are there, what the old release would notice waits for the switch, and what takes long is done while others
 * write.
 */
final class Differences {

    private static final String EXCLUSIVE = "ACCESS EXCLUSIVE";
    private static final String SHARE = "SHARE ROW EXCLUSIVE";
    private static final String UPDATE = "SHARE UPDATE EXCLUSIVE";

    private final ActualTables actual;
    private final Binding binding;
    private final Fillings fillings;
    private final StoredRows rows;
    private final long release;
    private final Problems problems = new Problems();
    private final List<Change> create = new ArrayList<>();
    private final Set<TableName> created = new LinkedHashSet<>();
    private final List<Step> added = new ArrayList<>();
    private final List<Step> filled = new ArrayList<>();
    private final List<Step> indexed = new ArrayList<>();
    private final List<Step> unique = new ArrayList<>();
    private final List<Step> atSwitch = new ArrayList<>();
    private final List<Step> validated = new ArrayList<>();
    private final List<Step> tidied = new ArrayList<>();

    private Differences(ActualTables actual, Binding binding, Fillings fillings, StoredRows rows, long release) {
        this.actual = actual;
        this.binding = binding;
        this.fillings = fillings;
        this.rows = rows;
        this.release = release;
    }

    static Differences between(
            List<Table> desired, ActualTables actual, Binding binding, Fillings fillings, StoredRows rows, long release)
            throws SQLException {
        var differences = new Differences(actual, binding, fillings, rows, release);
        var schemas = new TreeSet<String>();
        desired.forEach(table -> schemas.add(table.name().schema()));
        schemas.removeAll(actual.schemas());
        for (var schema : schemas) {
            differences.create.add(new Change.CreateSchema(schema));
            differences.create.add(new Change.GrantUsage(schema));
        }
        differences.refuseTwins(desired);
        for (var table : desired) {
            differences.compare(table);
        }
        for (var filling : fillings.list()) {
            differences.fill(filling);
        }
        differences.closeRetired(desired);
        return differences;
    }

    /** In the order in which they can be done. */
    List<Step> steps() {
        return Stream.of(made(desiredOrder()), added, filled, indexed, unique, atSwitch, validated, tidied)
                .flatMap(Collection::stream)
                .toList();
    }

    List<Problem> problems() {
        return problems.list();
    }

    private List<Change> desiredOrder() {
        var order = new ArrayList<Change>();
        create.stream().filter(change -> !isRule(change)).forEach(order::add);
        create.stream().filter(Differences::isRule).forEach(order::add);
        return order;
    }

    /** What needs other tables comes behind all of them, and access last. */
    private static boolean isRule(Change change) {
        return !(change instanceof Change.CreateSchema
                || change instanceof Change.GrantUsage
                || change instanceof Change.CreateTable
                || change instanceof Change.Comment);
    }

    private List<Step> made(List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        var undo = new ArrayList<String>();
        created.forEach(table -> undo.add("drop table if exists " + table.sql() + " cascade"));
        var names = created.stream().map(TableName::toString).toList();
        var sentence = names.size() <= 5
                ? "Makes " + String.join(", ", names) + "."
                : "Makes " + names.size() + " tables, " + names.getFirst() + " to " + names.getLast() + ".";
        return List.of(Step.together(
                        Phase.PREPARE,
                        names.isEmpty() ? "Makes a schema." : sentence,
                        names.isEmpty() ? "" : names.getFirst(),
                        SHARE,
                        sql(changes))
                .undoneBy(undo));
    }

    private static List<String> sql(List<Change> changes) {
        return changes.stream().map(Change::sql).toList();
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

    private void compare(Table table) throws SQLException {
        var there = actual.tables().get(table.name());
        if (there == null) {
            create(table);
            return;
        }
        var changes = new OfTable(table, there);
        changes.columns();
        changes.required();
        changes.rules();
        changes.indexes();
        changes.access();
        changes.triggers();
        changes.finish();
    }

    private void create(Table table) {
        created.add(table.name());
        create.add(new Change.CreateTable(table));
        create.add(new Change.Comment(table.name(), table.comment()));
        table.foreignKeys().forEach(key -> create.add(new Change.AddForeignKey(table.name(), key, true)));
        table.exclusions().forEach(exclusion -> create.add(new Change.AddExclusion(table.name(), exclusion)));
        table.indexes().forEach(index -> create.add(new Change.CreateIndex(table.name(), index, false)));
        create.add(new Change.EnableRowSecurity(table.name()));
        table.policies().forEach(policy -> create.add(new Change.CreatePolicy(table.name(), policy)));
        create.add(new Change.Grant(table.name(), table.privileges()));
    }

    /** One table that is there. */
    private final class OfTable {

        private final Table table;
        private final TableName name;
        private final Actual there;
        private final List<Change> now = new ArrayList<>();
        private final Set<String> fresh = new LinkedHashSet<>();
        private final Set<String> unseen = new LinkedHashSet<>();
        private final Map<String, String> values;
        private final Map<String, String> toCome = new LinkedHashMap<>();

        OfTable(Table table, Actual there) {
            this.table = table;
            this.name = table.name();
            this.there = there;
            this.values = fillings.values(name);
            binding.slots().stream()
                    .filter(slot -> slot.table().equals(name) && slot.origin() == Slot.Origin.RESTORED)
                    .forEach(slot -> unseen.add(slot.column()));
        }

        void columns() {
            var adds = new ArrayList<Change>();
            var undo = new ArrayList<String>();
            for (var column : table.columns()) {
                var held = there.columns().get(column.name());
                if (held == null) {
                    adds.add(new Change.AddColumn(name, column));
                    undo.add("alter table " + name.sql() + " drop column if exists " + Sql.quoted(column.name()));
                    fresh.add(column.name());
                    toCome.put(column.name(), values.getOrDefault(column.name(), "null::" + column.type()));
                } else if (!held.type().equals(column.type())) {
                    problems.add(Problem.in(
                            table.origin(),
                            "The column " + name + "." + column.name() + " was changed by hand: it is " + held.type()
                                    + ", and " + column.type() + " is wanted.",
                            "Give it back its type, or declare a property of another name."));
                }
            }
            if (!adds.isEmpty()) {
                added.add(Step.together(
                                Phase.PREPARE,
                                "Adds " + adds.size() + (adds.size() == 1 ? " column" : " columns") + " to " + name
                                        + ": " + String.join(", ", fresh) + ".",
                                name.toString(),
                                EXCLUSIVE,
                                sql(adds))
                        .undoneBy(undo));
            }
        }

        /** Whether the old release writes none of these columns, and nothing is copied into them for it. */
        private boolean isUnseen(Collection<String> columns) {
            return !columns.isEmpty()
                    && columns.stream()
                            .allMatch(column ->
                                    (fresh.contains(column) || unseen.contains(column)) && !values.containsKey(column));
        }

        private String source() {
            return rows.asTheyWillBe(name, toCome);
        }

        void required() throws SQLException {
            for (var column : table.columns()) {
                var held = there.columns().get(column.name());
                if (column.required() && (held == null || !held.required())) {
                    beRequired(column);
                } else if (!column.required() && held != null && held.required()) {
                    now.add(new Change.DropNotNull(name, column.name()));
                }
            }
            var wanted = new TreeSet<String>();
            table.columns().forEach(column -> wanted.add(column.name()));
            there.columns().forEach((column, held) -> {
                if (held.required() && !wanted.contains(column)) {
                    now.add(new Change.DropNotNull(name, column));
                }
            });
        }

        private void beRequired(Table.Column column) throws SQLException {
            var check = Columns.present(name, column.name());
            var empty = rows.count(source(), Sql.quoted(column.name()) + " is null");
            if (empty > 0) {
                var what = column.property() == null ? column.name() : column.property();
                problems.add(Problem.in(
                        table.origin(),
                        "“" + what + "” is required, and " + Fillings.rows(empty) + " no value.",
                        "Give it \"x-backfill\", or leave it out of “required”."));
                return;
            }
            if (!there.constraints().containsKey(check.name())) {
                now.add(new Change.AddCheck(name, check));
            }
            validated.add(Step.online(
                    Phase.FINISH,
                    Kind.TOGETHER,
                    "Looks whether every row of " + name + " has " + column.name() + ".",
                    name + "." + column.name(),
                    UPDATE,
                    Cost.ofReading(rows.size(name)),
                    new Change.Validate(name, check.name()).sql()));
            validated.add(Step.together(
                    Phase.FINISH,
                    "Lets no row of " + name + " be without " + column.name() + ".",
                    name + "." + column.name(),
                    EXCLUSIVE,
                    List.of(
                            new Change.SetNotNull(name, column.name()).sql(),
                            new Change.DropConstraint(name, check.name()).sql())));
        }

        void rules() throws SQLException {
            var wanted = new TreeSet<String>();
            table.checks().forEach(check -> wanted.add(check.name()));
            table.foreignKeys().forEach(key -> wanted.add(key.name()));
            table.exclusions().forEach(exclusion -> wanted.add(exclusion.name()));
            table.columns().stream()
                    .filter(Table.Column::required)
                    .forEach(column ->
                            wanted.add(Columns.present(name, column.name()).name()));
            there.constraints().keySet().stream()
                    .filter(held -> isOurs(held, "ck_", "fk_", "nn_", "ex_") && !wanted.contains(held))
                    .forEach(held -> now.add(new Change.DropConstraint(name, held)));
            for (var check : table.checks()) {
                rule(check);
            }
            for (var key : table.foreignKeys()) {
                rule(key);
            }
            for (var exclusion : table.exclusions()) {
                exclude(exclusion);
            }
        }

        /** PostgreSQL knows no way to make one while others write. */
        private void exclude(Table.Constraint exclusion) throws SQLException {
            if (there.constraints().containsKey(exclusion.name())) {
                return;
            }
            var clashing = rows.countAmongAll(source(), "not (" + exclusion.condition() + ")");
            if (clashing > 0) {
                problems.add(Problem.in(
                        table.origin(),
                        "“" + told(exclusion.columns()) + "” is to be unique for a time, and "
                                + (clashing == 1 ? "1 stored row clashes" : clashing + " stored rows clash")
                                + " with another.",
                        "Change or retire these records first."));
                return;
            }
            now.add(new Change.AddExclusion(name, exclusion));
        }

        private void rule(Table.Constraint rule) throws SQLException {
            var held = there.constraints().get(rule.name());
            if (held != null && held.validated()) {
                return;
            }
            var early = isUnseen(rule.columns());
            var validate = Step.online(
                    early ? Phase.PREPARE : Phase.FINISH,
                    Kind.TOGETHER,
                    "Looks whether every row of " + name + " keeps " + rule.name() + ".",
                    name + "." + rule.name(),
                    UPDATE,
                    Cost.ofReading(rows.size(name)),
                    new Change.Validate(name, rule.name()).sql());
            if (held != null) {
                (early ? added : validated).add(validate);
                return;
            }
            if (!fresh.containsAll(rule.columns()) || !values.isEmpty()) {
                refuseBreaking(rule);
            }
            var key = rule.target() != null;
            var add = key ? new Change.AddForeignKey(name, rule, false) : new Change.AddCheck(name, rule);
            if (early) {
                added.add(Step.together(
                                Phase.PREPARE,
                                "Adds " + rule.name() + " to " + name + ", for new rows first.",
                                name + "." + rule.name(),
                                key ? SHARE : EXCLUSIVE,
                                List.of(add.sql()))
                        .undoneBy(List.of("alter table if exists " + name.sql() + " drop constraint if exists "
                                + Sql.quoted(rule.name()))));
                added.add(validate);
            } else {
                now.add(add);
                validated.add(validate);
            }
        }

        private void refuseBreaking(Table.Constraint rule) throws SQLException {
            // Nothing can lead to a table that is still to be made.
            var condition = rule.target() == null
                            || rows.has(rule.target())
                            || rule.target().schema().equals("platform")
                    ? rule.condition()
                    : "r." + Sql.quoted(rule.columns().getFirst()) + " is null";
            var broken = rows.count(source(), "not (" + condition + ")");
            if (broken > 0) {
                problems.add(Problem.in(
                        table.origin(),
                        Fillings.rows(broken) + " a value that “" + told(rule.columns()) + "” would no longer permit: "
                                + rule.definition() + ".",
                        "Change these values first, or leave the bound as it was."));
            }
        }

        private String told(List<String> columns) {
            return table.columns().stream()
                    .filter(column -> columns.contains(column.name()))
                    .map(column -> column.property() == null ? column.name() : column.property())
                    .findFirst()
                    .orElse(name.toString());
        }

        void indexes() throws SQLException {
            var wanted = table.indexes().stream().map(Table.Index::name).toList();
            there.indexes().forEach((held, index) -> {
                if (isOurs(held, "ix_", "uq_") && !wanted.contains(held)) {
                    drop(held, index.unique());
                }
            });
            for (var index : table.indexes()) {
                var held = there.indexes().get(index.name());
                if (held == null || !held.valid()) {
                    make(index);
                }
            }
        }

        /** A key that no longer holds must not refuse anybody; what only was fast may stay a while. */
        private void drop(String index, boolean unique) {
            if (unique) {
                now.add(new Change.DropIndex(name, index, false));
            } else {
                tidied.add(Step.online(
                        Phase.FINISH,
                        Kind.ALONE,
                        "Drops the index " + index + ".",
                        name + "." + index,
                        UPDATE,
                        0,
                        new Change.DropIndex(name, index, true).sql()));
            }
        }

        private void make(Table.Index index) throws SQLException {
            if (index.unique()) {
                var shared = rows.shared(source(), index.columns(), index.where());
                if (shared > 0) {
                    problems.add(Problem.in(
                            table.origin(),
                            "“" + told(index.columns()) + "” is to be unique, and "
                                    + (shared == 1 ? "1 value stands" : shared + " values stand")
                                    + " in more than one stored row.",
                            "Change or retire these records first."));
                    return;
                }
            }
            var called = Sql.quoted(name.schema()) + "." + Sql.quoted(index.name());
            (index.unique() ? unique : indexed)
                    .add(Step.online(
                                    Phase.PREPARE,
                                    Kind.INDEX,
                                    "Makes the " + (index.unique() ? "unique index " : "index ") + index.name()
                                            + " while others write"
                                            + (index.unique() ? "; from its end on it is kept." : "."),
                                    called,
                                    UPDATE,
                                    Cost.ofIndex(rows.size(name)),
                                    new Change.CreateIndex(name, index, true).sql(),
                                    new Change.DropIndex(name, index.name(), true).sql())
                            .undoneBy(List.of("drop index if exists " + called)));
        }

        /** The new policies first: at no moment is a table without. */
        void access() {
            if (!there.open()) {
                now.add(new Change.Grant(name, table.privileges()));
            }
            var wanted = table.policies().stream().map(Table.Policy::name).toList();
            table.policies().stream()
                    .filter(policy -> !there.policies().contains(policy.name()))
                    .forEach(policy -> now.add(new Change.CreatePolicy(name, policy)));
            there.policies().stream()
                    .filter(held -> !wanted.contains(held))
                    .forEach(held -> now.add(new Change.DropPolicy(name, held)));
        }

        /** What an application that was given up or killed at its end has left. */
        void triggers() {
            there.triggers().forEach((trigger, function) -> {
                if (isOurs(trigger, "fill_")) {
                    now.add(new Change.DropFunction(function));
                }
            });
        }

        void finish() {
            if (!now.isEmpty()) {
                atSwitch.add(Step.together(
                        Phase.SWITCH,
                        "Changes the rules of " + name + ": " + Change.words(now) + ".",
                        name.toString(),
                        EXCLUSIVE,
                        sql(now)));
            }
        }
    }

    private void fill(Filling filling) throws SQLException {
        var slot = filling.slot();
        var column = slot.table() + "." + slot.column();
        filled.add(Step.together(
                        Phase.PREPARE,
                        "Lets each write of the old release fill " + column + " as well.",
                        column,
                        SHARE,
                        filling.triggers(release))
                .undoneBy(filling.undone()));
        filled.add(Step.online(
                Phase.PREPARE,
                Kind.BATCHES,
                "Fills " + column + (filling.words().isEmpty() ? "" : ", " + filling.words()) + ".",
                column,
                "ROW EXCLUSIVE",
                Cost.ofWriting(rows.size(slot.table())),
                filling.batch()));
        var lost = filling.lost();
        if (lost != null) {
            filled.add(Step.online(
                    Phase.PREPARE,
                    Kind.CHECK,
                    "Looks whether every value of " + filling.source() + " came over.",
                    column,
                    "",
                    Cost.ofReading(rows.size(slot.table())),
                    "select count(*) from " + slot.table().sql() + " r where " + lost));
        }
        tidied.add(Step.together(Phase.FINISH, "No longer fills " + column + ".", column, EXCLUSIVE, filling.undone()));
    }

    /** Tables that nobody wants any more stay, and are shut. */
    private void closeRetired(List<Table> desired) {
        var wanted = new LinkedHashSet<TableName>();
        desired.forEach(table -> wanted.add(table.name()));
        var shut = new ArrayList<Change>();
        for (var row : binding.retired()) {
            for (var name : List.of(row.table(), row.table().searchKeys())) {
                var there = actual.tables().get(name);
                if (row.isTable() && there != null && there.open() && !wanted.contains(name)) {
                    shut.add(new Change.Revoke(name));
                }
            }
        }
        if (!shut.isEmpty()) {
            tidied.add(Step.together(
                    Phase.FINISH, "Shuts retired tables: " + Change.words(shut) + ".", "", "", sql(shut)));
        }
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
