package org.casewright.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * Which records must be looked at again when another changes: those whose computed values, titles, row classes, access, rules
 * or automatic transitions, whose likeness to others, or the steps of whose processes, read it over references and inverses. Made
 * once for each catalog.
 */
final class Dependencies {

    /** A way back from a record that changed to one that reads it. */
    private sealed interface Hop {
        /** To the record that this reference of the changed one points to, as it was and as it will be. */
        record Follow(Inverse inverse) implements Hop {}

        /** To the records whose reference points to the changed one. */
        record Referring(Inverse inverse) implements Hop {}
    }

    /** The record at the end of the hops reads the property. */
    private record Trigger(List<Hop> back, EntityDefinition reader) {}

    private static final int DEPTH = 6;

    private final Catalog catalog;
    private final Map<String, Map<String, Set<Trigger>>> triggers = new HashMap<>();
    private final Set<String> waitedFor = new HashSet<>();
    /** Entity -> the references of those whose records have its records' unit, owner and access. */
    private final Map<String, List<Inverse>> followers = new HashMap<>();

    Dependencies(Catalog catalog) {
        this.catalog = catalog;
        catalog.entities().forEach(this::add);
    }

    private void add(EntityDefinition entity) {
        var line = catalog.ownershipLine(entity);
        if (line.size() > 1 && entity.ownership() instanceof Ownership.Parent(var reference)) {
            var property = java.util.Objects.requireNonNull(entity.properties().get(reference));
            followers
                    .computeIfAbsent(line.get(1).ref(), key -> new ArrayList<>())
                    .add(new Inverse("", entity, property, null));
        }
        for (var path : reads(entity)) {
            walk(entity, entity, path, List.of(), 0);
        }
    }

    private Set<List<String>> reads(EntityDefinition entity) {
        var paths = new LinkedHashSet<List<String>>();
        entity.properties().values().stream()
                .map(PropertyDefinition::computed)
                .filter(computed -> computed != null && computed.stored())
                .forEach(computed -> paths.addAll(catalog.paths(entity.module(), computed.expression())));
        Inner.computed(entity).forEach((top, parts) -> parts.forEach(part -> paths.addAll(inner(top, part))));
        if (entity.titleTemplate() != null) {
            paths.addAll(entity.titleTemplate().paths());
        }
        if (entity.rowClass() != null) {
            paths.addAll(catalog.paths(entity.module(), entity.rowClass()));
        }
        paths.addAll(RowAccess.paths(catalog, entity));
        paths.addAll(Duplicates.paths(catalog, entity));
        for (var rule : entity.rules()) {
            paths.addAll(catalog.paths(entity.module(), rule.asserts()));
            if (rule.when() != null) {
                paths.addAll(catalog.paths(entity.module(), rule.when()));
            }
        }
        if (entity.lifecycle() != null) {
            entity.lifecycle().transitions().stream()
                    .filter(EntityDefinition.Transition::auto)
                    .filter(transition -> transition.when() != null)
                    .forEach(transition -> paths.addAll(catalog.paths(entity.module(), transition.when())));
        }
        catalog.processes().stream()
                .filter(process -> process.entity().equals(entity.ref()))
                .forEach(process -> process.waits().forEach(condition -> {
                    waitedFor.add(entity.ref());
                    catalog.paths(process.module(), condition).forEach(path -> paths.add(ofRecord(path)));
                }));
        return paths;
    }

    /** Processes call their record by name as well. */
    private static List<String> ofRecord(List<String> path) {
        return path.getFirst().equals("record") ? path.subList(1, path.size()) : path;
    }

    /** Whether steps of processes wait until such a record is as they want it. */
    boolean isWaitedFor(EntityDefinition entity) {
        return waitedFor.contains(entity.ref());
    }

    /** The paths of a part's expression as the record would write them. */
    private static List<List<String>> inner(PropertyDefinition top, PropertyDefinition part) {
        var paths = new ArrayList<List<String>>();
        var computed = part.computed();
        if (computed == null) {
            return paths;
        }
        for (var path : computed.expression().paths()) {
            var own = top.type().parts().stream().anyMatch(other -> other.name().equals(path.getFirst()));
            var whole = new ArrayList<>(path);
            if (own) {
                whole.addFirst(top.name());
            }
            paths.add(List.copyOf(whole));
        }
        return paths;
    }

    /** Notes what each step of a path reads; a computed value that is not stored reads what its expression reads. */
    private void walk(EntityDefinition reader, EntityDefinition at, List<String> path, List<Hop> back, int depth) {
        if (path.isEmpty() || depth > DEPTH) {
            return;
        }
        var name = path.getFirst();
        var rest = path.subList(1, path.size());
        var property = at.properties().get(name);
        if (property == null) {
            catalog.inverse(at, name).ifPresent(inverse -> {
                var hops = prepend(new Hop.Follow(inverse), back);
                note(inverse.from(), inverse.changing(), hops, reader);
                walk(reader, inverse.from(), rest, hops, depth + 1);
            });
            return;
        }
        note(at, name, back, reader);
        var computed = property.computed();
        if (computed != null && !computed.stored()) {
            catalog.paths(at.module(), computed.expression())
                    .forEach(inner -> walk(reader, at, inner, back, depth + 1));
        }
        if (property.type() instanceof PropertyType.Referring) {
            walkOver(reader, at, property, null, rest, back, depth);
        } else {
            walkInto(reader, at, property, rest, back, depth);
        }
    }

    private void walkInto(
            EntityDefinition reader,
            EntityDefinition at,
            PropertyDefinition within,
            List<String> path,
            List<Hop> back,
            int depth) {
        within.type().parts().stream()
                .filter(part -> !path.isEmpty() && part.name().equals(path.getFirst()))
                .filter(part -> part.type() instanceof PropertyType.Referring)
                .forEach(part -> walkOver(reader, at, part, within, path.subList(1, path.size()), back, depth));
    }

    private void walkOver(
            EntityDefinition reader,
            EntityDefinition at,
            PropertyDefinition reference,
            @Nullable PropertyDefinition within,
            List<String> rest,
            List<Hop> back,
            int depth) {
        var to = ((PropertyType.Referring) reference.type()).to();
        catalog.findEntity(to.entity()).ifPresent(target -> {
            var hop = new Hop.Referring(new Inverse("", at, reference, within));
            walk(reader, target, rest, prepend(hop, back), depth + 1);
        });
    }

    private static List<Hop> prepend(Hop hop, List<Hop> hops) {
        var longer = new ArrayList<Hop>(hops.size() + 1);
        longer.add(hop);
        longer.addAll(hops);
        return List.copyOf(longer);
    }

    private void note(EntityDefinition entity, String property, List<Hop> back, EntityDefinition reader) {
        if (!back.isEmpty()) {
            triggers.computeIfAbsent(entity.ref(), key -> new HashMap<>())
                    .computeIfAbsent(property, key -> new LinkedHashSet<>())
                    .add(new Trigger(back, reader));
        }
    }

    /** A record that must be looked at again. */
    record Reader(EntityDefinition entity, UUID id) {}

    /** The records that read something of what these drafts change; the drafts themselves are not among them. */
    Set<Reader> readers(Session session, Collection<Draft> changed) {
        var readers = new LinkedHashSet<Reader>();
        for (var draft : changed) {
            if (draft.isGivenAnew()) {
                followers
                        .getOrDefault(draft.entity.ref(), List.of())
                        .forEach(inverse -> session.followers(inverse, draft.id)
                                .forEach(id -> readers.add(new Reader(inverse.from(), id))));
            }
            var byProperty = triggers.getOrDefault(draft.entity.ref(), Map.of());
            if (byProperty.isEmpty()) {
                continue;
            }
            var names = draft.comesOrGoes() ? byProperty.keySet() : draft.changes();
            var found = new LinkedHashSet<Trigger>();
            names.forEach(name -> found.addAll(byProperty.getOrDefault(name, Set.of())));
            for (var trigger : found) {
                follow(session, draft, trigger).forEach(id -> readers.add(new Reader(trigger.reader(), id)));
            }
        }
        return readers;
    }

    private static Set<UUID> follow(Session session, Draft draft, Trigger trigger) {
        Set<UUID> ids = Set.of(draft.id);
        var at = draft.entity;
        for (var hop : trigger.back()) {
            var next = new LinkedHashSet<UUID>();
            switch (hop) {
                case Hop.Follow(var inverse) -> {
                    for (var id : ids) {
                        next.addAll(pointsTo(session, at, id, inverse));
                    }
                    at = session.catalog.entity(
                            ((PropertyType.Referring) inverse.reference().type())
                                    .to()
                                    .entity());
                }
                case Hop.Referring(var inverse) -> {
                    for (var id : ids) {
                        next.addAll(session.inverse(inverse, id));
                    }
                    at = inverse.from();
                }
            }
            ids = next;
        }
        return ids;
    }

    private static Set<UUID> pointsTo(Session session, EntityDefinition entity, UUID id, Inverse inverse) {
        var draft = session.drafts.get(id);
        if (draft == null) {
            var stored = session.stored(entity, id);
            return stored == null ? Set.of() : Links.targets(inverse, stored.values());
        }
        var ids = new LinkedHashSet<UUID>();
        if (draft.before != null) {
            ids.addAll(Links.targets(inverse, draft.before.values()));
        }
        ids.addAll(Links.targets(inverse, draft.values));
        return ids;
    }
}
