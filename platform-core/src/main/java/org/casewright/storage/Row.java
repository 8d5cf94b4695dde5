package org.casewright.storage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a row, by place and by name. They are the driver's own objects where it has one for the column's type: to have
 * jOOQ make a record of each row takes longer than all that is done with it. What only jOOQ can read, it reads.
 */
final class Row {

    private final ToIntFunction<String> places;
    private final @Nullable Object[] cells;

    private Row(ToIntFunction<String> places, @Nullable Object[] cells) {
        this.places = places;
        this.cells = cells;
    }

    static Row of(Record record) {
        var cells = new @Nullable Object[record.size()];
        for (var i = 0; i < cells.length; i++) {
            cells[i] = record.get(i);
        }
        return new Row(name -> record.fieldsRow().indexOf(name), cells);
    }

    @Nullable
    Object at(int place) {
        return cells[place];
    }

    boolean has(String name) {
        return places.applyAsInt(name) >= 0;
    }

    /** The cell of a name that there is. */
    @Nullable
    Object at(String name) {
        return cells[places.applyAsInt(name)];
    }

    @FunctionalInterface
    private interface Cell {
        @Nullable
        Object read(ResultSet row, int at) throws SQLException;
    }

    private static final Map<Class<?>, Cell> CELLS = Map.ofEntries(
            Map.entry(UUID.class, (row, at) -> row.getObject(at, UUID.class)),
            Map.entry(String.class, ResultSet::getString),
            Map.entry(Integer.class, (row, at) -> orNull(row, row.getInt(at))),
            Map.entry(Short.class, (row, at) -> orNull(row, row.getShort(at))),
            Map.entry(Long.class, (row, at) -> orNull(row, row.getLong(at))),
            Map.entry(Boolean.class, (row, at) -> orNull(row, row.getBoolean(at))),
            Map.entry(BigDecimal.class, ResultSet::getBigDecimal),
            Map.entry(OffsetDateTime.class, (row, at) -> row.getObject(at, OffsetDateTime.class)),
            Map.entry(LocalDate.class, (row, at) -> row.getObject(at, LocalDate.class)),
            Map.entry(LocalTime.class, (row, at) -> row.getObject(at, LocalTime.class)),
            Map.entry(JSONB.class, (row, at) -> JSONB.jsonbOrNull(row.getString(at))),
            Map.entry(String[].class, Row::array),
            Map.entry(UUID[].class, Row::array));

    private static @Nullable Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static @Nullable Object array(ResultSet row, int at) throws SQLException {
        var array = row.getArray(at);
        return array == null ? null : array.getArray();
    }

    /** How the rows of a query are read. */
    static final class Reader {
        private final Field<?>[] fields;
        private final Map<String, Integer> places = new HashMap<>();
        private final List<Cell> cells = new ArrayList<>();

        Reader(List<Field<?>> fields) {
            this.fields = fields.toArray(Field<?>[]::new);
            for (var i = 0; i < this.fields.length; i++) {
                places.putIfAbsent(this.fields[i].getName(), i);
                var cell = CELLS.get(this.fields[i].getType());
                if (cell != null) {
                    cells.add(cell);
                }
            }
        }

        List<Row> read(ResultSet rows, DSLContext dsl) throws SQLException {
            if (cells.size() < fields.length) {
                return dsl.fetch(rows, fields).map(Row::of);
            }
            var read = new ArrayList<Row>();
            while (rows.next()) {
                var values = new @Nullable Object[fields.length];
                for (var i = 0; i < values.length; i++) {
                    values[i] = cells.get(i).read(rows, i + 1);
                }
                read.add(new Row(name -> places.getOrDefault(name, -1), values));
            }
            return read;
        }
    }
}
