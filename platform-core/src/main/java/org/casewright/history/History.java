package org.casewright.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.casewright.postgres.Statements;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who did what: appended in the caller's transaction, never changed; read under the record's access. */
@Component
public final class History {

    private static final Table<Record> HISTORY = DSL.table(DSL.name("platform", "history"));
    private static final Table<Record> VALUES = DSL.table(DSL.name("platform", "history_values"));
    private static final Field<Long> ID = DSL.field(DSL.name("history", "id"), SQLDataType.BIGINT);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("history", "record_id"), SQLDataType.UUID);
    private static final Field<String> ENTITY = DSL.field(DSL.name("history", "entity"), SQLDataType.CLOB);
    private static final Field<OffsetDateTime> AT =
            DSL.field(DSL.name("history", "at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<String> ACTION = DSL.field(DSL.name("history", "action"), SQLDataType.CLOB);
    private static final Field<UUID> ACTOR_ID = DSL.field(DSL.name("history", "actor_id"), SQLDataType.UUID);
    private static final Field<String> ACTOR_NAME = DSL.field(DSL.name("history", "actor_name"), SQLDataType.CLOB);
    private static final Field<String> STEP = DSL.field(DSL.name("history", "step"), SQLDataType.CLOB);
    private static final Field<Long> VERSION = DSL.field(DSL.name("history", "version"), SQLDataType.BIGINT);
    private static final Field<Long> RELEASE = DSL.field(DSL.name("history", "release"), SQLDataType.BIGINT);
    private static final Field<String> FIELD_CLASS = DSL.field(DSL.name("history", "field_class"), SQLDataType.CLOB);
    private static final Field<UUID> CAUSE = DSL.field(DSL.name("history", "cause"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> UNTIL =
            DSL.field(DSL.name("history", "until"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<JSONB> TEXTS = DSL.field(DSL.name("history_values", "texts"), SQLDataType.JSONB);
    private static final Condition ITS_VALUES = DSL.field(DSL.name("history_values", "id"), SQLDataType.BIGINT)
            .eq(ID)
            .and(DSL.field(DSL.name("history_values", "at"), SQLDataType.TIMESTAMPWITHTIMEZONE)
                    .eq(AT));
    /** Written out, so that the index over changes alone is used. */
    private static final Condition NO_READING = ACTION.ne(DSL.inline(Readings.ACTION));

    private static final List<Field<?>> COLUMNS = List.of(
            RECORD, ENTITY, AT, ACTION, ACTOR_ID, ACTOR_NAME, STEP, VERSION, RELEASE, FIELD_CLASS, CAUSE, UNTIL, TEXTS);

    private static final String BEFORE_ROWS = """
            with given (id, record_id, entity, at, action, actor_id, actor_name, step, version, release, field_class,
                        cause, until, digest, salt, texts) as materialized (
                select nextval('platform.history_id'), each.* from (values""";
    private static final String BEHIND_ROWS = """
            ) each), kept as (
                insert into platform.history_values (id, at, record_id, salt, texts)
                select id, at, record_id, salt, texts from given where digest is not null
            )
            insert into platform.history (id, record_id, entity, at, action, actor_id, actor_name, step, version, release,
                                          field_class, cause, until, digest)
            select id, record_id, entity, at, action, actor_id, actor_name, step, version, release, field_class, cause,
                   until, digest
              from given""";
    private static final String ROW =
            "(?::uuid, ?::text, ?::timestamptz, ?::text, ?::uuid, ?::text, ?::text, ?::bigint,"
                    + " ?::bigint, ?::text, ?::uuid, ?::timestamptz, ?::bytea, ?::bytea, ?::jsonb)";
    private static final int PARAMETERS = 15;
    private static final int AT_ONCE = 100;

    /** The action of a line that says which values were told to who asked for them, and what for. */
    public static final String REVEAL = "reveal";

    private final DSLContext dsl;
    private final Statements statements;

    History(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    /**
     * One change of one record, as far as one field class goes.
     *
     * @param action {@code create update retire restore}; {@code operation undo breakGlass reveal erase}: what was done with the record as a
     *     whole
     * @param fieldClass null for what everybody who sees the record may read
     * @param cause the record whose process or operation did it; null for none
     * @param until when what was opened closes again; null for everything else
     * @param changes property -> {@code [old, new]}
     */
    public record Line(
            UUID record,
            String entity,
            OffsetDateTime at,
            String action,
            UUID actorId,
            String actorName,
            @Nullable String reason,
            @Nullable String step,
            long version,
            long release,
            @Nullable String fieldClass,
            @Nullable UUID cause,
            @Nullable OffsetDateTime until,
            JsonNode changes) {}

    /** Appends lines, in one statement, which goes with the transaction's next one or with its commit. */
    public void append(List<Line> lines) {
        for (var from = 0; from < lines.size(); from += AT_ONCE) {
            var some = lines.subList(from, Math.min(lines.size(), from + AT_ONCE));
            statements.add(
                    BEFORE_ROWS + String.join(", ", Collections.nCopies(some.size(), ROW)) + BEHIND_ROWS,
                    some.size() * PARAMETERS,
                    (statement, first) -> bind(statement, first, some),
                    counted -> {});
        }
    }

    private static void bind(PreparedStatement statement, int first, List<Line> lines) throws SQLException {
        var at = first;
        for (var line : lines) {
            statement.setObject(at++, line.record());
            statement.setString(at++, line.entity());
            statement.setObject(at++, line.at());
            statement.setString(at++, line.action());
            statement.setObject(at++, line.actorId());
            statement.setString(at++, line.actorName());
            statement.setString(at++, line.step());
            statement.setLong(at++, line.version());
            statement.setLong(at++, line.release());
            statement.setString(at++, line.fieldClass());
            statement.setObject(at++, line.cause(), Types.OTHER);
            statement.setObject(at++, line.until(), Types.TIMESTAMP_WITH_TIMEZONE);
            var texts = Texts.of(line.reason(), line.changes());
            var salt = texts.isEmpty() ? null : Texts.salt();
            statement.setBytes(
                    at++,
                    salt == null
                            ? null
                            : Texts.digest(Texts.digests(salt, texts)).array());
            statement.setBytes(at++, salt == null ? null : salt.array());
            statement.setString(at++, texts.toString());
        }
    }

    private SelectOnConditionStep<Record> lines() {
        return dsl.select(COLUMNS).from(HISTORY).leftJoin(VALUES).on(ITS_VALUES);
    }

    /** The record's lines, newest first, at most a thousand. */
    public List<Line> of(UUID record) {
        return lines().where(RECORD.eq(record))
                .and(NO_READING)
                .orderBy(AT.desc(), ID.desc())
                .limit(1000)
                .fetch(History::line);
    }

    /** The lines of operations that were done with a record, or that made it, and of their undoing; the last first. */
    public List<Line> operations(UUID recordOrInput) {
        return lines().where(RECORD.eq(recordOrInput).or(CAUSE.eq(recordOrInput)))
                .and(ACTION.in("operation", "undo"))
                .and(NO_READING)
                .orderBy(AT.desc(), ID.desc())
                .limit(200)
                .fetch(History::line);
    }

    /** The lines of what was done because of a record, oldest first; at most so many. */
    public List<Line> causedBy(UUID record, int limit) {
        return lines().where(CAUSE.eq(record)).orderBy(AT, ID).limit(limit).fetch(History::line);
    }

    private static Line line(Record row) {
        var stored = row.get(TEXTS);
        var texts = stored == null ? JsonNodeFactory.instance.objectNode() : Texts.read(stored.data());
        return new Line(
                row.get(RECORD),
                row.get(ENTITY),
                row.get(AT),
                row.get(ACTION),
                row.get(ACTOR_ID),
                row.get(ACTOR_NAME),
                texts.path(Texts.REASON).asString(null),
                row.get(STEP),
                row.get(VERSION),
                row.get(RELEASE),
                row.get(FIELD_CLASS),
                row.get(CAUSE),
                row.get(UNTIL),
                Texts.changes(texts));
    }

    /** The properties that changed since a version, whoever may know them. */
    public List<String> changedSince(UUID record, long version) {
        return of(record).stream()
                .filter(line -> line.version() > version && !line.action().equals(REVEAL))
                .flatMap(line -> line.changes() instanceof ObjectNode node
                        ? node.propertyNames().stream()
                        : java.util.stream.Stream.empty())
                .distinct()
                .sorted()
                .toList();
    }
}
