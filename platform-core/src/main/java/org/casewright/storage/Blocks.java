package org.casewright.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.matching.BlockKeys;
import org.casewright.postgres.Statements;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** The keys by which records that are perhaps one and the same are found, among an entity's search keys. */
@Component
public final class Blocks {

    /** Of those that share a key the newest are looked at; where more share one, it says too little. */
    public static final int MOST = 300;

    /** The kind of these among an entity's search keys; they belong to no property. */
    static final short KIND = 5;

    static final String NO_PROPERTY = "";

    private static final Field<String> WANTED = DSL.field(DSL.name("wanted", "key"), SQLDataType.CLOB);
    private static final Field<UUID> NEWEST = DSL.field(DSL.name("newest", "record_id"), SQLDataType.UUID);
    private static final Field<UUID> SHARING = DSL.field(DSL.name("sharing", "record_id"), SQLDataType.UUID);
    private static final Field<String[]> KEYS = DSL.field(DSL.name("sharing", "keys"), SQLDataType.CLOB.array());

    private final DSLContext dsl;
    private final Statements statements;
    private final Storage storage;

    Blocks(DSLContext dsl, Statements statements, Storage storage) {
        this.dsl = dsl;
        this.statements = statements;
        this.storage = storage;
    }

    /** What of a record finds others. */
    public record Keyed(UUID record, int unit, Set<String> keys) {}

    /** Keeps these keys in the place of those that are stored; sent with whatever the transaction has yet to send. */
    public void keep(EntityDefinition entity, Collection<Keyed> records) {
        if (records.isEmpty()) {
            return;
        }
        var table = SearchKeys.table(storage.map(entity));
        var ids = records.stream().map(Keyed::record).toArray(UUID[]::new);
        later(dsl.deleteFrom(table).where(SearchKeys.RECORD.eq(DSL.any(ids))).and(SearchKeys.KIND.eq(KIND)));
        for (var record : records) {
            if (!record.keys().isEmpty()) {
                var insert = dsl.insertInto(
                        table,
                        SearchKeys.KEY,
                        SearchKeys.KIND,
                        SearchKeys.PROPERTY,
                        SearchKeys.RECORD,
                        SearchKeys.UNIT);
                for (var key : record.keys()) {
                    insert = insert.values(key, KIND, NO_PROPERTY, record.record(), record.unit());
                }
                later(insert);
            }
        }
    }

    private void later(Query query) {
        Questions.later(statements, dsl, query);
    }

    /** Waits for whoever looks for the same, in one order for all; held to the transaction's end. */
    public void lock(Collection<String> keys) {
        storage.lockAll(keys.stream().map(BlockKeys::lock).toList());
    }

    /** A record without its groups, and which of the wanted keys it has. */
    public record Found(EntityRecord record, Set<String> keys) {}

    /** The living records that share one of these keys: of each key the newest. One statement. */
    public List<Found> find(EntityDefinition entity, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        var map = storage.map(entity);
        var wanted = DSL.unnest(DSL.val(keys.toArray(String[]::new))).as("wanted", "key");
        var newest = DSL.lateral(DSL.select(SearchKeys.RECORD)
                        .from(SearchKeys.table(map))
                        .where(SearchKeys.KEY.eq(WANTED))
                        .and(SearchKeys.KIND.eq(KIND))
                        .and(SearchKeys.PROPERTY.eq(NO_PROPERTY))
                        .orderBy(SearchKeys.RECORD.desc())
                        .limit(MOST))
                .as("newest");
        var sharing = DSL.select(NEWEST, DSL.arrayAgg(WANTED).as("keys"))
                .from(wanted, newest)
                .groupBy(NEWEST)
                .asTable("sharing");
        var fields = new ArrayList<SelectField<?>>(Rows.fields(map, false));
        fields.add(KEYS);
        return dsl.select(fields)
                .from(map.table())
                .join(sharing)
                .on(SHARING.eq(TableMap.ID))
                .where(TableMap.RETIRED_AT.isNull())
                .fetch(row -> new Found(Rows.record(map, Row.of(row)), Set.of(row.get(KEYS))));
    }

    /** Two records that are, or were taken for, one and the same. */
    public record Pair(UUID one, UUID other) {}

    /**
     * The pairs in which one of these records stands.
     *
     * @param into the entity that keeps pairs, by these two references
     */
    public List<Pair> pairs(
            EntityDefinition into, PropertyDefinition one, PropertyDefinition other, Collection<UUID> records) {
        var map = storage.map(into);
        var first = DSL.field(DSL.name(one.column()), SQLDataType.UUID);
        var second = DSL.field(DSL.name(other.column()), SQLDataType.UUID);
        var ids = DSL.any(records.toArray(UUID[]::new));
        return dsl.select(first, second)
                .from(map.table())
                .where(first.eq(ids).or(second.eq(ids)))
                .and(TableMap.RETIRED_AT.isNull())
                .fetch(row -> new Pair(row.value1(), row.value2()));
    }
}
