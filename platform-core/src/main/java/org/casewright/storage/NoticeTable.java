package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.casewright.entity.Notice;
import org.casewright.postgres.Statements;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What people are told. Every method works in the caller's transaction, and sees what the settings open that
 * {@link Storage#identify} was told: the notices of whoever reads.
 */
@Component
public final class NoticeTable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Table<Record> NOTICES = DSL.table(DSL.name("platform", "notice"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<UUID> ACCOUNT = DSL.field(DSL.name("account_id"), SQLDataType.UUID);
    private static final Field<String> KEY = DSL.field(DSL.name("text_key"), SQLDataType.CLOB);
    private static final Field<JSONB> ARGUMENTS = DSL.field(DSL.name("arguments"), SQLDataType.JSONB);
    private static final Field<String> ENTITY = DSL.field(DSL.name("entity"), SQLDataType.CLOB);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> AT = DSL.field(DSL.name("at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<OffsetDateTime> READ_AT =
            DSL.field(DSL.name("read_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final DSLContext dsl;
    private final Statements statements;
    private final Questions questions;

    NoticeTable(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
        this.questions = new Questions(dsl, statements);
    }

    /** Tells, with the transaction's next statement or with its commit; as the engine. */
    public void add(Collection<Notice> notices) {
        for (var notice : notices) {
            Questions.later(
                    statements,
                    dsl,
                    dsl.insertInto(NOTICES, ID, ACCOUNT, KEY, ARGUMENTS, ENTITY, RECORD, AT)
                            .values(
                                    notice.id(),
                                    notice.account(),
                                    notice.key(),
                                    JSONB.jsonb(json(notice.arguments())),
                                    notice.entity(),
                                    notice.record(),
                                    notice.at()));
        }
    }

    /**
     * What an account was told, the latest first.
     *
     * @param unread whether only what it has not read
     * @param after behind which; null for the first
     */
    public List<Notice> of(UUID account, boolean unread, @Nullable UUID after, int limit) {
        return dsl.select(ID, ACCOUNT, KEY, ARGUMENTS, ENTITY, RECORD, AT, READ_AT)
                .from(NOTICES)
                .where(ACCOUNT.eq(account))
                .and(unread ? READ_AT.isNull() : DSL.noCondition())
                .and(after == null ? DSL.noCondition() : ID.lt(after))
                .orderBy(ID.desc())
                .limit(limit)
                .fetch(NoticeTable::notice);
    }

    /** One of an account's notices. */
    public Optional<Notice> find(UUID account, UUID id) {
        return dsl.select(ID, ACCOUNT, KEY, ARGUMENTS, ENTITY, RECORD, AT, READ_AT)
                .from(NOTICES)
                .where(ACCOUNT.eq(account))
                .and(ID.eq(id))
                .fetchOptional(NoticeTable::notice);
    }

    /** How many an account has not read, counted up to {@code most}, as these settings show it; in one round trip, of its own or in a transaction. */
    public int unread(Map<String, String> settings, UUID account, int most) {
        var unread = DSL.selectOne()
                .from(NOTICES)
                .where(ACCOUNT.eq(account))
                .and(READ_AT.isNull())
                .limit(most);
        Select<Record> count = dsl.select(List.of(DSL.count())).from(unread.asTable("unread"));
        return ((Number) Objects.requireNonNull(questions
                        .ask(settings, questions.question(count))
                        .getFirst()
                        .at(0)))
                .intValue();
    }

    /** Marks one as read, or all when it is null; what is read already stays as it is. */
    public void read(UUID account, @Nullable UUID id, OffsetDateTime now) {
        Condition which = id == null ? DSL.noCondition() : ID.eq(id);
        dsl.update(NOTICES)
                .set(READ_AT, now)
                .where(ACCOUNT.eq(account))
                .and(READ_AT.isNull())
                .and(which)
                .execute();
    }

    private static Notice notice(Record row) {
        return new Notice(
                row.get(ID),
                row.get(ACCOUNT),
                row.get(KEY),
                arguments(row.get(ARGUMENTS).data()),
                row.get(ENTITY),
                row.get(RECORD),
                row.get(AT),
                row.get(READ_AT));
    }

    private static Map<String, String> arguments(String json) {
        var arguments = new TreeMap<String, String>();
        JSON.readTree(json).forEachEntry((name, value) -> arguments.put(name, value.asString("")));
        return arguments;
    }

    private static String json(Map<String, String> arguments) {
        var json = JsonNodeFactory.instance.objectNode();
        arguments.forEach(json::put);
        return json.toString();
    }
}
