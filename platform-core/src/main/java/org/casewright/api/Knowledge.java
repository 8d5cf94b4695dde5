package org.casewright.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.problem.Refusal;
import org.casewright.records.OfferedViews;

/** What of a catalog exists for an actor: entities without any privilege and ungranted field classes do not. */
final class Knowledge {

    private final Catalog catalog;
    private final Access access;
    private final Actor actor;

    Knowledge(Catalog catalog, Actor actor) {
        this.actor = actor;
        this.catalog = catalog;
        this.access = Access.of(catalog, actor);
    }

    Catalog catalog() {
        return catalog;
    }

    /** The entity, or the one answer for all that is not there or not to be known. */
    EntityDefinition entity(String module, String name) {
        return catalog.findEntity(module + "/" + name).filter(this::knows).orElseThrow(Refusal::notFound);
    }

    /** The same for a new record: what no module hides may be known to exist, and is then forbidden rather than unknown. */
    EntityDefinition entityToCreate(String module, String name) {
        return catalog.findEntity(module + "/" + name)
                .filter(entity -> knows(entity) || !catalog.hidden(entity))
                .orElseThrow(Refusal::notFound);
    }

    /** Whether the entity exists for the actor. */
    boolean knows(EntityDefinition entity) {
        return may(Privilege.READ, entity)
                || Arrays.stream(Privilege.values()).anyMatch(privilege -> may(privilege, entity));
    }

    /** Whether the actor may do this to some record of the entity. */
    boolean may(Privilege privilege, EntityDefinition entity) {
        return access.may(privilege, entity);
    }

    /** Whether the actor's credential lets it change anything at all. */
    boolean writes() {
        return actor.scope().extent() != Scope.Extent.READ;
    }

    /** What the actor may do to some record of the entity. */
    List<Privilege> privileges(EntityDefinition entity) {
        return Arrays.stream(Privilege.values())
                .filter(privilege -> may(privilege, entity))
                .toList();
    }

    /** Whether the actor may know or write the property of some record. */
    boolean knows(EntityDefinition entity, PropertyDefinition property) {
        return access.known(entity).has(property);
    }

    /** Whether the same holds of a part of an object or of a group's entries. */
    boolean knows(EntityDefinition entity, PropertyDefinition property, PropertyDefinition part) {
        return access.known(entity).has(property, part);
    }

    /** Whether the actor may know the property of some record, and not only write it. */
    boolean reads(EntityDefinition entity, PropertyDefinition property) {
        return access.readable(entity).has(property);
    }

    /** Whether the actor may know the property of some record, but only by asking for it. */
    boolean reveals(EntityDefinition entity, PropertyDefinition property) {
        return access.readable(entity).withholds(property);
    }

    /** Whether something of the entity's records is told to the actor only who asks for it. */
    boolean reveals(EntityDefinition entity) {
        return entity.properties().values().stream().anyMatch(property -> reveals(entity, property));
    }

    /** Whether the actor may write the property of some record. */
    boolean writes(Privilege privilege, EntityDefinition entity, PropertyDefinition property) {
        return access.writable(privilege, entity).has(property);
    }

    /** The properties that the actor may know, in the file's order. */
    List<PropertyDefinition> properties(EntityDefinition entity) {
        return entity.properties().values().stream()
                .filter(property -> knows(entity, property))
                .toList();
    }

    /** The inverse lists that the actor may know. */
    List<Inverse> inverses(EntityDefinition entity) {
        return catalog.inverses(entity).values().stream()
                .filter(inverse -> knows(inverse.from())
                        && reads(inverse.from(), inverse.within() == null ? inverse.reference() : inverse.within()))
                .sorted(Comparator.comparing(Inverse::name))
                .toList();
    }

    /** The operations that the actor may do with some record of the entity. */
    List<OperationDefinition> operations(EntityDefinition entity) {
        return may(Privilege.RUN, entity)
                ? entity.operations().values().stream()
                        .filter(operation -> operation.roles().stream().anyMatch(actor::has))
                        .filter(operation -> catalog.findEntity(operation.creates())
                                .filter(input -> may(Privilege.CREATE, input))
                                .isPresent())
                        .toList()
                : List.of();
    }

    /** Whether the actor may open records of the entity that are closed to it, by saying why. */
    boolean opens(EntityDefinition entity) {
        return !access.glass(entity).isEmpty();
    }

    /** Whether records of the entity are made by an operation that the actor may do, and that has a way back. */
    boolean undoable(EntityDefinition entity) {
        return catalog.entities().stream()
                .flatMap(other -> operations(other).stream())
                .anyMatch(operation ->
                        operation.undoDays() != null && operation.creates().equals(entity.ref()));
    }

    /** The views that the actor is offered. */
    List<ViewDefinition> views(EntityDefinition entity) {
        return OfferedViews.of(catalog, entity, actor);
    }

    /** All names that a record of the entity has in an answer. */
    Set<String> names(EntityDefinition entity) {
        var names = new LinkedHashSet<>(entity.systemNames());
        properties(entity).stream()
                .filter(property -> reads(entity, property) || reveals(entity, property))
                .forEach(property -> names.add(property.name()));
        if (reveals(entity)) {
            names.add(EntityDefinition.WITHHELD);
        }
        return names;
    }
}
