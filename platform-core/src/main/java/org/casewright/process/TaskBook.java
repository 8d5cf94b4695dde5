package org.casewright.process;

import static org.casewright.process.TaskTable.*;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.definition.ProcessDefinition.Outcome;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Uuids;
import org.casewright.identity.Directory;
import org.casewright.postgres.Statements;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes down what processes do: open tasks, and the steps that were taken. Always in the transaction in which they do it. */
@Component
final class TaskBook {

    static final Table<Record> STEPS = DSL.table(DSL.name("platform", "step"));

    private static final Table<Record> REGISTRY = DSL.table(DSL.name("platform", "record"));
    private static final Table<Record> WAITING = DSL.table(DSL.name("platform", "waiting"));
    private static final Table<Record> DAILY_START = DSL.table(DSL.name("platform", "daily_start"));
    private static final org.jooq.Field<String> EXECUTION = DSL.field(DSL.name("execution"), SQLDataType.CLOB);
    private static final org.jooq.Field<LocalDate> DAY = DSL.field(DSL.name("day"), SQLDataType.LOCALDATE);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A share with the id of the task says that it is a partner's team's. */
    private static final Condition HANDED = DSL.exists(DSL.selectOne()
            .from(DSL.table(DSL.name("platform", "share")))
            .where(DSL.field(DSL.name("platform", "share", "id"), SQLDataType.UUID)
                    .eq(ID.cast(SQLDataType.UUID)))
            .and(DSL.field(DSL.name("platform", "share", "ended_at")).isNull()));

    private static final String OPEN = """
            insert into platform.task (id, instance, process, step, name, case_id, roles, assignee, due, priority, created_at,
              form, outcomes, comment, record_id, entity, table_ref, unit_no, row_class, access_key, owner_user)
            select ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?::timestamptz, ?, ?, ?, ?::jsonb, ?,
              r.id, r.entity, r.table_ref, r.unit_no, r.row_class, r.access_key, coalesce(?::uuid, r.owner_user)
              from platform.record r where r.id = ?""";
    private static final String NOTE = """
            insert into platform.step (id, case_id, record_id, instance, definition, process, kind, step, name, actor_id,
              actor_name, outcome, comment, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final EngineReading engine;
    private final Statements statements;
    private final Directory directory;
    private final Clock clock;

    TaskBook(EngineReading engine, Statements statements, Directory directory, Clock clock) {
        this.engine = engine;
        this.statements = statements;
        this.directory = directory;
        this.clock = clock;
    }

    /** A step that was taken. */
    record Step(
            UUID caseId,
            UUID record,
            String instance,
            String definition,
            String process,
            String kind,
            String step,
            String name,
            @Nullable String outcome,
            @Nullable String comment,
            OffsetDateTime at) {}

    /**
     * A task has come to be.
     *
     * @param team whose it is in the place of the record's owner; null for the owner's
     */
    void opened(TaskEntity task, UserStep step, UUID subject, @Nullable UUID team) {
        var process = task.getProcessDefinition();
        var execution = task.getExecution();
        var roles = task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(java.util.Objects::nonNull)
                .toArray(String[]::new);
        // Where the record belongs is copied as the row is made; nobody waits for it.
        var values = new ArrayList<@Nullable Object>();
        values.add(task.getId());
        values.add(task.getProcessInstanceId());
        values.add(process.getKey());
        values.add(task.getTaskDefinitionKey());
        values.add(named(task));
        values.add(ProcessFeel.caseOf(execution));
        values.add(roles);
        values.add(account(task.getAssignee()));
        values.add(moment(task.getDueDate()));
        values.add(task.getPriority());
        values.add(now());
        values.add(step.form());
        values.add(write(step.outcomes()));
        // Of the process, not of the task: a new task has none, and asking it would ask the database.
        values.add(execution.getVariable(Tasks.COMMENT));
        values.add(team);
        values.add(subject);
        later(OPEN, values, rows -> {
            if (rows != 1) {
                throw Refusal.of(
                        ErrorCode.MODULE_FAILED, "Step {0} is about a record that is not there.", task.getName());
            }
        });
    }

    /** Sent as the engine with whatever the transaction says next. */
    private void later(String sql, List<@Nullable Object> values, IntConsumer counted) {
        statements.asEngine(() -> {
            statements.add(sql, values.size(), (statement, first) -> bind(statement, first, values), counted);
            return null;
        });
    }

    private static void bind(PreparedStatement statement, int first, List<@Nullable Object> values)
            throws SQLException {
        var at = first;
        for (var value : values) {
            switch (value) {
                case null -> statement.setNull(at, Types.NULL);
                case String[] texts ->
                    statement.setArray(at, statement.getConnection().createArrayOf("text", texts));
                default -> statement.setObject(at, value);
            }
            at++;
        }
    }

    /** {@code module/entity} of a record; empty when there is no such record. */
    Optional<String> entityOf(UUID record) {
        return engine.asEngine(dsl -> dsl.select(DSL.field(DSL.name("entity"), SQLDataType.CLOB))
                .from(REGISTRY)
                .where(DSL.field(DSL.name("id"), SQLDataType.UUID).eq(record))
                .fetchOptional(org.jooq.Record1::value1));
    }

    /** A task was given to somebody or taken away, or is due at another time. */
    void changed(TaskEntity task) {
        engine.asEngine(dsl -> dsl.update(TASK)
                .set(bare(ASSIGNEE), account(task.getAssignee()))
                .set(bare(DUE), moment(task.getDueDate()))
                .set(bare(PRIORITY), task.getPriority())
                .where(ID.eq(task.getId()))
                .execute());
    }

    /** A task is done, or not wanted any more. */
    void closed(String task) {
        engine.asEngine(dsl -> dsl.deleteFrom(TASK).where(ID.eq(task)).execute());
    }

    /** Holds a task against all others to the transaction's end; false when it is gone. */
    boolean lock(String task) {
        return engine.asEngine(dsl -> dsl.selectOne()
                .from(TASK)
                .where(ID.eq(task))
                .forUpdate()
                .fetchOptional()
                .isPresent());
    }

    /** To which running process a task belongs. */
    record Place(UUID caseId, String instance) {}

    Place placeOf(String task) {
        return engine.asEngine(dsl -> dsl.select(CASE, INSTANCE)
                .from(TASK)
                .where(ID.eq(task))
                .fetchSingle(row -> new Place(row.value1(), row.value2())));
    }

    /** A task that somebody has claimed, and the roles to which it is offered; none for the one who was named. */
    record Claimed(String task, Set<String> roles) {}

    /** The open tasks about a record that an account has claimed. */
    List<Claimed> claimed(UUID record, UUID account) {
        return engine.asEngine(dsl -> dsl.select(ID, ROLES)
                .from(TASK)
                .where(RECORD.eq(record))
                .and(ASSIGNEE.eq(account))
                .fetch(row -> new Claimed(row.get(ID), Set.of(row.get(ROLES)))));
    }

    /** A record went to another unit, owner or row class, and its open tasks with it; what a partner's team was given stays theirs. */
    void moved(EntityRecord record) {
        var system = record.system();
        engine.asEngine(dsl -> dsl.update(TASK)
                .set(bare(UNIT), system.unit())
                .set(bare(ROW_CLASS), (short) system.rowClass())
                .set(bare(ACCESS_KEY), Access.key(system.unit(), system.rowClass()))
                .set(bare(OWNER), DSL.when(HANDED, OWNER).otherwise(DSL.val(system.owner(), OWNER)))
                .where(RECORD.eq(record.id()))
                .execute());
    }

    /** A task that a partner's team was given is the record's owner's again; false when there is none. */
    boolean takenBack(String task) {
        var owner = DSL.select(DSL.field(DSL.name("platform", "record", "owner_user"), SQLDataType.UUID))
                .from(REGISTRY)
                .where(DSL.field(DSL.name("platform", "record", "id"), SQLDataType.UUID)
                        .eq(RECORD));
        return engine.asEngine(dsl -> dsl.update(TASK)
                        .set(bare(OWNER), owner.asField())
                        .where(ID.eq(task))
                        .execute())
                == 1;
    }

    /** A process came to a named place by itself. */
    void reached(Happenings kind, DelegateExecution execution) {
        var process = ((ExecutionEntity) execution).getProcessDefinition();
        var record = ProcessFeel.caseOf(execution);
        var place = String.valueOf(execution.getCurrentActivityId());
        var name = execution.getCurrentActivityName();
        var step = new Step(
                record,
                record,
                execution.getProcessInstanceId(),
                process.getId(),
                process.getKey(),
                kind.name(),
                place,
                name == null || name.isBlank() ? "" : name,
                null,
                null,
                now());
        note(step, Actor.process(ProcessFacts.of(process).module()));
    }

    /** A process was begun by another, perhaps with another record. */
    void called(ExecutionEntity execution) {
        var process = execution.getProcessDefinition();
        var record = ProcessFeel.caseOf(execution);
        var name = process.getName();
        var step = new Step(
                record,
                record,
                execution.getProcessInstanceId(),
                process.getId(),
                process.getKey(),
                StepEntry.Kind.START.name(),
                process.getKey(),
                name == null || name.isBlank() ? process.getKey() : name,
                null,
                null,
                now());
        note(step, Actor.process(ProcessFacts.of(process).module()));
    }

    /** A step was taken. */
    void note(Step step, Actor actor) {
        var values = new ArrayList<@Nullable Object>();
        values.add(Uuids.next());
        values.add(step.caseId());
        values.add(step.record());
        values.add(step.instance());
        values.add(step.definition());
        values.add(step.process());
        values.add(step.kind());
        values.add(step.step());
        values.add(step.name());
        values.add(actor.id());
        values.add(actor.name());
        values.add(step.outcome());
        values.add(step.comment());
        values.add(step.at());
        later(NOTE, values, rows -> {});
    }

    /** The accounts that did any of these steps in a running process. */
    Set<UUID> doers(UUID caseId, String instance, Set<String> steps) {
        var actor = DSL.field(DSL.name("actor_id"), SQLDataType.UUID);
        return engine.asEngine(dsl -> dsl.selectDistinct(actor)
                .from(STEPS)
                .where(bare(CASE).eq(caseId))
                .and(bare(INSTANCE).eq(instance))
                .and(DSL.field(DSL.name("kind"), SQLDataType.CLOB).eq(StepEntry.Kind.TASK.name()))
                .and(DSL.field(DSL.name("step"), SQLDataType.CLOB).in(steps))
                .fetchSet(actor));
    }

    /** A step waits until its record is as it wants it. */
    void waits(String execution, UUID record) {
        engine.asEngine(dsl -> dsl.insertInto(WAITING)
                .set(EXECUTION, execution)
                .set(bare(CASE), record)
                .onConflictDoNothing()
                .execute());
    }

    void waitsNoMore(String execution) {
        engine.asEngine(
                dsl -> dsl.deleteFrom(WAITING).where(EXECUTION.eq(execution)).execute());
    }

    boolean isWaiting(String execution) {
        return engine.asEngine(dsl -> dsl.fetchExists(WAITING, EXECUTION.eq(execution)));
    }

    /** The executions that wait for a record. */
    List<String> waiting(UUID record) {
        return engine.asEngine(dsl -> dsl.select(EXECUTION)
                .from(WAITING)
                .where(bare(CASE).eq(record))
                .orderBy(EXECUTION)
                .fetch(EXECUTION));
    }

    /** A step that waits for a record. */
    record Waiting(String execution, UUID record) {}

    /** Steps that wait for records of these units, behind one and in order. */
    List<Waiting> waitingIn(List<Integer> units, @Nullable String after, int limit) {
        var of = DSL.field(DSL.name("platform", "waiting", "case_id"), SQLDataType.UUID);
        return engine.asEngine(dsl -> dsl.select(EXECUTION, of)
                .from(WAITING)
                .join(REGISTRY)
                .on(DSL.field(DSL.name("platform", "record", "id"), SQLDataType.UUID)
                        .eq(of))
                .where(DSL.field(DSL.name("platform", "record", "unit_no"), SQLDataType.INTEGER)
                        .eq(DSL.any(units.toArray(Integer[]::new))))
                .and(after == null ? DSL.noCondition() : EXECUTION.gt(after))
                .orderBy(EXECUTION)
                .limit(limit)
                .fetch(row -> new Waiting(row.value1(), row.value2())));
    }

    /** Whether a process has not yet begun with a record on a day; from here on it has. */
    boolean isFirstStart(String process, UUID record, LocalDate day) {
        return engine.asEngine(dsl -> dsl.insertInto(DAILY_START)
                        .set(DSL.field(DSL.name("process"), SQLDataType.CLOB), process)
                        .set(DSL.field(DSL.name("record_id"), SQLDataType.UUID), record)
                        .set(DAY, day)
                        .onConflictDoNothing()
                        .execute())
                == 1;
    }

    /** Forgets what began before a day; how much that was. */
    int forgetStarts(LocalDate before) {
        return engine.asEngine(
                dsl -> dsl.deleteFrom(DAILY_START).where(DAY.lt(before)).execute());
    }

    /** A process sent a message. */
    void sent(String message, DelegateExecution execution) {
        var process = ((ExecutionEntity) execution).getProcessDefinition();
        var record = ProcessFeel.caseOf(execution);
        var name = execution.getCurrentActivityName();
        var step = new Step(
                record,
                record,
                execution.getProcessInstanceId(),
                process.getId(),
                process.getKey(),
                StepEntry.Kind.MESSAGE.name(),
                String.valueOf(execution.getCurrentActivityId()),
                name == null || name.isBlank() ? message : name,
                message,
                null,
                now());
        note(step, Actor.process(ProcessFacts.of(process).module()));
    }

    /** How often processes have sent a message. */
    long sent(String message) {
        return engine.asEngine(dsl -> (long) dsl.fetchCount(
                STEPS,
                DSL.field(DSL.name("kind"), SQLDataType.CLOB)
                        .eq(StepEntry.Kind.MESSAGE.name())
                        .and(DSL.field(DSL.name("outcome"), SQLDataType.CLOB).eq(message))));
    }

    OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    private static String named(TaskEntity task) {
        return task.getName() == null ? task.getTaskDefinitionKey() : task.getName();
    }

    /** Definitions may give an assignee by id or by name. */
    private @Nullable UUID account(@Nullable String assignee) {
        if (assignee == null || assignee.isBlank()) {
            return null;
        }
        var id = ProcessFeel.idOf(assignee);
        return id.isPresent()
                ? id.get()
                : directory.account(assignee).map(Directory.Account::id).orElse(null);
    }

    private static @Nullable OffsetDateTime moment(@Nullable Date date) {
        return date == null ? null : OffsetDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }

    private static String write(List<Outcome> outcomes) {
        var array = JsonNodeFactory.instance.arrayNode();
        outcomes.forEach(outcome -> array.addObject()
                .put("name", outcome.name())
                .put("title", outcome.title())
                .put("comment", outcome.comment()));
        return array.toString();
    }

    static List<Outcome> outcomes(JSONB json) {
        return JSON.readTree(json.data())
                .valueStream()
                .map(node -> new Outcome(
                        text(node, "name"),
                        text(node, "title"),
                        node.path("comment").asBoolean()))
                .toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }

    /** A column as it is named where it is written. */
    private static <T> org.jooq.Field<T> bare(org.jooq.Field<T> field) {
        return DSL.field(DSL.name(field.getName()), field.getDataType());
    }
}
