package org.casewright.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.casewright.catalog.Catalog;
import org.casewright.definition.DuplicateDefinition.Path;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.schema.Slot.Origin;
import org.casewright.schema.Step.Kind;

/** Which entities' search keys are written anew: stored records have none for what is searched only now, or otherwise. */
final class SearchKeySteps {

    /** About as many as a record has. */
    private static final long KEYS = 5;

    private SearchKeySteps() {}

    static List<Step> of(Catalog present, Binding binding, StoredRows rows) throws SQLException {
        var steps = new ArrayList<Step>();
        for (var entity : binding.slots()) {
            if (entity.wanted().path().isEmpty() && rows.has(entity.table())) {
                var searched = binding.slots().stream()
                        .filter(slot ->
                                slot.wanted().entity().equals(entity.wanted().entity()) && isSearched(slot))
                        .toList();
                renamed(entity, searched, rows, steps);
                if (searched.stream().anyMatch(slot -> slot.origin() != Origin.ADOPTED && !hasKeys(present, slot))
                        || !hasBlocks(present, binding.catalog(), entity)) {
                    steps.add(anew(entity, rows.size(entity.table())));
                }
            }
        }
        return steps;
    }

    private static boolean isSearched(Slot slot) {
        var property = slot.wanted().property();
        return property != null && slot.wanted().path().equals(property.name()) && property.search() != Search.NONE;
    }

    private static boolean hasKeys(Catalog present, Slot slot) {
        var before = slot.before();
        var property = slot.wanted().property();
        return before != null
                && property != null
                && before.holds()
                && before.column().equals(slot.column())
                && present.findEntity(before.entity())
                        .flatMap(entity -> entity.property(before.path()))
                        .filter(old -> old.search() == property.search())
                        .isPresent();
    }

    /** Whether stored records have the keys by which duplicates are found, or need none. */
    private static boolean hasBlocks(Catalog present, Catalog next, Slot entity) {
        var wanted = next.entity(entity.wanted().entity().ref());
        var before = entity.before();
        return wanted.duplicates() == null
                || (before != null
                        && present.findEntity(before.entity())
                                .filter(old -> blocks(present, old).equals(blocks(next, wanted)))
                                .isPresent());
    }

    /** All of which those keys are made, in words that change with it. */
    private static List<String> blocks(Catalog catalog, EntityDefinition entity) {
        var made = new ArrayList<String>();
        var duplicates = entity.duplicates();
        if (duplicates != null) {
            for (var block : duplicates.blocks()) {
                made.add(block.toString());
                block.forEach(path -> madeOf(catalog, entity, path, made));
            }
        }
        return made;
    }

    private static void madeOf(Catalog catalog, EntityDefinition entity, Path path, List<String> made) {
        if (path.way().isEmpty()) {
            entity.properties().values().stream()
                    .filter(property -> property.search() == Search.NAME)
                    .forEach(property -> made.add(property.column()));
            return;
        }
        entity.property(path.way().getFirst()).ifPresent(property -> {
            made.add(property.column() + " " + property.type().getClass().getSimpleName());
            if (property.type() instanceof PropertyType.Reference(var to)) {
                var rest = new Path(path.way().subList(1, path.way().size()), path.keys());
                if (path.keys() || !rest.way().isEmpty()) {
                    catalog.findEntity(to.entity()).ifPresent(target -> madeOf(catalog, target, rest, made));
                }
            }
        });
    }

    /** Before columns were written down, keys went by the property's name. */
    private static void renamed(Slot entity, List<Slot> searched, StoredRows rows, List<Step> steps) {
        var keys = entity.table().searchKeys();
        var statements = searched.stream()
                .filter(slot -> slot.origin() == Origin.ADOPTED
                        && !slot.column().equals(slot.wanted().path()))
                .map(slot -> "update " + keys.sql() + " set \"property\" = " + Sql.literal(slot.column())
                        + " where \"property\" = " + Sql.literal(slot.wanted().path()))
                .toList();
        if (!statements.isEmpty() && rows.has(keys)) {
            steps.add(Step.together(
                    Phase.FINISH,
                    "Lets the search keys of " + entity.wanted().words() + " go by columns.",
                    keys.toString(),
                    "ROW EXCLUSIVE",
                    statements));
        }
    }

    private static Step anew(Slot entity, long size) {
        return Step.online(
                Phase.FINISH,
                Kind.SEARCH_KEYS,
                "Writes the search keys of " + entity.wanted().words() + " anew.",
                entity.wanted().entity().ref(),
                "",
                Cost.ofWriting(KEYS * size));
    }
}
