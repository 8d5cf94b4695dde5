package org.casewright.release;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rows of a file by their natural keys, cells as JSON. A row comes behind those that it points to. */
final class CsvRows {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LIST_SEPARATOR = "\\|";

    private final EntityDefinition entity;
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Set<String> ordered = new LinkedHashSet<>();

    CsvRows(EntityDefinition entity, List<Map<String, String>> cells) {
        this.entity = entity;
        cells.forEach(row -> {
            rows.put(keyOf(row), row);
            columns.addAll(row.keySet());
        });
        rows.keySet().forEach(key -> order(key, new LinkedHashSet<>()));
    }

    private String keyOf(Map<String, String> row) {
        return entity.key().stream().map(name -> row.getOrDefault(name, "")).collect(Collectors.joining("\u001f"));
    }

    private void order(String key, Set<String> below) {
        // A circle of rows is left to the front door, which says what is wrong with it.
        if (!ordered.contains(key) && below.add(key)) {
            ownReferences(key).stream().filter(rows::containsKey).forEach(target -> order(target, below));
            ordered.add(key);
        }
    }

    /** Keys of rows of this file to which the row points. */
    private List<String> ownReferences(String key) {
        var row = rows.getOrDefault(key, Map.of());
        return entity.properties().values().stream()
                .filter(this::isOwnReference)
                .flatMap(property -> keys(property.type(), row.getOrDefault(property.name(), "")))
                .toList();
    }

    private boolean isOwnReference(PropertyDefinition property) {
        return property.type() instanceof PropertyType.Referring referring
                && referring.to().entity().equals(entity.ref());
    }

    private static Stream<String> keys(PropertyType type, String cell) {
        return type instanceof PropertyType.References
                ? Arrays.stream(cell.split(LIST_SEPARATOR)).map(String::strip)
                : Stream.of(cell);
    }

    Collection<String> keys() {
        return Collections.unmodifiableSet(ordered);
    }

    /**
     * The row's values; an empty cell is null.
     *
     * @param inBatch keys of rows that are made in the same batch, and are pointed to by name
     */
    ObjectNode values(String key, Set<String> inBatch) {
        var values = JSON.objectNode();
        var row = rows.getOrDefault(key, Map.of());
        for (var column : columns) {
            var property = entity.properties().get(column);
            var cell = row.getOrDefault(column, "");
            if (property != null) {
                var text = isOwnReference(property) ? named(property.type(), cell, inBatch) : cell;
                values.set(column, json(property.type(), text));
            }
        }
        return values;
    }

    private static String named(PropertyType type, String cell, Set<String> inBatch) {
        return keys(type, cell)
                .map(key -> inBatch.contains(key) ? "@" + key : key)
                .collect(Collectors.joining("|"));
    }

    private static JsonNode json(PropertyType type, String cell) {
        if (cell.isEmpty()) {
            return JSON.nullNode();
        }
        return switch (type) {
            case PropertyType.Whole whole when cell.matches("-?\\d{1,18}") -> JSON.numberNode(Long.parseLong(cell));
            case PropertyType.Decimal decimal
            when cell.matches("-?\\d{1,30}(\\.\\d{1,20})?") -> JSON.numberNode(new BigDecimal(cell));
            case PropertyType.Bool bool
            when cell.equals("true") || cell.equals("false") -> JSON.booleanNode(cell.equals("true"));
            case PropertyType.Codes codes -> list(cell);
            case PropertyType.Texts texts -> list(cell);
            case PropertyType.References references -> list(cell);
            // What is not what it should be is said at the front door.
            default -> JSON.stringNode(cell);
        };
    }

    private static JsonNode list(String cell) {
        var items = new ArrayList<JsonNode>();
        for (var item : cell.split(LIST_SEPARATOR)) {
            items.add(JSON.stringNode(item.strip()));
        }
        return JSON.arrayNode().addAll(items);
    }
}
