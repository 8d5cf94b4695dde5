package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/**
 * Records that people have opened lately. Every method works in the caller's transaction, and sees and writes what is of whoever
 * {@link Storage#identify} was told.
 */
@Component
public final class RecentTable {

    private static final Table<Record> RECENT = DSL.table(DSL.name("platform", "recent"));
    private static final Field<UUID> ACCOUNT = DSL.field(DSL.name("account_id"), SQLDataType.UUID);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    private static final Field<String> ENTITY = DSL.field(DSL.name("entity"), SQLDataType.CLOB);
    private static final Field<OffsetDateTime> AT = DSL.field(DSL.name("at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final DSLContext dsl;

    RecentTable(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** A record that was opened. */
    public record Opened(UUID record, String entity, OffsetDateTime at) {}

    /** An account has opened a record; of the others so many are kept. */
    public void note(UUID account, Opened opened, int most) {
        dsl.insertInto(RECENT, ACCOUNT, RECORD, ENTITY, AT)
                .values(account, opened.record(), opened.entity(), opened.at())
                .onConflict(ACCOUNT, RECORD)
                .doUpdate()
                .set(AT, opened.at())
                .execute();
        dsl.deleteFrom(RECENT)
                .where(ACCOUNT.eq(account))
                .and(RECORD.in(DSL.select(RECORD)
                        .from(RECENT)
                        .where(ACCOUNT.eq(account))
                        .orderBy(AT.desc(), RECORD)
                        .offset(most)))
                .execute();
    }

    /** What an account has opened, the last first. */
    public List<Opened> of(UUID account, int limit) {
        return dsl.select(RECORD, ENTITY, AT)
                .from(RECENT)
                .where(ACCOUNT.eq(account))
                .orderBy(AT.desc(), RECORD)
                .limit(limit)
                .fetch(row -> new Opened(row.value1(), row.value2(), row.value3()));
    }
}
