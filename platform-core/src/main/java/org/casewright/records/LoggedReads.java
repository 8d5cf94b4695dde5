package org.casewright.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.LogReadsDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Entry;
import org.jspecify.annotations.Nullable;

/** What the definitions of a release say about readings that are kept. */
final class LoggedReads {

    private final Catalog catalog;
    private final Set<String> entities;
    private final List<String> titledWhole = new ArrayList<>();
    private final List<String> titledClassed = new ArrayList<>();
    private final List<Integer> titledClasses = new ArrayList<>();

    LoggedReads(Catalog catalog) {
        this.catalog = catalog;
        this.entities = catalog.entities().stream()
                .filter(entity -> entity.logReads() != null)
                .map(EntityDefinition::ref)
                .collect(Collectors.toUnmodifiableSet());
        for (var entity : catalog.entities()) {
            var logged = entity.logReads();
            if (logged == null) {
                continue;
            }
            if (logged.all() || showsByTitle(entity, logged.fieldClasses())) {
                titledWhole.add(entity.ref());
            }
            logged.rowClasses().forEach(name -> {
                titledClassed.add(entity.ref());
                titledClasses.add(catalog.rowClassNumber(entity, name));
            });
        }
    }

    /** Whether none of these entities' readings are kept. */
    boolean isNone(Collection<EntityDefinition> some) {
        return entities.isEmpty() || some.stream().noneMatch(entity -> entities.contains(entity.ref()));
    }

    /** Whether a reading of the record is kept, as far as it was seen. */
    boolean has(EntityRecord seen) {
        var logged = seen.entity().logReads();
        return logged != null && (isWhole(seen, logged) || shows(seen, logged.fieldClasses()));
    }

    /** Whether a reading of the record's past is kept, of which properties by these names were seen. */
    boolean has(EntityRecord record, Collection<String> names) {
        var logged = record.entity().logReads();
        return logged != null
                && (isWhole(record, logged)
                        || names.stream()
                                .flatMap(name -> record.entity().property(name).stream())
                                .anyMatch(property -> isOf(property, logged.fieldClasses())));
    }

    private boolean isWhole(EntityRecord record, LogReadsDefinition logged) {
        return logged.all()
                || logged.rowClasses().stream()
                        .anyMatch(name -> catalog.rowClassNumber(record.entity(), name)
                                == record.system().rowClass());
    }

    private static boolean shows(EntityRecord seen, Set<String> classes) {
        return !classes.isEmpty()
                && seen.values().entrySet().stream()
                        .anyMatch(value -> value.getValue() != null
                                && seen.entity()
                                        .property(value.getKey())
                                        .filter(property -> shows(property, value.getValue(), classes))
                                        .isPresent());
    }

    private static boolean shows(PropertyDefinition property, @Nullable Object value, Set<String> classes) {
        return isIn(property, classes)
                || property.type().parts().stream()
                        .filter(part -> isIn(part, classes))
                        .anyMatch(part -> hasPart(value, part.name()));
    }

    private static boolean hasPart(@Nullable Object value, String name) {
        return switch (value) {
            case Entry entry -> entry.values().get(name) != null;
            case Map<?, ?> parts -> parts.get(name) != null;
            case Collection<?> entries -> entries.stream().anyMatch(entry -> hasPart(entry, name));
            case null, default -> false;
        };
    }

    private static boolean isOf(PropertyDefinition property, Set<String> classes) {
        return isIn(property, classes) || property.type().parts().stream().anyMatch(part -> isIn(part, classes));
    }

    private static boolean isIn(PropertyDefinition property, Set<String> classes) {
        return property.sensitivity() != null && classes.contains(property.sensitivity());
    }

    private static boolean showsByTitle(EntityDefinition entity, Set<String> classes) {
        var title = entity.titleTemplate();
        return title != null
                && title.paths().stream()
                        .flatMap(path -> entity.property(path.getFirst()).stream())
                        .anyMatch(property -> isOf(property, classes));
    }

    /** Entities of which every title counts. */
    List<String> titledWhole() {
        return titledWhole;
    }

    /** Entities of which the titles of one row class count, in the order of {@link #titledClasses}. */
    List<String> titledClassed() {
        return titledClassed;
    }

    List<Integer> titledClasses() {
        return titledClasses;
    }
}
