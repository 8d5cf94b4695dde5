package org.casewright.records;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.DuplicateDefinition;
import org.casewright.definition.DuplicateDefinition.Path;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.storage.Blocks;
import org.casewright.storage.Blocks.Keyed;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds which stored records are perhaps one with those that were just written, as the engine. Whoever looks for the same keys
 * waits, so that two who come at once find each other, and only one of them keeps the pair.
 */
final class Duplicates {

    private final Session session;
    private final Blocks blocks;

    Duplicates(Session session, Blocks blocks) {
        this.session = session;
        this.blocks = blocks;
    }

    /**
     * Keeps the keys of what changed, and looks for what shares them; asks nothing where no entity asks.
     *
     * @param drafts as they have been written
     * @return the pairs to be kept, by the unit to which they belong
     */
    Map<Integer, List<Change>> pairs(Collection<Draft> drafts) {
        var changed = new LinkedHashMap<EntityDefinition, List<Draft>>();
        for (var draft : drafts) {
            if (draft.entity.duplicates() != null && !draft.retired && isAnother(draft)) {
                changed.computeIfAbsent(draft.entity, entity -> new ArrayList<>())
                        .add(draft);
            }
        }
        if (changed.isEmpty()) {
            return Map.of();
        }
        var looked = new LinkedHashMap<EntityDefinition, List<Looked>>();
        var keys = new TreeSet<String>();
        changed.forEach((entity, some) -> {
            var records = looked(entity, some);
            looked.put(entity, records);
            blocks.keep(entity, records.stream().map(Looked::keyed).toList());
            records.forEach(each -> keys.addAll(each.keys()));
        });
        blocks.lock(keys);
        var pairs = new TreeMap<Integer, List<Change>>();
        looked.forEach((entity, records) -> {
            for (var pair : ofEntity(entity, records)) {
                pairs.computeIfAbsent(pair.unit(), unit -> new ArrayList<>()).add(pair.change());
            }
        });
        return pairs;
    }

    private List<Looked> looked(EntityDefinition entity, List<Draft> drafts) {
        var duplicates = Objects.requireNonNull(entity.duplicates());
        ahead(duplicates, entity, drafts.stream().map(draft -> draft.values).toList());
        return drafts.stream()
                .map(draft -> {
                    var facts = facts(entity, draft.values);
                    return new Looked(draft, facts, facts.blockKeys(duplicates));
                })
                .toList();
    }

    /** The keys of stored records, by the present definitions. */
    void renew(EntityDefinition entity, Collection<UUID> ids) {
        var duplicates = entity.duplicates();
        if (duplicates == null || ids.isEmpty()) {
            return;
        }
        session.ahead(entity, ids);
        var records = ids.stream()
                .flatMap(id -> Stream.ofNullable(session.stored(entity, id)))
                .toList();
        ahead(duplicates, entity, records.stream().map(EntityRecord::values).toList());
        blocks.keep(
                entity,
                records.stream()
                        .map(record -> new Keyed(
                                record.id(),
                                record.system().unit(),
                                facts(entity, record.values()).blockKeys(duplicates)))
                        .toList());
    }

    /** A record that others are held against. */
    private record Looked(Draft draft, Facts facts, Set<String> keys) {
        Keyed keyed() {
            return new Keyed(draft.id, draft.unit, keys);
        }
    }

    private record Pair(int unit, Change change) {}

    private List<Pair> ofEntity(EntityDefinition entity, List<Looked> looked) {
        var duplicates = Objects.requireNonNull(entity.duplicates());
        var into = session.catalog.entity(duplicates.into());
        var pairing = DuplicateDefinition.pairing(into, entity.ref());
        var keys = new TreeSet<String>();
        looked.forEach(each -> keys.addAll(each.keys()));
        var found = blocks.find(entity, keys);
        ahead(
                duplicates,
                entity,
                found.stream().map(other -> other.record().values()).toList());
        var alike = new ArrayList<Alike>();
        for (var each : looked) {
            found.stream()
                    .filter(other -> !other.record().id().equals(each.draft().id))
                    .filter(other -> other.keys().stream().anyMatch(each.keys()::contains))
                    .flatMap(other -> alike(duplicates, each, other.record()).stream())
                    .forEach(alike::add);
        }
        if (alike.isEmpty()) {
            return List.of();
        }
        var known = new HashSet<Set<UUID>>();
        var ids = looked.stream().map(each -> each.draft().id).toList();
        blocks.pairs(into, pairing.getFirst(), pairing.getLast(), ids)
                .forEach(pair -> known.add(Set.of(pair.one(), pair.other())));
        return alike.stream()
                .filter(pair -> known.add(Set.of(pair.first(), pair.second())))
                .map(pair -> new Pair(pair.unit(), change(into, pairing, pair)))
                .toList();
    }

    /** Two that are perhaps one, the one that was made first before the other. */
    private record Alike(UUID first, UUID second, int unit, double score) {}

    private Optional<Alike> alike(DuplicateDefinition duplicates, Looked looked, EntityRecord other) {
        var entity = other.entity();
        var draft = looked.draft();
        var score = new Comparing(duplicates)
                .compare(
                        looked.facts(),
                        facts(entity, other.values()),
                        when -> session.isTrue(when, session.values(draft), entity, draft.unit)
                                || session.isTrue(
                                        when,
                                        session.values(other),
                                        entity,
                                        other.system().unit()));
        if (score.score() < duplicates.threshold()) {
            return Optional.empty();
        }
        // Ids are made in the order of time.
        var first = draft.id.toString().compareTo(other.id().toString()) < 0;
        return Optional.of(
                first
                        ? new Alike(draft.id, other.id(), draft.unit, score.score())
                        : new Alike(other.id(), draft.id, draft.unit, score.score()));
    }

    private static Change change(EntityDefinition into, List<PropertyDefinition> pairing, Alike pair) {
        var values = JsonNodeFactory.instance.objectNode();
        values.put(pairing.getFirst().name(), pair.first().toString());
        values.put(pairing.getLast().name(), pair.second().toString());
        DuplicateDefinition.scoring(into)
                .ifPresent(score -> values.put(score.name(), rounded(score.type(), pair.score())));
        return new Change.Create(into.ref(), null, values);
    }

    /** Downwards, so that what is shown is never more than it is. */
    private static BigDecimal rounded(PropertyType type, double score) {
        var scale = type instanceof PropertyType.Decimal decimal ? decimal.scale() : 0;
        return BigDecimal.valueOf(score).setScale(scale, RoundingMode.DOWN);
    }

    // --- what is read of a record

    private Facts facts(EntityDefinition entity, Map<String, @Nullable Object> values) {
        return new Facts(session.catalog, entity, values, this::others);
    }

    private @Nullable Map<String, @Nullable Object> others(EntityDefinition entity, UUID id) {
        var draft = session.drafts.get(id);
        if (draft != null) {
            return draft.values;
        }
        var stored = session.stored(entity, id);
        return stored == null ? null : stored.values();
    }

    private void ahead(
            DuplicateDefinition duplicates, EntityDefinition entity, List<Map<String, @Nullable Object>> records) {
        targets(session.catalog, duplicates, entity, records).forEach(session::ahead);
    }

    /** The records to which comparing records of an entity with these values leads. */
    static Map<EntityDefinition, Set<UUID>> targets(
            Catalog catalog,
            DuplicateDefinition duplicates,
            EntityDefinition entity,
            List<Map<String, @Nullable Object>> records) {
        var targets = new LinkedHashMap<EntityDefinition, Set<UUID>>();
        for (var path : duplicates.paths()) {
            target(catalog, entity, path).ifPresent(target -> {
                var ids = targets.computeIfAbsent(target, any -> new LinkedHashSet<>());
                records.forEach(values -> {
                    if (values.get(path.way().getFirst()) instanceof UUID id) {
                        ids.add(id);
                    }
                });
            });
        }
        return targets;
    }

    /** The entity whose record a path reads besides the record itself. */
    private static Optional<EntityDefinition> target(Catalog catalog, EntityDefinition entity, Path path) {
        return path.way().isEmpty() || (path.way().size() == 1 && !path.keys())
                ? Optional.empty()
                : entity.property(path.way().getFirst())
                        .filter(property -> property.type() instanceof PropertyType.Reference)
                        .flatMap(property -> catalog.findEntity(
                                ((PropertyType.Reference) property.type()).to().entity()));
    }

    /** Every path that comparing reads, as the record would write it. */
    static Set<List<String>> paths(Catalog catalog, EntityDefinition entity) {
        var paths = new LinkedHashSet<List<String>>();
        var duplicates = entity.duplicates();
        if (duplicates == null) {
            return paths;
        }
        for (var path : duplicates.paths()) {
            var target = target(catalog, entity, path);
            var way = path.way();
            if (path.keys() && (way.isEmpty() || (target.isPresent() && way.size() == 1))) {
                names(target.orElse(entity)).forEach(name -> {
                    var whole = new ArrayList<>(way);
                    whole.add(name);
                    paths.add(List.copyOf(whole));
                });
            } else {
                paths.add(way);
            }
        }
        duplicates.compare().stream()
                .flatMap(comparison -> Stream.ofNullable(comparison.when()))
                .forEach(when -> paths.addAll(when.paths()));
        return paths;
    }

    private static List<String> names(EntityDefinition entity) {
        return entity.properties().values().stream()
                .filter(property -> property.search() == Search.NAME)
                .map(PropertyDefinition::name)
                .toList();
    }

    /** Whether what is compared is not what it was, in the record or in one that it points to. */
    private boolean isAnother(Draft draft) {
        if (draft.isNew() || draft.kind == Draft.Kind.RESTORE) {
            return true;
        }
        for (var path : paths(session.catalog, draft.entity)) {
            if (draft.changed(path.getFirst())) {
                return true;
            }
            var other = path.size() > 1 && draft.values.get(path.getFirst()) instanceof UUID id
                    ? session.drafts.get(id)
                    : null;
            if (other != null && other.changed(path.get(1))) {
                return true;
            }
        }
        return false;
    }
}
