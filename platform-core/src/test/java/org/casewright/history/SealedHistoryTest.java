package org.casewright.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.history.Erasing.Order;
import org.casewright.history.Verified.Kind;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.postgres.TestDatabase;
import org.casewright.records.HistoryEntry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The history as evidence: who can change it, what shows that somebody did, and what the law may take away. */
class SealedHistoryTest {

    private static final String PERSON = "vault/person";
    private static final List<String> TABLES = List.of("history", "history_values", "history_seal");

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("vault");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord person(String values) {
        return platform.created("clerk.off", PERSON, values);
    }

    /** All of it: lines of transactions that are just ending somewhere wait for the next time. */
    private static void seal() {
        do {
            platform.bean(Sealing.class).seal();
        } while (count("history where (tx, id) > (select last_tx, last_id from platform.history_seal"
                        + " order by number desc limit 1)")
                != 0);
    }

    private static long count(String from) {
        return platform.owner()
                .sql("select count(*) from platform." + from)
                .query(Long.class)
                .single();
    }

    private static Verified verified(Map<Long, String> kept) {
        return platform.bean(Verification.class).verify(kept, entries -> {});
    }

    private static Verified verified() {
        return verified(Map.of());
    }

    private static void asOwner(String sql) {
        platform.owner().sql(sql).update();
    }

    /** What nobody is stopped from who owns the server. */
    private static void pastTheTriggers(String sql) {
        TABLES.forEach(table -> asOwner("alter table platform." + table + " disable trigger user"));
        asOwner(sql);
        TABLES.forEach(table -> asOwner("alter table platform." + table + " enable trigger user"));
    }

    @Nested
    class AddedToAlone {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update platform.history set action = 'x'",
                    "delete from platform.history",
                    "truncate platform.history",
                    "update platform.history_values set texts = '{}'",
                    "delete from platform.history_values",
                    "truncate platform.history_values",
                    "select * from platform.history_seal",
                    "insert into platform.history_seal (number) values (1)",
                    "delete from platform.history_seal",
                    "update platform.history_era set base = 0",
                    "insert into platform.history (tx, record_id, entity, at, action, actor_id, actor_name, version, release)"
                            + " values (1, gen_random_uuid(), 'x', now(), 'x', gen_random_uuid(), 'x', 1, 1)"
                })
        void byTheApplication(String sql) throws SQLException {
            try (var connection = platform.database().application().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("select set_config('casewright.engine', 'on', false)");
                assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
                statement.execute("select set_config('casewright.engine', '', false)");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update platform.history set action = 'x'",
                    "delete from platform.history",
                    "truncate platform.history",
                    "delete from platform.history_other",
                    "truncate platform.history_other",
                    "update platform.history_values set texts = '{\"name\": \"[null,1]\"}'",
                    "update platform.history_values set texts = '{}', salt = null, salts = '{}',"
                            + " erased = '{\"name\": {\"by\": 1}, \"strict\": {\"by\": 1}}'",
                    "delete from platform.history_values",
                    "truncate platform.history_values",
                    "update platform.history_seal set entries = 1",
                    "delete from platform.history_seal",
                    "truncate platform.history_seal"
                })
        void byTheOwner(String sql) {
            person("{'name': 'Ada'}");
            seal();
            asOwner(
                    "insert into platform.history (record_id, entity, at, action, actor_id, actor_name, version, release)"
                            + " values (gen_random_uuid(), 'x', '2071-01-01', 'x', gen_random_uuid(), 'x', 1, 1)");
            assertThatThrownBy(() -> asOwner(sql)).rootCause().hasMessageContaining("the history");
        }
    }

    @Nested
    class Sealed {

        @Test
        void allThatIsCommittedAndNothingElse() throws SQLException {
            seal();
            var before = verified();
            try (var slow = platform.database().owner().getConnection();
                    var statement = slow.createStatement()) {
                slow.setAutoCommit(false);
                statement.execute(
                        "insert into platform.history (record_id, entity, at, action, actor_id, actor_name, version, release)"
                                + " values (gen_random_uuid(), 'x', now(), 'slow', gen_random_uuid(), 'x', 1, 1)");
                var later = person("{'name': 'Later'}");

                platform.bean(Sealing.class).seal();

                // Somebody still writes what will stand before it.
                var meanwhile = verified();
                assertThat(meanwhile.wrong()).isNull();
                assertThat(meanwhile.entries()).isEqualTo(before.entries());
                assertThat(meanwhile.unsealed()).isEqualTo(lines(later));
                slow.commit();
            }
            seal();
            var all = verified();
            assertThat(all.wrong()).isNull();
            assertThat(all.unsealed()).isZero();
            assertThat(all.entries()).isEqualTo(count("history"));
            assertThat(all.seals()).isGreaterThan(before.seals());
        }

        private long lines(EntityRecord record) {
            return count("history where record_id = '" + record.id() + "'");
        }

        @Test
        void onAnotherServerGoesOnBehindWhatThereIs() {
            person("{'name': 'Here'}");
            seal();
            // As after a dump is restored where transactions were counted higher.
            asOwner("update platform.history_era set server = 1, base = base + 1000000");
            person("{'name': 'Old number'}");

            PlatformMigrations.run(platform.database().owner());

            person("{'name': 'There'}");
            seal();
            var verified = verified();
            assertThat(verified.wrong()).isNull();
            assertThat(verified.unsealed()).isZero();
            assertThat(platform.owner()
                            .sql("select base > 1000000 from platform.history_era")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }

        @Test
        void inManySealsAsInOne() {
            asOwner(
                    "insert into platform.history (record_id, entity, at, action, actor_id, actor_name, version, release)"
                            + " select gen_random_uuid(), 'x', now(), 'many', gen_random_uuid(), 'x', 1, 1"
                            + " from generate_series(1, 2500)");
            var seals = verified().seals();
            seal();
            var verified = verified();
            assertThat(verified.wrong()).isNull();
            assertThat(verified.seals()).isGreaterThanOrEqualTo(seals + 3);
        }
    }

    @Nested
    class Noticed {

        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', textBlock = """
                CHANGED       | update platform.history set actor_name = 'nobody' where id = ID
                CHANGED       | update platform.history set digest = sha256('') where id = ID
                MISSING       | delete from platform.history where id = ID
                INSERTED      | insert into platform.history (id, tx, record_id, entity, at, action, actor_id, actor_name, version, release) select nextval('platform.history_id'), tx, record_id, entity, at, action, actor_id, 'other', version, release from platform.history where id = ID
                REORDERED     | update platform.history a set id = b.id, tx = b.tx from platform.history b where (a.id, b.id) in ((ID, ID + 1), (ID + 1, ID))
                REORDERED     | update platform.history set id = id + 1000000 where id = ID
                VALUE_CHANGED | update platform.history_values set texts = jsonb_set(texts, '{name}', to_jsonb('[null,"Eve"]'::text)) where id = ID
                VALUE_CHANGED | update platform.history_values set texts = texts - 'weight' where id = ID
                VALUE_MISSING | delete from platform.history_values where id = ID
                VALUE_MISSING | update platform.history_values set texts = '{}' where id = ID
                SEAL_CHANGED  | update platform.history_seal set root = sha256('') where number = SEAL
                SEAL_CHANGED  | update platform.history_seal set leaves = overlay(leaves placing '\\x01' from 20) where number = SEAL
                SEAL_CHANGED  | update platform.history_seal set at = at - interval '1 day' where number = SEAL
                SEAL_MISSING  | delete from platform.history_seal where number = SEAL
                """)
        void whateverIsDoneWithIt(Kind kind, String tampering) {
            var first = person("{'name': 'Ada', 'weight': 60.75}");
            person("{'name': 'Bo', 'weight': 70}");
            seal();
            person("{'name': 'Cy'}");
            seal();
            var id = platform.owner()
                    .sql("select min(id) from platform.history where record_id = ?")
                    .param(first.id())
                    .query(Long.class)
                    .single();
            var seal = platform.owner()
                    .sql("select min(s.number) from platform.history_seal s, platform.history h"
                            + " where h.id = ? and (s.last_tx, s.last_id) >= (h.tx, h.id)")
                    .param(id)
                    .query(Long.class)
                    .single();
            keep();
            assertThat(verified().wrong()).isNull();

            pastTheTriggers(tampering.replace("ID", id.toString()).replace("SEAL", String.valueOf(seal)));

            var wrong = verified().wrong();
            assertThat(wrong).isNotNull();
            assertThat(wrong.kind()).as(wrong.sentence()).isEqualTo(kind);
            assertThat(wrong.seal()).isEqualTo(seal);
            if (!kind.name().startsWith("SEAL") && kind != Kind.INSERTED) {
                assertThat(wrong.entry()).isEqualTo(id);
            }
            restore();
            assertThat(verified().wrong()).isNull();
        }

        @Test
        void evenThatAllOfItWasWrittenAnew() {
            person("{'name': 'Ada'}");
            seal();
            var kept = verified().last();
            assertThat(kept).isNotNull();
            keep();

            pastTheTriggers("update platform.history set actor_name = 'nobody'");
            pastTheTriggers("delete from platform.history_seal");
            seal();

            assertThat(verified().wrong()).isNull();
            var wrong = verified(Map.of(kept.number(), kept.hash())).wrong();
            assertThat(wrong).isNotNull();
            assertThat(wrong.kind()).isIn(Kind.OTHER_SEAL, Kind.SEAL_MISSING);
            restore();
            assertThat(verified(Map.of(kept.number(), kept.hash())).wrong()).isNull();
            pastTheTriggers("delete from platform.history_seal where number = " + kept.number());
            assertThat(verified().wrong()).isNull();
            assertThat(verified(Map.of(kept.number(), kept.hash())).wrong())
                    .extracting(Verified.Wrong::kind)
                    .isEqualTo(Kind.SEAL_MISSING);
            restore();
        }

        private static void keep() {
            TABLES.forEach(table -> {
                asOwner("drop table if exists public.kept_" + table);
                asOwner("create table public.kept_" + table + " as select * from platform." + table);
            });
        }

        private static void restore() {
            TABLES.forEach(table -> {
                pastTheTriggers("delete from platform." + table);
                asOwner("insert into platform." + table + " select * from public.kept_" + table);
            });
        }
    }

    @Nested
    class Erased {

        private Order order(UUID record, String... properties) {
            return new Order(
                    record,
                    Set.of(properties),
                    platform.actor("officer.off").id(),
                    "officer.off",
                    "second.off",
                    "Asked by the person.",
                    "Article 17");
        }

        @Test
        void isToldAsThatAndBreaksNoSeal() {
            var record = person("{'name': 'Ada Lovelace', 'weight': 60.75, 'diary': 'Rain'}");
            var other = person("{'name': 'Bo'}");
            record = TestPlatform.saved(platform.update("clerk.off", record, "{'name': 'Ada King', 'weight': 61}"));
            seal();

            var erased = platform.bean(Erasing.class).erase(order(record.id(), "name"));

            assertThat(erased.texts()).isEqualTo(2);
            seal();
            var verified = verified();
            assertThat(verified.wrong()).isNull();
            assertThat(verified.erasures())
                    .filteredOn(each -> Long.valueOf(each.entry()).equals(erased.entry()))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.by()).isEqualTo("officer.off");
                        assertThat(each.agreedBy()).isEqualTo("second.off");
                        assertThat(each.reason()).isEqualTo("Asked by the person.");
                        assertThat(each.basis()).isEqualTo("Article 17");
                        assertThat(each.texts()).isEqualTo(2);
                    });
            assertThat(everything(record.id())).doesNotContain("Lovelace").contains("60.75");
            var history = history(record);
            assertThat(history.getFirst().action()).isEqualTo("erase");
            assertThat(history.getFirst().reason()).isEqualTo("Asked by the person.");
            assertThat(history).allSatisfy(line -> assertThat(line.changes()).doesNotContainKey("name"));
            assertThat(history).anySatisfy(line -> assertThat(line.changes()).containsOnlyKeys("weight"));

            platform.bean(Erasing.class).erase(order(record.id()));

            seal();
            assertThat(verified().wrong()).isNull();
            assertThat(everything(record.id())).doesNotContain("60.75").doesNotContain("Rain");
            assertThat(history(other))
                    .anySatisfy(line -> assertThat(line.changes()).containsKey("name"));
        }

        @Test
        void isNotWhatTookAwayWithoutALineThatSaysSo() {
            var record = person("{'name': 'Ada Lovelace', 'weight': 60.75}");
            var other = person("{'name': 'Bo'}");
            seal();
            var elsewhere = platform.bean(Erasing.class).erase(order(other.id()));
            platform.bean(Erasing.class).erase(order(record.id(), "name"));
            seal();
            assertThat(verified().wrong()).isNull();
            var forged =
                    "update platform.history_values set erased = jsonb_set(erased, '{name,by}', to_jsonb(%s::bigint))"
                            + " where record_id = '" + record.id() + "' and erased is not null";
            var by = platform.owner()
                    .sql(
                            "select erased #>> '{name,by}' from platform.history_values where record_id = ? and erased is not null")
                    .param(record.id())
                    .query(String.class)
                    .single();

            pastTheTriggers(forged.formatted(elsewhere.entry()));

            assertThat(verified().wrong()).extracting(Verified.Wrong::kind).isEqualTo(Kind.VALUE_MISSING);
            pastTheTriggers(forged.formatted(by));
            assertThat(verified().wrong()).isNull();
        }

        private static List<HistoryEntry> history(EntityRecord record) {
            return platform.records().history(PERSON, record.id().toString(), platform.actor("clerk.off"));
        }

        private static String everything(UUID record) {
            return platform.owner()
                    .sql("select string_agg(v::text, ' ') from platform.history_values v where record_id = ?")
                    .param(record)
                    .query(String.class)
                    .single();
        }
    }

    /** What was written before there were seals is sealed as it is. */
    @Test
    void anOlderDatabaseIsTakenOver() {
        try (var database = TestDatabase.empty()) {
            Flyway.configure()
                    .dataSource(database.owner())
                    .schemas("platform")
                    .defaultSchema("platform")
                    .locations("classpath:db/platform")
                    .placeholderReplacement(false)
                    .target("19")
                    .load()
                    .migrate();
            var owner = JdbcClient.create(database.owner());
            for (var values : List.of(
                    "now(), 'create', null, '{\"name\": [null, \"Ad\\u00e4 \\\"x\\\"\"], \"age\": [null, 1.50]}'",
                    "now() - interval '70 days', 'update', 'why', '{}'",
                    "now(), 'operation', null, '{}'")) {
                owner.sql(
                                "insert into platform.history (record_id, entity, at, action, reason, changes, actor_id, actor_name,"
                                        + " version, release) select gen_random_uuid(), 'x/y', v.*,"
                                        + " gen_random_uuid(), 'me', 1, 1 from (values (" + values + "::jsonb)) v")
                        .update();
            }

            PlatformMigrations.run(database.owner());

            new Sealing(database.databases(), java.time.Clock.systemUTC()).seal();
            var verified = new Verification(database.databases()).verify(Map.of(), entries -> {});
            assertThat(verified.wrong()).isNull();
            assertThat(verified.entries()).isEqualTo(3);
            assertThat(owner.sql("select texts ->> 'age' from platform.history_values where jsonb_exists(texts, 'age')")
                            .query(String.class)
                            .single())
                    .isEqualTo("[null, 1.50]");
        }
    }
}
