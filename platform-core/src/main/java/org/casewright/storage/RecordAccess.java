package org.casewright.storage;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.entity.Grant;
import org.casewright.postgres.Statements;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** To whom single records are granted, and who is barred from them: what the policies read besides the rows themselves. */
@Component
public final class RecordAccess {

    static final Table<Record> GRANT = DSL.table(DSL.name("platform", "record_grant"));
    static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    static final Field<String> GRANTEE = DSL.field(DSL.name("grantee"), SQLDataType.CLOB);
    static final Field<String> PROFILE = DSL.field(DSL.name("profile"), SQLDataType.CLOB);

    private static final Field<String> SOURCE = DSL.field(DSL.name("source"), SQLDataType.CLOB);
    private static final Field<String> GATE = DSL.field(DSL.name("gate"), SQLDataType.CLOB);
    private static final Field<String[]> PRIVILEGES = DSL.field(DSL.name("privileges"), SQLDataType.CLOB.array());
    private static final Field<OffsetDateTime> UNTIL = DSL.field(DSL.name("until"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private static final Table<Record> BAR = DSL.table(DSL.name("platform", "record_bar"));
    private static final Field<UUID> ACCOUNT = DSL.field(DSL.name("account"), SQLDataType.UUID);

    private final DSLContext dsl;
    private final Statements statements;

    RecordAccess(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    /** That a grant lets read, to who has one of the gates. */
    static Condition reading(Collection<String> gates) {
        return GATE.eq(DSL.any(gates.toArray(String[]::new)))
                .and(DSL.inline("read").eq(DSL.any(PRIVILEGES)));
    }

    /** That the record with this id bars the account. */
    static Condition bars(Field<UUID> id, UUID account) {
        return id.in(DSL.select(RECORD).from(BAR).where(ACCOUNT.eq(account)));
    }

    /** What of these records is granted to one of these at this moment. */
    public List<Grant> grants(Collection<UUID> records, Collection<String> grantees, OffsetDateTime now) {
        return records.isEmpty()
                ? List.of()
                : select(records)
                        .and(GRANTEE.eq(DSL.any(grantees.toArray(String[]::new))))
                        .and(UNTIL.isNull().or(UNTIL.gt(now)))
                        .fetch(RecordAccess::grant);
    }

    private org.jooq.SelectConditionStep<?> select(Collection<UUID> records) {
        return dsl.select(RECORD, SOURCE, GRANTEE, GATE, PRIVILEGES, PROFILE, UNTIL)
                .from(GRANT)
                .where(RECORD.eq(DSL.any(records.toArray(UUID[]::new))));
    }

    private static Grant grant(Record row) {
        return new Grant(
                row.get(RECORD),
                row.get(SOURCE),
                row.get(GRANTEE),
                row.get(GATE),
                Set.of(row.get(PRIVILEGES)),
                row.get(PROFILE),
                moment(row.get(UNTIL)));
    }

    /** A moment as the database keeps it. */
    public static @Nullable OffsetDateTime moment(@Nullable OffsetDateTime moment) {
        return moment == null
                ? null
                : moment.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    /** Those of the records that the account is barred from. */
    public Set<UUID> barred(UUID account, Collection<UUID> records) {
        return records.isEmpty()
                ? Set.of()
                : new HashSet<>(dsl.select(RECORD)
                        .from(BAR)
                        .where(ACCOUNT.eq(account))
                        .and(RECORD.eq(DSL.any(records.toArray(UUID[]::new))))
                        .fetch(RECORD));
    }

    /**
     * Keeps what definitions and shares say of some records, in the place of what they said before; goes with the transaction's
     * next statement, or with its commit. What was opened by breaking the glass stays.
     *
     * @param bars record -> the accounts that are barred from it
     * @param grants of these records, by what is declared and by shares
     */
    public void keep(Collection<UUID> records, Map<UUID, Set<UUID>> bars, Collection<Grant> grants) {
        if (records.isEmpty()) {
            return;
        }
        dsl.select(ACCOUNT, RECORD)
                .from(BAR)
                .where(RECORD.eq(DSL.any(records.toArray(UUID[]::new))))
                .forEach(row -> {
                    var kept = bars.getOrDefault(row.get(RECORD), Set.of()).contains(row.get(ACCOUNT));
                    if (!kept) {
                        later(dsl.deleteFrom(BAR)
                                .where(ACCOUNT.eq(row.get(ACCOUNT)))
                                .and(RECORD.eq(row.get(RECORD))));
                    }
                });
        bars.forEach((record, accounts) -> accounts.forEach(account -> later(
                dsl.insertInto(BAR, ACCOUNT, RECORD).values(account, record).onConflictDoNothing())));
        var present = new HashSet<>(select(records).and(SOURCE.ne(Grant.GLASS)).fetch(RecordAccess::grant));
        var wanted = new HashSet<>(grants);
        present.stream().filter(grant -> !wanted.contains(grant)).forEach(this::delete);
        wanted.stream().filter(grant -> !present.contains(grant)).forEach(this::insert);
    }

    /** Opens a record to an account in the place of what was opened to it before by breaking the glass. */
    public void open(UUID record, UUID account, Collection<Grant> grants) {
        later(dsl.deleteFrom(GRANT)
                .where(RECORD.eq(record))
                .and(SOURCE.eq(Grant.GLASS))
                .and(GRANTEE.eq(account.toString())));
        grants.forEach(this::insert);
    }

    /** What was opened by breaking the glass stays open only as far as the record's present row class may be read. */
    public void follow(UUID record, int rowClass) {
        select(List.of(record)).and(SOURCE.eq(Grant.GLASS)).fetch(RecordAccess::grant).stream()
                .filter(grant -> !Grant.isOf(grant.gate(), rowClass))
                .forEach(grant -> {
                    delete(grant);
                    insert(grant.through(Grant.regated(grant.gate(), rowClass)));
                });
    }

    /** Closes what was opened in these records by breaking the glass, except through one of these roles. */
    public void close(Collection<UUID> records, Collection<String> exceptRoles) {
        var role = DSL.field("split_part({0}, '@', 1)", SQLDataType.CLOB, GATE);
        later(dsl.deleteFrom(GRANT)
                .where(RECORD.eq(DSL.any(records.toArray(UUID[]::new))))
                .and(SOURCE.eq(Grant.GLASS))
                .and(DSL.not(role.eq(DSL.any(exceptRoles.toArray(String[]::new))))));
    }

    private void delete(Grant grant) {
        later(dsl.deleteFrom(GRANT)
                .where(RECORD.eq(grant.record()))
                .and(SOURCE.eq(grant.source()))
                .and(GRANTEE.eq(grant.grantee()))
                .and(GATE.eq(grant.gate())));
    }

    private void insert(Grant grant) {
        later(dsl.insertInto(GRANT, RECORD, SOURCE, GRANTEE, GATE, PRIVILEGES, PROFILE, UNTIL)
                .values(
                        grant.record(),
                        grant.source(),
                        grant.grantee(),
                        grant.gate(),
                        grant.privileges().stream().sorted().toArray(String[]::new),
                        grant.profile(),
                        grant.until()));
    }

    private void later(Query query) {
        Questions.later(statements, dsl, query);
    }
}
