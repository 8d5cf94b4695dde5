package org.casewright.access;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Entry;
import org.casewright.definition.AccessDefinition.FieldGrant;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Grant;

/**
 * What an actor's entries for one entity come to: for each privilege the keys of the rows, and what is open of those that are
 * reached by the same.
 */
final class Rights {

    private static final int[] NO_KEYS = {};

    private final Map<Privilege, Map<Opening, TreeSet<Integer>>> reaches = new EnumMap<>(Privilege.class);
    private final Map<Privilege, int[]> keys = new EnumMap<>(Privilege.class);
    private final Map<Privilege, Set<String>> gates = new EnumMap<>(Privilege.class);

    private Rights() {}

    static Rights of(Catalog catalog, Actor actor, EntityDefinition entity) {
        var rights = new Rights();
        if (!actor.scope().covers(entity.module())) {
            return rights;
        }
        for (var role : actor.roles()) {
            for (var entry : catalog.grants(role, entity)) {
                var classes = classes(catalog, entity, entry.rowClasses());
                entry.depths().forEach((privilege, depth) -> {
                    if (!actor.scope().carries(privilege)) {
                        return;
                    }
                    rights.add(privilege, depth, entry, classes, actor);
                    if (depth != Depth.NONE) {
                        var gates = rights.gates.computeIfAbsent(privilege, key -> new TreeSet<>());
                        classes.forEach(rowClass -> gates.add(Grant.gate(role, rowClass)));
                    }
                });
            }
        }
        for (var denial : catalog.denials()) {
            if (actor.has(denial.role()) && denial.entity().equals(entity.ref())) {
                rights.reaches.remove(denial.privilege());
                rights.gates.remove(denial.privilege());
            }
        }
        rights.reaches.forEach((privilege, reached) -> rights.keys.put(privilege, sorted(reached.values())));
        return rights;
    }

    /** The numbers of the row classes that an entry reaches. */
    static Set<Integer> classes(Catalog catalog, EntityDefinition entity, Set<String> names) {
        var numbers = new HashSet<Integer>();
        var wanted = names.isEmpty() ? catalog.rowClassNames(entity) : names;
        wanted.forEach(name -> numbers.add(catalog.rowClassNumber(entity, name)));
        if (names.isEmpty()) {
            numbers.add(0);
        } else {
            // A class that has no number yet is nobody's by name.
            numbers.remove(0);
        }
        return numbers;
    }

    private void add(Privilege privilege, Depth depth, Entry entry, Set<Integer> classes, Actor actor) {
        var into = new TreeSet<Integer>();
        addKeys(into, depth, classes, actor);
        if (!into.isEmpty()) {
            reaches.computeIfAbsent(privilege, key -> new LinkedHashMap<>())
                    .computeIfAbsent(opening(entry, privilege), key -> new TreeSet<>())
                    .addAll(into);
        }
    }

    private static Opening opening(Entry entry, Privilege privilege) {
        var writes = privilege == Privilege.CREATE || privilege == Privilege.WRITE;
        var withheld = writes ? FieldGrant.READ : FieldGrant.WRITE_ONLY;
        var open = entry.fieldClasses().entrySet().stream()
                .filter(grant -> grant.getValue() != withheld)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Opening(entry.visible(), open);
    }

    private static void addKeys(Set<Integer> into, Depth depth, Set<Integer> classes, Actor actor) {
        for (int rowClass : classes) {
            switch (depth(depth, actor)) {
                case NONE -> {}
                case OWN -> into.add(-1 - rowClass);
                case UNIT -> actor.units().forEach(unit -> into.add(Access.key(unit, rowClass)));
                case SUBTREE -> actor.subtree().forEach(unit -> into.add(Access.key(unit, rowClass)));
                case ALL -> into.add(rowClass);
            }
        }
    }

    /** How far a depth carries somebody: a partner's people to what they own. */
    static Depth depth(Depth depth, Actor actor) {
        return actor.partner() == null || depth == Depth.NONE ? depth : Depth.OWN;
    }

    /** Whether the record lies within a depth. */
    static boolean reaches(Depth depth, Actor actor, EntityRecord record) {
        var system = record.system();
        var keys = new TreeSet<Integer>();
        addKeys(keys, depth, Set.of(system.rowClass()), actor);
        return keys.contains(Access.key(system.unit(), system.rowClass()))
                || keys.contains(system.rowClass())
                || (actor.isOwner(system.owner()) && keys.contains(-1 - system.rowClass()));
    }

    private static int[] sorted(Collection<? extends Set<Integer>> sets) {
        return sets.stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The keys of a privilege, sorted. */
    int[] keys(Privilege privilege) {
        return keys.getOrDefault(privilege, NO_KEYS);
    }

    /** The gates by which a granted row is reached: role and row class, each at depth own or more. */
    Set<String> gates(Privilege privilege) {
        return gates.getOrDefault(privilege, Set.of());
    }

    /** What is open of some row. */
    Set<Opening> openings(Privilege privilege) {
        return reaches.getOrDefault(privilege, Map.of()).keySet();
    }

    /** What is open of a row to which these keys belong. */
    Set<Opening> openings(Privilege privilege, List<Integer> rowKeys) {
        var open = new LinkedHashSet<Opening>();
        reaches.getOrDefault(privilege, Map.of()).forEach((opening, reached) -> {
            if (rowKeys.stream().anyMatch(reached::contains)) {
                open.add(opening);
            }
        });
        return open;
    }

    /** The keys of the rows that are read so that something of them is open. */
    int[] keysWhere(Predicate<Opening> open) {
        var reached = reaches.getOrDefault(Privilege.READ, Map.of());
        return sorted(reached.entrySet().stream()
                .filter(each -> open.test(each.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }
}
