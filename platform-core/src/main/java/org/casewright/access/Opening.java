package org.casewright.access;

import java.util.HashSet;
import java.util.Set;
import org.casewright.definition.PropertyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What one entry, or one grant, lets be known of the records that it reaches.
 *
 * @param visible the properties that its profile lists; null for all
 * @param fieldClasses the field classes that it opens
 */
public record Opening(@Nullable Set<String> visible, Set<String> fieldClasses) {

    /** All that has no field class. */
    static final Opening PLAIN = new Opening(null, Set.of());

    public Opening {
        visible = visible == null ? null : Set.copyOf(visible);
        fieldClasses = Set.copyOf(fieldClasses);
    }

    boolean has(PropertyDefinition property) {
        return (visible == null || visible.contains(property.name())) && hasClassOf(property);
    }

    /** What both open. */
    Opening and(Opening other) {
        var both = new HashSet<>(fieldClasses);
        both.retainAll(other.fieldClasses);
        if (visible == null || other.visible == null) {
            return new Opening(visible == null ? other.visible : visible, both);
        }
        var seen = new HashSet<>(visible);
        seen.retainAll(other.visible);
        return new Opening(seen, both);
    }

    boolean hasClassOf(PropertyDefinition property) {
        return property.sensitivity() == null || fieldClasses.contains(property.sensitivity());
    }
}
