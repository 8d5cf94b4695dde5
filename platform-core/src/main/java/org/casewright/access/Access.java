package org.casewright.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Grant;
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
    private final Map<String, Rights> rights = new ConcurrentHashMap<>();
    private final Map<String, Granted> granted = new ConcurrentHashMap<>();

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
        return isEngine() || (privilege == Privilege.READ && isOpenToAll(entity)) || keys(privilege, entity).length > 0;
    }

    /** Whether the actor may do this to a record with this unit, row class and owner. */
    public boolean may(Privilege privilege, EntityDefinition entity, int unit, int rowClass, @Nullable UUID owner) {
        if (isEngine() || (privilege == Privilege.READ && isOpenToAll(entity))) {
            return true;
        }
        var granted = keys(privilege, entity);
        return contains(granted, key(unit, rowClass))
                || contains(granted, rowClass)
                || (actor.isOwner(owner) && contains(granted, -1 - rowClass));
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
        return rights(entity).keys(privilege);
    }

    private Rights rights(EntityDefinition entity) {
        return rights.computeIfAbsent(entity.ref(), ref -> Rights.of(catalog, actor, entity));
    }

    /** What the actor may know of some record of the entity; what is not among it does not exist for the actor. */
    public Fields readable(EntityDefinition entity) {
        if (isEngine()) {
            return Fields.ALL;
        }
        return Fields.of(openings(entity)).veiled(veil(entity));
    }

    /** The field classes of which a person is told nothing but what is asked for; processes need not ask. */
    private Set<String> veil(EntityDefinition entity) {
        var reveal = entity.reveal();
        return reveal == null || actor.kind() != Actor.Kind.USER ? Set.of() : reveal.fieldClasses();
    }

    private Set<String> veil(Privilege privilege, EntityDefinition entity) {
        return privilege == Privilege.READ || privilege == Privilege.EXPORT ? veil(entity) : Set.of();
    }

    /** What the actor may write in some record of the entity, with this privilege to create or to write. */
    public Fields writable(Privilege privilege, EntityDefinition entity) {
        return isEngine() ? Fields.ALL : Fields.of(rights(entity).openings(privilege));
    }

    /** What the actor may know, or write, with the privilege of the record. */
    public Fields fields(Privilege privilege, EntityRecord record, Collection<Grant> grants) {
        var system = record.system();
        var open = openings(privilege, record.entity(), system.unit(), system.rowClass(), system.owner());
        if (!isEngine()) {
            helpful(privilege, record.entity(), grants)
                    .flatMap(grant -> opening(grant.profile(), record.entity()).stream())
                    .forEach(open::add);
        }
        return isEngine() ? Fields.ALL : Fields.of(open).veiled(veil(privilege, record.entity()));
    }

    /** What the actor may write with the privilege in a record with this unit, row class and owner. */
    public Fields fields(Privilege privilege, EntityDefinition entity, int unit, int rowClass, @Nullable UUID owner) {
        return isEngine() ? Fields.ALL : Fields.of(openings(privilege, entity, unit, rowClass, owner));
    }

    private Set<Opening> openings(
            Privilege privilege, EntityDefinition entity, int unit, int rowClass, @Nullable UUID owner) {
        var keys = actor.isOwner(owner)
                ? List.of(key(unit, rowClass), rowClass, -1 - rowClass)
                : List.of(key(unit, rowClass), rowClass);
        var open = rights(entity).openings(privilege, keys);
        if (privilege == Privilege.READ && isOpenToAll(entity)) {
            open.add(Opening.PLAIN);
        }
        return open;
    }

    /** Of these grants, which all are the actor's, those that give the privilege. */
    private Stream<Grant> helpful(Privilege privilege, EntityDefinition entity, Collection<Grant> grants) {
        if (grants.isEmpty()) {
            return Stream.empty();
        }
        var gates = new HashSet<>(rights(entity).gates(privilege));
        gates.addAll(gates.stream().map(Grant::anyRole).toList());
        var name = privilege.name().toLowerCase(Locale.ROOT);
        return grants.stream().filter(grant -> grant.privileges().contains(name) && gates.contains(grant.gate()));
    }

    /** What a granted record is open by: a profile that says nothing of the entity opens nothing. */
    private Optional<Opening> opening(String profile, EntityDefinition entity) {
        if (profile.equals(Grant.GLASS)) {
            return Optional.ofNullable(entity.breakGlass()).map(glass -> new Opening(null, glass.fieldClasses()));
        }
        var slash = profile.indexOf('/');
        return profile.isEmpty()
                ? Optional.of(Opening.PLAIN)
                : catalog.profile(profile.substring(0, slash), profile.substring(slash + 1), entity)
                        .map(visible -> new Opening(visible, Set.of()));
    }

    /** Whether the actor may do this to the record, which is also granted to the actor by these. */
    public boolean may(Privilege privilege, EntityRecord record, Collection<Grant> grants) {
        return may(privilege, record) || mayByGrant(privilege, record, grants);
    }

    /** Whether one of these grants, which all are the actor's, lets the actor do this to the record. */
    public boolean mayByGrant(Privilege privilege, EntityRecord record, Collection<Grant> grants) {
        return helpful(privilege, record.entity(), grants).findAny().isPresent();
    }

    /** What the actor may know or write of a record of the entity that is yet to be made: nothing is granted of it. */
    public Fields knownOfNew(EntityDefinition entity) {
        return readableOfNew(entity)
                .unveiled()
                .or(writable(Privilege.CREATE, entity))
                .or(writable(Privilege.WRITE, entity));
    }

    /** What the actor may know of a record of the entity that is yet to be made. */
    public Fields readableOfNew(EntityDefinition entity) {
        return isEngine() ? Fields.ALL : Fields.of(reached(entity)).veiled(veil(entity));
    }

    /** What the actor may know or write of some record of the entity: what its definition may say. */
    public Fields known(EntityDefinition entity) {
        return readable(entity)
                .unveiled()
                .or(writable(Privilege.CREATE, entity))
                .or(writable(Privilege.WRITE, entity));
    }

    /** The profiles, {@code module/NAME}, by which records may be granted to the actor; the empty one for none. */
    private Set<String> profiles(EntityDefinition entity) {
        return granted.computeIfAbsent(entity.ref(), ref -> granted(entity)).profiles();
    }

    /** The gates by which records of the entity may be granted to the actor for reading; none where nothing is granted. */
    public Set<String> gates(EntityDefinition entity) {
        return granted.computeIfAbsent(entity.ref(), ref -> granted(entity)).gates();
    }

    /**
     * The gates through which the actor can break the glass of records of the entity: a person's alone, for the roles that the
     * entity names and the row classes that these read; none where it cannot.
     */
    public Set<String> glass(EntityDefinition entity) {
        var glass = entity.breakGlass();
        if (glass == null || actor.kind() != Actor.Kind.USER) {
            return Set.of();
        }
        return rights(entity).gates(Privilege.READ).stream()
                .filter(gate -> glass.roles().stream().anyMatch(role -> Grant.isOf(gate, role)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What grants can come to for the actor: only those for a role which the actor has count. */
    private Granted granted(EntityDefinition entity) {
        var gates = new TreeSet<String>();
        var profiles = new LinkedHashSet<String>();
        if (isEngine() || !catalog.hasGrants(entity)) {
            return new Granted(gates, profiles);
        }
        var mine = rights(entity).gates(Privilege.READ);
        for (var each : catalog.ownershipLine(entity)) {
            for (var grant : each.grants()) {
                var helping = mine.stream()
                        .filter(gate -> grant.roles().stream().anyMatch(role -> Grant.isOf(gate, role)))
                        .toList();
                gates.addAll(helping);
                if (!helping.isEmpty()) {
                    profiles.add(grant.profile() == null ? "" : each.module() + "/" + grant.profile());
                }
            }
        }
        var glass = glass(entity);
        if (!glass.isEmpty()) {
            gates.addAll(glass);
            profiles.add(Grant.GLASS);
        }
        if (catalog.isShared(entity) && !mine.isEmpty()) {
            mine.forEach(gate -> gates.add(Grant.anyRole(gate)));
            profiles.addAll(catalog.sharingProfiles(entity));
        }
        return new Granted(gates, profiles);
    }

    /** By what records of an entity may be granted to the actor. */
    private record Granted(Set<String> gates, Set<String> profiles) {}

    /** As whom records are granted to the actor: its account, its teams, and the units for which it may act, or its partner. */
    public List<String> grantees() {
        var grantees = new ArrayList<String>();
        grantees.add(actor.id().toString());
        actor.teams().stream().sorted().map(UUID::toString).forEach(grantees::add);
        var partner = actor.partner();
        if (partner != null) {
            grantees.add(Grant.partner(partner));
        } else {
            actor.units().stream().sorted().map(Grant::unit).forEach(grantees::add);
        }
        return grantees;
    }

    /** Whether all records of the entity that the actor may read are open alike. */
    public boolean isUniform(EntityDefinition entity) {
        return isEngine() || openings(entity).size() <= 1;
    }

    /** All by which some record of the entity is open to the actor. */
    private Set<Opening> openings(EntityDefinition entity) {
        var open = reached(entity);
        profiles(entity).forEach(profile -> opening(profile, entity).ifPresent(open::add));
        return open;
    }

    /** All by which some record of the entity is open to the actor without a grant. */
    private Set<Opening> reached(EntityDefinition entity) {
        var open = new HashSet<>(rights(entity).openings(Privilege.READ));
        if (isOpenToAll(entity)) {
            open.add(Opening.PLAIN);
        }
        return open;
    }

    /**
     * Some of the records that the actor may read.
     *
     * @param keys those that are reached by these
     * @param gates those that are granted through these, by one of these profiles
     */
    public record Some(List<Integer> keys, Set<String> gates, Set<String> profiles) {}

    /**
     * Of which records of the entity something is open to the actor; empty when it is of all that the actor may read. With this
     * a statement asks of each record only what may be known of it.
     */
    public Optional<Some> where(EntityDefinition entity, Predicate<Fields> open) {
        Predicate<Opening> opens = each -> open.test(Fields.of(Set.of(each)).veiled(veil(entity)));
        if (isEngine() || openings(entity).stream().allMatch(opens)) {
            return isEngine() || !openings(entity).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Some(List.of(), Set.of(), Set.of()));
        }
        if (isOpenToAll(entity) && open.test(Fields.PLAIN)) {
            return Optional.empty();
        }
        var keys = rights(entity).keysWhere(opens);
        var profiles = new LinkedHashSet<String>();
        for (var profile : profiles(entity)) {
            if (opening(profile, entity).filter(opens).isPresent()) {
                profiles.add(profile);
            }
        }
        var all = profiles.equals(profiles(entity)) && Arrays.equals(keys, keys(Privilege.READ, entity));
        return all
                ? Optional.empty()
                : Optional.of(new Some(
                        Arrays.stream(keys).boxed().toList(), profiles.isEmpty() ? Set.of() : gates(entity), profiles));
    }

    /**
     * Where the records are that the actor may read, for a query's path.
     *
     * @param units their units
     * @param owner whether there are some that the actor owns
     * @param gates by which there are some that are granted
     */
    public record Reach(List<Integer> units, boolean owner, Set<String> gates) {}

    /** Where they are; empty when there are some everywhere, or nothing is known better than the policies know it. */
    public Optional<Reach> reach(EntityDefinition entity) {
        if (isEngine() || isReference(entity)) {
            return Optional.empty();
        }
        var units = new TreeSet<Integer>();
        var owner = false;
        for (int key : keys(Privilege.READ, entity)) {
            if (key >= 0 && key < 64) {
                return Optional.empty();
            }
            owner |= key < 0;
            if (key >= 64) {
                units.add(key / 64);
            }
        }
        return Optional.of(new Reach(List.copyOf(units), owner, gates(entity)));
    }

    /** The settings that tell the database what the actor may read of these entities, by the database's own clock. */
    public Map<String, String> settings(Iterable<EntityDefinition> entities) {
        return settings(entities, null);
    }

    /**
     * The settings that tell the database what the actor may read of these entities.
     *
     * @param now by which grants that end are compared
     */
    public Map<String, String> settings(Iterable<EntityDefinition> entities, @Nullable Instant now) {
        var settings = new HashMap<String, String>();
        if (isEngine()) {
            settings.put("casewright.engine", "on");
            return settings;
        }
        settings.put("casewright.engine", "");
        settings.put("casewright.user", actor.id().toString());
        if (!actor.teams().isEmpty()) {
            settings.put(
                    "casewright.teams",
                    arrayText(
                            actor.teams().stream().map(UUID::toString).sorted().toList()));
        }
        if (actor.asOf() > 0) {
            settings.put(VERSION, Long.toString(actor.asOf()));
        }
        for (var entity : entities) {
            if (!isReference(entity)) {
                settings.put(
                        "casewright.read." + entity.schema() + "." + entity.table(),
                        arrayText(keys(Privilege.READ, entity)));
                addGranted(settings, entity, now);
            }
        }
        return settings;
    }

    /** The settings that tell the database who asks, and open no record. */
    public static Map<String, String> ofUser(Actor actor) {
        return new Access(Catalog.EMPTY, actor).settings(List.of());
    }

    /** The same, and for whom the actor is among others to whom something of the application's own was shown. */
    public static Map<String, String> ofUser(Actor actor, Collection<String> audiences) {
        var settings = ofUser(actor);
        settings.put("casewright.audiences", arrayText(audiences));
        return settings;
    }

    private void addGranted(Map<String, String> settings, EntityDefinition entity, @Nullable Instant now) {
        var gates = gates(entity);
        if (!gates.isEmpty()) {
            settings.put("casewright.granted." + entity.schema() + "." + entity.table(), arrayText(gates));
            settings.putIfAbsent("casewright.grantees", arrayText(grantees()));
            if (now != null) {
                settings.putIfAbsent("casewright.now", now.toString());
            }
        }
    }

    private static String arrayText(Collection<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String arrayText(int[] numbers) {
        var text = new StringBuilder("{");
        for (int number : numbers) {
            text.append(text.length() == 1 ? "" : ",").append(number);
        }
        return text.append('}').toString();
    }

    /** Whose records are the asker's own: its account, and its teams. */
    public List<UUID> owners() {
        return actor.owners().stream().sorted().toList();
    }

    private boolean isEngine() {
        return actor.kind() == Actor.Kind.ENGINE;
    }

    /** What everybody reads; a credential for other modules does not. */
    private boolean isOpenToAll(EntityDefinition entity) {
        return isReference(entity) && actor.scope().covers(entity.module());
    }

    private static boolean isReference(EntityDefinition entity) {
        return entity.ownership() instanceof Ownership.None;
    }
}
