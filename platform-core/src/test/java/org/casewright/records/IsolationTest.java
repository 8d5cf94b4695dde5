package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.TestPlatform.json;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.casewright.TestPlatform;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one office does not know of another's records, through every front door and in SQL. */
class IsolationTest {

    private static final String VISIT = "desk/visit";
    private static final String GUEST = "desk/guest";
    private static final List<String> ENTITY_TABLES =
            List.of("visit", "visit_phones", "visit_search", "guest", "guest_search", "seat");

    private static final List<String> PEOPLE = List.of(
            "desk.low", "desk.far", "desk.odd", "lead.mid", "lead.top", "survey.top", "porter.far", "nobody.low");

    private static TestPlatform platform;
    private static Actor asker;

    /** Of the other office, and of the asker's own. */
    private static EntityRecord hidden;

    private static EntityRecord own;
    private static EntityRecord ownThatRefers;
    private static UUID hiddenGuest;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("desk");
        asker = platform.actor("desk.far");
        hidden = platform.created("lead.top", VISIT, visit("LOW", "Zahra Hidden", "SECRET-1"));
        platform.created("desk.low", VISIT, visit("LOW", "Amal Hidden", "SECRET-2"));
        platform.created("desk.odd", VISIT, visit("ODD", "Mid Hidden", "SECRET-3"));
        own = platform.created("desk.far", VISIT, visit("FAR", "Lena Own", "OPEN-1"));
        platform.created("porter.far", VISIT, "{'name': 'Porter Own', 'code': 'OPEN-2'}");
        ownThatRefers = platform.created(
                "lead.top",
                VISIT,
                "{'unit': 'FAR', 'name': 'Refers Own', 'code': 'OPEN-3', 'follows': '" + hidden.id() + "'}");
        for (var visit : List.of(hidden, own)) {
            platform.created("lead.top", GUEST, "{'visit': '" + visit.id() + "', 'name': 'Honoured', 'vip': true}");
        }
        hiddenGuest = platform.owner()
                .sql("select id from desk.guest where visit = ? and name = 'Plain of SECRET-1'")
                .param(hidden.id())
                .query(UUID.class)
                .single();
    }

    private static String visit(String unit, String name, String code) {
        return "{'unit': '%s', 'name': '%s', 'code': '%s', 'phones': [{'number': '12'}],".formatted(unit, name, code)
                + " 'guests': [{'name': 'Plain of %s', 'place': 1}, {'name': 'Second of %s'}]}".formatted(code, code);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    /** What is said of a record of another office, its id left out, is what is said of one that is not there. */
    private static void sameAsForNothing(Function<String, Object> ask) {
        var nothing = UUID.randomUUID().toString();
        assertThat(answer(ask, hidden.id().toString())).isEqualTo(answer(ask, nothing));
    }

    private static String answer(Function<String, Object> ask, String id) {
        try {
            return String.valueOf(ask.apply(id)).replace(id, "ID");
        } catch (Refusal refusal) {
            return refusal.code() + " " + String.valueOf(refusal.getMessage()).replace(id, "ID") + refusal.problems();
        }
    }

    @Nested
    class Reading {

        @Test
        void neitherIdNorNumberOpensIt() {
            sameAsForNothing(id -> platform.records().get(VISIT, id, asker));
            assertThat(platform.records().get(VISIT, number(hidden), asker)).isEmpty();
            assertThat(platform.records().get(GUEST, hiddenGuest.toString(), asker))
                    .isEmpty();
            assertThat(platform.records().get(VISIT, number(own), asker)).isPresent();
            assertThat(platform.records().get(VISIT, number(hidden), platform.actor("desk.low")))
                    .isPresent();
        }

        @Test
        void listsAndCountsHaveOnlyWhatIsOpen() {
            for (var count : List.of(Query.Count.CAPPED, Query.Count.EXACT)) {
                var page = find(Query.of(VISIT).counted(count));
                assertThat(page.items())
                        .allSatisfy(item -> assertThat(item.system().unit()).isEqualTo(asker.unit()));
                assertThat(page.count()).isEqualTo(3L);
            }
            assertThat(find(Query.of(VISIT).ofRetired()).items()).isEmpty();
        }

        @Test
        void noFilterFindsIt() {
            assertThat(filtered("code = \"SECRET-1\"")).isEmpty();
            assertThat(filtered("starts with(code, \"SECRET\")")).isEmpty();
            assertThat(filtered("guestCount > 0 and code != \"OPEN-1\"")).isEmpty();
            assertThat(filtered("some g in guests satisfies g.name = \"Plain of SECRET-1\""))
                    .isEmpty();
            assertThat(filtered("follows.name = \"Zahra Hidden\"")).isEmpty();
            assertThat(filtered("follows.code != \"nothing\"")).isEmpty();
            assertThat(filtered("starts with(code, \"OPEN\")")).hasSize(3);
            assertThat(filtered("some g in guests satisfies g.name = \"Plain of OPEN-1\""))
                    .hasSize(1);
        }

        @Test
        void sortingTellsNothingOfIt() {
            for (var descending : List.of(true, false)) {
                var names = new ArrayList<Object>();
                String next = null;
                do {
                    var page = find(Query.of(VISIT)
                            .sortedBy(List.of(new Sort("name", descending)))
                            .limitedTo(1)
                            .after(next));
                    page.items().forEach(item -> names.add(item.value("name")));
                    next = page.next();
                } while (next != null);
                assertThat(names).containsExactlyInAnyOrder("Lena Own", "Porter Own", "Refers Own");
            }
        }

        @Test
        void noSearchFindsIt() {
            assertThat(find(Query.of(VISIT).searching("zahra")).items()).isEmpty();
            assertThat(find(Query.of(VISIT).searching("SECRET-1")).items()).isEmpty();
            assertThat(find(Query.of(VISIT).searching(number(hidden))).items()).isEmpty();
            assertThat(find(Query.of(GUEST).searching("plain")).items()).hasSize(1);
            assertThat(find(Query.of(VISIT).searching("lena")).items()).hasSize(1);
            assertThat(find(Query.of(VISIT).searching(number(own))).items()).hasSize(1);
        }

        @Test
        void relatedListsAreEmpty() {
            assertThat(find(Query.of(GUEST).relatedTo("visit", hidden.id()).counted(Query.Count.EXACT)))
                    .satisfies(page -> assertThat(page.items()).isEmpty())
                    .satisfies(page -> assertThat(page.count()).isZero());
            assertThat(find(Query.of("desk/seat").relatedTo("guest", hiddenGuest))
                            .items())
                    .isEmpty();
            assertThat(find(Query.of(GUEST).relatedTo("visit", own.id())).items())
                    .hasSize(2);
        }

        @Test
        void whatPointsToItShowsNeitherTitleNorValues() {
            var page = find(
                    Query.of(VISIT).where(Expression.parse("code = \"OPEN-3\"")).expanding(Set.of("follows")));

            assertThat(page.items()).hasSize(1);
            assertThat(page.titles()).doesNotContainKey(hidden.id());
            assertThat(page.related()).isEmpty();
            var refers = platform.read("desk.far", ownThatRefers);
            assertThat(platform.records().titles(List.of(refers), asker)).doesNotContainKey(hidden.id());
            assertThat(platform.records().titles(List.of(refers), platform.actor("lead.top")))
                    .containsEntry(hidden.id(), "Zahra Hidden");
            assertThat(platform.records().title(hidden, asker)).isEqualTo("Visit");
        }

        @Test
        void historyIsAsOfNothing() {
            sameAsForNothing(id -> platform.records().history(VISIT, id, asker));
            assertRefused(ErrorCode.NOT_FOUND, () -> platform.records().history(VISIT, number(hidden), asker));
            assertThat(platform.records().history(VISIT, own.id().toString(), asker))
                    .isNotEmpty();
        }

        private static Page find(Query query) {
            return platform.records().find(query, asker);
        }

        private static List<EntityRecord> filtered(String filter) {
            var page = find(Query.of(VISIT).where(Expression.parse(filter)).counted(Query.Count.EXACT));
            assertThat(page.count()).isEqualTo(page.items().size());
            return page.items();
        }
    }

    @Nested
    class Writing {

        @Test
        void aGuessedReferenceIsAnsweredAsNothing() {
            sameAsForNothing(id -> platform.create("desk.far", VISIT, "{'name': 'Guess', 'follows': '" + id + "'}"));
            sameAsForNothing(id -> platform.create("desk.far", GUEST, "{'name': 'Guess', 'visit': '" + id + "'}"));
            sameAsForNothing(id -> platform.update("desk.far", own, "{'follows': '" + id + "'}"));
            sameAsForNothing(id -> platform.create(
                    "desk.far", VISIT, "{'name': 'Guess', 'follows': {'id': '" + id + "', 'name': 'X'}}"));
            sameAsForNothing(id ->
                    platform.create("desk.far", VISIT, "{'name': 'Guess', 'followedBy': [{'id': '" + id + "'}]}"));
            assertThat(platform.create("desk.far", VISIT, "{'name': 'Guess', 'follows': '" + hidden.id() + "'}"))
                    .isInstanceOf(Outcome.Rejected.class);
        }

        @Test
        void aNumberIsNoReferenceEither() {
            var guessed = platform.create("desk.far", VISIT, "{'name': 'Guess', 'follows': '" + number(hidden) + "'}");
            assertThat(guessed).isInstanceOf(Outcome.Rejected.class);
        }

        @Test
        void aGuessedIdIsNeitherChangedNorRetiredNorRestored() {
            sameAsForNothing(id -> platform.apply(
                    "desk.far", Change.update(VISIT, UUID.fromString(id), 1L, json("{'name': 'Mine'}"))));
            sameAsForNothing(id -> platform.apply(
                    "desk.far", Change.update(VISIT, UUID.fromString(id), 99L, json("{'name': 'Mine'}"))));
            sameAsForNothing(id -> platform.apply("desk.far", new Change.Retire(VISIT, id, null)));
            sameAsForNothing(id -> platform.apply("desk.far", new Change.Restore(VISIT, id)));
            sameAsForNothing(id -> platform.records().preview(VISIT, id, json("{'name': 'Mine'}"), asker));
            assertThat(platform.read("lead.top", hidden).system().version())
                    .isEqualTo(hidden.system().version());
        }

        @Test
        void aGuessedChildIsAnsweredAsNothing() {
            Function<String, Object> ask =
                    id -> platform.update("desk.far", own, "{'guests': [{'id': '" + id + "', 'name': 'Mine'}]}");
            assertThat(answer(ask, hiddenGuest.toString()))
                    .isEqualTo(answer(ask, UUID.randomUUID().toString()));
            assertThat(platform.owner()
                            .sql("select name from desk.guest where id = ?")
                            .param(hiddenGuest)
                            .query(String.class)
                            .single())
                    .isEqualTo("Plain of SECRET-1");
        }
    }

    @Nested
    class Working {

        @Test
        void noTaskOfAnotherOfficeIsSeenOrTouched() {
            var theirs =
                    platform.tasks().of(hidden.id(), platform.actor("desk.low")).getFirst();

            for (var view : Tasks.View.values()) {
                assertThat(platform.tasks().list(view, null, 200, asker))
                        .noneMatch(task -> task.id().equals(theirs.id()));
            }
            assertThat(platform.tasks().count(Tasks.View.TEAM, asker)).isEqualTo(3);
            assertThat(platform.tasks().list(Tasks.View.TEAM, theirs.id(), 200, asker))
                    .extracting(Task::unit)
                    .allMatch("FAR"::equals);
            assertThat(platform.tasks().of(hidden.id(), asker)).isEmpty();
            assertThat(platform.tasks().find(theirs.id(), asker)).isEmpty();
            assertThat(platform.tasks().stages(hidden.id(), asker)).isEmpty();
            assertThat(platform.tasks().steps(hidden.id(), asker)).isEmpty();
            assertRefused(ErrorCode.NOT_FOUND, () -> platform.tasks().claim(theirs.id(), asker));
            assertRefused(ErrorCode.NOT_FOUND, () -> platform.tasks().release(theirs.id(), asker));
            assertRefused(
                    ErrorCode.NOT_FOUND, () -> platform.tasks().complete(theirs.id(), null, json("{}"), null, asker));
            assertThat(platform.tasks().of(hidden.id(), platform.actor("desk.low")))
                    .containsExactly(theirs);
        }

        @Test
        void whoRunsOnlyHisOwnSeesOnlyThose() {
            assertThat(platform.tasks().list(Tasks.View.TEAM, null, 200, platform.actor("porter.far")))
                    .extracting(Task::recordTitle)
                    .containsExactly("Porter Own");
            assertThat(platform.tasks().list(Tasks.View.TEAM, null, 200, platform.actor("survey.top")))
                    .isEmpty();
        }
    }

    /** As the application's role, which is what everything above stands on. */
    @Nested
    class InSql {

        @Test
        void withSomebodysSettingsTheRowsAreExactlyThose() throws SQLException {
            for (var name : PEOPLE) {
                var visits = expected(
                        name, "visit", Map.of("DESK", "unit", "LEAD", "subtree", "SURVEY", "all", "PORTER", "own"));
                var guests = expected(name, "guest", Map.of("DESK", "plain", "LEAD", "subtree", "SURVEY", "vip"));
                var seats = expected(name, "seat", Map.of("DESK", "unit", "LEAD", "subtree"));
                var all = new TreeSet<>(visits);
                all.addAll(guests);
                all.addAll(seats);

                var seen = seen(platform.actor(name));

                assertThat(seen.get("desk.visit")).as(name).isEqualTo(visits);
                assertThat(seen.get("desk.guest")).as(name).isEqualTo(guests);
                assertThat(seen.get("desk.seat")).as(name).isEqualTo(seats);
                assertThat(seen.get("platform.record")).as(name).isEqualTo(all);
                assertThat(seen.get("platform.history")).as(name).isEqualTo(all);
                assertThat(visits).as(name).containsAll(seen.get("desk.visit_phones"));
                assertThat(visits).as(name).containsAll(seen.get("desk.visit_search"));
                assertThat(guests).as(name).containsAll(seen.get("desk.guest_search"));
                assertThat(seen.get("desk.visit_search")).as(name).hasSameSizeAs(visits);
            }
        }

        /** Worked out from the rows and the people alone. */
        private static Set<String> expected(String name, String table, Map<String, String> depths) {
            var actor = platform.actor(name);
            var depth = actor.roles().stream()
                    .filter(depths::containsKey)
                    .map(depths::get)
                    .findFirst()
                    .orElse("none");
            var inUnit = "u.code = '" + name.substring(name.indexOf('.') + 1).toUpperCase(Locale.ROOT) + "'";
            var condition = switch (depth) {
                case "all" -> "true";
                case "vip" -> "r.vip";
                case "plain" -> inUnit + " and not r.vip";
                case "unit" -> inUnit;
                case "subtree" -> name.endsWith("mid") ? "u.code in ('MID', 'LOW')" : "true";
                case "own" -> "r.owner_user = '" + actor.id() + "'";
                default -> "false";
            };
            return new TreeSet<>(platform.owner()
                    .sql("select r.id::text from desk." + table
                            + " r join platform.unit u on u.number = r.unit_no where " + condition)
                    .query(String.class)
                    .list());
        }

        private static Map<String, Set<String>> seen(Actor actor) throws SQLException {
            try (var connection = platform.database().application().getConnection()) {
                connection.setAutoCommit(false);
                var catalog = platform.bean(Catalogs.class).current();
                for (var setting :
                        Access.of(catalog, actor).settings(catalog.entities()).entrySet()) {
                    try (var statement = connection.prepareStatement("select set_config(?, ?, true)")) {
                        statement.setString(1, setting.getKey());
                        statement.setString(2, setting.getValue());
                        statement.execute();
                    }
                }
                var seen = rows(connection);
                connection.rollback();
                return seen;
            }
        }

        @Test
        void withoutSettingsThereIsNothing() throws SQLException {
            try (var connection = platform.database().application().getConnection()) {
                assertThat(rows(connection))
                        .allSatisfy((table, ids) -> assertThat(ids).as(table).isEmpty());
                assertThat(count(connection, "platform.task")).isZero();
            }
        }

        @Test
        void withoutTheEnginesSettingNothingIsWritten() throws SQLException {
            try (var connection = platform.database().application().getConnection();
                    var statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("update desk.visit set name = 'Mine'"))
                        .isZero();
                assertThat(statement.executeUpdate("update platform.record set title = 'Mine'"))
                        .isZero();
                assertThatThrownBy(() -> statement.execute("delete from platform.history"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> statement.execute("alter table desk.visit disable row level security"))
                        .hasMessageContaining("must be owner");
                assertThatThrownBy(() -> statement.execute("set role casewright_owner"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> statement.execute(
                                "insert into platform.history (record_id, entity, at, action, actor_id, actor_name, version, release)"
                                        + " values (gen_random_uuid(), 'x', now(), 'x', gen_random_uuid(), 'x', 1, 1)"))
                        .hasMessageContaining("row-level security");
            }
        }

        @Test
        void afterAnyTransactionAPooledConnectionKnowsNobody() throws Exception {
            try (var busy = TestPlatform.with("desk")) {
                afterAnyTransaction(busy);
            }
        }

        private static void afterAnyTransaction(TestPlatform busy) throws Exception {
            var visit = busy.created("desk.far", VISIT, visit("FAR", "Known", "K"));
            var pool = busy.database().application().unwrap(HikariDataSource.class);
            Callable<Map<String, Integer>> worker = () -> {
                var done = new HashMap<String, Integer>();
                var random = new Random(Thread.currentThread().threadId());
                for (int i = 0; i < 80; i++) {
                    done.merge(
                            anything(busy, visit, PEOPLE.get(random.nextInt(PEOPLE.size())), random), 1, Integer::sum);
                    try (var connection = pool.getConnection()) {
                        knowsNobody(connection);
                    }
                }
                return done;
            };
            var done = new TreeMap<String, Integer>();
            try (var threads = Executors.newFixedThreadPool(6)) {
                for (var future : threads.invokeAll(List.of(worker, worker, worker, worker, worker, worker))) {
                    future.get().forEach((what, times) -> done.merge(what, times, Integer::sum));
                }
            }

            assertThat(done.keySet())
                    .as("what was done: %s", done)
                    .contains("Saved", "Rejected", "Stale", "FORBIDDEN", "NOT_FOUND", "find", "tasks");
            assertThat(done.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(480);
            var all = new ArrayList<Connection>();
            try {
                // All but the one that listens for releases, which carries nobody's transaction.
                var free =
                        pool.getMaximumPoolSize() - pool.getHikariPoolMXBean().getActiveConnections();
                assertThat(free).isGreaterThanOrEqualTo(pool.getMaximumPoolSize() - 1);
                for (int i = 0; i < free; i++) {
                    all.add(pool.getConnection());
                    knowsNobody(all.getLast());
                }
            } finally {
                for (var connection : all) {
                    connection.close();
                }
            }
        }

        private static String anything(TestPlatform busy, EntityRecord visit, String who, Random random) {
            var actor = busy.actor(who);
            try {
                return switch (random.nextInt(8)) {
                    case 0 -> named(busy.create(who, VISIT, "{'name': 'Mixed', 'guests': [{'name': 'Some'}]}"));
                    case 1 -> named(busy.create(who, VISIT, "{'name': 7, 'follows': '" + UUID.randomUUID() + "'}"));
                    case 2 -> named(busy.apply(who, Change.update(VISIT, visit.id(), 99L, json("{'name': 'Late'}"))));
                    case 3 ->
                        named(busy.apply(
                                who, new Change.Retire(GUEST, UUID.randomUUID().toString(), null)));
                    case 4 -> {
                        busy.records().history(VISIT, visit.id().toString(), actor);
                        yield "history";
                    }
                    case 5 -> {
                        for (var task : busy.tasks().list(Tasks.View.TEAM, null, 5, actor)) {
                            busy.tasks().claim(task.id(), actor);
                            busy.tasks().release(task.id(), actor);
                        }
                        yield "tasks";
                    }
                    default -> {
                        busy.records().find(Query.of(VISIT).counted(Query.Count.EXACT), actor);
                        yield "find";
                    }
                };
            } catch (Refusal refusal) {
                return refusal.code().name();
            }
        }

        private static String named(Outcome outcome) {
            return outcome.getClass().getSimpleName();
        }

        private static void knowsNobody(Connection connection) throws SQLException {
            var settings = List.of(
                    "casewright.engine",
                    "casewright.user",
                    "casewright.read.desk.visit",
                    "casewright.read.desk.guest",
                    "casewright.run.desk.visit");
            try (var statement = connection.prepareStatement("select nullif(current_setting(?, true), '')")) {
                for (var setting : settings) {
                    statement.setString(1, setting);
                    try (var row = statement.executeQuery()) {
                        row.next();
                        assertThat(row.getString(1)).as(setting).isNull();
                    }
                }
            }
            assertThat(count(connection, "desk.visit")).isZero();
            assertThat(count(connection, "platform.record")).isZero();
            assertThat(count(connection, "platform.history")).isZero();
            assertThat(count(connection, "platform.task")).isZero();
        }

        /** Ids of the records whose rows are seen, by table. */
        private static Map<String, Set<String>> rows(Connection connection) throws SQLException {
            var columns = new TreeMap<String, String>();
            ENTITY_TABLES.forEach(table -> columns.put(
                    "desk." + table,
                    table.endsWith("phones") ? "parent_id" : table.endsWith("search") ? "record_id" : "id"));
            columns.put("platform.record", "id");
            columns.put("platform.history", "record_id");
            var rows = new TreeMap<String, Set<String>>();
            for (var column : columns.entrySet()) {
                var ids = new TreeSet<String>();
                try (var statement = connection.createStatement();
                        var found =
                                statement.executeQuery("select " + column.getValue() + " from " + column.getKey())) {
                    while (found.next()) {
                        ids.add(found.getString(1));
                    }
                }
                rows.put(column.getKey(), ids);
            }
            return rows;
        }

        private static long count(Connection connection, String table) throws SQLException {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String number(EntityRecord record) {
        return String.valueOf(record.system().number());
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
