package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.casewright.entity.KeptDraft;
import org.casewright.postgres.Statements;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
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
    private final Statements statements;
    private final Questions questions;

    DraftTable(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
        this.questions = new Questions(dsl, statements);
    }

    /** Keeps a draft, in the place of what was kept of it before, with the transaction's commit; when it was begun stays. */
    public void keep(UUID account, KeptDraft draft) {
        var content = JSONB.jsonb(draft.content().toString());
        later(dsl.insertInto(DRAFTS, ID, ACCOUNT, PLACE, ENTITY, RECORD, VERSION, CONTENT, BEGUN_AT, SAVED_AT)
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
                .set(SAVED_AT, draft.savedAt()));
    }

    private void later(Query query) {
        Questions.later(statements, dsl, query);
    }

    /** An account's drafts since then, the last first, as these settings show them; in one round trip, of its own or in a transaction. */
    public List<KeptDraft> of(Map<String, String> settings, UUID account, OffsetDateTime since, int limit) {
        return drafts(settings, ACCOUNT.eq(account).and(SAVED_AT.ge(since)), limit);
    }

    /** The same of one page. */
    public List<KeptDraft> at(
            Map<String, String> settings, UUID account, String place, OffsetDateTime since, int limit) {
        return drafts(settings, ACCOUNT.eq(account).and(PLACE.eq(place)).and(SAVED_AT.ge(since)), limit);
    }

    private List<KeptDraft> drafts(Map<String, String> settings, Condition which, int limit) {
        Select<Record> drafts = dsl.select(List.of(ID, PLACE, ENTITY, RECORD, VERSION, CONTENT, BEGUN_AT, SAVED_AT))
                .from(DRAFTS)
                .where(which)
                .orderBy(SAVED_AT.desc(), ID)
                .limit(limit);
        return questions.ask(settings, questions.question(drafts)).stream()
                .map(DraftTable::draft)
                .toList();
    }

    /** Gives a draft up; nothing when it is gone already. */
    public void discard(UUID account, UUID id) {
        dsl.deleteFrom(DRAFTS).where(ACCOUNT.eq(account)).and(ID.eq(id)).execute();
    }

    /** Gives up an account's oldest ones, but for so many; with the transaction's commit. */
    public void limit(UUID account, int most) {
        later(dsl.deleteFrom(DRAFTS)
                .where(ACCOUNT.eq(account))
                .and(ID.in(DSL.select(ID)
                        .from(DRAFTS)
                        .where(ACCOUNT.eq(account))
                        .orderBy(SAVED_AT.desc(), ID)
                        .offset(most))));
    }

    /** Gives up everybody's that were not changed since then; how many. */
    public int forget(OffsetDateTime before) {
        return dsl.select(DSL.field(
                        "platform.forget_drafts({0})",
                        SQLDataType.INTEGER, DSL.val(before, SQLDataType.TIMESTAMPWITHTIMEZONE)))
                .fetchSingle()
                .value1();
    }

    private static KeptDraft draft(Row row) {
        return new KeptDraft(
                (UUID) Objects.requireNonNull(row.at(0)),
                (String) Objects.requireNonNull(row.at(1)),
                (String) Objects.requireNonNull(row.at(2)),
                (UUID) row.at(3),
                (Long) row.at(4),
                (ObjectNode) JsonMapper.shared().readTree(((JSONB) Objects.requireNonNull(row.at(5))).data()),
                (OffsetDateTime) Objects.requireNonNull(row.at(6)),
                (OffsetDateTime) Objects.requireNonNull(row.at(7)));
    }
}
