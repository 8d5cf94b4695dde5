package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casewright.entity.Share;
import org.casewright.postgres.Statements;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** The shares of records, open and ended; for the engine alone. */
@Component
public final class ShareTable {

    private static final Table<Record> SHARE = DSL.table(DSL.name("platform", "share"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<String> ENTITY = DSL.field(DSL.name("entity"), SQLDataType.CLOB);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    private static final Field<String> GRANTEE = DSL.field(DSL.name("grantee"), SQLDataType.CLOB);
    private static final Field<String[]> PRIVILEGES = DSL.field(DSL.name("privileges"), SQLDataType.CLOB.array());
    private static final Field<String> PROFILE = DSL.field(DSL.name("profile"), SQLDataType.CLOB);
    private static final Field<String> PURPOSE = DSL.field(DSL.name("purpose"), SQLDataType.CLOB);
    private static final Field<UUID> CONSENT = DSL.field(DSL.name("consent"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> UNTIL = DSL.field(DSL.name("until"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<OffsetDateTime> AT = DSL.field(DSL.name("shared_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<UUID> BY = DSL.field(DSL.name("shared_by"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> ENDED_AT =
            DSL.field(DSL.name("ended_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<UUID> ENDED_BY = DSL.field(DSL.name("ended_by"), SQLDataType.UUID);

    private final DSLContext dsl;
    private final Statements statements;

    ShareTable(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    /** Keeps a share, with the transaction's next statement. */
    public void add(Share share) {
        Questions.later(
                statements,
                dsl,
                dsl.insertInto(SHARE, ID, ENTITY, RECORD, GRANTEE, PRIVILEGES, PROFILE, PURPOSE, CONSENT, UNTIL, AT, BY)
                        .values(
                                share.id(),
                                share.entity(),
                                share.record(),
                                share.grantee(),
                                share.privileges().stream().sorted().toArray(String[]::new),
                                share.profile(),
                                share.purpose(),
                                share.consent(),
                                share.until(),
                                share.at(),
                                share.by()));
    }

    /** Ends a share, with the transaction's next statement. */
    public void end(UUID share, UUID by, OffsetDateTime now) {
        Questions.later(
                statements,
                dsl,
                dsl.update(SHARE)
                        .set(ENDED_AT, now)
                        .set(ENDED_BY, by)
                        .where(ID.eq(share))
                        .and(ENDED_AT.isNull()));
    }

    /** The share with this id, if nobody has ended it. */
    public Optional<Share> open(UUID share) {
        return select(ID.eq(share).and(ENDED_AT.isNull())).stream().findFirst();
    }

    /** The shares of these records that nobody has ended; some may have ended by themselves. */
    public List<Share> open(Collection<UUID> records) {
        return select(RECORD.eq(DSL.any(records.toArray(UUID[]::new))).and(ENDED_AT.isNull()));
    }

    /** Every share of a record, the latest first. */
    public List<Share> of(UUID record) {
        return select(RECORD.eq(record));
    }

    /** The shares that nobody has ended and that rest on one of these records. */
    public List<Share> by(Collection<UUID> consents) {
        return select(CONSENT.eq(DSL.any(consents.toArray(UUID[]::new))).and(ENDED_AT.isNull()));
    }

    /** How many records of an entity an account has shared. */
    public record Count(String entity, UUID by, int records) {}

    /** How many records are shared with one of these at this moment. */
    public List<Count> counts(Collection<String> grantees, OffsetDateTime now) {
        var records = DSL.countDistinct(RECORD);
        return dsl.select(ENTITY, BY, records)
                .from(SHARE)
                .where(GRANTEE.eq(DSL.any(grantees.toArray(String[]::new))))
                .and(ENDED_AT.isNull())
                .and(UNTIL.isNull().or(UNTIL.gt(now)))
                .groupBy(ENTITY, BY)
                .fetch(row -> new Count(row.get(ENTITY), row.get(BY), row.get(records)));
    }

    private List<Share> select(Condition which) {
        return dsl.select(ID, ENTITY, RECORD, GRANTEE, PRIVILEGES, PROFILE, PURPOSE, CONSENT, UNTIL, AT, BY, ENDED_AT)
                .from(SHARE)
                .where(which)
                .orderBy(AT.desc(), ID)
                .fetch(row -> new Share(
                        row.get(ID),
                        row.get(ENTITY),
                        row.get(RECORD),
                        row.get(GRANTEE),
                        Set.of(row.get(PRIVILEGES)),
                        row.get(PROFILE),
                        row.get(PURPOSE),
                        row.get(CONSENT),
                        row.get(UNTIL),
                        row.get(AT),
                        row.get(BY),
                        row.get(ENDED_AT)));
    }
}
