package org.casewright.catalog;

import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;

/**
 * The list on the other side of a reference.
 *
 * @param name as the reference's {@code inverse} says
 * @param from the entity whose records are listed
 * @param reference its property that points back
 */
public record Inverse(String name, EntityDefinition from, PropertyDefinition reference) {}
