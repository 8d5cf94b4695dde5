package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.TestPlatform.json;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.TestPlatform;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Single records that are opened to somebody, and accounts that never reach a record, by every front door and in SQL. */
class GrantedAndBarredTest {

    private static final String VISIT = "clinic/visit";
    private static final String PERSON = "clinic/person";
    private static final String REMARK = "clinic/remark";

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("clinic");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord person(String more) {
        return platform.created("doctor.top", PERSON, "{'unit': 'TOP', 'name': 'Somebody'" + more + "}");
    }

    private static String account(String name) {
        return platform.actor(name).id().toString();
    }

    private static EntityRecord visit(String unit, EntityRecord patient, String more) {
        return platform.created(
                "doctor.top",
                VISIT,
                "{'unit': '%s', 'subject': 'Pain', 'ward': 'A', 'patient': '%s'%s}"
                        .formatted(unit, patient.id(), more));
    }

    private static String due(int days) {
        return ", 'dueOn': '" + LocalDate.now(ZoneOffset.UTC).plusDays(days) + "'";
    }

    private static boolean sees(String as, EntityRecord record) {
        var entity = record.entity().ref();
        var actor = platform.actor(as);
        var got = platform.records().get(entity, record.id().toString(), actor).isPresent();
        var listed = ids(as, Query.of(entity).limitedTo(200)).contains(record.id());
        var number = record.system().number();
        assertThat(listed).as("listed as got").isEqualTo(got);
        assertThat(rows(as, record.entity().ref().replace('/', '.')))
                .as("in SQL")
                .matches(ids -> ids.contains(record.id()) == got);
        assertThat(platform.records().getAll(entity, List.of(record.id(), UUID.randomUUID()), actor))
                .hasSize(got ? 1 : 0);
        if (number != null) {
            assertThat(platform.records().get(entity, number, actor).isPresent())
                    .isEqualTo(got);
        }
        if (got) {
            assertThat(platform.records().history(entity, record.id().toString(), actor))
                    .isNotEmpty();
        } else {
            assertThatThrownBy(
                            () -> platform.records().history(entity, record.id().toString(), actor))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
        return got;
    }

    private static Set<UUID> ids(String as, Query query) {
        var page = platform.records().find(query.counted(Query.Count.EXACT), platform.actor(as));
        assertThat(page.count()).isEqualTo(page.items().size());
        return page.items().stream().map(EntityRecord::id).collect(Collectors.toSet());
    }

    private static Set<UUID> filtered(String as, String filter) {
        return ids(as, Query.of(VISIT).where(Expression.parse(filter)).limitedTo(200));
    }

    /** What the application's role sees of a table under somebody's settings, without a word about the path. */
    private static Set<UUID> rows(String as, String table) {
        return platform.rows(platform.settings(as), "select id from " + table);
    }

    @Nested
    class Granted {

        @Test
        void whoIsNamedSeesTheRecordByTheProfile() {
            var visit = visit("TOP", person(", 'account': '" + account("patient.far") + "'"), due(3));
            var other = visit("TOP", person(""), due(3));

            assertThat(sees("patient.far", visit)).isTrue();
            assertThat(sees("patient.far", other)).isFalse();
            assertThat(sees("guest.far", visit)).isFalse();
            assertThat(platform.read("patient.far", visit).values())
                    .containsOnlyKeys("subject", "ward", "dueOn", "patient");
            var listed = platform.records().find(Query.of(VISIT), platform.actor("patient.far"));
            assertThat(listed.items())
                    .filteredOn(item -> item.id().equals(visit.id()))
                    .singleElement()
                    .satisfies(
                            item -> assertThat(item.values()).containsOnlyKeys("subject", "ward", "dueOn", "patient"));
            assertThat(filtered("patient.far", "subject = \"Pain\"")).contains(visit.id());
            assertThat(ids("patient.far", Query.of(VISIT).searching("pain"))).contains(visit.id());
            assertThatThrownBy(() -> filtered("patient.far", "state = \"OPEN\""))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void aGrantHelpsOnlyWhoHasOneOfItsRoles() {
            var visit = visit("TOP", person(", 'account': '" + account("guest.far") + "'"), due(3));
            assertThat(sees("guest.far", visit)).isFalse();
        }

        @Test
        void itGivesThePrivilegesThatItNames() {
            var visit = visit("TOP", person(""), ", 'helper': '" + account("guest.far") + "'");
            assertThat(sees("guest.far", visit)).isTrue();

            var changed = TestPlatform.saved(
                    platform.update("guest.far", platform.read("guest.far", visit), "{'ward': 'C'}"));

            assertThat(changed.value("ward")).isEqualTo("C");
            assertThat(platform.records().privileges(VISIT, changed, platform.actor("guest.far")))
                    .containsExactlyInAnyOrder("read", "write");
            assertThatThrownBy(() -> platform.apply(
                            "guest.far", new Change.Retire(VISIT, visit.id().toString(), null)))
                    .isInstanceOf(Refusal.class);
            var patients = visit("TOP", person(", 'account': '" + account("patient.far") + "'"), due(3));
            assertThatThrownBy(() -> platform.update("patient.far", patients, "{'ward': 'C'}"))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void itIsKeptRightWhenWhatItReadsChanges() {
            var patient = person(", 'account': '" + account("patient.far") + "'");
            var visit = visit("TOP", patient, due(3));
            assertThat(sees("patient.far", visit)).isTrue();

            TestPlatform.saved(platform.update("doctor.top", patient, "{'account': null}"));
            assertThat(sees("patient.far", visit)).isFalse();

            var again = platform.read("doctor.top", patient);
            TestPlatform.saved(platform.update("doctor.top", again, "{'account': '" + account("patient.far") + "'}"));
            assertThat(sees("patient.far", visit)).isTrue();
            assertThat(platform.read("doctor.top", visit).system().version())
                    .isEqualTo(visit.system().version());
        }

        @Test
        void itEndsWithItsDayAndByItself() {
            var patient = person(", 'account': '" + account("patient.far") + "'");
            assertThat(sees("patient.far", visit("TOP", patient, due(-1)))).isFalse();
            assertThat(sees("patient.far", visit("TOP", patient, "")))
                    .as("ends nobody knows when")
                    .isFalse();
            assertThat(sees("patient.far", visit("TOP", patient, due(0)))).isTrue();
            var visit = visit("TOP", patient, due(3));
            assertThat(sees("patient.far", visit)).isTrue();

            platform.owner()
                    .sql("update platform.record_grant set until = ? where record_id = ?")
                    .param(OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(1))
                    .param(visit.id())
                    .update();

            assertThat(sees("patient.far", visit)).isFalse();
        }

        @Test
        void eachDayItIsWorkedOutAgainWhereItReadsTheDay() {
            var visit = visit("TOP", person(""), due(-2) + ", 'stand': '" + account("guest.far") + "'");
            assertThat(sees("guest.far", visit)).isTrue();
            // As a night that passed leaves it.
            platform.owner()
                    .sql("delete from platform.record_grant where record_id = ?")
                    .param(visit.id())
                    .update();
            assertThat(sees("guest.far", visit)).isFalse();

            platform.bean(DailyRefresh.class).run();

            assertThat(sees("guest.far", visit)).isTrue();
            assertThat(platform.read("doctor.top", visit).system().version()).isEqualTo(1);
        }

        @Test
        void aUnitMayBeNamedToo() {
            var office = platform.owner()
                    .sql("select id from platform.unit where code = 'FAR'")
                    .query(UUID.class)
                    .single();
            var visit = visit("TOP", person(", 'office': '" + office + "'"), "");

            assertThat(sees("clerk.far", visit)).isTrue();
            assertThat(sees("clerk.low", visit)).isFalse();
            assertThat(sees("guest.far", visit)).isFalse();
        }

        @Test
        void whatFollowsARecordIsGrantedWithIt() {
            var visit = visit("TOP", person(", 'account': '" + account("patient.far") + "'"), due(3));
            var remark = platform.created(
                    "doctor.top", REMARK, "{'visit': '" + visit.id() + "', 'text': 'Said', 'inner': 'Thought'}");

            assertThat(sees("patient.far", remark)).isTrue();
            assertThat(platform.read("patient.far", remark).values()).containsOnlyKeys("text", "visit");
            TestPlatform.saved(platform.update("doctor.top", visit, "{'dueOn': '2020-01-01'}"));
            assertThat(sees("patient.far", visit)).isFalse();
            assertThat(sees("patient.far", remark)).isFalse();
        }

        @Test
        void ownRecordsGrantedOnesAndThoseOfTheUnitAreOneList() {
            var patient = person(", 'account': '" + account("both.far") + "'");
            var granted = visit("TOP", patient, due(3));
            var both = visit("FAR", patient, due(3));
            var ofUnit = visit("FAR", person(""), "");
            var all = Set.of(granted.id(), both.id(), ofUnit.id());

            assertThat(filtered("both.far", "subject = \"Pain\"")).containsAll(all);
            assertThat(filtered("both.far", "state = \"OPEN\""))
                    .contains(both.id(), ofUnit.id())
                    .doesNotContain(granted.id());
            assertThat(filtered("both.far", "patient.id = \"" + patient.id() + "\""))
                    .containsExactlyInAnyOrder(granted.id(), both.id());
            assertThat(ids("both.far", Query.of(VISIT).relatedTo("patient", patient.id())))
                    .containsExactlyInAnyOrder(granted.id(), both.id());
            var seen = new ArrayList<UUID>();
            String next = null;
            do {
                var page = platform.records()
                        .find(
                                Query.of(VISIT)
                                        .sortedBy(List.of(new Sort("ward", false)))
                                        .limitedTo(1)
                                        .after(next),
                                platform.actor("both.far"));
                page.items().forEach(item -> seen.add(item.id()));
                next = page.next();
            } while (next != null);
            assertThat(seen).doesNotHaveDuplicates().containsAll(all);
            var groups = platform.records().groups(Query.of(VISIT), "ward", Map.of(), platform.actor("both.far"));
            assertThat(groups.items().stream().mapToLong(group -> group.count()).sum())
                    .isEqualTo(seen.size());
        }
    }

    @Nested
    class Barred {

        @Test
        void whateverRolesSomebodyHasWhoIsBarredNeverReachesTheRecord() {
            for (var as : List.of("doctor.far", "nurse.low", "porter.low")) {
                var visit = visit("LOW", person(", 'kin': ['" + account(as) + "']"), "");
                assertThat(sees(as, visit)).as(as).isFalse();
                assertThat(filtered(as, "ward = \"A\"")).as(as).doesNotContain(visit.id());
                assertThatThrownBy(
                                () -> platform.apply(as, Change.update(VISIT, visit.id(), 1L, json("{'ward': 'C'}"))))
                        .as(as)
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
                assertThat(sees("doctor.top", visit)).isTrue();
            }
        }

        @Test
        void neitherOwningNorBeingGrantedHelps() {
            var patient =
                    person(", 'kin': ['" + account("patient.far") + "'], 'account': '" + account("patient.far") + "'");
            assertThat(sees("patient.far", visit("TOP", patient, due(3)))).isFalse();
            var visit = visit("TOP", person(""), ", 'helper': '" + account("guest.far") + "'");
            assertThat(sees("guest.far", visit)).isTrue();
            TestPlatform.saved(platform.update(
                    "doctor.top",
                    platform.read("doctor.top", visit),
                    "{'patient': '"
                            + person(", 'kin': ['" + account("guest.far") + "']")
                                    .id() + "'}"));
            assertThat(sees("guest.far", visit)).isFalse();
        }

        @Test
        void itIsKeptRightWhenWhatItReadsChanges() {
            var patient = person("");
            var visit = visit("TOP", patient, "");
            var remark = platform.created("doctor.top", REMARK, "{'visit': '" + visit.id() + "', 'text': 'Said'}");
            assertThat(sees("doctor.far", visit)).isTrue();
            assertThat(sees("doctor.far", remark)).isTrue();

            TestPlatform.saved(platform.update("doctor.top", patient, "{'kin': ['" + account("doctor.far") + "']}"));
            assertThat(sees("doctor.far", visit)).isFalse();
            assertThat(sees("doctor.far", remark)).as("what follows the record").isFalse();

            TestPlatform.saved(platform.update("doctor.top", platform.read("doctor.top", patient), "{'kin': []}"));
            assertThat(sees("doctor.far", visit)).isTrue();
            assertThat(sees("doctor.far", remark)).isTrue();
        }

        @Test
        void nobodyMakesARecordThatHeIsBarredFrom() {
            var patient = person(", 'kin': ['" + account("doctor.far") + "']");
            assertThatThrownBy(() -> platform.create(
                            "doctor.far",
                            VISIT,
                            "{'unit': 'TOP', 'subject': 'Mine', 'patient': '" + patient.id() + "'}"))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void whoBarsHimselfIsToldNothingMore() {
            var visit = visit("TOP", person(""), "");
            var patient = person(", 'kin': ['" + account("doctor.far") + "']");

            var saved = TestPlatform.saved(platform.update(
                    "doctor.far", platform.read("doctor.far", visit), "{'patient': '" + patient.id() + "'}"));

            assertThat(saved.values()).isEmpty();
            assertThat(sees("doctor.far", visit)).isFalse();
        }

        @Test
        void itHasNoTitleWhereOthersPointToIt() {
            var visit = visit("TOP", person(", 'kin': ['" + account("doctor.far") + "']"), "");
            var pointing = visit("TOP", person(""), ", 'follows': '" + visit.id() + "'");

            var page = platform.records()
                    .find(
                            Query.of(VISIT)
                                    .where(Expression.parse(
                                            "number = \"" + pointing.system().number() + "\""))
                                    .expanding(Set.of("follows")),
                            platform.actor("doctor.far"));

            assertThat(page.items()).hasSize(1);
            assertThat(page.titles()).doesNotContainKey(visit.id());
            assertThat(page.related()).isEmpty();
            assertThat(filtered("doctor.far", "follows.subject = \"Pain\"")).doesNotContain(pointing.id());
            assertThat(filtered("doctor.top", "follows.subject = \"Pain\"")).contains(pointing.id());
        }
    }

    /** As the application's role, which is what everything above stands on. */
    @Nested
    class InSql {

        @Test
        void withNoSettingsThereIsNothing() {
            visit("TOP", person(", 'account': '" + account("patient.far") + "'"), due(3));
            for (var table : List.of("clinic.visit", "clinic.remark", "clinic.person", "platform.record")) {
                assertThat(platform.rows(Map.of(), "select id from " + table))
                        .as(table)
                        .isEmpty();
            }
            for (var table : List.of("platform.record_grant", "platform.record_bar", "platform.history")) {
                assertThat(platform.rows(Map.of(), "select record_id from " + table))
                        .as(table)
                        .isEmpty();
            }
        }

        @Test
        void whoIsNotTheEngineGrantsAndBarsNobody() {
            for (var table : List.of(
                    "platform.record_bar (account, record_id) values (gen_random_uuid(), gen_random_uuid())",
                    "platform.record_grant (record_id, source, grantee, gate, privileges)"
                            + " values (gen_random_uuid(), 'x', 'x', 'x', '{read}')")) {
                assertThatThrownBy(() -> platform.rows(
                                Map.of("casewright.user", account("doctor.top")),
                                "insert into " + table + " returning record_id"))
                        .hasMessageContaining("row-level security");
            }
        }

        @Test
        void nobodySeesToWhomElseSomethingIsGranted() {
            var visit = visit("TOP", person(", 'account': '" + account("patient.far") + "'"), due(3));
            for (var name : List.of("doctor.top", "guest.far", "nurse.low")) {
                assertThat(platform.rows(platform.settings(name), "select record_id from platform.record_grant"))
                        .as(name)
                        .doesNotContain(visit.id());
            }
        }
    }
}
