package org.casewright.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.casewright.postgres.Statements;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who did what: appended in the caller's transaction, never changed; read under the record's access. */
@Component
public final class History {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Table<Record> HISTORY = DSL.table(DSL.name("platform", "history"));
    private static final Field<Long> ID = DSL.field(DSL.name("id"), SQLDataType.BIGINT);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    private static final Field<String> ENTITY = DSL.field(DSL.name("entity"), SQLDataType.CLOB);
    private static final Field<OffsetDateTime> AT = DSL.field(DSL.name("at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<String> ACTION = DSL.field(DSL.name("action"), SQLDataType.CLOB);
    private static final Field<UUID> ACTOR_ID = DSL.field(DSL.name("actor_id"), SQLDataType.UUID);
    private static final Field<String> ACTOR_NAME = DSL.field(DSL.name("actor_name"), SQLDataType.CLOB);
    private static final Field<String> REASON = DSL.field(DSL.name("reason"), SQLDataType.CLOB);
    private static final Field<String> STEP = DSL.field(DSL.name("step"), SQLDataType.CLOB);
    private static final Field<Long> VERSION = DSL.field(DSL.name("version"), SQLDataType.BIGINT);
    private static final Field<Long> RELEASE = DSL.field(DSL.name("release"), SQLDataType.BIGINT);
    private static final Field<String> FIELD_CLASS = DSL.field(DSL.name("field_class"), SQLDataType.CLOB);
    private static final Field<UUID> CAUSE = DSL.field(DSL.name("cause"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> UNTIL = DSL.field(DSL.name("until"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<JSONB> CHANGES = DSL.field(DSL.name("changes"), SQLDataType.JSONB);

    private static final List<Field<?>> COLUMNS = List.of(
            RECORD,
            ENTITY,
            AT,
            ACTION,
            ACTOR_ID,
            ACTOR_NAME,
            REASON,
            STEP,
            VERSION,
            RELEASE,
            FIELD_CLASS,
            CAUSE,
            UNTIL,
            CHANGES);

    private static final String INSERT =
            "insert into platform.history (record_id, entity, at, action, actor_id, actor_name,"
                    + " reason, step, version, release, field_class, cause, until, changes) values ";
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)";
    private static final int PARAMETERS = 14;
    private static final int AT_ONCE = 100;

    private final DSLContext dsl;
    private final Statements statements;

    History(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    /**
     * One change of one record, as far as one field class goes.
     *
     * @param action {@code create update retire restore}; {@code operation undo breakGlass}: what was done with the record as a whole
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
                    INSERT + String.join(", ", Collections.nCopies(some.size(), ROW)),
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
            statement.setString(at++, line.reason());
            statement.setString(at++, line.step());
            statement.setLong(at++, line.version());
            statement.setLong(at++, line.release());
            statement.setString(at++, line.fieldClass());
            statement.setObject(at++, line.cause(), Types.OTHER);
            statement.setObject(at++, line.until(), Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setString(at++, line.changes().toString());
        }
    }

    /** The record's lines, newest first, at most a thousand. */
    public List<Line> of(UUID record) {
        return dsl.select(COLUMNS)
                .from(HISTORY)
                .where(RECORD.eq(record))
                .orderBy(AT.desc(), ID.desc())
                .limit(1000)
                .fetch(History::line);
    }

    /** The lines of operations that were done with a record, or that made it, and of their undoing; the last first. */
    public List<Line> operations(UUID recordOrInput) {
        return dsl.select(COLUMNS)
                .from(HISTORY)
                .where(RECORD.eq(recordOrInput).or(CAUSE.eq(recordOrInput)))
                .and(ACTION.in("operation", "undo"))
                .orderBy(AT.desc(), ID.desc())
                .limit(200)
                .fetch(History::line);
    }

    /** The lines of what was done because of a record, oldest first; at most so many. */
    public List<Line> causedBy(UUID record, int limit) {
        return dsl.select(COLUMNS)
                .from(HISTORY)
                .where(CAUSE.eq(record))
                .orderBy(AT, ID)
                .limit(limit)
                .fetch(History::line);
    }

    private static Line line(Record row) {
        return new Line(
                row.get(RECORD),
                row.get(ENTITY),
                row.get(AT),
                row.get(ACTION),
                row.get(ACTOR_ID),
                row.get(ACTOR_NAME),
                row.get(REASON),
                row.get(STEP),
                row.get(VERSION),
                row.get(RELEASE),
                row.get(FIELD_CLASS),
                row.get(CAUSE),
                row.get(UNTIL),
                JSON.readTree(row.get(CHANGES).data()));
    }

    /** The properties that changed since a version, whoever may know them. */
    public List<String> changedSince(UUID record, long version) {
        return of(record).stream()
                .filter(line -> line.version() > version)
                .flatMap(line -> line.changes() instanceof ObjectNode node
                        ? node.propertyNames().stream()
                        : java.util.stream.Stream.empty())
                .distinct()
                .sorted()
                .toList();
    }
}
