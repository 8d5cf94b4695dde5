package org.casewright.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Criterion;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How many rows there are for each value of a property, in one statement; the largest groups first. */
final class GroupQuery {

    private static final String KEY = "group_key";
    private static final String TITLE = "group_title";
    private static final String ALL = "group_all";

    private final DSLContext dsl;
    private final TableMap map;
    private final PageQuery page;
    private final PageRequest request;

    GroupQuery(DSLContext dsl, TableMap map, PageQuery page, PageRequest request) {
        this.dsl = dsl;
        this.map = map;
        this.page = page;
        this.request = request;
    }

    /** The statement; {@code by} is a property that has a column, or a system name. */
    Select<Record> select(String by, List<Criterion> counts) {
        var key = PageQuery.in(PageQuery.ROW, field(by));
        var inner = new ArrayList<SelectField<?>>();
        inner.add(key.as(KEY));
        inner.add(DSL.count().as(ALL));
        for (var i = 0; i < counts.size(); i++) {
            inner.add(DSL.count().filterWhere(page.condition(counts.get(i))).as(name(i)));
        }
        var groups = DSL.select(inner)
                .from(page.candidates())
                .where(page.path())
                .and(page.conditions())
                .groupBy(key)
                .orderBy(DSL.count().desc(), key)
                .limit(request.limit() + 1);
        var fields = new ArrayList<SelectField<?>>();
        fields.add(DSL.field(DSL.name("g", KEY), key.getDataType()));
        fields.add(DSL.field(DSL.name("g", ALL), SQLDataType.BIGINT));
        fields.add(title(by));
        for (var i = 0; i < counts.size(); i++) {
            fields.add(DSL.field(DSL.name("g", name(i)), SQLDataType.BIGINT));
        }
        return dsl.select(fields)
                .from(groups.asTable("g"))
                .orderBy(DSL.field(DSL.name("g", ALL)).desc(), DSL.field(DSL.name("g", KEY)));
    }

    private static String name(int count) {
        return "group_count_" + count;
    }

    private Field<?> field(String by) {
        var column = map.column(by);
        var field = column == null ? TableMap.systemField(by) : column.field();
        if (field == null) {
            throw new IllegalArgumentException("nothing is grouped by " + by);
        }
        return field;
    }

    private SelectField<?> title(String by) {
        var column = map.column(by);
        if (column == null || !(column.property().type() instanceof PropertyType.Reference)) {
            return DSL.castNull(SQLDataType.CLOB).as(TITLE);
        }
        return page.titleOf(DSL.field(DSL.name("g", KEY), SQLDataType.UUID), column.property())
                .as(TITLE);
    }

    static RowGroup group(Row row, int counts) {
        var counted = new ArrayList<Long>();
        for (var i = 0; i < counts; i++) {
            counted.add((Long) Objects.requireNonNull(row.at(name(i))));
        }
        var value = row.at(KEY);
        return new RowGroup(
                value instanceof UUID id ? id : TableMap.fromColumn(value),
                (String) row.at(TITLE),
                (Long) Objects.requireNonNull(row.at(ALL)),
                counted);
    }
}
