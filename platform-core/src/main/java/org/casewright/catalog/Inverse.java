package org.casewright.catalog;

import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * The list on the other side of a reference.
 *
 * @param name as the reference's {@code inverse} says; empty when it says none
 * @param from the entity whose records are listed
 * @param reference its property that points back
 * @param within the repeating group or object in which that property stands; null for the record itself
 */
public record Inverse(
        String name,
        EntityDefinition from,
        PropertyDefinition reference,
        @Nullable PropertyDefinition within) {

    /** The way from a listed record to what points back: {@code reader}, or {@code copies.book}. */
    public String path() {
        return within == null ? reference.name() : within.name() + "." + reference.name();
    }

    /** The name of the record's own property that changes when it comes onto the list or leaves it. */
    public String changing() {
        return within == null ? reference.name() : within.name();
    }

    /** Whether a record stands on the list of at most one other by it, and is made there by being told which. */
    public boolean isSingle() {
        return within == null && reference.type() instanceof PropertyType.Reference;
    }

    /** Whether a record comes onto the list by nothing but being told whose list it is. */
    public boolean isOpen() {
        return within == null;
    }
}
