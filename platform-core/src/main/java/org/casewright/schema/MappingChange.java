package org.casewright.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is written down at the switch: names that end, names that begin, and what else goes by an entity's name. */
final class MappingChange {

    private MappingChange() {}

    static List<Step> steps(Binding binding, Mapping mapping, long release) {
        var statements = new ArrayList<String>();
        var wanted = new HashMap<String, StoredAs>();
        binding.slots().forEach(slot -> wanted.put(slot.wanted().key(), slot.stored(release)));
        var ends = mapping.rows().stream()
                .filter(StoredAs::holds)
                .filter(row -> {
                    var now = wanted.get(Slot.Wanted.key(row.entity(), row.path()));
                    return now == null || !now.same(row);
                })
                .map(row -> Long.toString(row.id()))
                .toList();
        if (!ends.isEmpty()) {
            statements.add("update platform.mapping set until = " + release + " where id in (" + String.join(", ", ends)
                    + ")");
        }
        var begins = new ArrayList<String>();
        for (var slot : binding.slots()) {
            var row = slot.stored(release);
            var held = mapping.holding(row.entity(), row.path());
            if (held.isEmpty() || !held.get().same(row)) {
                begins.add(values(row, null));
            }
            var before = slot.before();
            if (before != null && before.id() == 0) {
                // It was there and written down nowhere, and is retired at once.
                begins.add(values(before, release));
            }
        }
        if (!begins.isEmpty()) {
            statements.add("insert into platform.mapping (entity, path, table_schema, table_name, column_name, type,"
                    + " since, until) values\n  " + String.join(",\n  ", begins));
        }
        for (var slot : binding.slots()) {
            var before = slot.before();
            if (slot.wanted().path().isEmpty()
                    && before != null
                    && !before.entity().equals(slot.wanted().entity().ref())) {
                renamed(before.entity(), slot.wanted().entity().ref(), statements);
            }
        }
        return statements.isEmpty()
                ? List.of()
                : List.of(Step.together(
                        Phase.SWITCH, "Writes down where everything is stored.", "platform.mapping", "", statements));
    }

    private static String values(StoredAs row, @Nullable Long until) {
        return List.of(
                                row.entity(),
                                row.path(),
                                row.table().schema(),
                                row.table().table(),
                                row.column(),
                                row.type())
                        .stream()
                        .map(Sql::literal)
                        .collect(Collectors.joining(", ", "(", ", "))
                + row.since() + ", " + (until == null ? "null" : until.toString()) + ")";
    }

    /** Numbers of row classes, and of records, go on, and so do the lists that people keep. */
    private static void renamed(String from, String to, List<String> statements) {
        statements.add(
                "update platform.row_class set entity = " + Sql.literal(to) + " where entity = " + Sql.literal(from));
        statements.add("update platform.sequence set scope = " + Sql.literal(to) + " || substr(scope, "
                + (from.length() + 1) + ") where starts_with(scope, " + Sql.literal(from + " ") + ")");
        // Lists of an earlier entity of that name may be there still.
        statements.add("update platform.saved_view v set entity = " + Sql.literal(to) + " where entity = "
                + Sql.literal(from) + " and not exists (select from platform.saved_view o where o.entity = "
                + Sql.literal(to) + " and o.owner_id = v.owner_id and o.title = v.title)");
        statements.add("update platform.first_view v set entity = " + Sql.literal(to) + " where entity = "
                + Sql.literal(from) + " and not exists (select from platform.first_view o where o.entity = "
                + Sql.literal(to) + " and o.account_id = v.account_id)");
    }
}
