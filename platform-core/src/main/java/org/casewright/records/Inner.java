package org.casewright.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Entry;
import org.casewright.expression.Values;
import org.jspecify.annotations.Nullable;

/**
 * The values inside one entry of a repeating group, or inside an object.
 *
 * @param top the group or object
 * @param entry null for an object
 * @param position of the entry; -1 for an object
 */
record Inner(PropertyDefinition top, @Nullable Entry entry, int position, Map<String, @Nullable Object> values) {

    /** All of them in a draft in which something is derived. */
    static List<Inner> of(Draft draft) {
        return of(draft, Inner::isDerived);
    }

    /** Those in the properties that are wanted. */
    static List<Inner> of(Draft draft, Predicate<PropertyDefinition> wanted) {
        var all = new ArrayList<Inner>();
        for (var property : draft.entity.properties().values()) {
            if (wanted.test(property)) {
                collect(property, draft.values.get(property.name()), all);
            }
        }
        return all;
    }

    /** Whether something in it follows from other values, or hangs on a condition. */
    private static boolean isDerived(PropertyDefinition property) {
        return property.type().parts().stream()
                .anyMatch(part -> part.computed() != null
                        || part.relevant() != null
                        || part.requiredWhen() != null
                        || part.writable() != null
                        || part.defaultValue() != null
                        || part.defaultExpression() != null
                        || part.readOnly());
    }

    private static void collect(PropertyDefinition property, @Nullable Object value, List<Inner> all) {
        if (property.type() instanceof PropertyType.Group && value instanceof List<?> entries) {
            for (var i = 0; i < entries.size(); i++) {
                var entry = (Entry) entries.get(i);
                all.add(new Inner(property, entry, i, new LinkedHashMap<>(entry.values())));
            }
        } else if (value instanceof Map<?, ?> part) {
            var values = new LinkedHashMap<String, @Nullable Object>();
            part.forEach((name, inner) -> values.put(String.valueOf(name), inner));
            all.add(new Inner(property, null, -1, values));
        }
    }

    List<PropertyDefinition> parts() {
        return top.type().parts();
    }

    /** A part's place within the record. */
    String pointer(PropertyDefinition part) {
        return "/" + top.name() + (position < 0 ? "" : "/" + position) + "/" + part.name();
    }

    /** What expressions see: the part's own names, then the record's. */
    Values seen(Session session, Values record) {
        var known = new LinkedHashMap<String, PropertyDefinition>();
        parts().forEach(part -> known.put(part.name(), part));
        return name -> {
            var part = known.get(name);
            if (part != null) {
                return session.seen(part, values.get(name));
            }
            return entry != null && name.equals("id") ? entry.id() : record.get(name);
        };
    }

    /** The values of the same entry or object as they are stored; null when it is new. */
    @Nullable
    Map<?, ?> before(Draft draft) {
        var old = draft.old(top.name());
        if (entry == null) {
            return old instanceof Map<?, ?> part ? part : null;
        }
        return old instanceof List<?> entries
                ? entries.stream()
                        .map(Entry.class::cast)
                        .filter(other -> other.id().equals(entry.id()))
                        .findFirst()
                        .map(Entry::values)
                        .orElse(null)
                : null;
    }

    /** Puts the values back into the draft. */
    void store(Draft draft) {
        if (entry == null) {
            draft.set(top.name(), values.isEmpty() ? null : values);
            return;
        }
        if (draft.values.get(top.name()) instanceof List<?> entries) {
            var all = new ArrayList<Object>(entries);
            all.set(position, new Entry(entry.id(), values));
            draft.set(top.name(), List.copyOf(all));
        }
    }

    /** Gives a part a value, or none; true when it had another. */
    boolean set(PropertyDefinition part, @Nullable Object value) {
        if (java.util.Objects.equals(values.get(part.name()), value)) {
            return false;
        }
        if (value == null) {
            values.remove(part.name());
        } else {
            values.put(part.name(), value);
        }
        return true;
    }

    /** Expressions of parts by the property in which they stand. */
    static Map<PropertyDefinition, List<PropertyDefinition>> computed(EntityDefinition entity) {
        var computed = new LinkedHashMap<PropertyDefinition, List<PropertyDefinition>>();
        for (var property : entity.properties().values()) {
            var parts = property.type().parts().stream()
                    .filter(part -> part.computed() != null)
                    .toList();
            if (!parts.isEmpty()) {
                computed.put(property, parts);
            }
        }
        return computed;
    }
}
