package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Partners;
import org.casewright.identity.Teams;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.Tasks.View;
import org.casewright.records.Change;
import org.casewright.records.Outcome;
import org.casewright.records.Shares;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps that open a record to others: a task for a partner's team, and the service tasks that share and assign. */
class PartnersTeamsTest {

    private static final String SAMPLE = "lab/sample";
    private static TestPlatform platform;
    private static LocalDate today;
    private static UUID team;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("lab");
        today = LocalDate.now(ZoneOffset.UTC);
        var partners = platform.bean(Partners.class);
        partners.add("WAGNER", "Wagner and daughters", today.minusDays(9), null);
        partners.add("OTTO", "Otto", today.minusDays(9), null);
        for (var name : List.of("anna.out", "bela.out", "dora.out")) {
            partners.belong(name, "WAGNER");
        }
        partners.belong("carl.out", "OTTO");
        var teams = platform.bean(Teams.class);
        team = teams.add("wagner.bench", "Bench of Wagner", "EST");
        partners.belong("wagner.bench", "WAGNER");
        teams.join(team, platform.actor("anna.out").id(), null);
        teams.join(team, platform.actor("dora.out").id(), null);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @AfterEach
    void asItWas() {
        platform.bean(Teams.class).join(team, id("anna.out"), null);
        platform.bean(Teams.class).leave(team, id("bela.out"));
        platform.bean(Partners.class).agree("WAGNER", today.minusDays(9), null);
    }

    private static UUID id(String name) {
        return platform.owner()
                .sql("select id from platform.account where name = ?")
                .param(name)
                .query(UUID.class)
                .single();
    }

    private static EntityRecord sample(String more) {
        return platform.created("chemist.east", SAMPLE, "{'label': 'Well water', 'donor': 'Hidden'" + more + "}");
    }

    private static EntityRecord handed() {
        return sample(", 'outside': '" + team + "'");
    }

    private static List<String> inbox(String name, EntityRecord record) {
        return platform.tasks().list(View.TEAM, null, 200, platform.actor(name)).stream()
                .filter(task -> task.record().equals(record.id()))
                .map(Task::name)
                .toList();
    }

    private static Task task(EntityRecord record, String name) {
        return platform.tasks().of(record.id(), platform.actor(name)).getFirst();
    }

    private static boolean sees(String name, EntityRecord record) {
        var entity = record.entity();
        var asked = platform.records()
                .get(entity.ref(), record.id().toString(), platform.actor(name))
                .isPresent();
        assertThat(platform.rows(platform.settings(name), "select id from " + entity.schema() + "." + entity.table())
                        .contains(record.id()))
                .as("the database says the same of %s", name)
                .isEqualTo(asked);
        return asked;
    }

    private static List<String> history(EntityRecord record) {
        return platform.records().history(SAMPLE, record.id().toString(), platform.actor("second.east")).stream()
                .map(entry -> entry.action() + " " + entry.by() + " " + entry.step() + " " + entry.reason())
                .toList();
    }

    private static ErrorCode refusal(Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            return refusal.code();
        }
        throw new AssertionError("Not refused");
    }

    @Nested
    class ATaskForAPartnersTeam {

        @Test
        void isInTheInboxOfItsPeopleWhoHaveTheRoleAndOfNobodyElseOfThePartner() {
            var sample = handed();

            assertThat(inbox("anna.out", sample)).containsExactly("Analyse");
            assertThat(inbox("bela.out", sample))
                    .as("of the partner, not of the team")
                    .isEmpty();
            assertThat(inbox("carl.out", sample)).as("of another partner").isEmpty();
            assertThat(inbox("dora.out", sample))
                    .as("of the team, without the role")
                    .isEmpty();
            assertThat(inbox("chemist.east", sample))
                    .as("whom the role offers it in the unit")
                    .containsExactly("Analyse");
            for (var name : List.of("bela.out", "carl.out")) {
                assertThat(sees(name, sample)).isFalse();
                assertThat(platform.tasks().of(sample.id(), platform.actor(name)))
                        .isEmpty();
                assertThat(platform.tasks().steps(sample.id(), platform.actor(name)))
                        .isEmpty();
            }
            assertThat(inbox("anna.out", sample(""))).isEmpty();
        }

        @Test
        void opensOfTheRecordWhatItsFormShowsAndOfWhatFollowsItTheSame() {
            var sample = handed();
            var measure = platform.created(
                    "chemist.east",
                    "lab/measure",
                    "{'sample': '" + sample.id() + "', 'text': 'pH 7', 'device': 'Old one'}");
            var note = platform.created("chemist.east", "lab/note", "{'sample': '" + sample.id() + "', 'text': 'Odd'}");
            var fuller = platform.update("chemist.east", sample, "{'origin': 'Upper well'}");
            assertThat(fuller).isInstanceOf(Outcome.Saved.class);

            assertThat(sees("anna.out", sample)).isTrue();
            assertThat(platform.read("anna.out", sample).values().keySet()).containsExactly("label");
            assertThat(sees("anna.out", measure)).isTrue();
            assertThat(platform.read("anna.out", measure).values().keySet())
                    .containsExactlyInAnyOrder("sample", "text");
            assertThat(sees("anna.out", note)).as("what the form does not show").isFalse();
            assertThat(refusal(() -> platform.update("anna.out", platform.read("anna.out", sample), "{'result': 'x'}")))
                    .as("outside of the task nothing is written")
                    .isEqualTo(ErrorCode.FORBIDDEN);
        }

        @Test
        void isClaimedAndDoneByOneOfThemAndThenAllIsClosed() {
            var sample = handed();
            var anna = platform.actor("anna.out");
            var task = task(sample, "anna.out");

            platform.tasks().claim(task.id(), anna);
            assertThat(platform.tasks().list(View.MINE, null, 9, anna))
                    .extracting(Task::record)
                    .contains(sample.id());
            var bad = platform.tasks()
                    .complete(task.id(), "done", TestPlatform.json("{'origin': 'Elsewhere'}"), null, anna);
            assertThat(TestPlatform.refused(bad)).containsKey("/origin");
            var done =
                    platform.tasks().complete(task.id(), "done", TestPlatform.json("{'result': 'Clean'}"), null, anna);

            assertThat(((Outcome.Saved) done).record().values())
                    .as("the answer says no more than she was shown")
                    .doesNotContainKeys("donor", "origin", "outside");
            assertThat(platform.read("chemist.east", sample).value("result")).isEqualTo("Clean");
            assertThat(sees("anna.out", sample)).isFalse();
            assertThat(platform.tasks().steps(sample.id(), anna)).isEmpty();
            assertThat(history(sample))
                    .containsExactly(
                            "unshare process:lab Analyse Analyse",
                            "update anna.out Analyse null",
                            "share process:lab Analyse Analyse",
                            "create chemist.east null null");
            assertThat(platform.owner()
                            .sql("select count(*) from platform.record_grant where record_id = ?")
                            .param(sample.id())
                            .query(Integer.class)
                            .single())
                    .isZero();
        }

        @Test
        void isCutOffWhenTheTeamLosesThePersonAndOthersTakeItOver() {
            var sample = handed();
            var task = task(sample, "anna.out").id();
            platform.tasks().claim(task, platform.actor("anna.out"));
            platform.bean(Teams.class).join(team, id("bela.out"), null);
            assertThat(refusal(() -> platform.tasks().claim(task, platform.actor("bela.out"))))
                    .isEqualTo(ErrorCode.CONFLICT);

            platform.bean(Teams.class).leave(team, id("anna.out"));

            assertThat(sees("anna.out", sample)).isFalse();
            assertThat(platform.tasks().find(task, platform.actor("anna.out"))).isEmpty();
            assertThat(refusal(() -> platform.tasks()
                            .complete(task, "done", TestPlatform.json("{}"), null, platform.actor("anna.out"))))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(task(sample, "bela.out").assignee())
                    .as("she has it no longer")
                    .isNull();
            assertThat(platform.tasks().claim(task, platform.actor("bela.out")).assignee())
                    .isEqualTo(id("bela.out"));
        }

        @Test
        void isCutOffWhenTheAgreementEndsAndTheUnitTakesItBack() {
            var sample = handed();
            var anna = platform.actor("anna.out");
            var task = task(sample, "anna.out").id();
            platform.tasks().claim(task, anna);

            platform.bean(Partners.class).agree("WAGNER", today.minusDays(9), today.minusDays(1));

            assertThat(platform.bean(org.casewright.identity.Actors.class).named("anna.out"))
                    .isEmpty();
            assertThat(platform.tasks()
                            .claim(task, platform.actor("chemist.east"))
                            .assignee())
                    .isEqualTo(id("chemist.east"));
        }

        @Test
        void isTheUnitsAgainWhenSomebodyEndsWhatWasOpenedForIt() {
            var sample = handed();
            var task = task(sample, "anna.out").id();
            platform.tasks().claim(task, platform.actor("anna.out"));
            var shares = platform.bean(Shares.class);
            var opened = shares.of(SAMPLE, sample.id().toString(), platform.actor("chemist.east"));
            assertThat(opened).extracting(Shares.Shared::title).containsExactly("Bench of Wagner");

            shares.end(SAMPLE, sample.id().toString(), opened.getFirst().share().id(), platform.actor("chemist.east"));

            assertThat(sees("anna.out", sample)).isFalse();
            assertThat(platform.tasks().find(task, platform.actor("anna.out"))).isEmpty();
            assertThat(inbox("second.east", sample)).containsExactly("Analyse");
        }

        @Test
        void staysTheirsWhenItsRecordGoesToOthers() {
            var sample = handed();
            TestPlatform.saved(platform.apply(
                    "chemist.east", new Change.Assign(SAMPLE, sample.id().toString(), null, "WST", "chemist.west")));

            assertThat(inbox("anna.out", sample)).containsExactly("Analyse");
            assertThat(sees("anna.out", sample)).isTrue();
            assertThat(inbox("chemist.west", sample)).containsExactly("Analyse");
            assertThat(inbox("chemist.east", sample)).isEmpty();
        }

        @Test
        void saysNothingOfWhatOthersSaidBefore() {
            var sample = handed();
            platform.owner()
                    .sql("update platform.step set comment = 'Between us' where case_id = ?")
                    .param(sample.id())
                    .update();
            assertThat(platform.tasks().steps(sample.id(), platform.actor("chemist.east")))
                    .extracting(StepEntry::comment)
                    .contains("Between us");
            assertThat(platform.tasks().steps(sample.id(), platform.actor("anna.out")))
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.comment()).isNull());
        }

        @Test
        void isForNoTeamOfTheOrganisationItself() {
            var own = platform.bean(Teams.class).add("own.bench", "Own bench", "EST");
            assertThatThrownBy(() -> sample(", 'outside': '" + own + "'"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(
                            "Step Analyse is for a partner’s team, and the team own.bench belongs to no partner.");
        }
    }

    @Nested
    class AClaimedTaskOfARecordThatIsGivenAway {

        private static EntityRecord claimed() {
            var sample = sample(", 'origin': 'Spring'");
            platform.tasks().claim(task(sample, "chemist.east").id(), platform.actor("chemist.east"));
            return sample;
        }

        private static void give(EntityRecord sample, String to) {
            TestPlatform.saved(platform.apply(
                    "chemist.east", new Change.Assign(SAMPLE, sample.id().toString(), null, null, to)));
        }

        /** As it is kept, empty for nobody: whoever is not offered a task any more is not said to have it. */
        private static String claimedBy(EntityRecord sample) {
            return platform.owner()
                    .sql("select coalesce(assignee::text, '') from platform.task where record_id = ?")
                    .param(sample.id())
                    .query(String.class)
                    .single();
        }

        @Test
        void goesToTheNewOwnerWithARoleToWhichItIsOffered() {
            var sample = claimed();
            give(sample, "second.east");
            assertThat(claimedBy(sample)).isEqualTo(id("second.east").toString());
        }

        @Test
        void isFreeWhenTheNewOwnerMayRunSuchTasksButHasNoSuchRole() {
            var sample = claimed();
            give(sample, "clerk.east");
            assertThat(claimedBy(sample)).isEmpty();
        }
    }

    @Nested
    class AServiceTask {

        private static UUID partner() {
            return platform.bean(Partners.class).find("OTTO").orElseThrow().id();
        }

        @Test
        void sharesTheRecordForItsPurposeUntilItsDayIsOver() {
            var sample = sample(", 'buyer': '" + partner() + "', 'buyerUntil': '" + today.plusDays(3) + "'");
            assertThat(sees("carl.out", sample)).isFalse();

            TestPlatform.saved(platform.update("chemist.east", sample, "{'sold': true}"));

            assertThat(platform.read("carl.out", sample).values().keySet()).containsExactly("label");
            assertThat(sees("anna.out", sample)).isFalse();
            var shared = platform.bean(Shares.class)
                    .of(SAMPLE, sample.id().toString(), platform.actor("chemist.east"))
                    .getFirst();
            assertThat(shared.share().purpose()).isEqualTo("Sale of Well water");
            assertThat(shared.share().privileges()).isEqualTo(Set.of("read", "append"));
            assertThat(shared.share().until())
                    .as("when the day is over in Nairobi")
                    .isEqualTo(today.plusDays(3).atTime(21, 0).atOffset(ZoneOffset.UTC));
            assertThat(history(sample).getFirst())
                    .isEqualTo("share process:lab Show it to the buyer Sale of Well water");
        }

        @Test
        void thatCannotShareSaysSoToWhoeverMovedTheProcess() {
            var sample = sample(", 'buyerUntil': '" + today.plusDays(3) + "'");
            assertThatThrownBy(() -> platform.update("chemist.east", sample, "{'sold': true}"))
                    .hasMessageContaining("Show it to the buyer does not know with whom to share.");
            var late = sample(", 'buyer': '" + partner() + "', 'buyerUntil': '" + today.minusDays(3) + "'");
            assertThatThrownBy(() -> platform.update("chemist.east", late, "{'sold': true}"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problems())
                                    .extracting(org.casewright.problem.Problem::message)
                                    .containsExactly("Show it to the buyer: It must end in the future."));
            assertThat(platform.read("chemist.east", late).value("sold"))
                    .as("all or nothing")
                    .isNull();
        }

        @Test
        void givesTheRecordToAnotherUnitAndItsKeeper() {
            var west = platform.bean(org.casewright.identity.Directory.class)
                    .unit("WST")
                    .orElseThrow();
            var sample = sample(", 'place': '" + west.id() + "', 'keeper': '" + id("chemist.west") + "'");

            TestPlatform.saved(platform.update("chemist.east", sample, "{'sent': true}"));

            assertThat(sees("chemist.east", sample)).isFalse();
            var there = platform.read("chemist.west", sample).system();
            assertThat(there.unit()).isEqualTo(west.number());
            assertThat(there.owner()).isEqualTo(id("chemist.west"));
            var line = platform.records()
                    .history(SAMPLE, sample.id().toString(), platform.actor("chemist.west"))
                    .getFirst();
            assertThat(Map.of("action", line.action(), "by", line.by(), "reason", String.valueOf(line.reason())))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("action", "assign", "by", "process:lab", "reason", "Too much to do here"));
        }

        @Test
        void thatIsToNameSomebodyAndDoesNotIsRefused() {
            var sample = sample(", 'keeper': '" + id("chemist.west") + "'");
            assertThatThrownBy(() -> platform.update("chemist.east", sample, "{'sent': true}"))
                    .hasMessageContaining("Send it away is to name a unit, and there is none.");
        }
    }
}
