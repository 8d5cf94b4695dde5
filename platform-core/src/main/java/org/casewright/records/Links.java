package org.casewright.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.catalog.Inverse;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition;
import org.casewright.entity.Entry;
import org.jspecify.annotations.Nullable;

/** The references in a record's values, wherever they stand: alone, in a list, in an object, in an entry of a group. */
final class Links {

    /**
     * A reference with a value.
     *
     * @param top the record's own property in which it stands
     * @param entry the entry of a repeating group in which it stands; null outside of one
     * @param position within the list or the group; -1 outside of both
     */
    record Link(
            PropertyDefinition top,
            PropertyDefinition property,
            ReferenceDefinition to,
            @Nullable Entry entry,
            int position,
            UUID id) {}

    private Links() {}

    /** All references of a record. */
    static List<Link> of(Iterable<PropertyDefinition> properties, Map<String, ?> values) {
        var links = new ArrayList<Link>();
        for (var property : properties) {
            collect(property, values.get(property.name()), links);
        }
        return links;
    }

    private static void collect(PropertyDefinition property, @Nullable Object value, List<Link> links) {
        switch (property.type()) {
            case PropertyType.Reference(var to)
            when value instanceof UUID id -> links.add(new Link(property, property, to, null, -1, id));
            case PropertyType.References(var table, var to)
            when value instanceof List<?> ids -> {
                for (var i = 0; i < ids.size(); i++) {
                    links.add(new Link(property, property, to, null, i, (UUID) ids.get(i)));
                }
            }
            case PropertyType.Group group
            when value instanceof List<?> entries -> {
                for (var i = 0; i < entries.size(); i++) {
                    var entry = (Entry) entries.get(i);
                    inside(property, group.properties(), entry.values(), entry, i, links);
                }
            }
            case PropertyType.Structure structure
            when value instanceof Map<?, ?> part -> inside(property, structure.properties(), part, null, -1, links);
            default -> {
                // No reference in it.
            }
        }
    }

    private static void inside(
            PropertyDefinition top,
            List<PropertyDefinition> parts,
            Map<?, ?> values,
            @Nullable Entry entry,
            int position,
            List<Link> links) {
        for (var part : parts) {
            if (part.type() instanceof PropertyType.Reference(var to) && values.get(part.name()) instanceof UUID id) {
                links.add(new Link(top, part, to, entry, position, id));
            }
        }
    }

    /** The records to which values point by this reference. */
    static Set<UUID> targets(Inverse inverse, Map<String, ?> values) {
        var top = inverse.within() == null ? inverse.reference() : inverse.within();
        var targets = new LinkedHashSet<UUID>();
        for (var link : of(List.of(top), values)) {
            if (link.property().name().equals(inverse.reference().name())) {
                targets.add(link.id());
            }
        }
        return targets;
    }

    /** The value of the property that points by this reference, without what points to a record. */
    static @Nullable Object without(Inverse inverse, UUID id, Map<String, ?> values) {
        var top = inverse.within() == null ? inverse.reference() : inverse.within();
        Object value = values.get(top.name());
        for (var link : of(List.of(top), values)) {
            if (link.id().equals(id)
                    && link.property().name().equals(inverse.reference().name())) {
                value = without(link, value);
            }
        }
        return value;
    }

    /** The value of the link's own property without what the link names; null for nothing left. */
    static @Nullable Object without(Link link, @Nullable Object value) {
        return replaced(link, value, null);
    }

    /** The value of the link's own property with another id in the place of what the link names; null for none. */
    static @Nullable Object replaced(Link link, @Nullable Object value, @Nullable UUID by) {
        return switch (value) {
            case UUID id when id.equals(link.id()) -> by;
            case List<?> list
            when link.entry() == null -> {
                var rest = new LinkedHashSet<Object>();
                list.forEach(id -> rest.add(id.equals(link.id()) && by != null ? by : id));
                rest.remove(link.id());
                yield rest.isEmpty() ? null : List.copyOf(rest);
            }
            case List<?> entries ->
                entries.stream()
                        .map(Entry.class::cast)
                        .map(entry -> link.entry() != null
                                        && entry.id().equals(link.entry().id())
                                ? new Entry(entry.id(), replaced(link, entry.values(), by))
                                : entry)
                        .toList();
            case Map<?, ?> part -> {
                var rest = replaced(link, part, by);
                yield rest.isEmpty() ? null : rest;
            }
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> replaced(Link link, Map<?, ?> values, @Nullable UUID by) {
        var rest = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((name, value) -> rest.put(String.valueOf(name), value));
        var name = link.property().name();
        if (link.id().equals(rest.get(name))) {
            rest.remove(name);
            if (by != null) {
                rest.put(name, by);
            }
        }
        return rest;
    }
}
