package org.casewright.process;

import static org.casewright.process.TaskTable.*;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jooq.DSLContext;
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
    private static final JsonMapper JSON = JsonMapper.shared();

    private final EngineReading engine;
    private final Directory directory;

    TaskBook(EngineReading engine, Directory directory) {
        this.engine = engine;
        this.directory = directory;
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

    /** A task has come to be. */
    void opened(TaskEntity task, UserStep step, UUID subject) {
        var process = task.getProcessDefinition();
        var execution = task.getExecution();
        var roles = task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(java.util.Objects::nonNull)
                .toArray(String[]::new);
        engine.asEngine(dsl -> {
            var registered = registered(dsl, subject, task.getName());
            return dsl.insertInto(TASK)
                    .set(bare(ID), task.getId())
                    .set(bare(INSTANCE), task.getProcessInstanceId())
                    .set(bare(PROCESS), process.getKey())
                    .set(bare(STEP), task.getTaskDefinitionKey())
                    .set(bare(NAME), named(task))
                    .set(bare(CASE), ProcessFeel.caseOf(execution))
                    .set(bare(RECORD), subject)
                    .set(bare(ENTITY), registered.get("entity", String.class))
                    .set(bare(TABLE_REF), registered.get("table_ref", String.class))
                    .set(bare(UNIT), registered.get("unit_no", Integer.class))
                    .set(bare(ROW_CLASS), registered.get("row_class", Short.class))
                    .set(bare(ACCESS_KEY), registered.get("access_key", Integer.class))
                    .set(bare(OWNER), registered.get("owner_user", UUID.class))
                    .set(bare(ROLES), roles)
                    .set(bare(ASSIGNEE), account(task.getAssignee()))
                    .set(bare(DUE), moment(task.getDueDate()))
                    .set(bare(PRIORITY), task.getPriority())
                    .set(bare(CREATED), moment(task.getCreateTime()))
                    .set(bare(FORM), step.form())
                    .set(bare(OUTCOMES), JSONB.valueOf(write(step.outcomes())))
                    .set(bare(COMMENT), (String) task.getVariable(Tasks.COMMENT))
                    .execute();
        });
    }

    private static Record registered(DSLContext dsl, UUID record, String step) {
        var found = dsl.select(
                        DSL.field(DSL.name("entity"), SQLDataType.CLOB),
                        DSL.field(DSL.name("table_ref"), SQLDataType.CLOB),
                        DSL.field(DSL.name("unit_no"), SQLDataType.INTEGER),
                        DSL.field(DSL.name("row_class"), SQLDataType.SMALLINT),
                        DSL.field(DSL.name("access_key"), SQLDataType.INTEGER),
                        DSL.field(DSL.name("owner_user"), SQLDataType.UUID))
                .from(REGISTRY)
                .where(DSL.field(DSL.name("id"), SQLDataType.UUID).eq(record))
                .fetchOne();
        if (found == null) {
            throw new Refusal(ErrorCode.MODULE_FAILED, "Step " + step + " is about a record that is not there.");
        }
        return found;
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

    /** A record went to another unit, owner or row class, and its open tasks with it. */
    void moved(EntityRecord record) {
        var system = record.system();
        engine.asEngine(dsl -> dsl.update(TASK)
                .set(bare(UNIT), system.unit())
                .set(bare(ROW_CLASS), (short) system.rowClass())
                .set(bare(ACCESS_KEY), Access.key(system.unit(), system.rowClass()))
                .set(bare(OWNER), system.owner())
                .where(RECORD.eq(record.id()))
                .execute());
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

    /** A step was taken. */
    void note(Step step, Actor actor) {
        engine.asEngine(dsl -> dsl.insertInto(STEPS)
                .set(DSL.field(DSL.name("id"), SQLDataType.UUID), Uuids.next())
                .set(DSL.field(DSL.name("case_id"), SQLDataType.UUID), step.caseId())
                .set(DSL.field(DSL.name("record_id"), SQLDataType.UUID), step.record())
                .set(DSL.field(DSL.name("instance"), SQLDataType.CLOB), step.instance())
                .set(DSL.field(DSL.name("definition"), SQLDataType.CLOB), step.definition())
                .set(DSL.field(DSL.name("process"), SQLDataType.CLOB), step.process())
                .set(DSL.field(DSL.name("kind"), SQLDataType.CLOB), step.kind())
                .set(DSL.field(DSL.name("step"), SQLDataType.CLOB), step.step())
                .set(DSL.field(DSL.name("name"), SQLDataType.CLOB), step.name())
                .set(DSL.field(DSL.name("actor_id"), SQLDataType.UUID), actor.id())
                .set(DSL.field(DSL.name("actor_name"), SQLDataType.CLOB), actor.name())
                .set(DSL.field(DSL.name("outcome"), SQLDataType.CLOB), step.outcome())
                .set(DSL.field(DSL.name("comment"), SQLDataType.CLOB), step.comment())
                .set(DSL.field(DSL.name("at"), SQLDataType.TIMESTAMPWITHTIMEZONE), step.at())
                .execute());
    }

    static OffsetDateTime now() {
        return OffsetDateTime.ofInstant(
                        org.camunda.bpm.engine.impl.util.ClockUtil.getCurrentTime()
                                .toInstant(),
                        ZoneOffset.UTC)
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
