package org.casewright.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.postgres.TestDatabase;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts random rows into an entity's tables, past the front door and within what the columns permit. */
final class Filled {

    private final EntityDefinition entity;
    private final Random random;
    private final JdbcClient owner;

    Filled(EntityDefinition entity, Random random, TestDatabase database) {
        this.entity = entity;
        this.random = random;
        this.owner = JdbcClient.create(database.owner());
    }

    /** A row, unless there is such a one already. */
    void put(int number) {
        try {
            putNow(number);
        } catch (DuplicateKeyException taken) {
            // Then there is one row less.
        }
    }

    private void putNow(int number) {
        var id = UUID.randomUUID();
        var names = new ArrayList<>(List.of(
                "id", "unit_no", "access_key", "version", "created_at", "created_by", "updated_at", "updated_by"));
        var values = new ArrayList<>(
                List.of("'" + id + "'", "1", "64", "1", "now()", "'" + id + "'", "now()", "'" + id + "'"));
        for (var property : entity.properties().values()) {
            add(property, entity.required().contains(property.name()), number, names, values);
        }
        insert(entity.table(), names, values);
        for (var property : entity.properties().values()) {
            if (property.type() instanceof PropertyType.Group group) {
                var entryNames = new ArrayList<>(List.of("id", "parent_id", "position"));
                var entryValues = new ArrayList<>(List.of("gen_random_uuid()", "'" + id + "'", "0"));
                group.properties()
                        .forEach(part ->
                                add(part, group.required().contains(part.name()), number, entryNames, entryValues));
                insert(group.table(), entryNames, entryValues);
            }
        }
    }

    private void add(
            PropertyDefinition property, boolean required, int number, List<String> names, List<String> values) {
        if (property.type() instanceof PropertyType.Structure structure) {
            structure.properties().forEach(part -> add(part, false, number, names, values));
        } else if (!(property.type() instanceof PropertyType.Group) && (required || random.nextInt(4) > 0)) {
            names.add(property.column());
            values.add(value(property.type(), number));
        }
    }

    /** Short enough for every bound, and no two alike where that matters. */
    private String value(PropertyType type, int number) {
        return switch (type) {
            case PropertyType.Text text -> random.nextInt(3) == 0 ? "'" + number % 50 + "'" : "'t" + number + "'";
            case PropertyType.Code code -> random.nextBoolean() ? "'A'" : "'B'";
            case PropertyType.Whole whole -> Integer.toString(number % 50);
            case PropertyType.Decimal decimal -> number % 50 + (random.nextBoolean() ? ".5" : "");
            case PropertyType.Bool bool -> random.nextBoolean() ? "true" : "false";
            case PropertyType.Date date -> "date '2024-01-01' + " + number;
            case PropertyType.DateTime moment ->
                "timestamptz '2024-01-01 00:00Z' + interval '" + number * 12 + " hours'";
            case PropertyType.Texts texts -> "array['t" + number + "']";
            default -> "null";
        };
    }

    private void insert(String table, List<String> names, List<String> values) {
        owner.sql("insert into shop.\"" + table + "\" (\"" + String.join("\", \"", names) + "\") values ("
                        + String.join(", ", values) + ")")
                .update();
    }
}
