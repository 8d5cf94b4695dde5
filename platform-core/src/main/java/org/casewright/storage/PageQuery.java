package org.casewright.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Criterion;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * One page as one statement. It states where the asker's rows are, one branch for each of few units, one for what the asker
 * owns, one for what is granted: row-level security alone would let the planner walk the whole table in order and throw nearly
 * all of it away.
 */
final class PageQuery {

    private static final int BRANCHES = 15;
    static final Table<Record> ROW = DSL.table(DSL.name("t"));
    private static final Table<Record> PAGE = DSL.table(DSL.name("page"));
    private static final Field<Long> COUNT = DSL.field(DSL.name("matching"), SQLDataType.BIGINT);

    private final DSLContext dsl;
    private final TableMap map;
    private final PageRequest request;
    private final CriterionSql criteria;
    private final Catalog catalog;

    PageQuery(
            DSLContext dsl,
            Catalog catalog,
            Function<org.casewright.definition.EntityDefinition, TableMap> maps,
            PageRequest request) {
        this.dsl = dsl;
        this.map = maps.apply(request.entity());
        this.request = request;
        this.criteria = new CriterionSql(catalog, maps, request.masks());
        this.catalog = catalog;
    }

    /** A condition on a row. */
    Condition condition(Criterion criterion) {
        return criteria.condition(criterion, request.entity(), ROW);
    }

    private record Key(Field<Object> field, boolean descending, boolean nullable) {}

    /** The statement of the page. */
    Select<Record> select() {
        var fields = new ArrayList<SelectField<?>>();
        map.systemFields().forEach(field -> fields.add(in(PAGE, field)));
        map.columns().forEach(column -> fields.add(in(PAGE, column.field())));
        map.links().forEach(link -> fields.add(Rows.linkField(link, DSL.name(PAGE.getName()))));
        for (var reference : request.titled()) {
            fields.add(title(reference));
        }
        if (request.countUpTo() > 0) {
            fields.add(DSL.field(
                            DSL.selectCount().from(matching(request.countUpTo()).asTable("m")))
                    .coerce(SQLDataType.BIGINT)
                    .as(COUNT));
        }
        return dsl.select(fields).from(window().asTable("page")).orderBy(order(PAGE));
    }

    /** What the rows that came back say. */
    RowPage page(List<Row> rows) {
        var records = new ArrayList<EntityRecord>();
        var titles = new HashMap<UUID, String>();
        var kept = rows.subList(0, Math.min(rows.size(), request.limit()));
        for (var row : kept) {
            var record = Rows.record(map, row);
            records.add(record);
            for (var reference : request.titled()) {
                var title = row.at("title_" + reference);
                if (title instanceof String text && record.value(reference) instanceof UUID target) {
                    titles.put(target, text);
                } else if (title instanceof String[] texts && record.value(reference) instanceof List<?> targets) {
                    for (var i = 0; i < Math.min(texts.length, targets.size()); i++) {
                        if (texts[i] != null) {
                            titles.put((UUID) targets.get(i), texts[i]);
                        }
                    }
                }
            }
        }
        var last = new ArrayList<@Nullable Object>();
        if (!kept.isEmpty()) {
            var row = kept.getLast();
            keys(PAGE).forEach(key -> last.add(row.at(key.field().getName())));
        }
        Long count = request.countUpTo() == 0
                ? null
                : !rows.isEmpty()
                        ? (Long) rows.getFirst().at(COUNT.getName())
                        : request.after().isEmpty() ? Long.valueOf(0) : null;
        return new RowPage(records, rows.size() > request.limit(), last, count, titles);
    }

    /** The rows of the page and one more, in order. */
    private Select<?> window() {
        var branches = new ArrayList<Select<?>>();
        for (var behind : behindLast()) {
            branches.addAll(branches(behind));
        }
        return branches.size() == 1 ? branches.getFirst() : together(branches);
    }

    private List<Select<?>> branches(Condition behind) {
        var path = request.path();
        if (path == null) {
            return List.of(branch(behind));
        }
        var branches = new ArrayList<Select<?>>();
        var ways = path.ways(ROW);
        for (var i = 0; i < ways.size(); i++) {
            branches.add(
                    i == 0 && path.units().size() > 1 && path.units().size() <= BRANCHES
                            ? eachUnit(path.units(), behind)
                            : branch(ways.get(i).and(behind)));
        }
        return branches;
    }

    private Select<?> eachUnit(List<Integer> units, Condition behind) {
        var unit = DSL.field(DSL.name("u", "unit"), SQLDataType.INTEGER);
        var each = DSL.table(
                "unnest({0}::int[]) as {1}({2})",
                DSL.val(units.toArray(Integer[]::new)), DSL.name("u"), DSL.name("unit"));
        var lateral =
                DSL.lateral(branch(in(ROW, TableMap.UNIT).eq(unit).and(behind)).asTable("b"));
        return DSL.select(DSL.table(DSL.name("b")).asterisk())
                .from(each)
                .crossJoin(lateral)
                .orderBy(order(DSL.table(DSL.name("b"))))
                .limit(most());
    }

    private Select<?> together(List<Select<?>> branches) {
        Select<Record> all = null;
        for (var i = 0; i < branches.size(); i++) {
            var table = branches.get(i).asTable("w" + i);
            var rows = DSL.select(DSL.table(DSL.name("w" + i)).asterisk()).from(table);
            all = all == null ? rows : all.unionAll(rows);
        }
        return DSL.select(DSL.table(DSL.name("b")).asterisk())
                .from(Objects.requireNonNull(all).asTable("b"))
                .orderBy(order(DSL.table(DSL.name("b"))))
                .limit(most());
    }

    /** The rows in which groups and counts are looked for. */
    Table<Record> candidates() {
        var ways =
                request.path() == null ? List.<Condition>of() : request.path().ways(ROW);
        if (ways.size() < 2) {
            return map.table().as(ROW);
        }
        Select<Record> all = null;
        for (var way : ways) {
            var rows = DSL.select(ROW.asterisk()).from(map.table().as(ROW)).where(way);
            all = all == null ? rows : all.unionAll(rows);
        }
        return Objects.requireNonNull(all).asTable(ROW);
    }

    /** What leads to them, where one way does. */
    Condition path() {
        var ways =
                request.path() == null ? List.<Condition>of() : request.path().ways(ROW);
        return ways.size() == 1 ? ways.getFirst() : DSL.noCondition();
    }

    private Select<?> branch(Condition which) {
        var fields = new ArrayList<SelectField<?>>();
        map.systemFields().forEach(field -> fields.add(in(ROW, field)));
        map.columns().forEach(column -> fields.add(in(ROW, column.field())));
        return DSL.select(fields)
                .from(map.table().as("t"))
                .where(which)
                .and(conditions())
                .orderBy(order(ROW))
                .limit(most());
    }

    private Select<?> matching(long upTo) {
        var all = DSL.selectOne().from(candidates()).where(path()).and(conditions());
        return upTo == PageRequest.COUNT_ALL ? all : all.limit(DSL.inline(upTo + 1));
    }

    /** In the text, so that a plan made for any values is one for few rows; so is that up to which is counted. */
    private Field<Integer> most() {
        return DSL.inline(request.limit() + 1);
    }

    /** What a row must be to be asked for at all. */
    Condition conditions() {
        var retiredAt = in(ROW, TableMap.RETIRED_AT);
        var condition = request.retired() ? retiredAt.isNotNull() : retiredAt.isNull();
        if (request.filter() != null) {
            condition = condition.and(criteria.condition(request.filter(), request.entity(), ROW));
        }
        if (request.reference() != null && request.target() != null) {
            var target = request.target();
            condition = condition
                    .and(map.pointsTo(DSL.name(ROW.getName()), request.reference(), id -> id.eq(target)))
                    .and(request.masks()
                            .open(request.entity(), request.reference().split("\\.")[0], DSL.name(ROW.getName())));
        }
        if (request.search() != null && !request.search().isBlank()) {
            condition = condition.and(SearchKeys.matches(map, ROW, request.search(), null, request.masks()));
        }
        return condition;
    }

    private List<Key> keys(Table<Record> table) {
        var keys = new ArrayList<Key>();
        for (var order : request.sort()) {
            var column = map.column(order.name());
            if (column != null) {
                keys.add(key(
                        sortable(in(table, column.field()), column.property().type()), order.descending(), true));
            } else {
                var field = Objects.requireNonNull(TableMap.systemField(order.name()));
                keys.add(key(in(table, field), order.descending(), order.name().equals("number")));
            }
        }
        boolean descending = !keys.isEmpty() && keys.getLast().descending();
        keys.add(key(in(table, TableMap.ID), descending, false));
        return keys;
    }

    @SuppressWarnings("unchecked")
    private static Key key(Field<?> field, boolean descending, boolean nullable) {
        return new Key((Field<Object>) field, descending, nullable);
    }

    /** Text is put in order as people do; its index has the same collation. */
    private static Field<?> sortable(Field<?> field, PropertyType type) {
        return type instanceof PropertyType.Text
                ? DSL.field("{0} collate \"und-x-icu\"", SQLDataType.CLOB, field)
                        .as(field.getUnqualifiedName())
                : field;
    }

    private List<SortField<?>> order(Table<Record> table) {
        var fields = new ArrayList<SortField<?>>();
        for (var key : keys(table)) {
            var field = unaliased(key.field());
            fields.add(key.descending() ? field.desc() : field.asc());
        }
        return fields;
    }

    /** The expression behind an alias that only carries the column's name. */
    private static Field<?> unaliased(Field<?> field) {
        return field instanceof org.jooq.impl.QOM.FieldAlias<?> alias ? alias.$field() : field;
    }

    /**
     * What comes behind the last row, in the order of the index: ascending with nulls last, descending with nulls first. Each
     * is one range of it, so that a page far behind is found as fast as the first; of an ascending order that can be missing
     * there are two, what is greater and what has none.
     */
    private List<Condition> behindLast() {
        var after = request.after();
        if (after.isEmpty()) {
            return List.of(DSL.noCondition());
        }
        var keys = keys(ROW);
        var first = keys.getFirst();
        var value = after.getFirst();
        if (keys.size() == 2) {
            var one = typed(first.field());
            var id = typed(keys.get(1).field());
            var last = DSL.val(after.get(1), id);
            if (value == null) {
                var rest = one.isNull().and(first.descending() ? id.lt(last) : id.gt(last));
                return first.descending() ? List.of(rest, one.isNotNull()) : List.of(rest);
            }
            var here = DSL.row(one, id);
            var there = DSL.row(DSL.val(value, one), last);
            var range = first.descending() ? here.lt(there) : here.gt(there);
            return first.nullable() && !first.descending() ? List.of(range, one.isNull()) : List.of(range);
        }
        return List.of(behindAll(keys, after));
    }

    /** The same in an order by several, which no index has: it can only be begun at. */
    private static Condition behindAll(List<Key> keys, List<@Nullable Object> after) {
        Condition any = DSL.falseCondition();
        Condition same = DSL.trueCondition();
        for (int i = 0; i < keys.size(); i++) {
            var field = typed(keys.get(i).field());
            var value = after.get(i);
            any = any.or(same.and(behind(field, keys.get(i), value)));
            same = same.and(value == null ? field.isNull() : field.eq(DSL.val(value, field)));
        }
        var first = keys.getFirst();
        var field = typed(first.field());
        var value = after.getFirst();
        if (value != null && (!first.nullable() || first.descending())) {
            // Said once more as a plain range, which is what an index can begin at.
            any = any.and(first.descending() ? field.le(DSL.val(value, field)) : field.ge(DSL.val(value, field)));
        }
        return any;
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> typed(Field<?> field) {
        return (Field<Object>) unaliased(field);
    }

    private static Condition behind(Field<Object> field, Key key, @Nullable Object value) {
        if (key.descending()) {
            return value == null ? field.isNotNull() : field.lt(DSL.val(value, field));
        }
        if (value == null) {
            return DSL.falseCondition();
        }
        var greater = field.gt(DSL.val(value, field));
        return key.nullable() ? greater.or(field.isNull()) : greater;
    }

    private SelectField<?> title(String reference) {
        var link = map.link(reference);
        if (link != null) {
            return titles(link).as("title_" + reference);
        }
        var column = Objects.requireNonNull(map.column(reference));
        return titleOf(in(PAGE, column.field()).coerce(SQLDataType.UUID), column.property())
                .as("title_" + reference);
    }

    /** What people call the record that this reference names; null for what the asker may not see. */
    Field<String> titleOf(Field<UUID> id, PropertyDefinition reference) {
        return DSL.field(DSL.select(DSL.coalesce(titleIn(reference), TableMap.NUMBER))
                .from(Storage.REGISTRY)
                .where(Storage.REGISTRY_ID.eq(id)));
    }

    /** The title in the registry of the records that a reference leads to, as far as it may be known. */
    private Field<String> titleIn(PropertyDefinition reference) {
        var to = ((PropertyType.Referring) reference.type()).to().entity();
        return catalog.findEntity(to)
                .map(target -> request.masks().masked(target, Masks.TITLE, Storage.REGISTRY_NAME, Storage.TITLE))
                .orElse(Storage.TITLE);
    }

    /** One for each id of the list, in its order; null for what the asker may not see. */
    private Field<?> titles(TableMap.Link link) {
        Table<Record> pointer = DSL.table(DSL.name("l"));
        return DSL.array(DSL.select(DSL.coalesce(
                        titleIn(link.property()),
                        DSL.field(DSL.name("platform", "record", "number"), SQLDataType.CLOB)))
                .from(link.table().as(pointer))
                .leftJoin(Storage.REGISTRY)
                .on(Storage.REGISTRY_ID.eq(in(pointer, TableMap.TARGET_ID)))
                .where(in(pointer, TableMap.PARENT_ID).eq(in(PAGE, TableMap.ID)))
                .orderBy(in(pointer, TableMap.POSITION)));
    }

    static <T> Field<T> in(Table<Record> table, Field<T> field) {
        return DSL.field(DSL.name(table.getName(), field.getName()), field.getDataType());
    }
}
