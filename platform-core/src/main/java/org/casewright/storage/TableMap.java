package org.casewright.storage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** An entity's tables and columns as jOOQ names them. Immutable; made once for each entity definition. */
final class TableMap {

    static final Field<UUID> ID = field("id", SQLDataType.UUID);
    static final Field<String> NUMBER = field("number", SQLDataType.CLOB);
    static final Field<Integer> UNIT = field("unit_no", SQLDataType.INTEGER);
    static final Field<Short> ROW_CLASS = field("row_class", SQLDataType.SMALLINT);
    static final Field<Integer> ACCESS_KEY = field("access_key", SQLDataType.INTEGER);
    static final Field<UUID> OWNER = field("owner_user", SQLDataType.UUID);
    static final Field<Long> VERSION = field("version", SQLDataType.BIGINT);
    static final Field<OffsetDateTime> CREATED_AT = field("created_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<UUID> CREATED_BY = field("created_by", SQLDataType.UUID);
    static final Field<OffsetDateTime> UPDATED_AT = field("updated_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<UUID> UPDATED_BY = field("updated_by", SQLDataType.UUID);
    static final Field<OffsetDateTime> RETIRED_AT = field("retired_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<UUID> RETIRED_BY = field("retired_by", SQLDataType.UUID);
    static final Field<String> STATUS_REASON = field("status_reason", SQLDataType.CLOB);
    static final Field<OffsetDateTime> STATUS_DATE = field("status_date", SQLDataType.TIMESTAMPWITHTIMEZONE);

    static final Field<UUID> PARENT_ID = field("parent_id", SQLDataType.UUID);
    static final Field<UUID> TARGET_ID = field("target_id", SQLDataType.UUID);
    private static final Name POINTER = DSL.name("pointer");
    static final Field<Integer> POSITION = field("position", SQLDataType.INTEGER);

    /** A column: where its value stands in the values (one name, or two within a structure). */
    record Column(PropertyDefinition property, @Nullable String structure, Field<Object> field) {}

    /** A repeating group's table. */
    record Child(PropertyDefinition property, PropertyType.Group group, Table<Record> table, List<Column> columns) {}

    /** The join table of a list of references. */
    record Link(PropertyDefinition property, PropertyType.References list, Table<Record> table) {}

    private final EntityDefinition entity;
    private final Table<Record> table;
    private final List<Field<?>> systemFields;
    private final List<Column> columns;
    private final Map<String, Column> byName = new LinkedHashMap<>();
    private final List<Child> children;
    private final List<Link> links;
    private final String insertText;
    private final String rowText;

    TableMap(EntityDefinition entity) {
        this.entity = entity;
        this.table = DSL.table(DSL.name(entity.schema(), entity.table()));
        this.systemFields = systemFields(entity);
        this.columns = columns(entity.properties().values(), null);
        columns.forEach(column -> byName.put(
                column.structure() == null
                        ? column.property().name()
                        : column.structure() + "." + column.property().name(),
                column));
        this.children = children(entity);
        this.links = links(entity);
        var names = writtenColumns();
        this.insertText = "insert into \"" + entity.schema() + "\".\"" + entity.table() + "\" (\""
                + String.join("\", \"", names) + "\") values ";
        this.rowText = "(" + String.join(", ", Collections.nCopies(names.size(), "?")) + ")";
    }

    /** In the order of {@link Rows#columns}. */
    private List<String> writtenColumns() {
        var names = new ArrayList<String>();
        systemFields.forEach(field -> names.add(field.getName()));
        names.add(ACCESS_KEY.getName());
        columns.forEach(column -> names.add(column.field().getName()));
        return names;
    }

    /** A statement that makes so many rows, its parameters in the order of {@link Rows#columns}. */
    String insert(int rows) {
        return insertText + String.join(", ", Collections.nCopies(rows, rowText));
    }

    private static List<Field<?>> systemFields(EntityDefinition entity) {
        var fields = new ArrayList<Field<?>>(List.of(
                ID,
                NUMBER,
                UNIT,
                ROW_CLASS,
                OWNER,
                VERSION,
                CREATED_AT,
                CREATED_BY,
                UPDATED_AT,
                UPDATED_BY,
                RETIRED_AT,
                RETIRED_BY));
        if (entity.lifecycle() != null) {
            fields.add(STATUS_REASON);
            fields.add(STATUS_DATE);
        }
        return List.copyOf(fields);
    }

    private static List<Column> columns(Iterable<PropertyDefinition> properties, @Nullable String structure) {
        var columns = new ArrayList<Column>();
        for (var property : properties) {
            if (property.type() instanceof PropertyType.Structure(var parts, var required)) {
                columns.addAll(columns(parts, property.name()));
            } else if (property.isColumn()) {
                columns.add(new Column(property, structure, field(property.column(), dataType(property.type()))));
            }
        }
        return List.copyOf(columns);
    }

    private static List<Child> children(EntityDefinition entity) {
        var children = new ArrayList<Child>();
        for (var property : entity.properties().values()) {
            if (property.type() instanceof PropertyType.Group group) {
                children.add(new Child(
                        property,
                        group,
                        DSL.table(DSL.name(entity.schema(), group.table())),
                        columns(group.properties(), null)));
            }
        }
        return List.copyOf(children);
    }

    private static List<Link> links(EntityDefinition entity) {
        var links = new ArrayList<Link>();
        for (var property : entity.properties().values()) {
            if (property.type() instanceof PropertyType.References list) {
                links.add(new Link(property, list, DSL.table(DSL.name(entity.schema(), list.table()))));
            }
        }
        return List.copyOf(links);
    }

    private static <T> Field<T> field(String column, DataType<T> type) {
        return DSL.field(DSL.name(column), type);
    }

    /** All columns hold boxed values; jOOQ is told the type, and the caller the object. */
    @SuppressWarnings("unchecked")
    private static DataType<Object> dataType(PropertyType type) {
        DataType<?> found = switch (type) {
            case PropertyType.Text text -> SQLDataType.CLOB;
            case PropertyType.Code code -> SQLDataType.CLOB;
            case PropertyType.Bool bool -> SQLDataType.BOOLEAN;
            case PropertyType.Whole whole -> SQLDataType.BIGINT;
            case PropertyType.Decimal decimal -> SQLDataType.NUMERIC;
            case PropertyType.Date date -> SQLDataType.LOCALDATE;
            case PropertyType.DateTime moment -> SQLDataType.TIMESTAMPWITHTIMEZONE;
            case PropertyType.Time time -> SQLDataType.LOCALTIME;
            case PropertyType.Codes codes -> SQLDataType.CLOB.array();
            case PropertyType.Texts texts -> SQLDataType.CLOB.array();
            case PropertyType.Reference reference -> SQLDataType.UUID;
            case PropertyType.Json json -> SQLDataType.JSONB;
            case PropertyType.Attachment attachment -> SQLDataType.JSONB;
            case PropertyType.References list -> throw new IllegalArgumentException("a join table has the values");
            case PropertyType.Group group -> throw new IllegalArgumentException("a group has no column");
            case PropertyType.Structure structure ->
                throw new IllegalArgumentException("a structure has no column of its own");
        };
        return (DataType<Object>) found;
    }

    EntityDefinition entity() {
        return entity;
    }

    Table<Record> table() {
        return table;
    }

    List<Field<?>> systemFields() {
        return systemFields;
    }

    List<Column> columns() {
        return columns;
    }

    List<Child> children() {
        return children;
    }

    List<Link> links() {
        return links;
    }

    /** The join table of a list of references; null when the name is none's. */
    @Nullable
    Link link(String name) {
        return links.stream()
                .filter(link -> link.property().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * That a row points to a record by one of its references.
     *
     * @param row the row's table or alias
     * @param path {@link org.casewright.catalog.Inverse#path}
     * @param is what is said about the id to which it points
     */
    Condition pointsTo(Name row, String path, Function<Field<UUID>, Condition> is) {
        var own = byName.get(path);
        if (own != null) {
            return is.apply(uuid(row, own.field().getName()));
        }
        var link = link(path);
        if (link != null) {
            return anyRow(row, link.table(), is.apply(uuid(POINTER, TARGET_ID.getName())));
        }
        for (var child : children) {
            for (var column : child.columns()) {
                if (path.equals(
                        child.property().name() + "." + column.property().name())) {
                    return anyRow(
                            row,
                            child.table(),
                            is.apply(uuid(POINTER, column.field().getName())));
                }
            }
        }
        throw new IllegalArgumentException("there is no reference " + path + " in " + entity.ref());
    }

    private static Condition anyRow(Name row, Table<Record> below, Condition is) {
        return DSL.exists(DSL.selectOne()
                .from(below.as(POINTER))
                .where(uuid(POINTER, PARENT_ID.getName()).eq(uuid(row, ID.getName())))
                .and(is));
    }

    private static Field<UUID> uuid(Name table, String column) {
        return DSL.field(table.append(column), SQLDataType.UUID);
    }

    /** The column of a property, or of {@code structure.property}; null when it has none. */
    @Nullable
    Column column(String name) {
        return byName.get(name);
    }

    /** The column of a system name as the API writes it; null when it has none that can be asked. */
    static @Nullable Field<?> systemField(String name) {
        return switch (name) {
            case "id" -> ID;
            case "number" -> NUMBER;
            case "unit" -> UNIT;
            case "owner" -> OWNER;
            case "version" -> VERSION;
            case "createdAt" -> CREATED_AT;
            case "createdBy" -> CREATED_BY;
            case "updatedAt" -> UPDATED_AT;
            case "updatedBy" -> UPDATED_BY;
            case "statusReason" -> STATUS_REASON;
            case "statusDate" -> STATUS_DATE;
            default -> null;
        };
    }

    /** What jOOQ stores for a value. */
    static @Nullable Object toColumn(PropertyType type, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case List<?> list -> list.stream().map(String::valueOf).toArray(String[]::new);
            case tools.jackson.databind.JsonNode node -> JSONB.jsonb(node.toString());
            case Attachment attachment -> JSONB.jsonb(attachment.json().toString());
            case Long number when type instanceof PropertyType.Decimal -> BigDecimal.valueOf(number);
            default -> value;
        };
    }

    /** The value of what jOOQ read. */
    static @Nullable Object fromColumn(PropertyType type, @Nullable Object stored) {
        return type instanceof PropertyType.Attachment && stored instanceof JSONB json
                ? Attachment.of(Json.parse(json.data()))
                : fromColumn(stored);
    }

    /** The same for what has a type of which there is only one kind of value. */
    static @Nullable Object fromColumn(@Nullable Object stored) {
        return switch (stored) {
            case null -> null;
            case String[] texts -> List.of(texts);
            case JSONB json -> Json.parse(json.data());
            case OffsetDateTime moment -> moment.withOffsetSameInstant(java.time.ZoneOffset.UTC);
            case LocalDate date -> date;
            case LocalTime time -> time;
            default -> stored;
        };
    }
}
