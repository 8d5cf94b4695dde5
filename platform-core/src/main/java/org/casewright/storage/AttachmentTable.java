package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.casewright.entity.EntityRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Files in PostgreSQL: what is known of them, and their contents in pieces. Every method works in the caller's transaction; what
 * it sees is what the settings open that {@link Storage#identify} was told.
 */
@Component
public final class AttachmentTable {

    /** Bytes of the largest piece of a content. */
    public static final int PIECE = 1 << 18;

    private static final Table<Record> FILES = DSL.table(DSL.name("platform", "attachment"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<String> NAME = DSL.field(DSL.name("name"), SQLDataType.CLOB);
    private static final Field<String> TYPE = DSL.field(DSL.name("media_type"), SQLDataType.CLOB);
    private static final Field<Long> SIZE = DSL.field(DSL.name("size"), SQLDataType.BIGINT);
    private static final Field<String> SHA256 = DSL.field(DSL.name("sha256"), SQLDataType.CLOB);
    private static final Field<OffsetDateTime> CREATED_AT =
            DSL.field(DSL.name("created_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<UUID> CREATED_BY = DSL.field(DSL.name("created_by"), SQLDataType.UUID);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);

    private static final Table<Record> PARTS = DSL.table(DSL.name("platform", "attachment_part"));
    private static final Field<UUID> OF = DSL.field(DSL.name("attachment_id"), SQLDataType.UUID);
    private static final Field<Integer> NUMBER = DSL.field(DSL.name("number"), SQLDataType.INTEGER);
    private static final Field<byte[]> CONTENT = DSL.field(DSL.name("content"), SQLDataType.BLOB);

    private final DSLContext dsl;

    AttachmentTable(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** A new upload, which belongs to who sent it; its content is still to come. */
    public void add(Attachment file, UUID by, OffsetDateTime now) {
        dsl.insertInto(FILES, ID, NAME, TYPE, SIZE, SHA256, CREATED_AT, CREATED_BY)
                .values(file.id(), file.name(), file.type(), file.size(), file.sha256(), now, by)
                .execute();
    }

    /** The next piece of an upload's content. */
    public void addPart(UUID id, int number, byte[] content) {
        dsl.insertInto(PARTS, OF, NUMBER, CONTENT).values(id, number, content).execute();
    }

    /** A piece of a content; empty behind the last. */
    public Optional<byte[]> part(UUID id, int number) {
        return dsl.select(CONTENT)
                .from(PARTS)
                .where(OF.eq(id))
                .and(NUMBER.eq(number))
                .fetchOptional(CONTENT);
    }

    /** Bytes of all uploads of one account that no record has taken, one at a time among those of the same account. */
    public long waiting(UUID by) {
        dsl.execute("select pg_advisory_xact_lock(hashtextextended({0}, 0))", DSL.val("casewright upload " + by));
        return dsl.select(DSL.coalesce(DSL.sum(SIZE), DSL.inline(0)).cast(SQLDataType.BIGINT))
                .from(FILES)
                .where(CREATED_BY.eq(by))
                .and(RECORD.isNull())
                .fetchSingle()
                .value1();
    }

    /**
     * Those of the files that this account sent and no record has taken.
     *
     * @param lock whether nobody else may take them till the transaction ends
     */
    public Map<UUID, Attachment> uploads(Collection<UUID> ids, UUID by, boolean lock) {
        var found = new HashMap<UUID, Attachment>();
        var select = select(
                ID.eq(DSL.any(ids.toArray(UUID[]::new))).and(CREATED_BY.eq(by)).and(RECORD.isNull()));
        (lock ? select.forUpdate() : select).forEach(row -> found.put(row.get(ID), file(row)));
        return found;
    }

    /** The file, if the record has or had it. */
    public Optional<Attachment> ofRecord(UUID record, UUID id) {
        return select(ID.eq(id).and(RECORD.eq(record))).fetchOptional(AttachmentTable::file);
    }

    private org.jooq.SelectConditionStep<?> select(Condition condition) {
        return dsl.select(ID, NAME, TYPE, SIZE, SHA256).from(FILES).where(condition);
    }

    private static Attachment file(Record row) {
        return new Attachment(row.get(ID), row.get(NAME), row.get(TYPE), row.get(SIZE), row.get(SHA256));
    }

    /** Forgets uploads that no record took till then, at most so many; how many they were. */
    public int forget(OffsetDateTime before, int most) {
        return dsl.deleteFrom(FILES)
                .where(ID.in(DSL.select(ID)
                        .from(FILES)
                        .where(RECORD.isNull())
                        .and(CREATED_AT.lt(before))
                        .limit(most)
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    /** A column whose file is another one now. */
    record Taken(UUID file, String table, String column) {}

    /** The files that a record did not have before, with the columns that hold them now. */
    static Set<Taken> taken(TableMap map, @Nullable EntityRecord before, EntityRecord after) {
        var taken = new HashSet<>(held(map, after));
        if (before != null) {
            taken.removeAll(held(map, before));
        }
        return taken;
    }

    private static List<Taken> held(TableMap map, EntityRecord record) {
        var held = new java.util.ArrayList<Taken>();
        for (var column : map.columns()) {
            if (isFile(column) && Rows.value(record, column) instanceof Attachment file) {
                held.add(new Taken(
                        file.id(),
                        place(map.entity(), map.entity().table()),
                        column.property().column()));
            }
        }
        for (var child : map.children()) {
            for (var column : child.columns()) {
                if (isFile(column)) {
                    Rows.groupOf(record, child).forEach(entry -> {
                        if (entry.values().get(column.property().name()) instanceof Attachment file) {
                            held.add(new Taken(
                                    file.id(),
                                    place(map.entity(), child.group().table()),
                                    column.property().column()));
                        }
                    });
                }
            }
        }
        return held;
    }

    private static boolean isFile(TableMap.Column column) {
        return column.property().type() instanceof PropertyType.Attachment;
    }

    private static String place(EntityDefinition entity, String table) {
        return entity.schema() + "." + table;
    }
}
