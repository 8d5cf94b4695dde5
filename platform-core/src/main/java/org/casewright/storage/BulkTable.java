package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Jobs that change many records, and how far they are. Every method works in the caller's transaction, and sees and changes what the
 * settings open that {@link Storage#identify} was told.
 */
@Component
public final class BulkTable {

    private static final Table<Record> JOBS = DSL.table(DSL.name("platform", "bulk_job"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<UUID> ACCOUNT = DSL.field(DSL.name("account_id"), SQLDataType.UUID);
    private static final Field<String> ENTITY = DSL.field(DSL.name("entity"), SQLDataType.CLOB);
    private static final Field<JSONB> CONTENT = DSL.field(DSL.name("content"), SQLDataType.JSONB);
    private static final Field<String> REASON = DSL.field(DSL.name("reason"), SQLDataType.CLOB);
    private static final Field<String> LANGUAGE = DSL.field(DSL.name("language"), SQLDataType.CLOB);
    private static final Field<String> EXTENT = DSL.field(DSL.name("extent"), SQLDataType.CLOB);
    private static final Field<String[]> MODULES = DSL.field(DSL.name("modules"), SQLDataType.CLOB.array());
    private static final Field<String> STATE = DSL.field(DSL.name("state"), SQLDataType.CLOB);
    private static final Field<Integer> RECORDS = DSL.field(DSL.name("records"), SQLDataType.INTEGER);
    private static final Field<OffsetDateTime> BEGUN = moment("begun_at");
    private static final Field<OffsetDateTime> TOUCHED = moment("touched_at");
    private static final Field<OffsetDateTime> ENDED = moment("ended_at");

    private static final Table<Record> ROWS = DSL.table(DSL.name("platform", "bulk_row"));
    private static final Field<UUID> JOB = DSL.field(DSL.name("job_id"), SQLDataType.UUID);
    private static final Field<Integer> PLACE = DSL.field(DSL.name("place"), SQLDataType.INTEGER);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    private static final Field<Long> VERSION = DSL.field(DSL.name("version"), SQLDataType.BIGINT);
    private static final Field<JSONB> PROBLEMS = DSL.field(DSL.name("problems"), SQLDataType.JSONB);

    private final DSLContext dsl;

    BulkTable(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** How many jobs of an account are not over yet. */
    public int running(UUID account) {
        return dsl.fetchCount(JOBS, ACCOUNT.eq(account).and(STATE.eq(JobState.RUNNING.name())));
    }

    private static Field<OffsetDateTime> moment(String name) {
        return DSL.field(DSL.name(name), SQLDataType.TIMESTAMPWITHTIMEZONE);
    }

    /** How far a job is. */
    public enum JobState {
        RUNNING,
        DONE,
        CANCELLED,
        STOPPED
    }

    /** What became of a record. */
    public enum RowState {
        WAITING,
        CHANGED,
        FAILED
    }

    /**
     * A job.
     *
     * @param content JSON of the values
     * @param extent with {@code modules}: how much of the account's rights it carries
     */
    public record Job(
            UUID id,
            UUID account,
            String entity,
            String content,
            @Nullable String reason,
            String language,
            String extent,
            Set<String> modules,
            JobState state,
            int records,
            OffsetDateTime begunAt,
            @Nullable OffsetDateTime endedAt) {}

    /**
     * A record of a job.
     *
     * @param problems JSON; null for none
     */
    public record Row(
            int place, UUID record, long version, @Nullable String problems) {}

    /** Keeps a job that begins, with its records in order. */
    public void add(Job job, List<Row> rows) {
        dsl.insertInto(
                        JOBS, ID, ACCOUNT, ENTITY, CONTENT, REASON, LANGUAGE, EXTENT, MODULES, STATE, RECORDS, BEGUN,
                        TOUCHED)
                .values(
                        job.id(),
                        job.account(),
                        job.entity(),
                        JSONB.jsonb(job.content()),
                        job.reason(),
                        job.language(),
                        job.extent(),
                        job.modules().toArray(String[]::new),
                        job.state().name(),
                        job.records(),
                        job.begunAt(),
                        job.begunAt())
                .execute();
        dsl.execute(
                "insert into platform.bulk_row (job_id, place, record_id, version, state)"
                        + " select {0}, n, r, v, 'WAITING' from unnest({1}::uuid[], {2}::bigint[]) with ordinality as u(r, v, n)",
                DSL.val(job.id()),
                DSL.val(rows.stream().map(Row::record).toArray(UUID[]::new)),
                DSL.val(rows.stream().map(Row::version).toArray(Long[]::new)));
    }

    /** The job with this id. */
    public Optional<Job> find(UUID id) {
        return select(ID.eq(id)).stream().findFirst();
    }

    /** Jobs that run, and at which nobody has worked since then. */
    public List<Job> left(OffsetDateTime since) {
        return select(STATE.eq(JobState.RUNNING.name()).and(TOUCHED.lt(since)));
    }

    /** How many records of a job are how far; those that nobody is are left out. */
    public Map<RowState, Integer> progress(UUID job) {
        var many = DSL.count();
        var progress = new EnumMap<RowState, Integer>(RowState.class);
        dsl.select(STATE, many)
                .from(ROWS)
                .where(JOB.eq(job))
                .groupBy(STATE)
                .forEach(row -> progress.put(RowState.valueOf(row.get(STATE)), row.get(many)));
        return progress;
    }

    /** The next record that waits. */
    public Optional<Row> next(UUID job) {
        return dsl.select(PLACE, RECORD, VERSION, PROBLEMS)
                .from(ROWS)
                .where(JOB.eq(job))
                .and(STATE.eq(DSL.inline(RowState.WAITING.name())))
                .orderBy(PLACE)
                .limit(1)
                .fetchOptional(BulkTable::row);
    }

    /** Says what became of a record that waits; false when somebody else has said so. */
    public boolean mark(UUID job, int place, RowState state, @Nullable String problems) {
        return dsl.update(ROWS)
                        .set(STATE, state.name())
                        .set(PROBLEMS, problems == null ? null : JSONB.jsonb(problems))
                        .where(JOB.eq(job))
                        .and(PLACE.eq(place))
                        .and(STATE.eq(RowState.WAITING.name()))
                        .execute()
                == 1;
    }

    /** Records that could not be changed, in order, behind a place. */
    public List<Row> failed(UUID job, int after, int limit) {
        return dsl.select(PLACE, RECORD, VERSION, PROBLEMS)
                .from(ROWS)
                .where(JOB.eq(job))
                .and(STATE.eq(DSL.inline(RowState.FAILED.name())))
                .and(PLACE.gt(after))
                .orderBy(PLACE)
                .limit(limit)
                .fetch(BulkTable::row);
    }

    /** Says that somebody works at a job. */
    public void touch(UUID job, OffsetDateTime now) {
        dsl.update(JOBS)
                .set(TOUCHED, now)
                .where(ID.eq(job))
                .and(STATE.eq(JobState.RUNNING.name()))
                .execute();
    }

    /** Ends a job; false when it has ended. */
    public boolean end(UUID job, JobState state, OffsetDateTime now) {
        return dsl.update(JOBS)
                        .set(STATE, state.name())
                        .set(ENDED, now)
                        .where(ID.eq(job))
                        .and(STATE.eq(JobState.RUNNING.name()))
                        .execute()
                == 1;
    }

    /** Forgets the jobs that ended before then. */
    public int forget(OffsetDateTime before) {
        return dsl.deleteFrom(JOBS).where(ENDED.lt(before)).execute();
    }

    private List<Job> select(Condition which) {
        return dsl.select(ID, ACCOUNT, ENTITY, CONTENT, REASON, LANGUAGE, EXTENT, MODULES, STATE, RECORDS, BEGUN, ENDED)
                .from(JOBS)
                .where(which)
                .orderBy(BEGUN, ID)
                .fetch(row -> new Job(
                        row.get(ID),
                        row.get(ACCOUNT),
                        row.get(ENTITY),
                        row.get(CONTENT).data(),
                        row.get(REASON),
                        row.get(LANGUAGE),
                        row.get(EXTENT),
                        Set.of(row.get(MODULES)),
                        JobState.valueOf(row.get(STATE)),
                        row.get(RECORDS),
                        row.get(BEGUN),
                        row.get(ENDED)));
    }

    private static Row row(Record row) {
        var problems = row.get(PROBLEMS);
        return new Row(row.get(PLACE), row.get(RECORD), row.get(VERSION), problems == null ? null : problems.data());
    }
}
