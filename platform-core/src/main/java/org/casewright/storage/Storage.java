package org.casewright.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Entry;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records in PostgreSQL. Every method works in the caller's transaction; what it sees is what the settings pushed by
 * {@link #identify} open.
 */
@Component
public final class Storage {

    static final Table<Record> REGISTRY = DSL.table(DSL.name("platform", "record"));
    static final Field<UUID> REGISTRY_ID = DSL.field(DSL.name("platform", "record", "id"), SQLDataType.UUID);
    static final Field<String> TITLE = DSL.field(DSL.name("title"), SQLDataType.CLOB);

    private final DSLContext dsl;
    private final Map<EntityDefinition, TableMap> maps = new ConcurrentHashMap<>();

    Storage(DSLContext dsl) {
        this.dsl = dsl;
    }

    TableMap map(EntityDefinition entity) {
        // Definitions are compared by identity of their release in effect: equal ones have equal tables.
        return maps.computeIfAbsent(entity, TableMap::new);
    }

    /** Says to the database, until the transaction's end, on whose behalf it reads. */
    public void identify(Map<String, String> settings) {
        var calls = new ArrayList<Field<?>>();
        settings.forEach((name, value) -> calls.add(
                DSL.function("set_config", SQLDataType.CLOB, DSL.val(name), DSL.val(value), DSL.inline(true))));
        dsl.select(calls).execute();
    }

    /** Waits for the roots in one order for all, so that nobody waits in a circle; held to the transaction's end. */
    public void lock(Collection<UUID> roots) {
        if (roots.isEmpty()) {
            return;
        }
        var keys = roots.stream()
                .map(id -> id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 17))
                .distinct()
                .sorted()
                .toArray(Long[]::new);
        dsl.execute(
                "select pg_advisory_xact_lock(k) from unnest({0}::bigint[]) with ordinality as u(k, n) order by n",
                DSL.val(keys));
    }

    /** The record with this id or number, its repeating groups with it; locked against other writers if asked. */
    public Optional<EntityRecord> find(EntityDefinition entity, String idOrNumber, boolean lock) {
        var map = map(entity);
        var id = uuid(idOrNumber);
        var condition = id != null ? TableMap.ID.eq(id) : TableMap.NUMBER.eq(idOrNumber);
        var select = dsl.select(Rows.fields(map, true)).from(map.table()).where(condition);
        var row = lock ? select.forNoKeyUpdate().fetchOne() : select.fetchOne();
        return Optional.ofNullable(row).map(found -> Rows.record(map, found));
    }

    private static @Nullable UUID uuid(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    /** The records with these ids that can be seen, in no order, their repeating groups with them. */
    public List<EntityRecord> findAll(EntityDefinition entity, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var map = map(entity);
        return dsl.select(Rows.fields(map, true))
                .from(map.table())
                .where(TableMap.ID.eq(DSL.any(ids.toArray(UUID[]::new))))
                .fetch(row -> Rows.record(map, row));
    }

    /** The living records whose reference points to one of these ids, oldest first. */
    public List<EntityRecord> findReferring(
            EntityDefinition entity, PropertyDefinition reference, Collection<UUID> ids) {
        var map = map(entity);
        var column = map.column(reference.name());
        if (column == null || ids.isEmpty()) {
            return List.of();
        }
        return dsl.select(Rows.fields(map, true))
                .from(map.table())
                .where(column.field().coerce(SQLDataType.UUID).eq(DSL.any(ids.toArray(UUID[]::new))))
                .and(TableMap.RETIRED_AT.isNull())
                .orderBy(TableMap.ID)
                .fetch(row -> Rows.record(map, row));
    }

    /** Those of the ids that belong to living records which can be seen. */
    public Set<UUID> living(EntityDefinition entity, Collection<UUID> ids) {
        var map = map(entity);
        return new HashSet<>(dsl.select(TableMap.ID)
                .from(map.table())
                .where(TableMap.ID.eq(DSL.any(ids.toArray(UUID[]::new))))
                .and(TableMap.RETIRED_AT.isNull())
                .fetch(TableMap.ID));
    }

    /** The id of the living record with this number, or with this natural key where that is a single property. */
    public Optional<UUID> findByKey(EntityDefinition entity, String text) {
        var map = map(entity);
        var condition = TableMap.NUMBER.eq(text);
        if (entity.key().size() == 1) {
            var column = map.column(entity.key().getFirst());
            if (column != null) {
                condition = condition.or(column.field().coerce(SQLDataType.CLOB).eq(text));
            }
        }
        return dsl.select(TableMap.ID)
                .from(map.table())
                .where(condition)
                .and(TableMap.RETIRED_AT.isNull())
                .limit(1)
                .fetchOptional(TableMap.ID);
    }

    /** Titles of the records that can be seen. */
    public Map<UUID, String> titles(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var titles = new HashMap<UUID, String>();
        dsl.select(REGISTRY_ID, DSL.coalesce(TITLE, TableMap.NUMBER, DSL.inline("")))
                .from(REGISTRY)
                .where(REGISTRY_ID.eq(DSL.any(ids.toArray(UUID[]::new))))
                .forEach(row -> titles.put(row.value1(), row.value2()));
        return titles;
    }

    /**
     * A record to write.
     *
     * @param before null when it is new
     * @param title what people call it; null when it has no title of its own
     */
    public record Write(
            @Nullable EntityRecord before,
            EntityRecord after,
            @Nullable String title) {}

    /**
     * Writes records: rows, repeating groups, search keys, registry.
     *
     * @return the records whose stored version was not that of {@code before}: somebody was faster
     */
    public List<EntityRecord> write(List<Write> writes) {
        var stale = new ArrayList<EntityRecord>();
        var inserts = new LinkedHashMap<EntityDefinition, List<Write>>();
        for (var write : writes) {
            if (write.before() == null) {
                inserts.computeIfAbsent(write.after().entity(), entity -> new ArrayList<>())
                        .add(write);
            } else if (!update(write.before(), write.after())) {
                stale.add(write.before());
            }
        }
        inserts.forEach(this::insert);
        writes.forEach(this::writeGroups);
        register(writes);
        writes.forEach(write -> new SearchKeys(dsl, map(write.after().entity())).write(write));
        return stale;
    }

    private void insert(EntityDefinition entity, List<Write> writes) {
        var map = map(entity);
        var rows =
                writes.stream().map(write -> Rows.columns(map, write.after())).toList();
        var fields = List.copyOf(rows.getFirst().keySet());
        var insert = dsl.insertInto(map.table(), fields);
        for (var row : rows) {
            insert = insert.values(row.values());
        }
        insert.execute();
    }

    private boolean update(EntityRecord before, EntityRecord after) {
        var map = map(after.entity());
        var old = Rows.columns(map, before);
        var changed = new LinkedHashMap<Field<?>, @Nullable Object>();
        Rows.columns(map, after).forEach((field, value) -> {
            if (!java.util.Objects.deepEquals(value, old.get(field))) {
                changed.put(field, value);
            }
        });
        if (changed.isEmpty()) {
            return true;
        }
        return dsl.update(map.table())
                        .set(changed)
                        .where(TableMap.ID.eq(after.id()))
                        .and(TableMap.VERSION.eq(before.system().version()))
                        .execute()
                == 1;
    }

    private void writeGroups(Write write) {
        var map = map(write.after().entity());
        for (var child : map.children()) {
            var before = write.before() == null ? List.<Entry>of() : Rows.groupOf(write.before(), child);
            var after = Rows.groupOf(write.after(), child);
            if (before.equals(after)) {
                continue;
            }
            var queries = new ArrayList<Query>();
            var kept = after.stream().map(Entry::id).toList();
            var gone = before.stream()
                    .map(Entry::id)
                    .filter(id -> !kept.contains(id))
                    .toArray(UUID[]::new);
            if (gone.length > 0) {
                queries.add(dsl.deleteFrom(child.table()).where(TableMap.ID.eq(DSL.any(gone))));
            }
            for (int position = 0; position < after.size(); position++) {
                var entry = after.get(position);
                if (position >= before.size() || !entry.equals(before.get(position))) {
                    queries.add(upsert(write.after().id(), child, entry, position));
                }
            }
            queries.forEach(Query::execute);
        }
    }

    private Query upsert(UUID parent, TableMap.Child child, Entry entry, int position) {
        var columns = new LinkedHashMap<Field<?>, @Nullable Object>();
        columns.put(TableMap.ID, entry.id());
        columns.put(TableMap.PARENT_ID, parent);
        columns.put(TableMap.POSITION, position);
        for (var column : child.columns()) {
            columns.put(
                    column.field(),
                    TableMap.toColumn(
                            column.property().type(),
                            entry.values().get(column.property().name())));
        }
        return dsl.insertInto(child.table())
                .set(columns)
                .onConflict(TableMap.ID)
                .doUpdate()
                .set(columns);
    }

    private void register(List<Write> writes) {
        var insert = dsl.insertInto(
                REGISTRY,
                TableMap.ID,
                DSL.field(DSL.name("entity"), SQLDataType.CLOB),
                DSL.field(DSL.name("table_ref"), SQLDataType.CLOB),
                TableMap.NUMBER,
                TableMap.UNIT,
                TableMap.ROW_CLASS,
                TableMap.ACCESS_KEY,
                TableMap.OWNER,
                TITLE,
                TableMap.UPDATED_AT,
                DSL.field(DSL.name("retired"), SQLDataType.BOOLEAN));
        for (var write : writes) {
            var entity = write.after().entity();
            var system = write.after().system();
            insert = insert.values(
                    system.id(),
                    entity.ref(),
                    entity.schema() + "." + entity.table(),
                    system.number(),
                    system.unit(),
                    (short) system.rowClass(),
                    system.unit() * 64 + system.rowClass(),
                    system.owner(),
                    write.title(),
                    system.updatedAt(),
                    system.retired());
        }
        var changing = List.of(
                TableMap.UNIT,
                TableMap.ROW_CLASS,
                TableMap.ACCESS_KEY,
                TableMap.OWNER,
                TITLE,
                TableMap.UPDATED_AT,
                DSL.field(DSL.name("retired"), SQLDataType.BOOLEAN));
        if (writes.stream().allMatch(write -> write.before() == null)) {
            insert.execute();
            return;
        }
        var values = new LinkedHashMap<Field<?>, Field<?>>();
        changing.forEach(field -> values.put(field, DSL.excluded(field)));
        insert.onConflict(TableMap.ID).doUpdate().set(values).execute();
    }

    /** A page of records, without their repeating groups, in one statement. */
    public RowPage page(Catalog catalog, PageRequest request) {
        return new PageQuery(dsl, catalog, this::map, request).fetch();
    }

    /** A random secret of the installation, the same on every node, made when it is first asked for. */
    public byte[] secret(String name) {
        var fresh = new byte[32];
        new java.security.SecureRandom().nextBytes(fresh);
        var setting = DSL.table(DSL.name("platform", "setting"));
        var module = DSL.field(DSL.name("module"), SQLDataType.CLOB);
        var key = DSL.field(DSL.name("name"), SQLDataType.CLOB);
        var value = DSL.field(DSL.name("value"), SQLDataType.JSONB);
        dsl.insertInto(setting, module, key, value)
                .values(
                        "platform",
                        name,
                        JSONB.jsonb("\"" + java.util.HexFormat.of().formatHex(fresh) + "\""))
                .onConflictDoNothing()
                .execute();
        var stored = dsl.select(value)
                .from(setting)
                .where(module.eq("platform"))
                .and(key.eq(name))
                .fetchSingle();
        return java.util.HexFormat.of()
                .parseHex(Json.parse(stored.value1().data()).stringValue());
    }
}
