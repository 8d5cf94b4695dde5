package org.casewright.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.problem.Refusal;

/** What of a catalog exists for an actor: entities without any privilege and ungranted field classes do not. */
final class Knowledge {

    /** Names that the platform gives to every record. */
    static final List<String> SYSTEM = List.of(
            "id", "number", "unit", "owner", "version", "createdAt", "createdBy", "updatedAt", "updatedBy", "retired");

    static final List<String> STATUS = List.of("statusReason", "statusDate");

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

    /** What the actor may do to some record of the entity. */
    List<Privilege> privileges(EntityDefinition entity) {
        return Arrays.stream(Privilege.values())
                .filter(privilege -> may(privilege, entity))
                .toList();
    }

    /** Whether the actor may know the property. */
    boolean knows(PropertyDefinition property) {
        return access.readable(property);
    }

    /** The properties that the actor may know, in the file's order. */
    List<PropertyDefinition> properties(EntityDefinition entity) {
        return entity.properties().values().stream().filter(this::knows).toList();
    }

    /** The inverse lists that the actor may know. */
    List<Inverse> inverses(EntityDefinition entity) {
        return catalog.inverses(entity).values().stream()
                .filter(inverse -> knows(inverse.from())
                        && knows(inverse.reference())
                        && (inverse.within() == null || knows(inverse.within())))
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

    /** Whether records of the entity are made by an operation that the actor may do, and that has a way back. */
    boolean undoable(EntityDefinition entity) {
        return catalog.entities().stream()
                .flatMap(other -> operations(other).stream())
                .anyMatch(operation ->
                        operation.undoDays() != null && operation.creates().equals(entity.ref()));
    }

    /** The views that the actor is offered. */
    List<ViewDefinition> views(EntityDefinition entity) {
        return catalog.views(entity).stream()
                .filter(view -> view.roles().isEmpty() || view.roles().stream().anyMatch(actor::has))
                .toList();
    }

    /** All names that a record of the entity has in an answer. */
    Set<String> names(EntityDefinition entity) {
        var names = new LinkedHashSet<>(SYSTEM);
        if (entity.lifecycle() != null) {
            names.addAll(STATUS);
        }
        properties(entity).forEach(property -> names.add(property.name()));
        return names;
    }
}
