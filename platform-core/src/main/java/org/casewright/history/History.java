package org.casewright.history;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
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
    private static final Field<JSONB> CHANGES = DSL.field(DSL.name("changes"), SQLDataType.JSONB);

    private final DSLContext dsl;

    History(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * One change of one record, as far as one field class goes.
     *
     * @param action {@code create update retire restore}
     * @param fieldClass null for what everybody who sees the record may read
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
            JsonNode changes) {}

    /** Appends lines, in one statement. */
    public void append(List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var insert = dsl.insertInto(
                HISTORY,
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
                CHANGES);
        for (var line : lines) {
            insert = insert.values(
                    line.record(),
                    line.entity(),
                    line.at(),
                    line.action(),
                    line.actorId(),
                    line.actorName(),
                    line.reason(),
                    line.step(),
                    line.version(),
                    line.release(),
                    line.fieldClass(),
                    JSONB.jsonb(line.changes().toString()));
        }
        insert.execute();
    }

    /** The record's lines, newest first, at most a thousand. */
    public List<Line> of(UUID record) {
        return dsl.select(
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
                        CHANGES)
                .from(HISTORY)
                .where(RECORD.eq(record))
                .orderBy(AT.desc(), ID.desc())
                .limit(1000)
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
                JSON.readTree(row.get(CHANGES).data()));
    }

    /** The properties that changed since a version, those of hidden field classes left out. */
    public List<String> changedSince(UUID record, long version) {
        return of(record).stream()
                .filter(line -> line.version() > version && line.fieldClass() == null)
                .flatMap(line -> line.changes() instanceof ObjectNode node
                        ? node.propertyNames().stream()
                        : java.util.stream.Stream.empty())
                .distinct()
                .sorted()
                .toList();
    }
}
