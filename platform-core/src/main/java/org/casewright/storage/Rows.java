package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.EntityRecord.SystemValues;
import org.casewright.entity.Entry;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Rows to records. */
final class Rows {

    private Rows() {}

    /** Everything in the entity's own row, and its repeating groups as one nested value each when they are asked for. */
    static List<SelectField<?>> fields(TableMap map, boolean withGroups) {
        var fields = new ArrayList<SelectField<?>>(map.systemFields());
        map.columns().forEach(column -> fields.add(column.field()));
        if (withGroups) {
            map.children().forEach(child -> fields.add(groupField(map, child)));
            map.links()
                    .forEach(link -> fields.add(linkField(
                            link, DSL.name(map.entity().schema(), map.entity().table()))));
        }
        return fields;
    }

    private static SelectField<?> groupField(TableMap map, TableMap.Child child) {
        var columns = new ArrayList<SelectField<?>>();
        columns.add(TableMap.ID);
        child.columns().forEach(column -> columns.add(column.field()));
        var outerId = DSL.field(DSL.name(map.entity().schema(), map.entity().table(), "id"), SQLDataType.UUID);
        return DSL.multiset(DSL.select(columns)
                        .from(child.table())
                        .where(TableMap.PARENT_ID.eq(outerId))
                        .orderBy(TableMap.POSITION))
                .as(groupName(child));
    }

    /** The ids that a list of references holds, in their order. */
    static SelectField<?> linkField(TableMap.Link link, Name row) {
        return DSL.array(DSL.select(TableMap.TARGET_ID)
                        .from(link.table())
                        .where(TableMap.PARENT_ID.eq(DSL.field(row.append("id"), SQLDataType.UUID)))
                        .orderBy(TableMap.POSITION))
                .as(linkName(link));
    }

    static String linkName(TableMap.Link link) {
        return "list_" + link.property().name();
    }

    static List<UUID> linksOf(EntityRecord record, TableMap.Link link) {
        return record.value(link.property().name()) instanceof List<?> list
                ? list.stream().map(UUID.class::cast).toList()
                : List.of();
    }

    private static String groupName(TableMap.Child child) {
        return "group_" + child.property().name();
    }

    /** A row that begins as {@link #fields} says; columns are taken by their place, which is found without looking. */
    static EntityRecord record(TableMap map, Row row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var at = map.systemFields().size();
        for (var column : map.columns()) {
            var value = TableMap.fromColumn(column.property().type(), row.at(at++));
            if (value != null) {
                put(values, column, value);
            }
        }
        for (var child : map.children()) {
            if (row.has(groupName(child))) {
                var entries = entries(child, row.at(groupName(child)));
                if (!entries.isEmpty()) {
                    values.put(child.property().name(), entries);
                }
            }
        }
        for (var link : map.links()) {
            if (row.has(linkName(link)) && row.at(linkName(link)) instanceof UUID[] ids && ids.length > 0) {
                values.put(link.property().name(), List.of(ids));
            }
        }
        return new EntityRecord(map.entity(), system(map.entity(), row), values);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, @Nullable Object> values, TableMap.Column column, Object value) {
        if (column.structure() == null) {
            values.put(column.property().name(), value);
        } else {
            var part = (Map<String, Object>)
                    values.computeIfAbsent(column.structure(), name -> new LinkedHashMap<String, Object>());
            part.put(column.property().name(), value);
        }
    }

    private static List<Entry> entries(TableMap.Child child, @Nullable Object nested) {
        var entries = new ArrayList<Entry>();
        if (nested instanceof List<?> rows) {
            for (var item : rows) {
                if (item instanceof Record row) {
                    var values = new LinkedHashMap<String, @Nullable Object>();
                    for (var column : child.columns()) {
                        var value = TableMap.fromColumn(column.property().type(), row.get(column.field()));
                        if (value != null) {
                            values.put(column.property().name(), value);
                        }
                    }
                    entries.add(new Entry(row.get(TableMap.ID), values));
                }
            }
        }
        return List.copyOf(entries);
    }

    private static SystemValues system(EntityDefinition entity, Row row) {
        var lifecycle = entity.lifecycle() != null;
        return new SystemValues(
                (UUID) there(row, 0),
                (String) row.at(1),
                (Integer) there(row, 2),
                (Short) there(row, 3),
                (UUID) row.at(4),
                (Long) there(row, 5),
                (OffsetDateTime) there(row, 6),
                (UUID) there(row, 7),
                (OffsetDateTime) there(row, 8),
                (UUID) there(row, 9),
                (OffsetDateTime) row.at(10),
                (UUID) row.at(11),
                lifecycle ? (String) row.at(12) : null,
                lifecycle ? (OffsetDateTime) row.at(13) : null);
    }

    /** What a column holds that is never empty. */
    private static Object there(Row row, int at) {
        return Objects.requireNonNull(row.at(at));
    }

    /** The columns of a record's own row with what is to stand in them. */
    static Map<Field<?>, @Nullable Object> columns(TableMap map, EntityRecord record) {
        var columns = new LinkedHashMap<Field<?>, @Nullable Object>();
        var system = record.system();
        columns.put(TableMap.ID, system.id());
        columns.put(TableMap.NUMBER, system.number());
        columns.put(TableMap.UNIT, system.unit());
        columns.put(TableMap.ROW_CLASS, (short) system.rowClass());
        columns.put(TableMap.OWNER, system.owner());
        columns.put(TableMap.VERSION, system.version());
        columns.put(TableMap.CREATED_AT, system.createdAt());
        columns.put(TableMap.CREATED_BY, system.createdBy());
        columns.put(TableMap.UPDATED_AT, system.updatedAt());
        columns.put(TableMap.UPDATED_BY, system.updatedBy());
        columns.put(TableMap.RETIRED_AT, system.retiredAt());
        columns.put(TableMap.RETIRED_BY, system.retiredBy());
        if (map.entity().lifecycle() != null) {
            columns.put(TableMap.STATUS_REASON, system.statusReason());
            columns.put(TableMap.STATUS_DATE, system.statusDate());
        }
        columns.put(TableMap.ACCESS_KEY, system.unit() * 64 + system.rowClass());
        for (var column : map.columns()) {
            columns.put(column.field(), TableMap.toColumn(column.property().type(), value(record, column)));
        }
        return columns;
    }

    static @Nullable Object value(EntityRecord record, TableMap.Column column) {
        if (column.structure() == null) {
            return record.value(column.property().name());
        }
        return record.value(column.structure()) instanceof Map<?, ?> part
                ? part.get(column.property().name())
                : null;
    }

    static List<Entry> groupOf(EntityRecord record, TableMap.Child child) {
        return record.value(child.property().name()) instanceof List<?> list
                ? list.stream().map(Entry.class::cast).toList()
                : List.of();
    }
}
