package org.casewright.process;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.casewright.identity.Directory;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** What a record's processes did and where they stand. Asked for records that the asker may see; in a transaction. */
@Component
final class Timeline {

    private static final Field<UUID> CASE = field("case_id", SQLDataType.UUID);
    private static final Field<UUID> RECORD = field("record_id", SQLDataType.UUID);
    private static final Field<UUID> ID = field("id", SQLDataType.UUID);
    private static final Field<String> INSTANCE = field("instance", SQLDataType.CLOB);
    private static final Field<String> DEFINITION = field("definition", SQLDataType.CLOB);
    private static final Field<String> PROCESS = field("process", SQLDataType.CLOB);
    private static final Field<String> KIND = field("kind", SQLDataType.CLOB);
    private static final Field<String> STEP = field("step", SQLDataType.CLOB);
    private static final Field<String> NAME = field("name", SQLDataType.CLOB);
    private static final Field<UUID> ACTOR = field("actor_id", SQLDataType.UUID);
    private static final Field<String> ACTOR_NAME = field("actor_name", SQLDataType.CLOB);
    private static final Field<String> OUTCOME = field("outcome", SQLDataType.CLOB);
    private static final Field<String> COMMENT = field("comment", SQLDataType.CLOB);
    private static final Field<OffsetDateTime> AT = field("at", SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final RepositoryServiceImpl repository;
    private final EngineReading engine;
    private final Directory directory;

    Timeline(ProcessEngine engine, EngineReading reading, Directory directory) {
        this.repository = (RepositoryServiceImpl) engine.getRepositoryService();
        this.engine = reading;
        this.directory = directory;
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }

    /** Oldest first. */
    List<StepEntry> steps(UUID record) {
        return engine.asEngine(dsl -> dsl.select(AT, ID, KIND, PROCESS, STEP, NAME, ACTOR, ACTOR_NAME, OUTCOME, COMMENT)
                .from(TaskBook.STEPS)
                .where(CASE.eq(record))
                .union(dsl.select(AT, ID, KIND, PROCESS, STEP, NAME, ACTOR, ACTOR_NAME, OUTCOME, COMMENT)
                        .from(TaskBook.STEPS)
                        .where(RECORD.eq(record).and(RECORD.ne(CASE))))
                .orderBy(AT, ID)
                .fetch(this::entry));
    }

    private StepEntry entry(Record row) {
        var name = row.get(ACTOR_NAME);
        return new StepEntry(
                row.get(AT),
                StepEntry.Kind.valueOf(row.get(KIND)),
                row.get(PROCESS),
                row.get(STEP),
                row.get(NAME),
                name,
                directory.account(row.get(ACTOR)).map(Directory.Account::title).orElse(name),
                row.get(OUTCOME),
                row.get(COMMENT));
    }

    /** The bar of the process that was begun last on the record, or that last had a step about it. */
    List<Stage> stages(UUID record, Wording wording) {
        return engine.asEngine(dsl -> {
            var instance = instance(dsl, record);
            return instance == null ? List.of() : stages(dsl, instance, wording);
        });
    }

    private static @org.jspecify.annotations.Nullable String instance(DSLContext dsl, UUID record) {
        var open = dsl.select(TaskTable.INSTANCE)
                .from(TaskTable.TASK)
                .where(TaskTable.CASE.eq(record).or(TaskTable.RECORD.eq(record)))
                .orderBy(TaskTable.CREATED.desc())
                .limit(1)
                .fetchOne();
        if (open != null) {
            return open.value1();
        }
        var last = dsl.select(INSTANCE)
                .from(TaskBook.STEPS)
                .where(CASE.eq(record))
                .orderBy(AT.desc(), ID.desc())
                .limit(1)
                .fetchOne();
        if (last != null) {
            return last.value1();
        }
        var about = dsl.select(INSTANCE)
                .from(TaskBook.STEPS)
                .where(RECORD.eq(record).and(RECORD.ne(CASE)))
                .orderBy(AT.desc(), ID.desc())
                .limit(1)
                .fetchOne();
        return about == null ? null : about.value1();
    }

    private List<Stage> stages(DSLContext dsl, String instance, Wording wording) {
        Set<String> done = new HashSet<>();
        var ended = false;
        var definition = "";
        for (var row : dsl.select(KIND, STEP, DEFINITION)
                .from(TaskBook.STEPS)
                .where(CASE.eq(dsl.select(CASE)
                        .from(TaskBook.STEPS)
                        .where(INSTANCE.eq(instance))
                        .limit(1)))
                .and(INSTANCE.eq(instance))
                .fetch()) {
            definition = row.value3();
            ended |= row.value1().equals(StepEntry.Kind.END.name());
            done.add(row.value2());
        }
        var open = dsl.select(TaskTable.STEP)
                .from(TaskTable.TASK)
                .where(TaskTable.INSTANCE.eq(instance))
                .fetchSet(TaskTable.STEP);
        var process = (ProcessDefinitionEntity) repository.getDeployedProcessDefinition(definition);
        return Way.of(process).stages(done, open, ended).stream()
                .map(stage -> wording.of(process.getKey(), stage))
                .toList();
    }
}
