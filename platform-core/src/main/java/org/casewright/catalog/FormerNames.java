package org.casewright.catalog;

import java.util.List;
import java.util.Map;

/**
 * Names of earlier releases under which something is remembered that goes by another name now.
 *
 * @param entities former {@code module/entity} -> the present one
 * @param properties present {@code module/entity} -> its properties' former names
 */
public record FormerNames(Map<String, String> entities, Map<String, List<Property>> properties) {

    /** There are none. */
    public static final FormerNames NONE = new FormerNames(Map.of(), Map.of());

    /**
     * A property's former name.
     *
     * @param since the first release that had it
     * @param until the first that had it no more
     */
    public record Property(String name, long since, long until, String now) {}

    public FormerNames {
        entities = Map.copyOf(entities);
        properties = Map.copyOf(properties);
    }

    /** What a property is called now that had this name in a release. */
    String now(String entity, String property, long release) {
        return properties.getOrDefault(entity, List.of()).stream()
                .filter(former ->
                        former.name().equals(property) && former.since() <= release && release < former.until())
                .map(Property::now)
                .findFirst()
                .orElse(property);
    }
}
