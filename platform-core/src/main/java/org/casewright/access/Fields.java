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
    /** Field classes of which nothing is told but to who asks for it. */
    private final Set<String> veil;
    /** Properties that are asked for. */
    private final Set<String> revealed;

    private Fields(boolean all, Set<Opening> openings) {
        this(all, openings, Set.of(), Set.of());
    }

    private Fields(boolean all, Set<Opening> openings, Set<String> veil, Set<String> revealed) {
        this.all = all;
        this.openings = openings;
        this.veil = veil;
        this.revealed = revealed;
    }

    static Fields of(Collection<Opening> openings) {
        return openings.isEmpty() ? NONE : new Fields(false, Set.copyOf(openings));
    }

    /** The same, of which these field classes are told only to who asks. */
    Fields veiled(Set<String> fieldClasses) {
        return all || fieldClasses.isEmpty() ? this : new Fields(false, openings, fieldClasses, revealed);
    }

    /** The same for who asks for these properties. */
    public Fields revealing(Set<String> properties) {
        return new Fields(all, openings, veil, Set.copyOf(properties));
    }

    /** All that may be known, also what is told only to who asks for it. */
    public Fields unveiled() {
        return veil.isEmpty() ? this : new Fields(all, openings);
    }

    /** Whether the property is among them, but told only to who asks for it. */
    public boolean withholds(PropertyDefinition property) {
        return isVeiled(property) && isOpen(property);
    }

    private boolean isVeiled(PropertyDefinition property) {
        return !veil.isEmpty()
                && property.sensitivity() != null
                && veil.contains(property.sensitivity())
                && !revealed.contains(property.name());
    }

    private boolean isOpen(PropertyDefinition property) {
        return all || openings.stream().anyMatch(opening -> opening.has(property));
    }

    /** Whether the property is among them. */
    public boolean has(PropertyDefinition property) {
        return !isVeiled(property) && isOpen(property);
    }

    /** Whether a part of an object or of a group's entries is among them. */
    public boolean has(PropertyDefinition top, PropertyDefinition part) {
        return all || openings.stream().anyMatch(opening -> opening.has(top) && opening.hasClassOf(part));
    }

    /** Whether a field class is open. */
    public boolean hasClass(String fieldClass) {
        return all
                || (!veil.contains(fieldClass)
                        && openings.stream()
                                .anyMatch(opening -> opening.fieldClasses().contains(fieldClass)));
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
                        .toList())
                .veiled(veilOf(this, others));
    }

    private static Set<String> veilOf(Fields one, Fields other) {
        var both = new HashSet<>(one.veil);
        both.addAll(other.veil);
        return both;
    }

    /** Those that are among these or the others; what one of them tells only to who asks, both do. */
    public Fields or(Fields others) {
        if (all || others.all) {
            return ALL;
        }
        var both = new HashSet<>(openings);
        both.addAll(others.openings);
        return of(both).veiled(veilOf(this, others));
    }
}
