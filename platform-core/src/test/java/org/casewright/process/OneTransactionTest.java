package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.TestPlatform.json;
import static org.casewright.TestPlatform.saved;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.records.Change;
import org.casewright.records.Outcome;
import org.casewright.records.RecordChanged;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

/**
 * Record, children, registry, history, periods and process are written together or not at all. Whatever fails on the way,
 * every table is afterwards as it was, and the same request then works.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneTransactionTest {

    private static final String VISIT = "desk/visit";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestPlatform platform;

    /** Throws, when told to, before or behind those who hear of a change too. */
    abstract static class Listener {
        @Nullable
        Predicate<RecordChanged> failing;

        void hear(RecordChanged change) {
            if (failing != null && failing.test(change)) {
                throw new IllegalStateException("injected");
            }
        }
    }

    static final class Early extends Listener {
        @EventListener
        @Order(-1000)
        void on(RecordChanged change) {
            hear(change);
        }
    }

    static final class Late extends Listener {
        @EventListener
        @Order(1000)
        void on(RecordChanged change) {
            hear(change);
        }
    }

    @BeforeAll
    void open() {
        platform = TestPlatform.with("desk", Early.class, Late.class);
        sql("create sequence platform.injected");
        sql("create function platform.fail() returns trigger language plpgsql as "
                + "$$ begin raise exception 'injected'; end $$");
        sql("create function platform.fail_once() returns trigger language plpgsql security definer as "
                + "$$ begin if nextval('platform.injected') = 1 then raise exception 'injected' using errcode = '40P01';"
                + " end if; return null; end $$");
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "desk.visit",
                "desk.guest",
                "desk.visit_phones",
                "desk.visit_search",
                "platform.record",
                "platform.history",
                "desk.seat",
                "platform.task",
                "platform.step",
                "camunda.act_ru_execution",
                "camunda.act_ru_task"
            })
    void aCreationThatFailsWhereARowIsAddedLeavesNothing(String table) {
        whileFailing("before insert on " + table + " for each statement", this::arrive);
    }

    @ParameterizedTest
    @CsvSource({
        "platform.history, new.entity = 'desk/guest'",
        "platform.history, new.entity = 'desk/seat'",
        "platform.record, new.entity = 'desk/seat'",
        "platform.step, new.kind = 'START'"
    })
    void aCreationThatFailsAtOneOfItsRowsLeavesNothing(String table, String row) {
        whileFailing("before insert on " + table + " for each row when (" + row + ")", this::arrive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"desk.visit", "platform.record", "desk.seat", "platform.task", "camunda.act_ru_task"})
    void aCreationThatFailsWhenItIsCommittedLeavesNothing(String table) {
        var trigger = "create constraint trigger injected after insert on " + table
                + " deferrable initially deferred for each row execute function platform.fail()";
        whileSet(trigger, "drop trigger injected on " + table, this::arrive);
    }

    @ParameterizedTest
    @CsvSource({
        "insert, desk.visit",
        "insert, desk.seat",
        "insert, platform.record",
        "insert, platform.history",
        "usage, sequence platform.history_id",
        "insert, platform.task",
        "insert, platform.step",
        "insert, camunda.act_ru_task"
    })
    void aCreationWithoutAPrivilegeLeavesNothing(String privilege, String object) {
        var right = privilege + " on " + object;
        whileSet("revoke " + right + " from casewright_app", "grant " + right + " to casewright_app", this::arrive);
    }

    @Test
    void aCreationThatGetsNoNumberLeavesNothing() {
        // Numbers are taken in blocks: only the first of an office asks the database.
        whileFailing(
                "before insert on platform.sequence for each statement",
                () -> platform.create("desk.odd", VISIT, party()));
    }

    @Test
    void aCreationWhoseListenerFailsLeavesNothing() {
        whileListening(Early.class, change -> change.after().entity().ref().equals(VISIT), this::arrive);
        whileListening(Late.class, change -> change.after().entity().ref().equals(VISIT), this::arrive);
        whileListening(Late.class, change -> change.after().entity().ref().equals("desk/guest"), this::arrive);
        whileListening(Early.class, change -> change.after().entity().ref().equals("desk/seat"), this::arrive);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before update on desk.visit",
                "before insert on desk.guest",
                "before update on desk.guest",
                "before insert on desk.visit_phones",
                "before delete on desk.visit_phones",
                "before insert on desk.visit_search",
                "before insert on platform.record",
                "before insert on platform.history",
                "before update on desk.seat",
                "before insert on desk.seat"
            })
    void anUpdateThatFailsLeavesAllAsItWas(String event) {
        var visit = arrived();
        whileFailing(event + " for each statement", () -> platform.update("desk.low", visit, changes(visit)));
    }

    @ParameterizedTest
    @CsvSource({
        "before update on desk.visit, true",
        "before insert on desk.seat, true",
        "before insert on platform.history, true",
        "before insert on platform.step, true",
        "before insert on platform.step, new.kind = 'TASK'",
        "before delete on platform.task, true",
        "before delete on camunda.act_ru_task, true",
        "before delete on camunda.act_ru_execution, true",
        "before insert on platform.history, new.actor_name = 'process:desk'",
        "before update on desk.visit, new.state = 'DONE'",
        "before insert on platform.step, new.kind = 'END'"
    })
    void aCompletionThatFailsLeavesRecordAndProcessWhereTheyWere(String event, String row) {
        var visit = arrived();
        var each = row.equals("true") ? " for each statement" : " for each row when (" + row + ")";
        whileFailing(event + each, () -> complete(visit));
        assertThat(platform.tasks().of(visit.id(), platform.actor("desk.low"))).isEmpty();
        assertThat(platform.read("desk.low", visit).value("state")).isEqualTo("DONE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform.step", "platform.history", "desk.guest"})
    void aCompletionThatFailsWhenItIsCommittedLeavesRecordAndProcessWhereTheyWere(String table) {
        var visit = arrived();
        var trigger = "create constraint trigger injected after insert on " + table
                + " deferrable initially deferred for each row execute function platform.fail()";
        whileSet(trigger, "drop trigger injected on " + table, () -> complete(visit));
    }

    @Test
    void aCompletionWhoseListenerFailsLeavesRecordAndProcessWhereTheyWere() {
        var first = arrived();
        whileListening(Late.class, change -> change.after().id().equals(first.id()), () -> complete(first));
        var second = arrived();
        whileListening(Late.class, change -> "DONE".equals(change.after().value("state")), () -> complete(second));
    }

    @Test
    void ofTwoChangesTheFirstIsNotKeptWhenTheSecondIsRefused() {
        var before = everything();

        var outcome = platform.apply(
                "desk.low",
                new Change.Create(VISIT, null, json(party())),
                new Change.Create(VISIT, null, json("{'name': null}")));

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whoIsLetGoFromACircleIsStoredOnceAndWhole() {
        var visit = saved(whileLettingGo("before insert on platform.history", this::arrive));

        assertThat(count("platform.history where action = 'create' and record_id = '" + visit.id() + "'"))
                .isEqualTo(1);
        assertThat(count("platform.task where record_id = '" + visit.id() + "'"))
                .isEqualTo(1);
        assertThat(count("desk.visit where name = '" + visit.value("name") + "'"))
                .isEqualTo(1);
    }

    @Test
    void whoIsLetGoFromACircleCompletesOnce() {
        for (var event : List.of("before insert on platform.history", "before delete on camunda.act_ru_task")) {
            var visit = arrived();
            saved(whileLettingGo(event, () -> complete(visit)));

            assertThat(count("desk.guest where name = 'Dan' and visit = '" + visit.id() + "'"))
                    .isEqualTo(1);
            assertThat(count("platform.step where kind = 'TASK' and case_id = '" + visit.id() + "'"))
                    .isEqualTo(1);
        }
    }

    /** The database lets the first who come by go, as it does with one of two who wait for one another. */
    private Outcome whileLettingGo(String event, Supplier<Outcome> request) {
        sql("alter sequence platform.injected restart");
        sql("create trigger injected " + event + " for each statement execute function platform.fail_once()");
        try {
            var answer = request.get();
            assertThat(count("platform.injected where last_value > 1"))
                    .as("tries")
                    .isEqualTo(1);
            return answer;
        } finally {
            sql("drop trigger injected on " + event.replaceAll(".* on ", ""));
        }
    }

    private static String party() {
        return "{'name': 'Visit " + NAMES.incrementAndGet()
                + "', 'phones': [{'number': '1'}, {'number': '2'}],"
                + " 'guests': [{'name': 'Ada', 'place': 1}, {'name': 'Ben', 'place': 2}]}";
    }

    private Outcome arrive() {
        return platform.create("desk.low", VISIT, party());
    }

    private EntityRecord arrived() {
        return platform.read("desk.low", saved(arrive()));
    }

    /** Something for every table of a record. */
    private String changes(EntityRecord visit) {
        var phone =
                platform.records().json(visit).path("phones").path(0).path("id").stringValue();
        return "{'name': 'Renamed', 'phones': [{'id': '" + phone
                + "', 'retire': true}, {'number': '3'}], 'guests': [{'id': '" + guest(visit)
                + "', 'place': 7}, {'name': 'Cid', 'place': 3}]}";
    }

    private String guest(EntityRecord visit) {
        return platform.owner()
                .sql("select id::text from desk.guest where visit = ? order by id limit 1")
                .param(visit.id())
                .query(String.class)
                .single();
    }

    private Outcome complete(EntityRecord visit) {
        var desk = platform.actor("desk.low");
        var task = platform.tasks().of(visit.id(), desk).getFirst();
        var values = json("{'remark': 'seen', 'guests': [{'name': 'Dan', 'place': 4}]}");
        return platform.tasks().complete(task.id(), null, values, null, desk);
    }

    private void whileFailing(String when, Supplier<Outcome> request) {
        var table = when.replaceAll("^before \\w+ on (\\S+) .*", "$1");
        whileSet(
                "create trigger injected " + when + " execute function platform.fail()",
                "drop trigger injected on " + table,
                request);
    }

    private <T extends Listener> void whileListening(
            Class<T> type, Predicate<RecordChanged> failing, Supplier<Outcome> request) {
        var listener = platform.bean(type);
        leavesNothing(() -> listener.failing = failing, () -> listener.failing = null, request);
    }

    private void whileSet(String sql, String undo, Supplier<Outcome> request) {
        leavesNothing(() -> sql(sql), () -> sql(undo), request);
    }

    private void leavesNothing(Runnable breaking, Runnable mending, Supplier<Outcome> request) {
        var before = everything();
        breaking.run();
        String answer;
        try {
            answer = answer(request);
        } finally {
            mending.run();
        }

        assertThat(answer).as("answer while something is broken").isNotEqualTo("Saved");
        assertThat(everything()).as("rows behind the failure").isEqualTo(before);
        assertThat(answer(request)).as("answer when it is mended").isEqualTo("Saved");
        assertThat(everything()).as("rows behind the success").isNotEqualTo(before);
    }

    private static String answer(Supplier<Outcome> request) {
        try {
            return request.get().getClass().getSimpleName();
        } catch (RuntimeException failure) {
            return failure.toString();
        }
    }

    /** A digest of every table that a record or a process is in; numbers may have gaps, and the clock refreshes when it will. */
    private Map<String, String> everything() {
        var tables = platform.owner()
                .sql("select schemaname || '.' || tablename from pg_tables"
                        + " where schemaname in ('desk', 'camunda') or (schemaname = 'platform'"
                        + " and tablename not in ('sequence', 'setting', 'access_version', 'daily_refresh')"
                        + " and tablename not like 'history_%')")
                .query(String.class)
                .list();
        assertThat(tables)
                .contains("desk.visit", "platform.record", "platform.history", "platform.task", "camunda.act_ru_task");
        var digests = tables.stream()
                .map(table -> "select '" + table
                        + "', count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                        + table + " t")
                .collect(Collectors.joining(" union all "));
        var all = new TreeMap<String, String>();
        platform.owner().sql(digests).query(row -> {
            all.put(row.getString(1), row.getString(2));
        });
        return all;
    }

    private long count(String from) {
        return platform.owner()
                .sql("select count(*) from " + from)
                .query(Long.class)
                .single();
    }

    private void sql(String statement) {
        platform.owner().sql(statement).update();
    }
}
