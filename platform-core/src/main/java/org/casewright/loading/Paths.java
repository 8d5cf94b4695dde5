package org.casewright.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/** Follows names from a record: over its properties, references and inverse lists. */
final class Paths {

    private Paths() {}

    /** Where a path has come to. */
    sealed interface Place {
        /** A record of {@code module/entity} or of the platform. */
        record OfRecord(String entity) implements Place {}

        /** An entry of a repeating group, or an object. */
        record OfEntry(List<PropertyDefinition> properties) implements Place {}
    }

    /** What a name at a place is. */
    sealed interface Step {
        /** A property. */
        record Value(PropertyDefinition property) implements Step {}

        /** A list of records of an entity. */
        record RecordList(EntityDefinition from) implements Step {}

        /** A name that every record has. */
        record OfSystem(String name) implements Step {}
    }

    static Optional<Step> property(Catalog catalog, Place place, String name) {
        return switch (place) {
            case Place.OfEntry(var properties) ->
                properties.stream()
                        .filter(property -> property.name().equals(name))
                        .findFirst()
                        .map(Step.Value::new);
            case Place.OfRecord(var ref) -> {
                var entity = catalog.findEntity(ref);
                var property = entity.flatMap(found -> found.property(name));
                if (property.isPresent()) {
                    yield property.map(Step.Value::new);
                }
                var system = entity.map(EntityDefinition::systemNames).orElseGet(() -> platformNames(ref));
                yield system.contains(name) ? Optional.of(new Step.OfSystem(name)) : Optional.empty();
            }
        };
    }

    static Optional<Step> inverse(Catalog catalog, Place place, String name) {
        return place instanceof Place.OfRecord(var ref)
                ? catalog.findEntity(ref)
                        .flatMap(entity -> catalog.inverse(entity, name))
                        .map(inverse -> new Step.RecordList(inverse.from()))
                : Optional.empty();
    }

    /** The place behind a step; null when there is none. */
    static @Nullable Place behind(Step step) {
        return switch (step) {
            case Step.RecordList(var from) -> new Place.OfRecord(from.ref());
            case Step.OfSystem(var name) ->
                switch (name) {
                    case "unit" -> new Place.OfRecord("platform/unit");
                    case "owner", "createdBy", "updatedBy" -> new Place.OfRecord("platform/user");
                    default -> null;
                };
            case Step.Value(var property) ->
                switch (property.type()) {
                    case PropertyType.Reference(var to) -> new Place.OfRecord(to.entity());
                    case PropertyType.Group group -> new Place.OfEntry(group.properties());
                    case PropertyType.Structure structure -> new Place.OfEntry(structure.properties());
                    default -> null;
                };
        };
    }

    /** Whether nothing can be said about the names at a place, because its entity was refused. */
    static boolean unknown(Catalog catalog, Place place) {
        return place instanceof Place.OfRecord(var ref)
                && !References.PLATFORM.contains(ref)
                && catalog.findEntity(ref).isEmpty();
    }

    static Collection<String> propertyNames(Catalog catalog, Place place) {
        return switch (place) {
            case Place.OfEntry(var properties) ->
                properties.stream().map(PropertyDefinition::name).toList();
            case Place.OfRecord(var ref) -> {
                var names = new ArrayList<String>();
                catalog.findEntity(ref)
                        .ifPresentOrElse(
                                entity -> names.addAll(entity.properties().keySet()),
                                () -> names.addAll(platformNames(ref)));
                yield names;
            }
        };
    }

    static Collection<String> inverseNames(Catalog catalog, Place place) {
        return place instanceof Place.OfRecord(var ref)
                ? catalog.findEntity(ref)
                        .<Collection<String>>map(
                                entity -> catalog.inverses(entity).keySet())
                        .orElse(List.of())
                : List.of();
    }

    /** What the place is called in a sentence. */
    static String name(Place place) {
        return switch (place) {
            case Place.OfRecord(var ref) -> "“" + ref + "”";
            case Place.OfEntry entry -> "The entry";
        };
    }

    private static Set<String> platformNames(String ref) {
        return PlatformEntity.of(ref)
                .map(entity -> Set.copyOf(EntityScope.of(entity).names()))
                .orElse(Set.of());
    }
}
