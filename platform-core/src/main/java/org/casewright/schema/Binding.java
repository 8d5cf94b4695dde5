package org.casewright.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.FormerNames;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.schema.Slot.Origin;
import org.casewright.schema.Slot.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Finds for everything that a catalog stores the place where it is: the same name, the former name that the file tells, the
 * name that it had in an earlier release, and only then a new place. Places are handed out once; who keeps its name is asked
 * first.
 */
final class Binding {

    private static final int LONGEST_NAME = 63;

    private final Catalog catalog;
    private final Mapping mapping;
    private final ActualTables actual;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Set<Long> claimed = new HashSet<>();
    private final Map<TableName, Set<String>> given = new HashMap<>();
    private final Map<String, String> nowKnownAs = new HashMap<>();
    private final Problems problems = new Problems();

    private Binding(Catalog catalog, Mapping mapping, ActualTables actual) {
        this.catalog = catalog;
        this.mapping = mapping;
        this.actual = actual;
    }

    static Binding of(Catalog catalog, Mapping mapping, ActualTables actual) {
        var binding = new Binding(catalog, mapping, actual);
        var tables = new ArrayList<Wanted>();
        var groups = new ArrayList<Wanted>();
        var columns = new ArrayList<Wanted>();
        for (var entity : catalog.entities()) {
            tables.add(table(entity));
            entity.properties().values().forEach(property -> wanted(entity, property, groups, columns));
        }
        binding.resolve(tables);
        binding.resolve(groups);
        binding.resolve(columns);
        binding.refuseDoubles();
        return binding;
    }

    // --- what needs a place

    private static Wanted table(EntityDefinition entity) {
        var former = entity.renamedFrom() == null
                ? List.<String>of()
                : List.of(entity.module() + "/" + entity.renamedFrom());
        return new Wanted(entity, "", former, null, entity.table(), StoredAs.TABLE, null);
    }

    private static void wanted(
            EntityDefinition entity, PropertyDefinition property, List<Wanted> groups, List<Wanted> columns) {
        switch (property.type()) {
            case PropertyType.Group group -> {
                groups.add(new Wanted(
                        entity, property.name(), formerNames(property), property, group.table(), StoredAs.TABLE, null));
                group.properties().forEach(part -> inner(entity, property, part, property.name(), columns));
            }
            case PropertyType.References list ->
                groups.add(new Wanted(
                        entity, property.name(), formerNames(property), property, list.table(), StoredAs.LINKS, null));
            case PropertyType.Structure structure ->
                structure.properties().forEach(part -> inner(entity, property, part, null, columns));
            default -> {
                if (property.isColumn()) {
                    columns.add(new Wanted(
                            entity,
                            property.name(),
                            formerNames(property),
                            property,
                            property.column(),
                            Columns.type(property.type()),
                            null));
                }
            }
        }
    }

    private static void inner(
            EntityDefinition entity,
            PropertyDefinition outer,
            PropertyDefinition part,
            @Nullable String group,
            List<Wanted> columns) {
        if (!part.isColumn()) {
            return;
        }
        var former = new LinkedHashSet<String>();
        for (var beginning : both(outer)) {
            both(part).forEach(name -> former.add(beginning + "." + name));
        }
        var path = outer.name() + "." + part.name();
        former.remove(path);
        if (part.evolution().movedFrom() != null) {
            former.add(part.evolution().movedFrom());
        }
        columns.add(
                new Wanted(entity, path, List.copyOf(former), part, part.column(), Columns.type(part.type()), group));
    }

    private static List<String> both(PropertyDefinition property) {
        var former = property.evolution().renamedFrom();
        return former == null ? List.of(property.name()) : List.of(former, property.name());
    }

    private static List<String> formerNames(PropertyDefinition property) {
        var evolution = property.evolution();
        return evolution.renamedFrom() != null
                ? List.of(evolution.renamedFrom())
                : evolution.movedFrom() != null ? List.of(evolution.movedFrom()) : List.of();
    }

    // --- where it is

    private void resolve(List<Wanted> wanted) {
        each(wanted, this::kept);
        each(wanted, this::renamed);
        var asked = new HashSet<Long>();
        wanted.forEach(one -> here(one).ifPresent(row -> asked.add(row.id())));
        each(wanted, one -> givenBack(one, asked));
        each(wanted, this::retyped);
        each(wanted, this::restored);
        each(wanted, this::made);
    }

    private void each(List<Wanted> wanted, Function<Wanted, @Nullable Slot> way) {
        for (var one : wanted) {
            if (!slots.containsKey(one.key())) {
                var slot = way.apply(one);
                if (slot != null) {
                    put(slot);
                }
            }
        }
    }

    private void put(Slot slot) {
        slots.put(slot.wanted().key(), slot);
        names(slot.table()).add(slot.column());
        var before = slot.before();
        if (before != null && before.holds()) {
            claimed.add(before.id());
        }
        if (slot.wanted().path().isEmpty() && before != null) {
            nowKnownAs.put(slot.wanted().entity().ref(), before.entity());
        }
    }

    /** What is stored under the same name now. */
    private Optional<StoredAs> here(Wanted wanted) {
        return mapping.holding(knownAs(wanted), wanted.path()).filter(row -> isHere(wanted, row));
    }

    private @Nullable Slot kept(Wanted wanted) {
        return here(wanted)
                .filter(row -> row.type().equals(wanted.type()))
                .map(row -> taken(wanted, row, Origin.KEPT))
                .orElse(null);
    }

    /** It is there with another type. What has no counterpart among its values had rather be as it was when it last had this type. */
    private @Nullable Slot retyped(Wanted wanted) {
        return here(wanted)
                .filter(row -> !claimed.contains(row.id()))
                .filter(row -> isFilled(wanted, row) || restored(wanted) == null)
                .map(row -> taken(wanted, row, Origin.KEPT))
                .orElse(null);
    }

    private static boolean isFilled(Wanted wanted, StoredAs row) {
        var property = wanted.property();
        return (property != null && property.evolution().backfill() != null)
                || Conversions.of(row.type(), wanted.type(), row.column()).isPresent();
    }

    /** Who is there under its own name was renamed before, if at all. */
    private @Nullable Slot renamed(Wanted wanted) {
        if (here(wanted).isPresent()) {
            return null;
        }
        for (var former : wanted.former()) {
            var row = wanted.path().isEmpty() ? mapping.holding(former, "") : mapping.holding(knownAs(wanted), former);
            var free = row.filter(found -> !claimed.contains(found.id())).filter(found -> isHere(wanted, found));
            if (free.isPresent()) {
                return taken(wanted, free.get(), Origin.RENAMED);
            }
        }
        return null;
    }

    private Slot taken(Wanted wanted, StoredAs row, Origin origin) {
        return row.type().equals(wanted.type())
                ? new Slot(wanted, origin, row.table(), row.column(), row)
                : new Slot(wanted, Origin.FILLED, row.table(), fresh(row.table(), wanted.name()), row);
    }

    /** It had this name in an earlier release, and has another now that nobody wants any more. */
    private @Nullable Slot givenBack(Wanted wanted, Set<Long> asked) {
        for (var row : earlier(wanted)) {
            var holder = mapping.holder(row.table(), row.column());
            if (holder.isPresent()
                    && !claimed.contains(holder.get().id())
                    && !asked.contains(holder.get().id())) {
                return new Slot(wanted, Origin.RENAMED, row.table(), row.column(), holder.get());
            }
        }
        return null;
    }

    /** It had this name in an earlier release, and was retired. */
    private @Nullable Slot restored(Wanted wanted) {
        for (var row : earlier(wanted)) {
            if (mapping.holder(row.table(), row.column()).isEmpty()
                    && !names(row.table()).contains(row.column())) {
                return new Slot(wanted, Origin.RESTORED, row.table(), row.column(), row);
            }
        }
        return null;
    }

    private List<StoredAs> earlier(Wanted wanted) {
        return mapping.earlier(everKnownAs(wanted), wanted.path()).stream()
                .filter(row -> row.type().equals(wanted.type()) && isHere(wanted, row) && isThere(row))
                .toList();
    }

    private Slot made(Wanted wanted) {
        if (wanted.isTable()) {
            var name = new TableName(wanted.entity().schema(), wanted.name());
            return actual.tables().containsKey(name) && !mapping.knows(name, "")
                    ? new Slot(wanted, Origin.ADOPTED, name, "", null)
                    : new Slot(wanted, Origin.ADDED, freshTable(name), "", null);
        }
        var table = home(wanted);
        var before = mapping.earlier(everKnownAs(wanted), wanted.path()).stream()
                .filter(row -> row.table().equals(table))
                .findFirst()
                .orElse(null);
        var there = actual.tables().get(table);
        var column = there == null ? null : there.columns().get(wanted.name());
        return column != null
                        && column.type().equals(wanted.type())
                        && !mapping.knows(table, wanted.name())
                        && !names(table).contains(wanted.name())
                ? new Slot(wanted, Origin.ADOPTED, table, wanted.name(), null)
                : new Slot(wanted, Origin.ADDED, table, fresh(table, wanted.name()), before);
    }

    /** A column stays in its table, and a table is never a column. */
    private boolean isHere(Wanted wanted, StoredAs row) {
        return wanted.isTable()
                ? row.type().equals(wanted.type())
                : !row.isTable() && row.table().equals(home(wanted));
    }

    private boolean isThere(StoredAs row) {
        var table = actual.tables().get(row.table());
        return table != null && (row.column().isEmpty() || table.columns().containsKey(row.column()));
    }

    private TableName home(Wanted wanted) {
        var path = wanted.group() == null ? "" : wanted.group();
        return slot(wanted.entity().ref(), path).table();
    }

    /** The name under which the release that is served knows the entity. */
    private String knownAs(Wanted wanted) {
        var ref = wanted.entity().ref();
        return nowKnownAs.getOrDefault(ref, ref);
    }

    private Set<String> everKnownAs(Wanted wanted) {
        var names = new LinkedHashSet<String>();
        names.add(wanted.entity().ref());
        names.add(knownAs(wanted));
        if (!wanted.path().isEmpty()) {
            names.addAll(mapping.names(slot(wanted.entity().ref(), "").table()));
        }
        return names;
    }

    // --- names that are free

    private Set<String> names(TableName table) {
        return given.computeIfAbsent(table, key -> new HashSet<>());
    }

    String fresh(TableName table, String wanted) {
        var there = actual.tables().get(table);
        return fresh(
                wanted,
                name -> names(table).contains(name)
                        || mapping.knows(table, name)
                        || (there != null && there.columns().containsKey(name)));
    }

    private TableName freshTable(TableName wanted) {
        var name = fresh(
                wanted.table(),
                candidate -> isTaken(wanted.schema(), candidate)
                        || isTaken(wanted.schema(), SchemaNames.searchTable(candidate)));
        return new TableName(wanted.schema(), name);
    }

    private boolean isTaken(String schema, String table) {
        var name = new TableName(schema, table);
        return actual.tables().containsKey(name) || mapping.knows(name, "") || given.containsKey(name);
    }

    private static String fresh(String wanted, Function<String, Boolean> isTaken) {
        var name = wanted;
        for (var n = 2; isTaken.apply(name); n++) {
            var end = "_" + n;
            name = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME - end.length())) + end;
        }
        return name;
    }

    /** The old name told for a new one while the old one is still there: nobody can say whose the values are. */
    private void refuseDoubles() {
        for (var slot : slots.values()) {
            if (slot.origin() != Origin.ADDED || slot.wanted().former().isEmpty()) {
                continue;
            }
            var first = slot.wanted().former().getFirst();
            var other = slots.get(Wanted.key(
                    slot.wanted().path().isEmpty()
                            ? first
                            : slot.wanted().entity().ref(),
                    slot.wanted().path().isEmpty() ? "" : first));
            if (other != null && other.origin() == Origin.KEPT) {
                problems.add(Problem.in(
                        slot.wanted().place(),
                        "“" + first + "” is said to be the former name of “"
                                + slot.wanted().words() + "”, and is still there.",
                        "Leave the former name out, or take the property of that name away."));
            }
        }
    }

    // --- what came of it

    Slot slot(String entity, String path) {
        return Objects.requireNonNull(slots.get(Wanted.key(entity, path)), () -> entity + "." + path);
    }

    List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    List<Problem> problems() {
        return problems.list();
    }

    /** Puts a slot in another column than the one that was found. */
    void replace(Slot slot) {
        slots.put(slot.wanted().key(), slot);
        names(slot.table()).add(slot.column());
    }

    /** What is stored now and has no name in the catalog. */
    List<StoredAs> retired() {
        return mapping.rows().stream()
                .filter(row -> row.holds() && !claimed.contains(row.id()))
                .toList();
    }

    /** The catalog with the tables and columns that were found. */
    Catalog catalog() {
        var former = new HashMap<>(mapping.formerNames());
        nowKnownAs.forEach((now, before) -> former.put(before, now));
        catalog.entities().forEach(entity -> former.remove(entity.ref()));
        return catalog.stored(this::held, new FormerNames(former, formerProperties()));
    }

    /** Of the record's own properties: what is deeper is remembered whole, with what it is in. */
    private Map<String, List<FormerNames.Property>> formerProperties() {
        var former = new HashMap<String, List<FormerNames.Property>>();
        for (var slot : slots.values()) {
            var now = slot.wanted().path();
            if (now.isEmpty() || now.contains(".")) {
                continue;
            }
            for (var row : mapping.at(slot.table(), slot.column())) {
                if (row.until() != null
                        && !row.path().equals(now)
                        && !row.path().contains(".")) {
                    former.computeIfAbsent(slot.wanted().entity().ref(), entity -> new ArrayList<>())
                            .add(new FormerNames.Property(row.path(), row.since(), row.until(), now));
                }
            }
        }
        return former;
    }

    private EntityDefinition held(EntityDefinition entity) {
        var table = slot(entity.ref(), "").table();
        var properties = new LinkedHashMap<String, PropertyDefinition>();
        entity.properties().forEach((name, property) -> properties.put(name, held(entity, property)));
        return entity.stored(table.schema(), table.table(), properties);
    }

    private PropertyDefinition held(EntityDefinition entity, PropertyDefinition property) {
        return switch (property.type()) {
            case PropertyType.Group(var table, var parts, var required) ->
                property.stored(
                        "",
                        new PropertyType.Group(
                                slot(entity.ref(), property.name()).table().table(),
                                held(entity, property.name(), parts),
                                required));
            case PropertyType.References(var table, var to) ->
                property.stored(
                        "",
                        new PropertyType.References(
                                slot(entity.ref(), property.name()).table().table(), to));
            case PropertyType.Structure(var parts, var required) ->
                property.stored(
                        property.column(), new PropertyType.Structure(held(entity, property.name(), parts), required));
            default -> held(entity, property.name(), property);
        };
    }

    private List<PropertyDefinition> held(EntityDefinition entity, String beginning, List<PropertyDefinition> parts) {
        return parts.stream()
                .map(part -> held(entity, beginning + "." + part.name(), part))
                .toList();
    }

    private PropertyDefinition held(EntityDefinition entity, String path, PropertyDefinition property) {
        var slot = slots.get(Wanted.key(entity.ref(), path));
        return slot == null ? property : property.stored(slot.column(), property.type());
    }
}
