package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.casewright.entity.KeptDraft;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people have begun to enter. Every method works in the caller's transaction, and sees and writes the drafts of whoever
 * {@link Storage#identify} was told; the engine's rights open none.
 */
@Component
public final class DraftTable {

    private static final Table<Record> DRAFTS = DSL.table(DSL.name("platform", "draft"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<UUID> ACCOUNT = DSL.field(DSL.name("account_id"), SQLDataType.UUID);
    private static final Field<String> PLACE = DSL.field(DSL.name("place"), SQLDataType.CLOB);
    private static final Field<String> ENTITY = DSL.field(DSL.name("entity"), SQLDataType.CLOB);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    private static final Field<Long> VERSION = DSL.field(DSL.name("version"), SQLDataType.BIGINT);
    private static final Field<JSONB> CONTENT = DSL.field(DSL.name("content"), SQLDataType.JSONB);
    private static final Field<OffsetDateTime> BEGUN_AT =
            DSL.field(DSL.name("begun_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<OffsetDateTime> SAVED_AT =
            DSL.field(DSL.name("saved_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final DSLContext dsl;

    DraftTable(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Keeps a draft, in the place of what was kept of it before; when it was begun stays. */
    public void keep(UUID account, KeptDraft draft) {
        var content = JSONB.jsonb(draft.content().toString());
        dsl.insertInto(DRAFTS, ID, ACCOUNT, PLACE, ENTITY, RECORD, VERSION, CONTENT, BEGUN_AT, SAVED_AT)
                .values(
                        draft.id(),
                        account,
                        draft.place(),
                        draft.entity(),
                        draft.record(),
                        draft.version(),
                        content,
                        draft.begunAt(),
                        draft.savedAt())
                .onConflict(ID)
                .doUpdate()
                .set(VERSION, draft.version())
                .set(CONTENT, content)
                .set(SAVED_AT, draft.savedAt())
                .execute();
    }

    /** An account's drafts since then, the last first. */
    public List<KeptDraft> of(UUID account, OffsetDateTime since, int limit) {
        return drafts(ACCOUNT.eq(account).and(SAVED_AT.ge(since)), limit);
    }

    /** The same of one page. */
    public List<KeptDraft> at(UUID account, String place, OffsetDateTime since, int limit) {
        return drafts(ACCOUNT.eq(account).and(PLACE.eq(place)).and(SAVED_AT.ge(since)), limit);
    }

    private List<KeptDraft> drafts(Condition which, int limit) {
        return dsl.select(ID, PLACE, ENTITY, RECORD, VERSION, CONTENT, BEGUN_AT, SAVED_AT)
                .from(DRAFTS)
                .where(which)
                .orderBy(SAVED_AT.desc(), ID)
                .limit(limit)
                .fetch(DraftTable::draft);
    }

    /** Gives a draft up; nothing when it is gone already. */
    public void discard(UUID account, UUID id) {
        dsl.deleteFrom(DRAFTS).where(ACCOUNT.eq(account)).and(ID.eq(id)).execute();
    }

    /** Gives up an account's oldest ones, but for so many. */
    public void limit(UUID account, int most) {
        dsl.deleteFrom(DRAFTS)
                .where(ACCOUNT.eq(account))
                .and(ID.in(DSL.select(ID)
                        .from(DRAFTS)
                        .where(ACCOUNT.eq(account))
                        .orderBy(SAVED_AT.desc(), ID)
                        .offset(most)))
                .execute();
    }

    /** Gives up everybody's that were not changed since then; how many. */
    public int forget(OffsetDateTime before) {
        return dsl.select(DSL.field(
                        "platform.forget_drafts({0})",
                        SQLDataType.INTEGER, DSL.val(before, SQLDataType.TIMESTAMPWITHTIMEZONE)))
                .fetchSingle()
                .value1();
    }

    private static KeptDraft draft(Record row) {
        return new KeptDraft(
                row.get(ID),
                row.get(PLACE),
                row.get(ENTITY),
                row.get(RECORD),
                row.get(VERSION),
                (ObjectNode) JsonMapper.shared().readTree(row.get(CONTENT).data()),
                row.get(BEGUN_AT),
                row.get(SAVED_AT));
    }
}
