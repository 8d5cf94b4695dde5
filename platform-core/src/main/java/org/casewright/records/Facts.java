package org.casewright.records;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.catalog.Catalog;
import org.casewright.definition.DuplicateDefinition;
import org.casewright.definition.DuplicateDefinition.Path;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.matching.BlockKeys;
import org.casewright.matching.Keys;
import org.jspecify.annotations.Nullable;

/**
 * What of a record decides whether it and another are one: its values, and those of the records that it points to, as far as
 * somebody may know them.
 */
record Facts(Catalog catalog, EntityDefinition entity, Map<String, @Nullable Object> values, Others others) {

    /** The values of other records; null where there is none, or none that may be known. */
    @FunctionalInterface
    interface Others {
        @Nullable
        Map<String, @Nullable Object> values(EntityDefinition entity, UUID id);
    }

    /** The value at the end of a path that does not end in keys; null when there is none. */
    @Nullable
    Object value(Path path) {
        var at = at(path.way().subList(0, path.way().size() - 1));
        return at == null ? null : at.values().get(path.way().getLast());
    }

    /** The keys by which records that agree are found. */
    Set<String> blockKeys(DuplicateDefinition duplicates) {
        var keys = new LinkedHashSet<String>();
        for (var block : duplicates.blocks()) {
            keys.addAll(BlockKeys.of(
                    String.join(",", block.stream().map(Path::toString).toList()),
                    block.stream().map(this::parts).toList()));
        }
        return keys;
    }

    /** What agrees in a block: the value, or each of its keys. */
    private Set<String> parts(Path path) {
        if (!path.keys()) {
            var value = value(path);
            var text = value == null ? "" : canonical(value);
            return text.isEmpty() ? Set.of() : Set.of(text);
        }
        var at = at(path.way());
        if (at == null) {
            return value(path) instanceof String text ? Keys.phonetic(text) : Set.of();
        }
        var keys = new LinkedHashSet<String>();
        for (var property : at.entity().properties().values()) {
            if (property.search() == Search.NAME && at.values().get(property.name()) instanceof String text) {
                keys.addAll(Keys.phonetic(text));
            }
        }
        return keys;
    }

    private static String canonical(Object value) {
        return switch (value) {
            case String text -> Keys.folded(text);
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case OffsetDateTime moment -> moment.toInstant().toString();
            default -> value.toString();
        };
    }

    /** The record, or the object in it, to which names lead; null where they lead to a single value, or nowhere. */
    private @Nullable Facts at(List<String> way) {
        var at = this;
        for (var name : way) {
            var property = at.entity().properties().get(name);
            var next = property == null ? null : at.behind(property);
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Facts behind(PropertyDefinition property) {
        var value = values.get(property.name());
        if (property.type() instanceof PropertyType.Structure && value instanceof Map<?, ?> parts) {
            return new Facts(catalog, entity, (Map<String, @Nullable Object>) parts, others);
        }
        if (property.type() instanceof PropertyType.Reference(var to) && value instanceof UUID id) {
            var target = catalog.findEntity(to.entity()).orElse(null);
            var known = target == null ? null : others.values(target, id);
            return target == null || known == null ? null : new Facts(catalog, target, known, others);
        }
        return null;
    }
}
