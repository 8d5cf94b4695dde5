package org.casewright.access;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.jspecify.annotations.Nullable;

/**
 * What an actor may do under a catalog. Pure: decides from the two alone.
 *
 * <p>An entry of a role is turned into <em>keys</em>: {@code unit * 64 + class} for a row class in a unit, the bare
 * class (0 to 63) for a row class in every unit, {@code -1 - class} for a row class among the actor's own records. The
 * database compares the same keys.
 */
public final class Access {

    /** The setting that says from which access version the others were made, where the database has yet to confirm it. */
    private static final String VERSION = "casewright.access";

    private static final int MOST_REMEMBERED = 10_000;

    /** Deciding again for each request would cost more than reading a record. */
    private static final PerCatalog<Map<Actor, Access>> REMEMBERED = new PerCatalog<>(any -> new ConcurrentHashMap<>());

    private final Catalog catalog;
    private final Actor actor;
    private final Map<String, Map<Privilege, int[]>> keys = new ConcurrentHashMap<>();

    private Access(Catalog catalog, Actor actor) {
        this.catalog = catalog;
        this.actor = actor;
    }

    /** What the actor may do under the catalog. */
    public static Access of(Catalog catalog, Actor actor) {
        var known = REMEMBERED.of(catalog);
        if (known.size() >= MOST_REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(actor, asker -> new Access(catalog, asker));
    }

    /** The key of a row: its unit and its row class in one number. */
    public static int key(int unit, int rowClass) {
        return unit * 64 + rowClass;
    }

    /** Whether the actor may do this to some record of the entity. */
    public boolean may(Privilege privilege, EntityDefinition entity) {
        return isEngine() || (privilege == Privilege.READ && isReference(entity)) || keys(privilege, entity).length > 0;
    }

    /** Whether the actor may do this to a record with this unit, row class and owner. */
    public boolean may(Privilege privilege, EntityDefinition entity, int unit, int rowClass, @Nullable UUID owner) {
        if (isEngine() || (privilege == Privilege.READ && isReference(entity))) {
            return true;
        }
        var granted = keys(privilege, entity);
        return contains(granted, key(unit, rowClass))
                || contains(granted, rowClass)
                || (actor.id().equals(owner) && contains(granted, -1 - rowClass));
    }

    /** Whether the actor may do this to the record. */
    public boolean may(Privilege privilege, EntityRecord record) {
        var system = record.system();
        return may(privilege, record.entity(), system.unit(), system.rowClass(), system.owner());
    }

    private static boolean contains(int[] sorted, int key) {
        return Arrays.binarySearch(sorted, key) >= 0;
    }

    /** The keys of a privilege, sorted. */
    public int[] keys(Privilege privilege, EntityDefinition entity) {
        return keys.computeIfAbsent(entity.ref(), ref -> allKeys(entity)).getOrDefault(privilege, new int[0]);
    }

    private Map<Privilege, int[]> allKeys(EntityDefinition entity) {
        var found = new EnumMap<Privilege, TreeSet<Integer>>(Privilege.class);
        for (var role : actor.roles()) {
            for (var entry : catalog.grants(role, entity)) {
                if (entry.profile() != null) {
                    // Profiles are not applied yet; granting the whole record instead would show too much.
                    continue;
                }
                var classes = classes(entity, entry.rowClasses());
                entry.depths()
                        .forEach((privilege, depth) ->
                                addKeys(found.computeIfAbsent(privilege, key -> new TreeSet<>()), depth, classes));
            }
        }
        for (var denial : catalog.denials()) {
            if (actor.has(denial.role()) && denial.entity().equals(entity.ref())) {
                found.remove(denial.privilege());
            }
        }
        var sorted = new EnumMap<Privilege, int[]>(Privilege.class);
        found.forEach((privilege, set) ->
                sorted.put(privilege, set.stream().mapToInt(Integer::intValue).toArray()));
        return sorted;
    }

    private Set<Integer> classes(EntityDefinition entity, Set<String> names) {
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

    private void addKeys(Set<Integer> into, Depth depth, Set<Integer> classes) {
        for (int rowClass : classes) {
            switch (depth) {
                case NONE -> {}
                case OWN -> into.add(-1 - rowClass);
                case UNIT -> actor.units().forEach(unit -> into.add(key(unit, rowClass)));
                case SUBTREE -> actor.subtree().forEach(unit -> into.add(key(unit, rowClass)));
                case ALL -> into.add(rowClass);
            }
        }
    }

    /**
     * The units whose records of this entity the actor may read in part, for the query's path; null when the path must
     * not name units: for those who read everywhere, or only their own.
     */
    public @Nullable List<Integer> readUnits(EntityDefinition entity) {
        if (isEngine() || isReference(entity)) {
            return null;
        }
        var units = new TreeSet<Integer>();
        for (int key : keys(Privilege.READ, entity)) {
            if (key < 64) {
                return null;
            }
            units.add(key / 64);
        }
        return List.copyOf(units);
    }

    /** Whether the asker may know the property: without a grant for its field class it does not exist. */
    public boolean readable(PropertyDefinition property) {
        return isEngine() || property.sensitivity() == null;
    }

    /** Whether the asker may know the property, said with the class alone. */
    public boolean readableClass(@Nullable String fieldClass) {
        return isEngine() || fieldClass == null;
    }

    /** The settings that tell the database what the actor may read of these entities. */
    public Map<String, String> settings(Iterable<EntityDefinition> entities) {
        var settings = new HashMap<String, String>();
        if (isEngine()) {
            settings.put("casewright.engine", "on");
            return settings;
        }
        settings.put("casewright.engine", "");
        settings.put("casewright.user", actor.id().toString());
        if (actor.asOf() > 0) {
            settings.put(VERSION, Long.toString(actor.asOf()));
        }
        for (var entity : entities) {
            if (!isReference(entity)) {
                settings.put(
                        "casewright.read." + entity.schema() + "." + entity.table(),
                        arrayText(keys(Privilege.READ, entity)));
            }
        }
        return settings;
    }

    private static String arrayText(int[] numbers) {
        var text = new StringBuilder("{");
        for (int number : numbers) {
            text.append(text.length() == 1 ? "" : ",").append(number);
        }
        return text.append('}').toString();
    }

    private boolean isEngine() {
        return actor.kind() == Actor.Kind.ENGINE;
    }

    private static boolean isReference(EntityDefinition entity) {
        return entity.ownership() instanceof Ownership.None;
    }
}
