package org.casewright.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;

/**
 * Which records must be looked at again when another changes: those whose computed values, titles, row classes, rules
 * or automatic transitions read it over references and inverses. Made once for each catalog.
 */
final class Dependencies {

    /** A way back from a record that changed to one that reads it. */
    private sealed interface Hop {
        /** To the record that this reference of the changed one points to, as it was and as it will be. */
        record Follow(PropertyDefinition reference) implements Hop {}

        /** To the records whose reference points to the changed one. */
        record Referring(Inverse inverse) implements Hop {}
    }

    /** The record at the end of the hops reads the property. */
    private record Trigger(List<Hop> back, EntityDefinition reader) {}

    private static final int DEPTH = 6;

    private final Catalog catalog;
    private final Map<String, Map<String, Set<Trigger>>> triggers = new HashMap<>();

    Dependencies(Catalog catalog) {
        this.catalog = catalog;
        catalog.entities().forEach(this::add);
    }

    private void add(EntityDefinition entity) {
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
        if (entity.titleTemplate() != null) {
            paths.addAll(entity.titleTemplate().paths());
        }
        if (entity.rowClass() != null) {
            paths.addAll(catalog.paths(entity.module(), entity.rowClass()));
        }
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
                var hops = prepend(new Hop.Follow(inverse.reference()), back);
                note(inverse.from(), inverse.reference().name(), hops, reader);
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
        if (property.type() instanceof PropertyType.Reference(var to)) {
            catalog.findEntity(to.entity()).ifPresent(target -> {
                var inverse = new Inverse(name, at, property);
                walk(reader, target, rest, prepend(new Hop.Referring(inverse), back), depth + 1);
            });
        }
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
                case Hop.Follow(var reference) -> {
                    for (var id : ids) {
                        next.addAll(pointsTo(session, at, id, reference.name()));
                    }
                    at = session.catalog.entity(
                            ((PropertyType.Reference) reference.type()).to().entity());
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

    private static Set<UUID> pointsTo(Session session, EntityDefinition entity, UUID id, String reference) {
        var ids = new LinkedHashSet<UUID>();
        var draft = session.drafts.get(id);
        if (draft != null) {
            if (draft.old(reference) instanceof UUID old) {
                ids.add(old);
            }
            if (draft.values.get(reference) instanceof UUID now) {
                ids.add(now);
            }
        } else {
            var stored = session.stored(entity, id);
            if (stored != null && stored.value(reference) instanceof UUID now) {
                ids.add(now);
            }
        }
        return ids;
    }
}
