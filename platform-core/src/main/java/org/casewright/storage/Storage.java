package org.casewright.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Entry;
import org.casewright.expression.Criterion;
import org.casewright.postgres.Statements;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.storage.Questions.Question;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records in PostgreSQL. Every method works in the caller's transaction, those that say so also without one; what it sees is
 * what the settings open that {@link #identify} was told, or the method itself.
 */
@Component
public final class Storage {

    static final Name REGISTRY_NAME = DSL.name("platform", "record");
    static final Table<Record> REGISTRY = DSL.table(REGISTRY_NAME);
    static final Field<UUID> REGISTRY_ID = DSL.field(DSL.name("platform", "record", "id"), SQLDataType.UUID);
    static final Field<String> TITLE = DSL.field(DSL.name("title"), SQLDataType.CLOB);

    private static final int ROWS_AT_ONCE = 100;
    private static final UUID NOWHERE = new UUID(0, 0);
    private static final String REGISTER =
            "insert into platform.record (id, entity, table_ref, number, unit_no, row_class,"
                    + " access_key, owner_user, title, updated_at, retired) values ";
    private static final String TAKE_FILE = "update platform.attachment set record_id = ?, table_ref = ?,"
            + " column_name = ?, bound_at = ? where id = ? and record_id is null";
    private static final String EXPECT_RELEASE = "select platform.expect_release(?)";
    private static final String REGISTERED = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REGISTER_AGAIN = " on conflict (id) do update set unit_no = excluded.unit_no,"
            + " row_class = excluded.row_class, access_key = excluded.access_key, owner_user = excluded.owner_user,"
            + " title = excluded.title, updated_at = excluded.updated_at, retired = excluded.retired";

    private final DSLContext dsl;
    private final Statements statements;
    private final Questions questions;
    private final Map<EntityDefinition, TableMap> maps = new ConcurrentHashMap<>();
    private final Map<TableMap, Question> byId = new ConcurrentHashMap<>();
    private final Map<TableMap, Question> byNumber = new ConcurrentHashMap<>();
    private final AtomicLong newest = new AtomicLong();

    Storage(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
        this.questions = new Questions(dsl, statements);
    }

    /** What is remembered of older releases is forgotten: only the few who are still at it would ask again. */
    private void renew(long release) {
        var seen = newest.get();
        if (release > seen && newest.compareAndSet(seen, release)) {
            maps.clear();
            byId.clear();
            byNumber.clear();
        }
    }

    TableMap map(EntityDefinition entity) {
        // Definitions are compared by identity of their release in effect: equal ones have equal tables.
        return maps.computeIfAbsent(entity, TableMap::new);
    }

    /** Says to the database, until the transaction's end or another word, on whose behalf it reads and writes. */
    public void identify(Map<String, String> settings) {
        statements.speakAs(settings);
    }

    /** Goes on as the engine, before which nothing is closed. */
    public void identifyAsEngine() {
        statements.speakAsEngine();
    }

    /** Waits for the roots in one order for all, so that nobody waits in a circle; held to the transaction's end. */
    public void lock(Collection<UUID> roots) {
        lockAll(roots.stream()
                .map(id -> id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 17))
                .toList());
    }

    void lockAll(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        var keys = numbers.stream().distinct().sorted().toArray(Long[]::new);
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
        return Optional.ofNullable(row).map(found -> Rows.record(map, Row.of(found)));
    }

    /**
     * The record with this id or number, of one of these row classes and not barring the account, locked against other writers:
     * in one statement, so that it is done and answered alike when there is nothing.
     */
    public Optional<EntityRecord> findFor(
            UUID account, EntityDefinition entity, String idOrNumber, Collection<Integer> rowClasses) {
        var map = map(entity);
        var id = uuid(idOrNumber);
        return dsl.select(Rows.fields(map, true))
                .from(map.table())
                .where(id != null ? TableMap.ID.eq(id) : TableMap.NUMBER.eq(idOrNumber))
                .and(TableMap.ROW_CLASS.in(rowClasses))
                .and(RecordAccess.bars(TableMap.ID, account).not())
                .forNoKeyUpdate()
                .fetchOptional(row -> Rows.record(map, Row.of(row)));
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
                .fetch(row -> Rows.record(map, Row.of(row)));
    }

    /** The living records that point by this reference to one of these ids, oldest first. */
    public List<EntityRecord> findReferring(Inverse inverse, Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : findReferring(inverse, ids, TableMap.RETIRED_AT.isNull());
    }

    /** The records whose reference points to the id, retired ones too, in order. */
    public List<EntityRecord> findFollowing(Inverse inverse, UUID id) {
        return findReferring(inverse, List.of(id), DSL.noCondition());
    }

    private List<EntityRecord> findReferring(Inverse inverse, Collection<UUID> ids, Condition which) {
        var entity = inverse.from();
        var map = map(entity);
        var name = DSL.name(entity.schema(), entity.table());
        var wanted = DSL.any(ids.toArray(UUID[]::new));
        return dsl.select(Rows.fields(map, true))
                .from(map.table())
                .where(map.pointsTo(name, inverse.path(), id -> id.eq(wanted)))
                .and(which)
                .orderBy(TableMap.ID)
                .fetch(row -> Rows.record(map, Row.of(row)));
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

    /** Ids of living records of these units, in order, those behind {@code after}. */
    public List<UUID> livingOf(EntityDefinition entity, Collection<Integer> units, @Nullable UUID after, int limit) {
        return dsl.select(TableMap.ID)
                .from(map(entity).table())
                .where(TableMap.UNIT.eq(DSL.any(units.toArray(Integer[]::new))))
                .and(TableMap.RETIRED_AT.isNull())
                .and(after == null ? DSL.noCondition() : TableMap.ID.gt(after))
                .orderBy(TableMap.ID)
                .limit(limit)
                .fetch(TableMap.ID);
    }

    /** The same of one unit, those that fit. */
    public List<UUID> livingOf(
            Catalog catalog, EntityDefinition entity, int unit, Criterion fits, @Nullable UUID after, int limit) {
        var row = DSL.table(DSL.name(entity.table()));
        return dsl.select(TableMap.ID)
                .from(map(entity).table())
                .where(TableMap.UNIT.eq(unit))
                .and(TableMap.RETIRED_AT.isNull())
                .and(after == null ? DSL.noCondition() : TableMap.ID.gt(after))
                .and(new CriterionSql(catalog, this::map, Masks.NONE).condition(fits, entity, row))
                .orderBy(TableMap.ID)
                .limit(limit)
                .fetch(TableMap.ID);
    }

    /** Ids of records, in order, those behind {@code last}; no other writer changes them meanwhile. */
    public List<UUID> behind(EntityDefinition entity, UUID last, int limit) {
        return dsl.select(TableMap.ID)
                .from(map(entity).table())
                .where(TableMap.ID.gt(last))
                .orderBy(TableMap.ID)
                .limit(limit)
                .forNoKeyUpdate()
                .fetch(TableMap.ID);
    }

    /** The ids of the living records with these numbers, or with these natural keys where that is a single property. */
    public Map<String, UUID> findByKeys(EntityDefinition entity, Collection<String> texts) {
        var map = map(entity);
        var wanted = DSL.any(texts.toArray(String[]::new));
        var column = entity.key().size() == 1 ? map.column(entity.key().getFirst()) : null;
        var key = column == null ? TableMap.NUMBER : column.field().coerce(SQLDataType.CLOB);
        var found = new HashMap<String, UUID>();
        dsl.select(TableMap.ID, TableMap.NUMBER, key.as("natural_key"))
                .from(map.table())
                .where(TableMap.NUMBER.eq(wanted).or(key.eq(wanted)))
                .and(TableMap.RETIRED_AT.isNull())
                .forEach(row -> {
                    if (row.value2() != null) {
                        found.put(row.value2(), row.value1());
                    }
                    if (row.value3() != null) {
                        found.putIfAbsent(row.value3(), row.value1());
                    }
                });
        return found;
    }

    /** The living record that has these values and fits the condition, locked against other writers. */
    public Optional<EntityRecord> findByValues(
            Catalog catalog, EntityDefinition entity, Map<String, Object> values, @Nullable Criterion fits) {
        var map = map(entity);
        var row = DSL.table(DSL.name(entity.table()));
        var condition = TableMap.RETIRED_AT.isNull();
        for (var value : values.entrySet()) {
            var column = map.column(value.getKey());
            if (column == null) {
                return Optional.empty();
            }
            condition = condition.and(column.field()
                    .eq(DSL.val(TableMap.toColumn(column.property().type(), value.getValue()), column.field())));
        }
        if (fits != null) {
            condition = condition.and(new CriterionSql(catalog, this::map, Masks.NONE).condition(fits, entity, row));
        }
        return dsl.select(Rows.fields(map, true))
                .from(map.table())
                .where(condition)
                .limit(1)
                .forNoKeyUpdate()
                .fetchOptional(found -> Rows.record(map, Row.of(found)));
    }

    /** The record with this id or number, as these settings show it; in a transaction of its own when there is none. */
    public Optional<EntityRecord> findAs(Map<String, String> settings, EntityDefinition entity, String idOrNumber) {
        var map = map(entity);
        var id = uuid(idOrNumber);
        // Rendered once for each table; what differs is the value.
        var question = id == null
                ? byNumber.computeIfAbsent(map, table -> question(table, TableMap.NUMBER.eq("")))
                : byId.computeIfAbsent(map, table -> question(table, TableMap.ID.eq(NOWHERE)));
        return questions.ask(settings, question.with(List.of(id == null ? idOrNumber : id))).stream()
                .findFirst()
                .map(row -> Rows.record(map, row));
    }

    private Question question(TableMap map, Condition condition) {
        return questions.question(
                dsl.select(Rows.fields(map, true)).from(map.table()).where(condition));
    }

    /** A record as the registry has it: nothing of what it says. */
    public record Registered(
            UUID id, String entity, @Nullable String number) {}

    /**
     * The records of these entities with this id or number, without those that bar the account: in one statement, so that it is
     * done and answered alike when there is nothing.
     */
    public List<Registered> registered(String idOrNumber, Collection<String> entities, UUID account) {
        var id = uuid(idOrNumber);
        var entity = DSL.field(REGISTRY_NAME.append("entity"), SQLDataType.CLOB);
        var number = DSL.field(REGISTRY_NAME.append("number"), SQLDataType.CLOB);
        return dsl.select(REGISTRY_ID, entity, number)
                .from(REGISTRY)
                .where(id == null ? number.eq(idOrNumber) : REGISTRY_ID.eq(id))
                .and(entity.eq(DSL.any(entities.toArray(String[]::new))))
                .and(RecordAccess.bars(REGISTRY_ID, account).not())
                .orderBy(entity, REGISTRY_ID)
                .limit(ROWS_AT_ONCE)
                .fetch(row -> new Registered(row.value1(), row.value2(), row.value3()));
    }

    /** Titles of the records that can be seen. */
    public Map<UUID, String> titles(Collection<UUID> ids) {
        return titles(ids, Masks.NONE);
    }

    /** Titles of the records that can be seen; the number of those whose title may not be known. */
    public Map<UUID, String> titles(Collection<UUID> ids, Masks masks) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var titles = new HashMap<UUID, String>();
        dsl.select(REGISTRY_ID, DSL.coalesce(masks.title(), TableMap.NUMBER, DSL.inline("")))
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
     * Writes records: rows, repeating groups, search keys, registry; with whatever the transaction has yet to send, in one
     * round trip. Refuses what was made on another release than the one that is served now: behind the rows, so that a release
     * that changes their tables has come before, and is seen, or waits for us.
     *
     * @param release number of the release on which the records were made
     * @return the records whose stored version was not that of {@code before}: somebody was faster
     */
    public List<EntityRecord> write(List<Write> writes, long release) {
        renew(release);
        var stale = new ArrayList<EntityRecord>();
        var inserts = new LinkedHashMap<EntityDefinition, List<Write>>();
        for (var write : writes) {
            if (write.before() == null) {
                inserts.computeIfAbsent(write.after().entity(), entity -> new ArrayList<>())
                        .add(write);
            } else {
                update(write.before(), write.after(), stale);
            }
        }
        inserts.forEach((entity, all) -> inPieces(all, some -> insert(entity, some)));
        writes.forEach(this::writeGroups);
        writes.forEach(this::writeLinks);
        writes.forEach(this::takeFiles);
        inPieces(writes, this::register);
        writes.forEach(write -> new SearchKeys(dsl, map(write.after().entity())).write(write, this::later));
        later(EXPECT_RELEASE, List.of(release), counted -> {});
        statements.send();
        return stale;
    }

    /** {@code module/entity} of the record with this id; empty when there is none, or it cannot be seen. */
    public Optional<String> entityOf(UUID id) {
        return dsl.select(DSL.field(REGISTRY_NAME.append("entity"), SQLDataType.CLOB))
                .from(REGISTRY)
                .where(REGISTRY_ID.eq(id))
                .fetchOptional(org.jooq.Record1::value1);
    }

    /** Refuses what was made on another release than the one that is served now. */
    public void expectRelease(long release) {
        dsl.fetch(EXPECT_RELEASE, release);
    }

    private static void inPieces(List<Write> writes, Consumer<List<Write>> each) {
        for (var from = 0; from < writes.size(); from += ROWS_AT_ONCE) {
            each.accept(writes.subList(from, Math.min(writes.size(), from + ROWS_AT_ONCE)));
        }
    }

    private void later(Query query) {
        later(query, counted -> {});
    }

    private void later(Query query, IntConsumer counted) {
        later(dsl.render(query), query.getBindValues(), counted);
    }

    private void later(String sql, List<?> values, IntConsumer counted) {
        Questions.later(statements, sql, values, counted);
    }

    private void insert(EntityDefinition entity, List<Write> writes) {
        var map = map(entity);
        var values = new ArrayList<@Nullable Object>();
        writes.forEach(write -> values.addAll(Rows.columns(map, write.after()).values()));
        later(map.insert(writes.size()), values, counted -> {});
    }

    private void update(EntityRecord before, EntityRecord after, List<EntityRecord> stale) {
        var map = map(after.entity());
        var old = Rows.columns(map, before);
        var changed = new LinkedHashMap<Field<?>, @Nullable Object>();
        Rows.columns(map, after).forEach((field, value) -> {
            if (!java.util.Objects.deepEquals(value, old.get(field))) {
                changed.put(field, value);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        var update = dsl.update(map.table())
                .set(changed)
                .where(TableMap.ID.eq(after.id()))
                .and(TableMap.VERSION.eq(before.system().version()));
        later(update, rows -> {
            if (rows != 1) {
                stale.add(before);
            }
        });
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
            queries.forEach(this::later);
        }
    }

    private void writeLinks(Write write) {
        for (var link : map(write.after().entity()).links()) {
            var before = write.before() == null ? List.<UUID>of() : Rows.linksOf(write.before(), link);
            var after = Rows.linksOf(write.after(), link);
            var gone = before.stream().filter(id -> !after.contains(id)).toArray(UUID[]::new);
            if (gone.length > 0) {
                later(dsl.deleteFrom(link.table())
                        .where(TableMap.PARENT_ID.eq(write.after().id()))
                        .and(TableMap.TARGET_ID.eq(DSL.any(gone))));
            }
            for (int position = 0; position < after.size(); position++) {
                if (position >= before.size() || !after.get(position).equals(before.get(position))) {
                    later(dsl.insertInto(link.table())
                            .set(TableMap.PARENT_ID, write.after().id())
                            .set(TableMap.TARGET_ID, after.get(position))
                            .set(TableMap.POSITION, position)
                            .onConflict(TableMap.PARENT_ID, TableMap.TARGET_ID)
                            .doUpdate()
                            .set(TableMap.POSITION, position));
                }
            }
        }
    }

    /** From now on a file belongs to the record and nobody else; it was locked when the change began. */
    private void takeFiles(Write write) {
        var after = write.after();
        for (var taken : AttachmentTable.taken(map(after.entity()), write.before(), after)) {
            later(
                    TAKE_FILE,
                    List.of(
                            after.id(),
                            taken.table(),
                            taken.column(),
                            after.system().updatedAt(),
                            taken.file()),
                    rows -> {
                        if (rows != 1) {
                            throw new Refusal(ErrorCode.CONFLICT, "Another record has taken one of the files.");
                        }
                    });
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
        var values = new ArrayList<@Nullable Object>();
        for (var write : writes) {
            var entity = write.after().entity();
            var system = write.after().system();
            values.add(system.id());
            values.add(entity.ref());
            values.add(entity.schema() + "." + entity.table());
            values.add(system.number());
            values.add(system.unit());
            values.add((short) system.rowClass());
            values.add(system.unit() * 64 + system.rowClass());
            values.add(system.owner());
            values.add(write.title());
            values.add(system.updatedAt());
            values.add(system.retired());
        }
        var insert = REGISTER + String.join(", ", Collections.nCopies(writes.size(), REGISTERED));
        var allNew = writes.stream().allMatch(write -> write.before() == null);
        later(allNew ? insert : insert + REGISTER_AGAIN, values, counted -> {});
    }

    /**
     * How many records there are for each value of a property, as these settings show them; one more group than the limit
     * when there are more.
     *
     * @param by a property that has a column, or a system name
     */
    public List<RowGroup> groups(
            Map<String, String> settings, Catalog catalog, PageRequest request, String by, List<Criterion> counts) {
        renew(catalog.release());
        var page = new PageQuery(dsl, catalog, this::map, request);
        var query = new GroupQuery(dsl, map(request.entity()), page, request).select(by, counts);
        return questions.ask(settings, questions.question(query)).stream()
                .map(row -> GroupQuery.group(row, counts.size()))
                .toList();
    }

    /** A question for a page, made ready to be asked, also again and again; for any number of threads. */
    public static final class PageQuestion {
        private final PageQuery query;
        private final Question question;

        private PageQuestion(PageQuery query, Question question) {
            this.query = query;
            this.question = question;
        }
    }

    /** Makes the one statement of a page; what differs from one asker to the next is in the settings. */
    public PageQuestion prepare(Catalog catalog, PageRequest request) {
        renew(catalog.release());
        var query = new PageQuery(dsl, catalog, this::map, request);
        return new PageQuestion(query, questions.question(query.select()));
    }

    /**
     * A page of records as these settings show them, without their repeating groups, in one statement; in a transaction of
     * its own when there is none.
     */
    public RowPage page(Map<String, String> settings, PageQuestion page) {
        return page.query.page(questions.ask(settings, page.question));
    }

    /**
     * Writes the search keys of some records anew, those with the next ids behind this one; no other writer meanwhile.
     *
     * @return the ids, in order
     */
    public List<UUID> renewSearchKeys(EntityDefinition entity, UUID last, int most) {
        var map = map(entity);
        var records = dsl.select(Rows.fields(map, false))
                .from(map.table())
                .where(TableMap.ID.gt(last))
                .orderBy(TableMap.ID)
                .limit(most)
                .forNoKeyUpdate()
                .fetch(row -> Rows.record(map, Row.of(row)));
        new SearchKeys(dsl, map).renew(records, this::later);
        statements.send();
        return records.stream().map(EntityRecord::id).toList();
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
