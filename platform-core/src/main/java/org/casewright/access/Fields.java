package org.casewright.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;

/**
 * The properties that an actor may know, or write, of one record or of any record of an entity. Each way by which the actor
 * reaches the record counts for itself, and what one of them opens is open.
 */
public final class Fields {

    /** All that has no field class. */
    public static final Fields PLAIN = new Fields(false, Set.of(Opening.PLAIN));

    static final Fields ALL = new Fields(true, Set.of());
    static final Fields NONE = new Fields(false, Set.of());

    private final boolean all;
    private final Set<Opening> openings;

    private Fields(boolean all, Set<Opening> openings) {
        this.all = all;
        this.openings = openings;
    }

    static Fields of(Collection<Opening> openings) {
        return openings.isEmpty() ? NONE : new Fields(false, Set.copyOf(openings));
    }

    /** Whether the property is among them. */
    public boolean has(PropertyDefinition property) {
        return all || openings.stream().anyMatch(opening -> opening.has(property));
    }

    /** Whether a part of an object or of a group's entries is among them. */
    public boolean has(PropertyDefinition top, PropertyDefinition part) {
        return all || openings.stream().anyMatch(opening -> opening.has(top) && opening.hasClassOf(part));
    }

    /** Whether a field class is open. */
    public boolean hasClass(String fieldClass) {
        return all
                || openings.stream().anyMatch(opening -> opening.fieldClasses().contains(fieldClass));
    }

    /** Whether a system name can be known: why and when a record came to its status is known with the status. */
    public boolean hasSystem(EntityDefinition entity, String name) {
        var lifecycle = entity.lifecycle();
        return lifecycle == null
                || !List.of("statusReason", "statusDate").contains(name)
                || entity.property(lifecycle.property()).filter(this::has).isPresent();
    }

    /** Whether all properties without a field class are among them. */
    public boolean isWhole() {
        return all || openings.stream().anyMatch(opening -> opening.visible() == null);
    }

    /** Whether all properties and parts of an entity are among them that have no field class, or one of these. */
    public boolean hasAll(EntityDefinition entity, Set<String> fieldClasses) {
        var opening = new Opening(null, fieldClasses);
        return entity.properties().values().stream()
                .filter(opening::has)
                .allMatch(property -> has(property)
                        && property.type().parts().stream()
                                .filter(opening::hasClassOf)
                                .allMatch(part -> has(property, part)));
    }

    /** Those that are among these and among the others. */
    public Fields and(Fields others) {
        if (all || others.all) {
            return all ? others : this;
        }
        return of(openings.stream()
                .flatMap(opening -> others.openings.stream().map(opening::and))
                .toList());
    }

    /** Those that are among these or the others. */
    public Fields or(Fields others) {
        if (all || others.all) {
            return ALL;
        }
        var both = new HashSet<>(openings);
        both.addAll(others.openings);
        return of(both);
    }
}
