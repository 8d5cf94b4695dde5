package org.casewright.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.UniqueKey;
import org.casewright.definition.PropertyDefinition;

/** Names in the database that others have to know: what a violation is called, where search keys are. */
public final class SchemaNames {

    private SchemaNames() {}

    /** The promises of uniqueness that an entity makes: {@code key}, {@code unique}, and {@code x-unique}, each once. */
    public static List<UniqueIndex> uniqueIndexes(EntityDefinition entity) {
        var keys = new ArrayList<UniqueKey>();
        if (!entity.key().isEmpty()) {
            keys.add(new UniqueKey(entity.key(), null, null));
        }
        keys.addAll(entity.unique());
        entity.properties().values().stream()
                .filter(PropertyDefinition::unique)
                .map(property -> new UniqueKey(List.of(property.name()), null, null))
                .forEach(keys::add);
        return List.copyOf(keys.stream()
                .map(key -> index(entity, key))
                .collect(Collectors.toMap(
                        UniqueIndex::name,
                        index -> index,
                        (first, same) -> first.message() == null ? same : first,
                        LinkedHashMap::new))
                .values());
    }

    /** The promise behind the {@code n}th index, from 0, of {@link #uniqueIndexes}. */
    public static UniqueIndex uniqueIndex(EntityDefinition entity, int n) {
        return uniqueIndexes(entity).get(n);
    }

    /** The promise that an index of this name keeps; what the database says when it is broken. */
    public static Optional<UniqueIndex> uniqueIndex(EntityDefinition entity, String name) {
        return uniqueIndexes(entity).stream()
                .filter(index -> index.name().equals(name))
                .findFirst();
    }

    /** The table with an entity's search keys. */
    public static String searchTable(EntityDefinition entity) {
        return searchTable(entity.table());
    }

    static String searchTable(String table) {
        return table + "_search";
    }

    /** The transaction's setting that holds the access keys for reading an entity's rows. */
    public static String readSetting(EntityDefinition entity) {
        return "casewright.read." + entity.schema() + "." + entity.table();
    }

    private static UniqueIndex index(EntityDefinition entity, UniqueKey key) {
        var columns = key.properties().stream()
                .map(name ->
                        entity.property(name).map(PropertyDefinition::column).orElse(name))
                .toList();
        var definition = columns + " where " + Objects.toString(key.where(), "");
        var during = key.during().isEmpty() ? "" : " during " + key.during();
        var stem = (key.during().isEmpty() ? "uq_" : "ex_") + entity.table() + "_" + String.join("_", columns);
        var name = Sql.named(stem, definition + during);
        return new UniqueIndex(name, key.properties(), key.during(), key.where(), key.merges(), key.message());
    }
}
