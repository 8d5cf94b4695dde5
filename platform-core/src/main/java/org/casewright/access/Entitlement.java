package org.casewright.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.casewright.access.Reasons.EntityDecision;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.GrantDefinition;
import org.casewright.definition.PropertyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What an actor may do with records of an entity, and by which rules; no record is looked at.
 *
 * @param hidden whether the entity does not exist for who cannot read it
 * @param fields all there are, in the definition's order
 * @param grants by which single records may be granted to the actor: those that name one of its roles
 * @param barring entities, this one or such as its records follow, that bar accounts from single records
 * @param glass how the actor opens closed records for a while; null when it cannot
 */
public record Entitlement(
        EntityDefinition entity,
        boolean hidden,
        Map<Privilege, EntityDecision> decisions,
        List<Field> fields,
        List<Granting> grants,
        List<EntityDefinition> barring,
        @Nullable Glass glass) {

    public Entitlement {
        decisions = Map.copyOf(decisions);
        fields = List.copyOf(fields);
        grants = List.copyOf(grants);
        barring = List.copyOf(barring);
    }

    /**
     * A property, or a part of one that has a field class of its own.
     *
     * @param name with the property's in front where it is a part
     * @param fieldClass null for none
     * @param reads in some record that a role reaches
     * @param writes the same; never what nobody writes
     */
    public record Field(String name, String title, @Nullable String fieldClass, boolean reads, boolean writes) {}

    /**
     * A declared grant.
     *
     * @param by the entity that declares it
     * @param roles of the actor's, by which it helps
     */
    public record Granting(EntityDefinition by, GrantDefinition grant, Set<String> roles) {}

    /** How the glass is broken: for how long, and what it opens besides all that has no field class. */
    public record Glass(int hours, Set<String> fieldClasses) {}

    /** What it comes to for an actor. */
    public static Entitlement of(Catalog catalog, Actor actor, EntityDefinition entity) {
        var access = Access.of(catalog, actor);
        var glass = entity.breakGlass();
        return new Entitlement(
                entity,
                catalog.hidden(entity),
                Reasons.of(catalog, actor, entity),
                fields(access, entity),
                grants(catalog, actor, entity),
                catalog.ownershipLine(entity).stream()
                        .filter(each -> each.barred() != null)
                        .toList(),
                glass == null || access.glass(entity).isEmpty()
                        ? null
                        : new Glass(glass.hours(), glass.fieldClasses()));
    }

    /** The decision about a privilege; there is one about each. */
    public EntityDecision decision(Privilege privilege) {
        return Objects.requireNonNull(decisions.get(privilege));
    }

    /** Whether anything of it says anything about the actor. */
    public boolean isSomething() {
        return !grants.isEmpty()
                || decisions.values().stream()
                        .anyMatch(decision ->
                                decision.may() || !decision.denials().isEmpty());
    }

    private static List<Field> fields(Access access, EntityDefinition entity) {
        var read = access.readableOfNew(entity);
        var written = access.writable(Privilege.CREATE, entity).or(access.writable(Privilege.WRITE, entity));
        var fields = new ArrayList<Field>();
        for (var property : entity.properties().values()) {
            fields.add(new Field(
                    property.name(),
                    property.title(),
                    property.sensitivity(),
                    read.has(property),
                    isWritten(property) && written.has(property)));
            property.type().parts().stream()
                    .filter(part -> part.sensitivity() != null)
                    .map(part -> new Field(
                            property.name() + "." + part.name(),
                            property.title() + ": " + part.title(),
                            part.sensitivity(),
                            read.has(property, part),
                            isWritten(property) && isWritten(part) && written.has(property, part)))
                    .forEach(fields::add);
        }
        return fields;
    }

    private static boolean isWritten(PropertyDefinition property) {
        return !property.readOnly() && property.computed() == null;
    }

    private static List<Granting> grants(Catalog catalog, Actor actor, EntityDefinition entity) {
        var grants = new ArrayList<Granting>();
        for (var level : catalog.ownershipLine(entity)) {
            for (var grant : level.grants()) {
                var roles = new TreeSet<>(grant.roles());
                roles.retainAll(actor.roles());
                if (!roles.isEmpty()) {
                    grants.add(new Granting(level, grant, roles));
                }
            }
        }
        return grants;
    }
}
