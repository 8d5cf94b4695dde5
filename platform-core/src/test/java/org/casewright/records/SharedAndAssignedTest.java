package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Accounts;
import org.casewright.identity.Actors;
import org.casewright.identity.Directory;
import org.casewright.identity.Partners;
import org.casewright.identity.Teams;
import org.casewright.identity.Units;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Shares.NewShare;
import org.casewright.records.Shares.With;
import org.casewright.records.Shares.With.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Records that are given to other units, accounts and teams, and those that are opened to others by a share. */
class SharedAndAssignedTest {

    private static final String FILE = "surgery/file";
    private static final String REMARK = "surgery/remark";
    private static final String REPLY = "surgery/reply";

    private static TestPlatform platform;
    private static int made;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("surgery");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord file(String more) {
        return platform.created("surgeon.low", FILE, "{'subject': 'Appendix', 'finding': 'Ruptured'" + more + "}");
    }

    private static EntityRecord remark(EntityRecord file) {
        return platform.created("surgeon.low", REMARK, "{'file': '" + file.id() + "', 'text': 'Calm'}");
    }

    /** By every door and in SQL. */
    private static boolean sees(String as, EntityRecord record) {
        var actor = platform.actor(as);
        var entity = record.entity().ref();
        var got = platform.records().get(entity, record.id().toString(), actor).isPresent();
        var page = platform.records()
                .find(Query.of(entity).counted(Query.Count.EXACT).limitedTo(200), actor);
        var listed = page.items().stream().map(EntityRecord::id).collect(Collectors.toSet());
        assertThat(listed.contains(record.id())).as("listed as got").isEqualTo(got);
        assertThat(page.count()).as("counted as listed").isEqualTo(listed.size());
        assertThat(platform.rows(
                        platform.settings(as),
                        "select id from " + entity.replace('/', '.') + " where retired_at is null"))
                .as("in SQL as by the doors")
                .isEqualTo(listed);
        return got;
    }

    private static ErrorCode refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        var refusals = new java.util.ArrayList<ErrorCode>();
        assertThatThrownBy(work).isInstanceOfSatisfying(Refusal.class, refusal -> refusals.add(refusal.code()));
        return refusals.getFirst();
    }

    private static Outcome assign(String as, EntityRecord file, @Nullable String unit, @Nullable String owner) {
        return platform.apply(as, new Change.Assign(FILE, file.id().toString(), null, unit, owner));
    }

    private static UUID team(String... members) {
        var teams = platform.bean(Teams.class);
        var id = teams.add("team" + ++made, "Team " + made, "FAR");
        for (var member : members) {
            teams.join(id, platform.actor(member).id(), null);
        }
        return id;
    }

    private static String name(UUID account) {
        return platform.bean(Directory.class).account(account).orElseThrow().name();
    }

    @Nested
    class Assigned {

        @Test
        void whatFollowsTheRecordGoesWithItRetiredOrNot() {
            var file = file("");
            var remark = remark(file);
            var retired = remark(file);
            platform.apply("surgeon.low", new Change.Retire(REMARK, retired.id().toString(), null));
            var reply = platform.created("surgeon.low", REPLY, "{'remark': '" + remark.id() + "', 'text': 'Yes'}");

            var moved = TestPlatform.saved(assign("surgeon.top", file, "FAR", "nurse.far"));

            assertThat(moved.system().version()).isEqualTo(file.system().version() + 1);
            assertThat(moved.system().owner())
                    .isEqualTo(platform.actor("nurse.far").id());
            assertThat(sees("nurse.low", file)).isFalse();
            assertThat(sees("nurse.low", remark)).isFalse();
            assertThat(sees("nurse.far", file)).isTrue();
            assertThat(sees("nurse.far", remark)).isTrue();
            for (var each : List.of(remark, retired, reply)) {
                var stored = platform.read("surgeon.top", each).system();
                assertThat(Map.of("unit", stored.unit(), "owner", String.valueOf(stored.owner())))
                        .isEqualTo(Map.of(
                                "unit",
                                moved.system().unit(),
                                "owner",
                                String.valueOf(moved.system().owner())));
                assertThat(stored.version()).isEqualTo(each.id().equals(retired.id()) ? 2 : 1);
            }
            var line = platform.records()
                    .history(FILE, file.id().toString(), platform.actor("nurse.far"))
                    .getFirst();
            assertThat(line.action()).isEqualTo("assign");
            assertThat(line.changes().toString()).contains("FAR", "nurse.far", "surgeon.low");
        }

        @Test
        void rulesAboutWhatIsInItHoldUpNobody() {
            var file = file("");
            platform.owner()
                    .sql("update surgery.file set ward = 'CLOSED' where id = ?")
                    .param(file.id())
                    .update();
            assertThat(TestPlatform.refused(
                            platform.update("surgeon.low", platform.read("surgeon.low", file), "{'subject': 'Knee'}")))
                    .isEqualTo(Map.of("/ward", "rule ward"));
            TestPlatform.saved(assign("surgeon.top", file, "FAR", null));
        }

        @Test
        void onlyWhoMayReassignDoes() {
            var file = file("");
            assertThat(refusal(() -> assign("nurse.low", file, null, "nurse.low")))
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(refusal(() -> assign("nurse.far", file, null, "nurse.far")))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            assign("surgeon.low", file, null, "nurse.low");
            assertThat(TestPlatform.saved(assign("nurse.low", file, null, null))
                            .system()
                            .owner())
                    .as("at depth own, back into the unit's queue")
                    .isNull();
        }

        @Test
        void whoIsToOwnItMustBeThereAndSeeIt() {
            var file = file("");
            assertThat(TestPlatform.refused(assign("surgeon.low", file, "NOWHERE", "nobody")))
                    .isEqualTo(Map.of("/unit", "reference", "/owner", "reference"));
            assertThat(TestPlatform.refused(assign("surgeon.low", file, null, "cleaner.far")))
                    .isEqualTo(Map.of("/owner", "reference"));
            assertThat(TestPlatform.refused(assign("surgeon.low", file, null, "nurse.far")))
                    .as("not in a unit that is closed to the nurse")
                    .isEqualTo(Map.of("/owner", "reference"));
            var barred = file(", 'kin': ['" + platform.actor("nurse.low").id() + "']");
            assertThat(TestPlatform.refused(assign("surgeon.low", barred, null, "nurse.low")))
                    .isEqualTo(Map.of("/owner", "reference"));
            var remark = remark(file);
            assertThat(TestPlatform.refused(platform.apply(
                            "surgeon.low", new Change.Assign(REMARK, remark.id().toString(), null, "FAR", null))))
                    .as("what follows another record is not given away by itself")
                    .isNotEmpty();
        }

        @Test
        void whoWasSlowerIsTold() {
            var file = file("");
            TestPlatform.saved(platform.update("surgeon.low", file, "{'ward': 'B'}"));
            var outcome = platform.apply(
                    "surgeon.low", new Change.Assign(FILE, file.id().toString(), 1L, "FAR", null));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Stale.class,
                            stale -> assertThat(stale.changed()).containsExactly("ward"));
        }

        @Test
        void whatATeamOwnsIsItsPeoplesOwn() {
            var team = team("helper.far");
            var file = file("");
            TestPlatform.saved(assign("surgeon.low", file, null, name(team)));

            // Depth own: neither the unit nor a grant leads there.
            platform.bean(Partners.class).add("HOPE" + made, "Hope", LocalDate.now(ZoneOffset.UTC), null);
            platform.bean(Partners.class).belong("helper.far", "HOPE" + made);
            assertThat(sees("helper.far", file))
                    .as("of a partner, in a team of the house")
                    .isFalse();
            platform.bean(Partners.class).belong(name(team), "HOPE" + made);
            assertThat(sees("helper.far", file)).isTrue();
            assertThat(sees("other.far", file)).isFalse();
            TestPlatform.saved(platform.update("helper.far", platform.read("helper.far", file), "{'ward': 'C'}"));

            platform.bean(Teams.class).leave(team, platform.actor("helper.far").id());
            assertThat(sees("helper.far", file)).isFalse();
            platform.bean(Partners.class).belong("helper.far", null);
        }
    }

    @Nested
    class ShutUnits {

        @Test
        void aUnitThatIsShutIsReadAndGivenAwayAndNothingElse() {
            var units = platform.bean(Units.class);
            var file = file("");
            var remark = remark(file);
            units.set("LOW", Directory.Status.READ_ONLY);
            try {
                assertThat(sees("nurse.low", file)).isTrue();
                assertThat(refusal(() -> platform.update("surgeon.low", file, "{'ward': 'B'}")))
                        .isEqualTo(ErrorCode.CONFLICT);
                assertThat(refusal(() -> file(""))).isEqualTo(ErrorCode.CONFLICT);
                assertThat(refusal(() -> remark(file))).isEqualTo(ErrorCode.CONFLICT);
                assertThat(refusal(() -> platform.apply(
                                "surgeon.low",
                                new Change.Retire(REMARK, remark.id().toString(), null))))
                        .isEqualTo(ErrorCode.CONFLICT);
                TestPlatform.saved(assign("surgeon.top", file, "FAR", null));
                assertThat(refusal(() -> assign("surgeon.top", file, "LOW", null)))
                        .isEqualTo(ErrorCode.CONFLICT);

                units.set("LOW", Directory.Status.CLOSED);
                assertThat(platform.bean(Actors.class).named("nurse.low")).isEmpty();
                platform.bean(Accounts.class).lend(platform.actor("nurse.far").id(), low(), null);
                assertThat(platform.actor("nurse.far").units()).hasSize(1);
            } finally {
                units.set("LOW", Directory.Status.ACTIVE);
            }
            assertThat(platform.actor("nurse.far").units()).hasSize(2);
            platform.bean(Accounts.class)
                    .lend(
                            platform.actor("nurse.far").id(),
                            low(),
                            OffsetDateTime.now(ZoneOffset.UTC).minusDays(1));
        }

        private static int low() {
            return platform.bean(Directory.class).unit("LOW").orElseThrow().number();
        }
    }

    @Nested
    class Shared {

        private static final String WHY = "They look after the wound";

        private static Shares shares() {
            return platform.bean(Shares.class);
        }

        private static NewShare wanted(Kind kind, String name, String... privileges) {
            return new NewShare(new With(kind, name), Set.of(privileges), null, WHY, null, null);
        }

        private static Share share(EntityRecord file, NewShare wanted) {
            return new Share(file, shares().share(FILE, file.id().toString(), wanted, platform.actor("surgeon.low")));
        }

        private record Share(EntityRecord file, Shares.Shared shared) {
            void end() {
                shares().end(FILE, file.id().toString(), shared.share().id(), platform.actor("surgeon.low"));
            }
        }

        @Test
        void opensTheRecordAndWhatFollowsItUntilItEnds() {
            var file = file("");
            var remark = remark(file);
            var reply = platform.created("surgeon.low", REPLY, "{'remark': '" + remark.id() + "', 'text': 'Yes'}");
            assertThat(sees("nurse.far", file)).isFalse();

            var share = share(file, wanted(Kind.USER, "nurse.far"));

            assertThat(share.shared().open()).isTrue();
            assertThat(share.shared().title()).isEqualTo("Nurse of FAR");
            assertThat(sees("nurse.far", file)).isTrue();
            assertThat(sees("nurse.far", remark)).isTrue();
            assertThat(sees("second.far", file)).isFalse();
            var vain = share(file, wanted(Kind.USER, "cleaner.far"));
            assertThat(platform.records().get(FILE, file.id().toString(), platform.actor("cleaner.far")))
                    .as("without a role that reads such records a share helps nobody")
                    .isEmpty();
            vain.end();

            assertThat(platform.read("nurse.far", file).values())
                    .as("no field class comes with a share")
                    .containsEntry("subject", "Appendix")
                    .doesNotContainKey("finding");
            var later = remark(file);
            assertThat(sees("nurse.far", later)).as("what is added later").isTrue();
            assertThat(sees("helper.far", reply)).isFalse();

            share.end();
            for (var each : List.of(file, remark, later)) {
                assertThat(sees("nurse.far", each)).isFalse();
            }
            assertThat(grants(file, remark, reply, later)).isZero();
            assertThat(shares().of(FILE, file.id().toString(), platform.actor("surgeon.low")))
                    .extracting(Shares.Shared::open)
                    .containsExactly(false, false);
            assertThat(platform.records().history(FILE, file.id().toString(), platform.actor("surgeon.low")).stream()
                            .map(HistoryEntry::action)
                            .toList())
                    .containsExactly("unshare", "unshare", "share", "share", "create");
        }

        private static int grants(EntityRecord... records) {
            return platform.owner()
                    .sql("select count(*) from platform.record_grant where record_id in (:ids)")
                    .param(
                            "ids",
                            List.of(records).stream().map(EntityRecord::id).toList())
                    .query(Integer.class)
                    .single();
        }

        @Test
        void endsByItself() {
            var file = file("");
            var until = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1);
            share(file, new NewShare(new With(Kind.UNIT, "FAR"), Set.of(), null, WHY, null, until));
            assertThat(sees("nurse.far", file)).isTrue();
            var over = Map.of("casewright.now", until.plusSeconds(1).toString());
            var settings = new java.util.HashMap<>(platform.settings("nurse.far"));
            settings.putAll(over);
            assertThat(platform.rows(settings, "select id from surgery.file")).doesNotContain(file.id());
        }

        @Test
        void withAUnitATeamOrAPartner() {
            var today = LocalDate.now(ZoneOffset.UTC);
            var partners = platform.bean(Partners.class);
            partners.add("MERCY", "Mercy", today.minusDays(2), today);
            partners.belong("other.far", "MERCY");
            var team = team("helper.far");
            var unit = file("");
            var ofTeam = file("");
            var ofPartner = file("");
            var elsewhere = platform.created("surgeon.top", FILE, "{'unit': 'FAR', 'subject': 'Knee'}");

            share(unit, wanted(Kind.UNIT, "FAR"));
            share(ofTeam, wanted(Kind.TEAM, name(team)));
            share(ofPartner, wanted(Kind.PARTNER, "MERCY"));

            assertThat(sees("second.far", unit)).isTrue();
            assertThat(sees("second.far", ofTeam)).isFalse();
            assertThat(sees("helper.far", ofTeam)).isTrue();
            assertThat(sees("helper.far", ofPartner)).isFalse();
            assertThat(sees("helper.far", elsewhere)).as("by depth").isTrue();
            assertThat(sees("other.far", ofPartner)).isTrue();
            assertThat(sees("other.far", elsewhere))
                    .as("a partner's people see nothing by depth")
                    .isFalse();
            assertThat(sees("other.far", unit))
                    .as("nor what is shared with the unit")
                    .isFalse();
            var own = platform.created("other.far", FILE, "{'subject': 'Of the partner'}");
            assertThat(sees("other.far", own)).as("but what they made").isTrue();
            assertThat(platform.records().history(FILE, ofPartner.id().toString(), platform.actor("other.far")).stream()
                            .map(HistoryEntry::action)
                            .toList())
                    .as("with whom else it is shared is not for them")
                    .containsExactly("create");

            partners.agree("MERCY", today.minusDays(2), today.minusDays(1));
            assertThat(platform.bean(Actors.class).named("other.far"))
                    .as("behind the agreement they are nobody")
                    .isEmpty();
            partners.belong("other.far", null);
        }

        @Test
        void whatItLetsDoOthersMayDoToo() {
            var file = file("");
            assertThat(refusal(() -> platform.update("helper.far", file, "{'ward': 'B'}")))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            share(file, wanted(Kind.USER, "helper.far", "write", "append"));

            TestPlatform.saved(platform.update("helper.far", platform.read("helper.far", file), "{'ward': 'B'}"));
            var added = TestPlatform.saved(
                    platform.create("helper.far", REMARK, "{'file': '" + file.id() + "', 'text': 'Better'}"));
            assertThat(added.system().unit()).isEqualTo(file.system().unit());
            assertThat(sees("helper.far", added)).isTrue();
            assertThat(refusal(() -> platform.apply(
                            "helper.far", new Change.Retire(FILE, file.id().toString(), null))))
                    .isEqualTo(ErrorCode.FORBIDDEN);
            var reading = file("");
            share(reading, wanted(Kind.USER, "helper.far"));
            assertThat(refusal(
                            () -> platform.update("helper.far", platform.read("helper.far", reading), "{'ward': 'B'}")))
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(refusal(() -> platform.create(
                            "helper.far", REMARK, "{'file': '" + reading.id() + "', 'text': 'Better'}")))
                    .isEqualTo(ErrorCode.FORBIDDEN);
        }

        @Test
        void aProfileOpensWhatItLists() {
            var file = file(", 'ward': 'B'");
            share(file, new NewShare(new With(Kind.USER, "nurse.far"), Set.of(), "COVER", WHY, null, null));
            assertThat(platform.read("nurse.far", file).values().keySet()).containsExactly("subject");
            var found = platform.records()
                    .find(
                            Query.of(FILE)
                                    .where(org.casewright.expression.Expression.parse("ward = \"B\""))
                                    .limitedTo(200),
                            platform.actor("nurse.far"));
            assertThat(found.items()).as("nor is it found by the rest").isEmpty();
        }

        @Test
        void nobodySharesMoreThanTheirOwnRights() {
            var file = file("");
            assertThat(refusal(() -> shares().share(
                                    FILE,
                                    file.id().toString(),
                                    wanted(Kind.USER, "nurse.far"),
                                    platform.actor("nurse.low"))))
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(refusal(() -> shares().of(FILE, file.id().toString(), platform.actor("nurse.low"))))
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(refusal(() -> shares().share(
                                    FILE,
                                    file.id().toString(),
                                    wanted(Kind.USER, "nurse.low"),
                                    platform.actor("nurse.far"))))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            var wrong = new NewShare(
                    new With(Kind.PARTNER, "NONE"),
                    Set.of("write", "export", "fly"),
                    "INNER",
                    " ",
                    UUID.randomUUID(),
                    OffsetDateTime.now(ZoneOffset.UTC).minusDays(1));
            assertThatThrownBy(() -> share(file, wrong))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problems().stream()
                                            .map(problem -> problem.pointer() + " "
                                                    + problem.code().code())
                                            .toList())
                                    .containsExactlyInAnyOrder(
                                            "/with/partner reference",
                                            "/privileges range",
                                            "/profile reference",
                                            "/purpose required",
                                            "/consent reference",
                                            "/until range"));
        }

        @Test
        void whoIsBarredStaysSo() {
            var file = file(", 'kin': ['" + platform.actor("nurse.far").id() + "']");
            share(file, wanted(Kind.UNIT, "FAR"));
            assertThat(sees("second.far", file)).isTrue();
            assertThat(sees("nurse.far", file)).isFalse();
        }

        @Test
        void endsWithTheConsentThatItRestsOn() {
            var file = file("");
            var consent = platform.created("surgeon.low", "surgery/consent", "{'text': 'I agree'}");
            share(file, new NewShare(new With(Kind.USER, "nurse.far"), Set.of(), null, WHY, consent.id(), null));
            assertThat(sees("nurse.far", file)).isTrue();

            TestPlatform.saved(platform.apply(
                    "surgeon.low",
                    new Change.Retire("surgery/consent", consent.id().toString(), null)));

            assertThat(sees("nurse.far", file)).isFalse();
        }

        @Test
        void goesWithTheRecordAndItsOwner() {
            var file = file("");
            var remark = remark(file);
            share(file, wanted(Kind.USER, "nurse.far"));
            TestPlatform.saved(assign("surgeon.top", file, "TOP", null));
            assertThat(sees("nurse.low", file)).isFalse();
            assertThat(sees("nurse.far", file)).isTrue();
            assertThat(sees("nurse.far", remark)).isTrue();
        }
    }
}
