package org.casewright.storage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Criterion;
import org.casewright.expression.Operator;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Filters as SQL. A path over a reference, and a list, become sub-selects, which the policies of their tables bind too. */
final class CriterionSql {

    private final Catalog catalog;
    private final Function<EntityDefinition, TableMap> maps;
    private final Masks masks;
    private int aliases;

    CriterionSql(Catalog catalog, Function<EntityDefinition, TableMap> maps, Masks masks) {
        this.catalog = catalog;
        this.maps = maps;
        this.masks = masks;
    }

    /**
     * Where a path begins: an entity's row under an alias, a row of a repeating group, an element of an array, or, with
     * none of them, a row of the platform.
     */
    private record At(
            @Nullable EntityDefinition entity,
            @Nullable List<TableMap.Column> columns,
            Table<Record> table,
            @Nullable Field<String> element) {

        static At row(@Nullable EntityDefinition entity, Table<Record> table) {
            return new At(entity, null, table, null);
        }

        boolean isPlatform() {
            return entity == null && columns == null && element == null;
        }

        <T> Field<T> field(Field<T> column) {
            return PageQuery.in(table, column);
        }
    }

    /** What a path or a list of paths is tried on: the record, and within a list its entry. */
    private record Rows(At record, @Nullable At entry) {
        At of(Criterion.Path path) {
            return path.origin() == Criterion.Origin.RECORD ? record : Objects.requireNonNull(entry);
        }
    }

    /** A column at the beginning of a path, and the names behind it: those of the record that it points to. */
    private record Step(TableMap.Column column, List<String> rest) {}

    Condition condition(Criterion criterion, EntityDefinition entity, Table<Record> table) {
        return render(criterion, new Rows(At.row(entity, table), null));
    }

    private Condition render(Criterion criterion, Rows rows) {
        return switch (criterion) {
            case Criterion.And(var parts) -> DSL.and(all(parts, rows));
            case Criterion.Or(var parts) -> DSL.or(all(parts, rows));
            case Criterion.Not(var of) -> DSL.not(render(of, rows));
            case Criterion.Constant(var value) ->
                value == null ? DSL.nullCondition() : value ? DSL.trueCondition() : DSL.falseCondition();
            case Criterion.Compare(var path, var operator, var value) ->
                at(path, rows, field -> compare(field, operator, value(field, value)));
            case Criterion.ComparePaths(var left, var operator, var right) ->
                at(left, rows, one -> at(right, rows, other -> compare(one, operator, other)));
            case Criterion.In(var path, var values) ->
                at(
                        path,
                        rows,
                        field -> field.in(values.stream()
                                .map(value -> value(field, value))
                                .toList()));
            case Criterion.IsNull(var path) -> at(path, rows, Field::isNull);
            case Criterion.StartsWith(var path, var text) ->
                at(
                        path,
                        rows,
                        field -> field.coerce(SQLDataType.CLOB)
                                .ge(text)
                                .and(field.coerce(SQLDataType.CLOB).lt(text + SearchKeys.LAST)));
            case Criterion.Contains(var path, var text) ->
                at(
                        path,
                        rows,
                        field -> DSL.position(field.coerce(SQLDataType.CLOB), text)
                                .gt(0));
            case Criterion.Matches(var path, var pattern) ->
                at(path, rows, field -> field.coerce(SQLDataType.CLOB).likeRegex(pattern));
            case Criterion.Some(var list, var where) -> entries(list, rows, where, false, count -> DSL.exists(count));
            case Criterion.Every(var list, var holds) ->
                entries(list, rows, holds, true, count -> DSL.notExists(count));
            case Criterion.Count(var list, var where, var operator, var number) ->
                entries(
                        list,
                        rows,
                        where,
                        false,
                        select -> compare(
                                DSL.field(DSL.selectCount().from(select.asTable("counted")))
                                        .coerce(SQLDataType.NUMERIC),
                                operator,
                                DSL.val(number)));
        };
    }

    private List<Condition> all(Collection<Criterion> parts, Rows rows) {
        return parts.stream().map(part -> render(part, rows)).toList();
    }

    /** The condition at a path's column; over a reference, within a sub-select of the record it points to. */
    private Condition at(Criterion.Path path, Rows rows, Function<Field<?>, Condition> condition) {
        var at = rows.of(path);
        var names = path.names();
        if (names.isEmpty()) {
            return condition.apply(at.element() == null ? at.field(TableMap.ID) : at.element());
        }
        if (at.isPlatform()) {
            return condition.apply(DSL.field(DSL.name(at.table().getName(), names.getLast())));
        }
        var step = step(at, names);
        if (step != null) {
            return along(at, step, condition);
        }
        if (at.entity() == null) {
            return condition.apply(at.field(TableMap.ID));
        }
        return names.size() == 1 ? condition.apply(system(at, names.getFirst())) : platform(at, names, condition);
    }

    /** A column's value, as far as it may be known of its row. */
    private Field<Object> known(At at, TableMap.Column column) {
        var field = at.field(column.field());
        var top = column.structure() == null ? column.property().name() : column.structure();
        return at.entity() == null
                ? field
                : masks.masked(at.entity(), top, DSL.name(at.table().getName()), field);
    }

    /** The column with which a path begins, and the names behind it; null when it begins with none. */
    private @Nullable Step step(At at, List<String> names) {
        // What lies in an object has two names before anything else begins.
        for (var taken = Math.min(2, names.size()); taken > 0; taken--) {
            var column = column(at, String.join(".", names.subList(0, taken)));
            if (column != null) {
                return new Step(column, names.subList(taken, names.size()));
            }
        }
        return null;
    }

    private TableMap.@Nullable Column column(At at, String name) {
        if (at.entity() != null) {
            return maps.apply(at.entity()).column(name);
        }
        return Objects.requireNonNull(at.columns()).stream()
                .filter(column -> column.property().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** From a column on: nothing more, or a property of the record that it points to. */
    private Condition along(At at, Step step, Function<Field<?>, Condition> condition) {
        var first = step.column();
        var rest = step.rest();
        if (rest.isEmpty() || rest.equals(List.of("id"))) {
            return condition.apply(rest.isEmpty() ? known(at, first) : idOf(first.property(), known(at, first)));
        }
        if (first.property().type() instanceof PropertyType.Attachment) {
            return condition.apply(partOf(known(at, first), rest.getFirst()));
        }
        var to = ((PropertyType.Reference) first.property().type()).to().entity();
        if (to.startsWith("platform/")) {
            return condition.apply(DSL.field(DSL.select(DSL.field(DSL.name(rest.getLast())))
                    .from(platform(to))
                    .where(DSL.field(DSL.name("id"), SQLDataType.UUID)
                            .eq(known(at, first).coerce(SQLDataType.UUID)))));
        }
        var target = catalog.entity(to);
        var alias = alias();
        var row = At.row(target, alias);
        return condition.apply(of(known(at, first).coerce(SQLDataType.UUID), row, there(target, row, rest)));
    }

    /** What stands in the record that a reference points to. */
    private Field<?> there(EntityDefinition target, At row, List<String> names) {
        var map = maps.apply(target);
        var column = map.column(String.join(".", names));
        if (column != null) {
            return known(row, column);
        }
        var file = map.column(String.join(".", names.subList(0, names.size() - 1)));
        return file != null && file.property().type() instanceof PropertyType.Attachment
                ? partOf(known(row, file), names.getLast())
                : system(row, names.getFirst());
    }

    private static Field<?> idOf(PropertyDefinition property, Field<?> held) {
        return property.type() instanceof PropertyType.Attachment
                ? partOf(held, "id").cast(SQLDataType.UUID)
                : held;
    }

    /** What is known of a file. */
    private static Field<?> partOf(Field<?> file, String name) {
        var text = DSL.jsonbGetAttributeAsText(file.coerce(SQLDataType.JSONB), name);
        return name.equals("size") ? text.cast(SQLDataType.BIGINT) : text.coerce(SQLDataType.CLOB);
    }

    /** One value of the record that a reference points to, null where there is none: as it means to an expression. */
    private <T> Field<T> of(Field<UUID> reference, At row, Field<T> field) {
        return DSL.field(DSL.select(field)
                .from(maps.apply(Objects.requireNonNull(row.entity())).table().as(row.table()))
                .where(row.field(TableMap.ID).eq(reference)));
    }

    /** What every record has. A unit is known by its number, and to expressions by its id. */
    private Field<?> system(At at, String name) {
        return switch (name) {
            case "unit" ->
                DSL.field(DSL.select(DSL.field(DSL.name("id"), SQLDataType.UUID))
                        .from(DSL.table(DSL.name("platform", "unit")))
                        .where(DSL.field(DSL.name("platform", "unit", "number"), SQLDataType.INTEGER)
                                .eq(at.field(TableMap.UNIT))));
            case "retired" -> DSL.field(at.field(TableMap.RETIRED_AT).isNotNull());
            default -> {
                var entity = Objects.requireNonNull(at.entity());
                var field = at.field(Objects.requireNonNull(TableMap.systemField(name)));
                var with = Masks.knownWith(entity, name);
                yield with.isEmpty()
                        ? field
                        : masks.masked(entity, with, DSL.name(at.table().getName()), field);
            }
        };
    }

    /** {@code unit.code}, {@code owner.name} and the like. */
    private static Condition platform(At at, List<String> names, Function<Field<?>, Condition> condition) {
        var part = DSL.name(names.getLast());
        return switch (names.getFirst()) {
            case "unit" ->
                condition.apply(DSL.field(DSL.select(DSL.field(part))
                        .from(DSL.table(DSL.name("platform", "unit")))
                        .where(DSL.field(DSL.name("platform", "unit", "number"), SQLDataType.INTEGER)
                                .eq(at.field(TableMap.UNIT)))));
            default -> {
                var person = Objects.requireNonNull(TableMap.systemField(names.getFirst()));
                yield names.getLast().equals("id")
                        ? condition.apply(at.field(person))
                        : condition.apply(DSL.field(DSL.select(DSL.field(part))
                                .from(DSL.table(DSL.name("platform", "account")))
                                .where(DSL.field(DSL.name("platform", "account", "id"), SQLDataType.UUID)
                                        .eq(at.field(person).coerce(SQLDataType.UUID)))));
            }
        };
    }

    /**
     * A condition on the entries of a list: of the record, or of the record that one of its references points to.
     *
     * @param negated whether the entries wanted are those for which {@code where} is not true
     */
    private Condition entries(
            Criterion.Path list,
            Rows rows,
            Criterion where,
            boolean negated,
            Function<org.jooq.Select<?>, Condition> condition) {
        var at = rows.of(list);
        var entity = Objects.requireNonNull(at.entity());
        var names = list.names();
        var step = step(at, names);
        if (step != null && step.rest().isEmpty()) {
            return condition.apply(elements(at, known(at, step.column()), where, negated));
        }
        Field<UUID> parent;
        if (step != null) {
            var reference = (PropertyType.Reference) step.column().property().type();
            entity = catalog.entity(reference.to().entity());
            names = step.rest();
            var to = known(at, step.column()).coerce(SQLDataType.UUID);
            var row = At.row(entity, alias());
            parent = masks.of(entity, names.getLast()).isEmpty() ? to : of(to, row, owning(row, names.getLast()));
        } else {
            parent = owning(at, names.getLast());
        }
        var map = maps.apply(entity);
        var name = names.getLast();
        var link = map.link(name);
        if (link != null) {
            return condition.apply(linked(link, parent, entry -> wanted(where, rows(at, entry), negated)));
        }
        var inverse = catalog.inverse(entity, name);
        if (inverse.isPresent()) {
            return condition.apply(inverse(parent, inverse.get(), entry -> wanted(where, rows(at, entry), negated)));
        }
        var child = map.children().stream()
                .filter(group -> group.property().name().equals(name))
                .findFirst();
        if (child.isPresent()) {
            var alias = alias();
            var entry = new At(null, child.get().columns(), alias, null);
            return condition.apply(DSL.selectOne()
                    .from(child.get().table().as(alias))
                    .where(entry.field(TableMap.PARENT_ID).eq(parent))
                    .and(wanted(where, rows(at, entry), negated)));
        }
        var column = Objects.requireNonNull(map.column(String.join(".", names))).field();
        var row = At.row(entity, alias());
        return condition.apply(elements(at, of(parent, row, row.field(column)), where, negated));
    }

    /** The id of a row whose list is asked for; null where the list may not be known. */
    private Field<UUID> owning(At row, String list) {
        var id = row.field(TableMap.ID);
        return row.entity() == null
                ? id
                : masks.masked(row.entity(), list, DSL.name(row.table().getName()), id);
    }

    private static Rows rows(At record, At entry) {
        return new Rows(record, entry);
    }

    private Condition wanted(Criterion where, Rows rows, boolean negated) {
        return negated ? isNotTrue(render(where, rows)) : render(where, rows);
    }

    /** False or unknown. */
    private static Condition isNotTrue(Condition condition) {
        return DSL.condition("({0}) is not true", condition);
    }

    private org.jooq.Select<?> inverse(Field<UUID> of, Inverse inverse, Function<At, Condition> where) {
        var from = maps.apply(inverse.from());
        var alias = alias();
        var entry = At.row(inverse.from(), alias);
        return DSL.selectOne()
                .from(from.table().as(alias))
                .where(from.pointsTo(DSL.name(alias.getName()), inverse.path(), id -> id.eq(of)))
                .and(entry.field(TableMap.RETIRED_AT).isNull())
                .and(masks.open(
                        inverse.from(),
                        inverse.within() == null
                                ? inverse.reference().name()
                                : inverse.within().name(),
                        DSL.name(alias.getName())))
                .and(where.apply(entry));
    }

    private static Table<Record> platform(String ref) {
        return DSL.table(
                DSL.name("platform", PlatformEntity.of(ref).orElseThrow().table()));
    }

    /** The records of a list of references, those that the asker may see. */
    private org.jooq.Select<?> linked(TableMap.Link link, Field<UUID> of, Function<At, Condition> where) {
        var pointer = alias();
        var alias = alias();
        var to = link.list().to().entity();
        var target = catalog.findEntity(to).orElse(null);
        var table = target == null ? platform(to) : maps.apply(target).table();
        return DSL.selectOne()
                .from(link.table().as(pointer))
                .join(table.as(alias))
                .on(PageQuery.in(alias, TableMap.ID).eq(PageQuery.in(pointer, TableMap.TARGET_ID)))
                .where(PageQuery.in(pointer, TableMap.PARENT_ID).eq(of))
                .and(where.apply(At.row(target, alias)));
    }

    private org.jooq.Select<?> elements(At at, Field<?> array, Criterion where, boolean negated) {
        var alias = alias();
        var element = DSL.field(DSL.name(alias.getName(), "element"), SQLDataType.CLOB);
        var unnested = DSL.table("unnest({0}) as {1}({2})", array, DSL.name(alias.getName()), DSL.name("element"));
        return DSL.selectOne()
                .from(unnested)
                .where(wanted(where, rows(at, new At(null, null, alias, element)), negated));
    }

    private Table<Record> alias() {
        return DSL.table(DSL.name("x" + aliases++));
    }

    @SuppressWarnings("unchecked")
    private static Condition compare(Field<?> left, Operator operator, Field<?> right) {
        var one = (Field<Object>) left;
        var other = (Field<Object>) right;
        return switch (operator) {
            case EQUAL -> one.eq(other);
            case NOT_EQUAL -> one.ne(other);
            case LESS -> one.lt(other);
            case LESS_OR_EQUAL -> one.le(other);
            case GREATER -> one.gt(other);
            case GREATER_OR_EQUAL -> one.ge(other);
        };
    }

    /** A constant in the column's own type, so that the comparison stays leakproof and finds its index. */
    private static Field<?> value(Field<?> field, Object value) {
        var type = field.getType();
        return switch (value) {
            case BigDecimal number
            when type == Long.class && isWhole(number, Long.SIZE) -> DSL.val(number.longValueExact());
            case BigDecimal number
            when type == Integer.class && isWhole(number, Integer.SIZE) -> DSL.val(number.intValueExact());
            case BigDecimal number -> DSL.val(number);
            case String text when type == UUID.class -> DSL.val(uuid(text), SQLDataType.UUID);
            case String text -> DSL.val(text);
            case UUID id -> DSL.val(id);
            case Boolean flag -> DSL.val(flag);
            case LocalDate date -> DSL.val(date);
            case OffsetDateTime moment -> DSL.val(moment);
            case LocalTime time -> DSL.val(time);
            default -> DSL.val(value.toString());
        };
    }

    private static boolean isWhole(BigDecimal number, int bits) {
        return number.stripTrailingZeros().scale() <= 0 && number.toBigInteger().bitLength() < bits;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
