package org.casewright.process;

import static org.casewright.process.TaskTable.*;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.Delegations;
import org.casewright.identity.Directory;
import org.casewright.postgres.Statements;
import org.casewright.process.Tasks.View;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads open tasks as somebody who may see them; always in a transaction. */
@Component
final class Inbox {

    private static final Table<Record> REGISTRY = DSL.table(DSL.name("platform", "record"));
    private static final Field<UUID> REGISTERED = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<String> NUMBER = DSL.field(DSL.name("number"), SQLDataType.CLOB);
    private static final Field<String> TITLE = DSL.field(DSL.name("title"), SQLDataType.CLOB);
    private static final Field<OffsetDateTime> NEVER =
            DSL.field("'infinity'::timestamptz", SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final int COUNTED = 1_000;

    private final DSLContext dsl;
    private final Statements statements;
    private final EngineReading engine;
    private final Catalogs catalogs;
    private final Directory directory;
    private final Delegations delegations;
    private final Clock clock;

    Inbox(
            DSLContext dsl,
            Statements statements,
            EngineReading engine,
            Catalogs catalogs,
            Directory directory,
            Delegations delegations,
            Clock clock) {
        this.dsl = dsl;
        this.statements = statements;
        this.engine = engine;
        this.catalogs = catalogs;
        this.directory = directory;
        this.delegations = delegations;
        this.clock = clock;
    }

    List<Task> list(View view, @Nullable String after, int limit, Actor actor) {
        var seen = seen(actor);
        var condition = seen.and(in(view, actor));
        return tasks(after == null ? condition : condition.and(behind(after, seen)), limit);
    }

    int count(View view, Actor actor) {
        return dsl.fetchCount(dsl.selectOne()
                .from(TASK)
                .where(seen(actor).and(in(view, actor)))
                .limit(COUNTED));
    }

    int waiting(Actor actor) {
        var seen = seen(actor);
        return dsl.select(counted(seen.and(in(View.MINE, actor))).plus(counted(seen.and(in(View.TEAM, actor)))))
                .fetchSingle()
                .value1();
    }

    private static Field<Integer> counted(Condition which) {
        return DSL.field(
                DSL.selectCount().from(DSL.selectOne().from(TASK).where(which).limit(COUNTED)));
    }

    /** The free tasks by their steps, the largest queues first. */
    List<Queue> queues(Actor actor, int limit) {
        var all = DSL.count();
        var late = DSL.count().filterWhere(DUE.lt(OffsetDateTime.now(clock)));
        return dsl.select(PROCESS, STEP, DSL.max(NAME), all, late)
                .from(TASK)
                .where(seen(actor).and(free(actor)))
                .groupBy(PROCESS, STEP)
                .orderBy(late.desc(), all.desc(), PROCESS, STEP)
                .limit(limit)
                .fetch(row -> new Queue(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /** How many tasks somebody has taken, and how many of them are late. */
    record Held(int tasks, int late) {}

    /** Account -> what it has taken, as far as the actor sees it. */
    Map<UUID, Held> held(Actor actor) {
        var late = DSL.count().filterWhere(DUE.lt(OffsetDateTime.now(clock)));
        return dsl
                .select(ASSIGNEE, DSL.count(), late)
                .from(TASK)
                .where(seen(actor).and(ASSIGNEE.isNotNull()))
                .groupBy(ASSIGNEE)
                .stream()
                .collect(Collectors.toMap(row -> row.value1(), row -> new Held(row.value2(), row.value3())));
    }

    /** A task that somebody has taken, and where its record belongs. */
    record Taken(
            String id,
            String entity,
            int unit,
            int rowClass,
            @Nullable UUID owner) {}

    /** What an account has taken, as far as the actor sees it. */
    List<Taken> takenBy(UUID account, Actor actor) {
        return dsl.select(ID, ENTITY, UNIT, ROW_CLASS, OWNER)
                .from(TASK)
                .where(seen(actor).and(ASSIGNEE.eq(account)))
                .orderBy(ID)
                .limit(COUNTED)
                .fetch(row -> new Taken(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    List<Task> of(UUID record, Actor actor) {
        return tasks(seen(actor).and(RECORD.eq(record).or(CASE.eq(record))), COUNTED);
    }

    Optional<Task> find(String id, Actor actor) {
        return tasks(seen(actor).and(ID.eq(id)), 1).stream().findFirst();
    }

    /** Tells the database who looks, and says what she may see. */
    private Condition seen(Actor actor) {
        var sight = Sight.of(catalogs.current(actor.language()), actor);
        statements.speakAs(sight.settings());
        return sight.condition();
    }

    private Condition in(View view, Actor actor) {
        return switch (view) {
            case MINE -> ASSIGNEE.eq(actor.id());
            case TEAM -> free(actor);
            case OVERDUE -> DUE.lt(OffsetDateTime.now(clock)).and(free(actor).or(ASSIGNEE.eq(actor.id())));
        };
    }

    /** What nobody has taken, and what those have for whom the actor stands in. */
    private Condition free(Actor actor) {
        var away = delegations.to(actor.id());
        return away.isEmpty() ? ASSIGNEE.isNull() : ASSIGNEE.isNull().or(ASSIGNEE.in(away));
    }

    /** Behind a task in the list's order; when it is gone meanwhile, or is not to be seen, from the first on. */
    private Condition behind(String after, Condition seen) {
        var place = dsl.select(DUE, URGENCY)
                .from(TASK)
                .where(ID.eq(after))
                .and(seen)
                .fetchOne();
        if (place == null) {
            return DSL.noCondition();
        }
        var due = place.value1();
        // The column says infinity where nothing is due, and Java has no such moment.
        var lateAt = due == null ? NEVER : DSL.val(due, DUE);
        return DSL.row(LATE_AT, URGENCY, ID).gt(DSL.row(lateAt, DSL.val(place.value2()), DSL.val(after)));
    }

    private List<Task> tasks(Condition condition, int limit) {
        var rows = dsl.select(
                        ID, NAME, PROCESS, STEP, ENTITY, RECORD, UNIT, ROLES, ASSIGNEE, DUE, PRIORITY, CREATED, FORM,
                        OUTCOMES, COMMENT)
                .from(TASK)
                .where(condition)
                .orderBy(LATE_AT, URGENCY, ID)
                .limit(limit)
                .fetch();
        var names = names(rows.getValues(RECORD));
        return rows.map(row -> task(row, names));
    }

    /** Number and title of the records that shown tasks are about: whoever is offered a task may know them. */
    private Map<UUID, Record> names(Collection<UUID> records) {
        if (records.isEmpty()) {
            return Map.of();
        }
        return engine.asEngine(all -> all
                .select(REGISTERED, NUMBER, TITLE)
                .from(REGISTRY)
                .where(REGISTERED.eq(DSL.any(records.toArray(UUID[]::new))))
                .stream()
                .collect(Collectors.toMap(row -> row.get(REGISTERED), row -> (Record) row)));
    }

    private Task task(Record row, Map<UUID, Record> names) {
        var record = names.get(row.get(RECORD));
        var number = record == null ? null : record.get(NUMBER);
        var title = record == null ? null : record.get(TITLE);
        @Nullable UUID assignee = row.get(ASSIGNEE);
        @Nullable OffsetDateTime due = row.get(DUE);
        return new Task(
                row.get(ID),
                row.get(NAME),
                row.get(PROCESS),
                row.get(STEP),
                row.get(ENTITY),
                row.get(RECORD),
                number,
                title != null ? title : number != null ? number : "",
                directory.unit(row.get(UNIT)).map(Directory.Unit::code).orElse(""),
                Arrays.asList(row.get(ROLES)),
                assignee,
                assignee == null
                        ? null
                        : directory
                                .account(assignee)
                                .map(Directory.Account::title)
                                .orElse(null),
                due,
                row.get(PRIORITY),
                row.get(CREATED),
                row.get(FORM),
                TaskBook.outcomes(row.get(OUTCOMES)),
                row.get(COMMENT));
    }
}
