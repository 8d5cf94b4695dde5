package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.BreakGlass.Opened;
import org.casewright.records.Notices.Told;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Records that somebody opens for some hours by saying why: what is open then, to whom, how long, and who hears of it. */
class BreakGlassTest {

    private static final String FOLDER = "archive/folder";
    private static final String LETTER = "archive/letter";
    private static final String WHY = "The police ask who was here.";

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("archive");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord folder(String as, String more) {
        return platform.created(
                as,
                FOLDER,
                "{'subject': 'A quarrel', 'note': 'He hid', 'finding': 'Broken arm', 'visits': [{'day': '2026-01-02', 'said':"
                        + " 'No'}]" + more + "}");
    }

    private static String account(String name) {
        return platform.actor(name).id().toString();
    }

    private static Opened breakGlass(String as, EntityRecord record) {
        return breakGlass(as, record.entity().ref(), record.id().toString(), WHY);
    }

    private static Opened breakGlass(String as, String entity, String idOrNumber, @Nullable String why) {
        return platform.bean(BreakGlass.class).open(entity, idOrNumber, why, platform.actor(as));
    }

    private static Refusal refused(String as, String entity, String idOrNumber, @Nullable String why) {
        try {
            throw new AssertionError("opened: " + breakGlass(as, entity, idOrNumber, why));
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    private static ErrorCode refused(String as, EntityRecord record) {
        return refused(as, record.entity().ref(), record.id().toString(), WHY).code();
    }

    private static boolean sees(String as, EntityRecord record) {
        var entity = record.entity().ref();
        var actor = platform.actor(as);
        var got = platform.records().get(entity, record.id().toString(), actor).isPresent();
        assertThat(ids(as, entity).contains(record.id())).as("listed").isEqualTo(got);
        assertThat(rows(as, entity.replace('/', '.')).contains(record.id()))
                .as("in SQL")
                .isEqualTo(got);
        return got;
    }

    private static Set<UUID> ids(String as, String entity) {
        return platform.records().find(Query.of(entity).limitedTo(200), platform.actor(as)).items().stream()
                .map(EntityRecord::id)
                .collect(Collectors.toSet());
    }

    /** What the application's role sees of a table under somebody's settings. */
    private static Set<UUID> rows(String as, String table) {
        return platform.rows(platform.settings(as), "select id from " + table);
    }

    /** As if its hours were over. */
    private static void end(EntityRecord record) {
        assertThat(platform.owner()
                        .sql("update platform.record_grant set until = ? where record_id = ?")
                        .param(OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(1))
                        .param(record.id())
                        .update())
                .isPositive();
    }

    private static List<Told> notices(String as, EntityRecord record) {
        return platform.bean(Notices.class).list(false, null, 200, platform.actor(as)).stream()
                .filter(notice ->
                        notice.about() != null && notice.about().record().equals(record.id()))
                .toList();
    }

    @Nested
    class WhatIsOpen {

        @Test
        void whoSeesTheRecordSeesTheDeclaredFieldClassesToo() {
            var folder = folder("keeper.low", "");
            assertThat(platform.read("head.low", folder).values()).containsOnlyKeys("subject", "visits");

            breakGlass("head.low", folder);

            var seen = platform.read("head.low", folder);
            assertThat(seen.values()).containsOnlyKeys("subject", "visits", "note");
            assertThat(platform.records().json(seen).at("/visits/0/said").asString(""))
                    .isEqualTo("No");
        }

        @Test
        void whoDoesNotSeeItSeesItWhateverTheOwnProfileSays() {
            var folder = folder("keeper.low", "");
            var other = folder("keeper.low", "");
            assertThat(sees("visitor.far", folder)).isFalse();
            var expected = rows("visitor.far", "archive.folder");
            expected.add(folder.id());

            breakGlass("visitor.far", FOLDER, String.valueOf(folder.system().number()), WHY);

            assertThat(sees("visitor.far", folder)).isTrue();
            assertThat(platform.read("visitor.far", folder).values()).containsOnlyKeys("subject", "visits", "note");
            assertThat(sees("visitor.far", other)).isFalse();
            assertThat(rows("visitor.far", "archive.folder")).isEqualTo(expected);
        }

        @Test
        void nothingElseIsOpenAndToNobodyElse() {
            var folder = folder("keeper.low", "");
            var page = platform.created(
                    "keeper.low", "archive/page", "{'folder': '" + folder.id() + "', 'text': 'Page one'}");
            breakGlass("visitor.far", folder);

            assertThat(sees("visitor.far", page)).as("what follows the record").isFalse();
            assertThat(sees("head.far", folder)).isFalse();
            assertThat(platform.records()
                            .privileges(FOLDER, platform.read("visitor.far", folder), platform.actor("visitor.far")))
                    .containsExactly("read");
            assertThatThrownBy(
                            () -> platform.update("visitor.far", platform.read("visitor.far", folder), "{'note': 'x'}"))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }

        @Test
        void aFilterAsksOnlyTheRecordThatIsOpen() {
            var folder = folder("keeper.low", ", 'kin': []");
            var other = folder("keeper.low", "");
            breakGlass("head.low", folder);

            var found = platform.records()
                    .find(
                            Query.of(FOLDER)
                                    .where(Expression.parse("note = \"He hid\""))
                                    .limitedTo(200),
                            platform.actor("head.low"));

            assertThat(found.items())
                    .extracting(EntityRecord::id)
                    .contains(folder.id())
                    .doesNotContain(other.id());
        }

        @Test
        void aFormForANewRecordIsAsIfThereWereNothingToOpen() {
            var fields = platform.records().known(folder("keeper.low", "").entity(), platform.actor("head.low"));
            var note = folder("keeper.low", "").entity().property("note").orElseThrow();
            assertThat(fields.has(note)).isFalse();
        }
    }

    @Nested
    class HowLong {

        @Test
        void itIsCutOffWhenItsHoursAreOver() {
            var folder = folder("keeper.low", "");
            var before = OffsetDateTime.now(ZoneOffset.UTC);
            var opened = breakGlass("visitor.far", folder);
            assertThat(opened.until())
                    .isBetween(
                            before.plusHours(24).minus(Duration.ofMillis(1)),
                            OffsetDateTime.now(ZoneOffset.UTC).plusHours(24));
            assertThat(sees("visitor.far", folder)).isTrue();

            end(folder);

            assertThat(sees("visitor.far", folder)).isFalse();
            assertThat(standing("head.low", folder))
                    .isPresent()
                    .hasValueSatisfying(standing -> assertThat(standing.until()).isNull());
        }

        @Test
        void asLongAsItIsOpenItIsNotOpenedAgain() {
            var folder = folder("keeper.low", "");
            var opened = breakGlass("head.low", folder);

            assertThat(refused("head.low", folder)).isEqualTo(ErrorCode.CONFLICT);
            assertThat(standing("head.low", folder).orElseThrow().until()).isEqualTo(opened.until());
            assertThat(lines(folder)).hasSize(1);

            end(folder);
            breakGlass("head.low", folder);
            assertThat(sees("head.low", folder)).isTrue();
            assertThat(lines(folder)).hasSize(2);
        }

        @Test
        void whatIsOpenAnywayIsNotOpened() {
            var folder = folder("keeper.low", "");
            assertThat(refused("second.low", folder)).isEqualTo(ErrorCode.CONFLICT);
            assertThat(standing("second.low", folder)).isEmpty();
        }

        private static java.util.Optional<BreakGlass.Standing> standing(String as, EntityRecord record) {
            return platform.bean(BreakGlass.class).standing(platform.read(as, record), platform.actor(as));
        }
    }

    @Nested
    class WhoMayNot {

        @Test
        void isAnsweredAsIfThereWereNoSuchRecord() {
            var folder = folder("keeper.low", "");
            for (var as : List.of("clerk.low", "banned.low", "stranger.far", "auditor.top")) {
                for (var id : List.of(folder.id().toString(), UUID.randomUUID().toString())) {
                    for (var why : new String[] {WHY, "", null}) {
                        var refusal = refused(as, FOLDER, id, why);
                        assertThat(refusal.code()).as(as).isEqualTo(ErrorCode.NOT_FOUND);
                        assertThat(refusal.sentence())
                                .isEqualTo(Refusal.notFound().sentence());
                    }
                }
            }
            assertThat(lines(folder)).isEmpty();
        }

        @Test
        void barsWin() {
            var folder = folder("keeper.low", ", 'kin': ['" + account("head.low") + "']");
            assertThat(refused("head.low", folder)).isEqualTo(ErrorCode.NOT_FOUND);

            breakGlass("head.far", folder);
            assertThat(sees("head.far", folder)).isTrue();
            TestPlatform.saved(platform.update(
                    "keeper.low", folder, "{'kin': ['" + account("head.far") + "', '" + account("head.low") + "']}"));
            assertThat(sees("head.far", folder)).isFalse();
        }

        @Test
        void aRowClassThatTheRoleDoesNotReadIsNotOpened() {
            var secret = platform.created("keeper.low", FOLDER, "{'subject': 'A quarrel', 'secret': true}");
            assertThat(refused("head.low", secret)).isEqualTo(ErrorCode.NOT_FOUND);
        }

        @Test
        void whatComesIntoSuchARowClassCloses() {
            var folder = folder("keeper.low", "");
            breakGlass("head.far", folder);

            TestPlatform.saved(platform.update("keeper.low", folder, "{'secret': true}"));
            assertThat(sees("head.far", folder)).isFalse();

            TestPlatform.saved(platform.update("keeper.low", platform.read("keeper.low", folder), "{'secret': false}"));
            assertThat(sees("head.far", folder)).isTrue();
        }

        @Test
        void whoLosesTheRoleLosesTheRecord() {
            var folder = folder("keeper.low", "");
            breakGlass("visitor.far", folder);
            var id = platform.actor("visitor.far").id();
            platform.owner()
                    .sql("delete from platform.account_role where account_id = ?")
                    .param(id)
                    .update();
            try {
                assertThat(platform.records().get(FOLDER, folder.id().toString(), platform.actor("visitor.far")))
                        .isEmpty();
                assertThat(rows("visitor.far", "archive.folder")).isEmpty();
            } finally {
                platform.owner()
                        .sql("insert into platform.account_role (account_id, role) values (?, 'VISITOR')")
                        .param(id)
                        .update();
            }
        }
    }

    @Nested
    class TheReason {

        @Test
        void isAskedBeforeAnythingIsLookedUp() {
            var folder = folder("keeper.low", "");
            for (var id : List.of(folder.id().toString(), UUID.randomUUID().toString())) {
                assertThat(problems(id, null)).containsExactly("/reason required");
                assertThat(problems(id, "   \n ")).containsExactly("/reason required");
                assertThat(problems(id, "  too few ")).containsExactly("/reason length");
                assertThat(problems(id, "x".repeat(BreakGlass.LONGEST + 1))).containsExactly("/reason length");
            }
            breakGlass("head.low", FOLDER, folder.id().toString(), "x".repeat(BreakGlass.LONGEST));
        }

        private static List<String> problems(String id, @Nullable String why) {
            var refusal = refused("head.low", FOLDER, id, why);
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
            return refusal.problems().stream()
                    .map((Problem problem) ->
                            problem.pointer() + " " + problem.code().code())
                    .toList();
        }

        @Test
        void standsInTheHistoryWithTheEnd() {
            var folder = folder("keeper.low", "");
            var opened = breakGlass("head.low", folder);

            var line = platform.records()
                    .history(FOLDER, folder.id().toString(), platform.actor("clerk.low"))
                    .getFirst();

            assertThat(line.action()).isEqualTo(BreakGlass.ACTION);
            assertThat(line.by()).isEqualTo("head.low");
            assertThat(line.reason()).isEqualTo(WHY);
            assertThat(line.until()).isEqualTo(opened.until());
            assertThat(line.version()).isEqualTo(folder.system().version());
            assertThat(platform.read("keeper.low", folder).system().version())
                    .isEqualTo(folder.system().version());
        }

        @Test
        void isNotForWhoSeesOnlyThroughAProfile() {
            var folder = folder("keeper.low", "");
            own(folder, "visitor.far");
            breakGlass("head.low", folder);

            assertThat(platform.records().history(FOLDER, folder.id().toString(), platform.actor("visitor.far")))
                    .filteredOn(line -> line.action().equals(BreakGlass.ACTION))
                    .singleElement()
                    .satisfies(line -> assertThat(line.reason()).isNull());
        }
    }

    @Nested
    class WhoIsTold {

        @Test
        void theOwnerWithWhoUntilWhenAndWhy() {
            var folder = folder("keeper.low", "");
            var opened = breakGlass("head.low", folder);

            assertThat(notices("keeper.low", folder)).singleElement().satisfies(notice -> {
                assertThat(notice.key()).isEqualTo("breakGlass");
                assertThat(notice.arguments())
                        .containsOnly(
                                Map.entry("by", "head.low"),
                                Map.entry("byTitle", "Head of LOW"),
                                Map.entry("until", opened.until().toString()),
                                Map.entry("reason", WHY));
                assertThat(notice.about()).isNotNull();
                assertThat(notice.about().title()).isEqualTo("A quarrel");
                assertThat(notice.readAt()).isNull();
            });
            assertThat(notices("second.low", folder)).isEmpty();
            assertThat(notices("head.low", folder)).isEmpty();
        }

        @Test
        void withoutAnOwnerTheOthersWhoCouldHaveOpenedItAndMayReadIt() {
            var folder = folder("keeper.low", "");
            own(folder, null);

            breakGlass("head.low", folder);

            assertThat(notices("keeper.low", folder)).hasSize(1);
            assertThat(notices("second.low", folder)).hasSize(1);
            assertThat(told(folder)).hasSize(2);
        }

        @Test
        void likewiseWhereTheOwnerHasOpenedItOrIsBarred() {
            var own = folder("keeper.low", "");
            own(own, "head.low");
            breakGlass("head.low", own);
            assertThat(told(own)).hasSize(2);

            var barred = folder("keeper.low", ", 'kin': ['" + account("clerk.low") + "']");
            own(barred, "clerk.low");
            breakGlass("head.low", barred);
            assertThat(told(barred))
                    .hasSize(2)
                    .doesNotContain(platform.actor("clerk.low").id());
        }

        @Test
        void theHoldersOfTheRolesThatAreNamed() {
            var letter = platform.created("keeper.low", LETTER, "{'text': 'Dear all'}");
            breakGlass("visitor.far", letter);
            assertThat(told(letter))
                    .containsExactly(platform.actor("auditor.top").id());
            assertThat(notices("auditor.top", letter)).hasSize(1);
        }
    }

    private static void own(EntityRecord record, @Nullable String name) {
        var owner = name == null ? null : platform.actor(name).id();
        for (var table : List.of("archive.folder", "platform.record")) {
            platform.owner()
                    .sql("update " + table + " set owner_user = ?::uuid where id = ?")
                    .param(owner == null ? null : owner.toString())
                    .param(record.id())
                    .update();
        }
    }

    private static List<UUID> told(EntityRecord record) {
        return platform.owner()
                .sql("select account_id from platform.notice where record_id = ? order by account_id")
                .param(record.id())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    private static List<String> lines(EntityRecord record) {
        return platform.owner()
                .sql("select v.texts ->> '' from platform.history h join platform.history_values v using (id, at)"
                        + " where h.record_id = ? and h.action = 'breakGlass'")
                .param(record.id())
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Nested
    class Reading {

        @Test
        void everybodyReadsAndMarksTheOwnNoticesOnly() {
            var folder = folder("keeper.low", "");
            breakGlass("head.low", folder);
            var notices = platform.bean(Notices.class);
            var id = notices("keeper.low", folder).getFirst().id();
            var keeper = platform.actor("keeper.low");

            assertThatThrownBy(() -> notices.read(id, platform.actor("second.low")))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
            var unread = notices.unread(keeper);
            var at = notices.read(id, keeper).readAt();
            assertThat(at).isNotNull();
            assertThat(notices.unread(keeper)).isEqualTo(unread - 1);
            assertThat(notices.read(id, keeper).readAt()).isEqualTo(at);
            assertThat(notices.list(true, null, 200, keeper))
                    .extracting(Told::id)
                    .doesNotContain(id);

            notices.readAll(keeper);
            assertThat(notices.unread(keeper)).isZero();
            assertThat(notices("keeper.low", folder).getFirst().readAt()).isEqualTo(at);
        }

        @Test
        void ofARecordThatIsClosedMeanwhileNothingIsTold() {
            var folder = folder("keeper.low", "");
            breakGlass("head.low", folder);
            var keeper = platform.actor("keeper.low");
            var id = notices("keeper.low", folder).getFirst().id();
            TestPlatform.saved(platform.update("second.low", folder, "{'kin': ['" + account("keeper.low") + "']}"));

            assertThat(platform.bean(Notices.class).list(false, null, 200, keeper))
                    .filteredOn(notice -> notice.id().equals(id))
                    .singleElement()
                    .satisfies(notice -> {
                        assertThat(notice.about()).isNull();
                        assertThat(notice.arguments()).containsOnlyKeys("by", "byTitle", "until");
                    });
        }

        @Test
        void theDatabaseHoldsToThat() {
            var folder = folder("keeper.low", "");
            breakGlass("head.low", folder);
            var all = "select id from platform.notice where record_id = '" + folder.id() + "'";
            assertThat(platform.rows(Map.of(), all)).isEmpty();
            assertThat(platform.rows(Map.of("casewright.user", account("second.low")), all))
                    .isEmpty();
            assertThat(platform.rows(Map.of("casewright.user", account("keeper.low")), all))
                    .hasSize(1);
            assertThat(platform.rows(
                            Map.of("casewright.user", account("second.low")),
                            "with marked as (update platform.notice set read_at = now() returning id) select id from marked"
                                    + " where id in (" + all + ")"))
                    .isEmpty();
            for (var wrong : List.of(
                    "insert into platform.notice (id, account_id, text_key, arguments, at) values (gen_random_uuid(), '"
                            + account("keeper.low") + "', 'x', '{}', now()) returning id",
                    "update platform.notice set arguments = '{}' returning id",
                    "delete from platform.notice returning id",
                    "update platform.history set step = 'none' where record_id = '" + folder.id()
                            + "' returning record_id")) {
                assertThatThrownBy(() -> platform.rows(Map.of("casewright.user", account("keeper.low")), wrong))
                        .as(wrong)
                        .hasMessageMatching("(?s).*(row-level security|permission denied).*");
            }
        }
    }
}
