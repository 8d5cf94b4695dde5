package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.AccessLog.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who has read what is kept where the definitions ask for it, by whatever door; and who may look that up. */
class ReadLogTest {

    private static final String PERSON = "vault/person";
    private static final String HEARING = "vault/hearing";
    private static final String MEMO = "vault/memo";

    private static TestPlatform platform;
    private static Records records;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("vault");
        records = platform.records();
        platform.bean(PlatformPrivileges.class).grant("officer.off", PlatformPrivilege.AUDIT);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static Actor other() {
        return platform.actor("other.off");
    }

    private static EntityRecord made(String entity, String values) {
        return platform.created("clerk.off", entity, values);
    }

    /** By which doors somebody has read a record, in order. */
    private static List<@Nullable String> doors(EntityRecord record, String by) {
        return platform.owner()
                .sql(
                        "select door from platform.history where record_id = ? and action = 'read' and actor_name = ? order by tx, id")
                .params(record.id(), by)
                .query(String.class)
                .list();
    }

    private static String number(EntityRecord record) {
        return Objects.requireNonNull(record.system().number());
    }

    private static List<@Nullable String> doors(EntityRecord record) {
        return doors(record, "other.off");
    }

    @Nested
    class Kept {

        @Test
        void byEveryDoorOfAnEntityThatAsksForAll() {
            var person = made(PERSON, "{'name': 'Ada', 'strict': true}");
            var hearing = made(HEARING, "{'subject': 'Tuesday', 'person': '" + person.id() + "'}");
            assertThat(doors(hearing, "clerk.off")).containsExactly("change");
            var id = hearing.id().toString();

            records.get(HEARING, id, other());
            records.get(HEARING, id, other());
            records.find(Query.of(HEARING), other());
            records.history(HEARING, id, other());
            records.preview(HEARING, id, TestPlatform.json("{'subject': 'Wednesday'}"), other());
            platform.update("other.off", hearing, "{'subject': 'Wednesday'}");
            platform.update("other.off", hearing, "{'subject': 'Too late'}");

            assertThat(doors(hearing)).containsExactly("record", "list", "history", "form", "change");
            // The list says how the person is called.
            assertThat(doors(person)).containsExactly("title");
        }

        @Test
        void ofThoseRowClassesOnly() {
            var strict = made(PERSON, "{'name': 'Ada', 'strict': true}");
            var normal = made(PERSON, "{'name': 'Bo'}");

            records.find(Query.of(PERSON).limitedTo(200), platform.actor("desk.off"));
            records.getAll(PERSON, List.of(strict.id(), normal.id()), other());

            assertThat(doors(strict, "desk.off")).containsExactly("list");
            assertThat(doors(strict)).containsExactly("reference");
            assertThat(doors(normal)).isEmpty();
            assertThat(doors(normal, "desk.off")).isEmpty();
        }

        @Test
        void ofThoseFieldClassesWhereAValueOfThemIsSeen() {
            var person = made(PERSON, "{'name': 'Ada', 'diary': 'Rain'}");
            var without = made(PERSON, "{'name': 'Bo'}");
            for (var who : List.of("other.off", "desk.off")) {
                records.get(PERSON, person.id().toString(), platform.actor(who));
                records.get(PERSON, without.id().toString(), platform.actor(who));
                records.history(PERSON, person.id().toString(), platform.actor(who));
            }
            assertThat(doors(person)).containsExactly("record", "history");
            assertThat(doors(without)).isEmpty();
            assertThat(doors(person, "desk.off")).isEmpty();
        }

        @Test
        void besideOthersAndAsTheirTitles() {
            var person = made(PERSON, "{'name': 'Ada', 'strict': true}");
            var memo = made(MEMO, "{'text': 'About her', 'about': '" + person.id() + "'}");
            var desk = platform.actor("desk.off");

            records.find(Query.of(MEMO).expanding(java.util.Set.of("about")), desk);
            records.titles(List.of(memo), other());
            records.ownTitles(List.of(person), other());

            assertThat(doors(person, "desk.off")).containsExactly("reference");
            assertThat(doors(person)).containsExactly("title");
            assertThat(doors(memo)).isEmpty();
        }

        @Test
        void alsoWhereTheTransactionIsTakenBack() {
            var hearing = made(HEARING, "{'subject': 'Tuesday'}");
            assertThatThrownBy(() -> new TransactionTemplate(platform.bean(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> {
                                records.get(HEARING, hearing.id().toString(), other());
                                throw new IllegalStateException("seen, and then");
                            }))
                    .hasMessage("seen, and then");
            assertThat(doors(hearing)).containsExactly("record");
        }

        @Test
        void notOfProcessesNorOfWhatIsNotOpen() {
            var hearing = made(HEARING, "{'subject': 'Tuesday'}");
            records.get(HEARING, hearing.id().toString(), Actor.ENGINE);
            assertThat(records.get(HEARING, hearing.id().toString(), platform.actor("desk.off")))
                    .isEmpty();
            assertThat(platform.owner()
                            .sql(
                                    "select count(*) from platform.history where record_id = ? and action = 'read' and door <> 'change'")
                            .param(hearing.id())
                            .query(Long.class)
                            .single())
                    .isZero();
        }

        @Test
        void inOneStatementForAPage() {
            for (var i = 0; i < 30; i++) {
                made(HEARING, "{'subject': 'Many'}");
            }
            var before = statements();
            var page = records.find(Query.of(HEARING).limitedTo(30), other());
            assertThat(page.items()).hasSize(30);
            assertThat(statements() - before).isEqualTo(1);
        }

        private long statements() {
            return platform.owner()
                    .sql(
                            "select count(distinct tx) from platform.history where action = 'read' and actor_name = 'other.off' and door = 'list'")
                    .query(Long.class)
                    .single();
        }

        @Test
        void andIsNoChangeOfTheRecord() {
            var hearing = made(HEARING, "{'subject': 'Tuesday'}");
            records.get(HEARING, hearing.id().toString(), other());
            assertThat(records.history(HEARING, hearing.id().toString(), other()))
                    .extracting(HistoryEntry::action)
                    .containsExactly("create");
        }
    }

    @Nested
    class LookedUp {

        private final AccessLog log = platform.bean(AccessLog.class);
        private final Actor officer = platform.actor("officer.off");

        private List<Step> all(UUID record, int limit) {
            var all = new ArrayList<Step>();
            String cursor = null;
            do {
                var page = log.steps(record, cursor, limit, officer);
                all.addAll(page.items());
                cursor = page.next();
            } while (cursor != null);
            return all;
        }

        @Test
        void byWhoMayPageByPage() {
            var person = made(PERSON, "{'name': 'Ada', 'strict': true, 'diary': 'Rain'}");
            platform.update("clerk.off", person, "{'name': 'Ada King', 'diary': 'Sun'}");
            records.get(PERSON, person.id().toString(), other());
            records.find(Query.of(PERSON).limitedTo(200), other());

            var found = log.find(number(person), officer);
            assertThat(found).extracting(AccessLog.Subject::id).contains(person.id());
            var whole = all(person.id(), 200).stream()
                    .filter(step -> !"audit".equals(step.door()))
                    .map(step -> step.byTitle() + " " + step.action() + (step.door() == null ? "" : " " + step.door()))
                    .toList();

            // One line a change, whatever field classes it touched.
            assertThat(whole)
                    .containsExactly(
                            "Bo Other read list",
                            "Bo Other read record",
                            "Ada Clerk update",
                            "Ada Clerk read change",
                            "Ada Clerk create");
            for (var limit : List.of(1, 2, 3)) {
                assertThat(all(person.id(), limit).stream()
                                .filter(step -> !"audit".equals(step.door()))
                                .map(step -> step.byTitle() + " " + step.action()
                                        + (step.door() == null ? "" : " " + step.door())))
                        .isEqualTo(whole);
            }
            assertThat(doors(person, "officer.off")).containsExactly("audit");
        }

        @Test
        void withoutAWordOfWhatTheRecordSays() {
            var person = made(PERSON, "{'name': 'Unmistakable', 'diary': 'Secret'}");
            assertThat(log.steps(person.id(), null, 50, officer).toString())
                    .doesNotContain("Unmistakable", "Secret", "diary", "inner");
        }

        @Test
        void notOfARecordThatBarsTheAsker() {
            var person = made(PERSON, "{'name': 'Cousin', 'kin': ['" + officer.id() + "']}");
            assertThat(log.find(person.id().toString(), officer)).isEmpty();
            assertThat(code(() -> log.steps(person.id(), null, 50, officer))).isEqualTo(ErrorCode.NOT_FOUND);
        }

        @Test
        void onlyWithThePrivilegeAndNotWhereTheEntityIsHidden() {
            var tip = made("vault/tip", "{'text': 'Look there'}");
            assertThat(log.find(number(tip), officer)).isEmpty();
            assertThat(log.find(tip.id().toString(), officer)).isEmpty();
            assertThat(code(() -> log.steps(tip.id(), null, 50, officer))).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(code(() -> log.steps(UUID.randomUUID(), null, 50, officer)))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            var clerk = platform.actor("clerk.off");
            assertThat(log.isOpenTo(clerk)).isFalse();
            assertThat(code(() -> log.find(number(tip), clerk))).isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(code(() -> log.steps(tip.id(), null, 50, clerk))).isEqualTo(ErrorCode.FORBIDDEN);
        }

        private static ErrorCode code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
            try {
                call.call();
            } catch (Refusal refusal) {
                return refusal.code();
            } catch (Throwable other) {
                throw new AssertionError(other);
            }
            throw new AssertionError("Not refused.");
        }
    }

    /** A file is read by a door of its own. */
    @Test
    void filesToo() {
        var sent = platform.bean(org.casewright.exchange.Attachments.class)
                .upload(
                        new java.io.ByteArrayInputStream("%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII)),
                        -1,
                        "paper.pdf",
                        platform.actor("clerk.off"));
        var person = made(PERSON, "{'name': 'Ada', 'strict': true, 'paper': {'id': '" + sent.id() + "'}}");
        platform.bean(org.casewright.exchange.Attachments.class)
                .ofRecord(PERSON, person.id().toString(), sent.id(), other());
        assertThat(doors(person)).containsExactly("file");
    }
}
