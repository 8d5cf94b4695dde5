package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Delegations;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.Tasks.View;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who has how much to do, what goes over from who is away, and who stands in meanwhile. */
class WorkloadTest {

    private static final String SAMPLE = "lab/sample";

    private static TestPlatform platform;

    private final List<EntityRecord> made = new ArrayList<>();

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("lab");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @AfterEach
    void nobodyHasAnything() {
        made.forEach(sample -> platform.records()
                .apply(List.of(new Change.Retire(SAMPLE, sample.id().toString(), null)), Actor.ENGINE, Options.NONE));
        platform.owner().sql("delete from platform.task").update();
    }

    private EntityRecord taken(String by) {
        return taken(by, by);
    }

    private EntityRecord taken(String owner, String by) {
        var sample = platform.created(owner, SAMPLE, "{'label': 'Well water', 'origin': 'Spring'}");
        made.add(sample);
        var task = platform.tasks().of(sample.id(), platform.actor(by)).getFirst();
        platform.tasks().claim(task.id(), platform.actor(by));
        return sample;
    }

    private Workload workload() {
        return platform.bean(Workload.class);
    }

    private List<String> people(String as) {
        return workload().of(platform.actor(as)).people().stream()
                .map(load -> load.person().name() + " " + load.cases().get(SAMPLE) + " " + load.tasks())
                .sorted()
                .toList();
    }

    @Test
    void eachIsCountedAsFarAsTheAskerSeesAndWhatIsTheirsGoesOverInOneStep() {
        taken("chemist.east");
        var second = taken("chemist.east");
        taken("second.east");
        taken("second.east", "chemist.east");
        taken("chemist.west");

        assertThat(people("second.east")).containsExactly("chemist.east 2 3", "second.east 2 1");
        assertThat(people("chemist.west")).containsExactly("chemist.west 1 1");
        assertThat(workload().isOpenTo(platform.actor("clerk.east")))
                .as("who may assign nothing")
                .isFalse();
        assertThatThrownBy(() -> workload().of(platform.actor("clerk.east"))).isInstanceOf(Refusal.class);

        var over = workload().preview("chemist.east", platform.actor("second.east"));
        assertThat(over.records()).containsExactly(Map.entry(SAMPLE, 2));
        assertThat(over.tasks()).as("one about a record of somebody else").isEqualTo(3);
        assertThat(workload()
                        .preview("chemist.east", platform.actor("chemist.west"))
                        .isEmpty())
                .as("of another unit nothing is seen")
                .isTrue();

        var handed = workload().handOver("chemist.east", "second.east", "She is ill", platform.actor("second.east"));
        assertThat(handed.problems()).isEmpty();
        assertThat(List.of(handed.records(), handed.tasks())).containsExactly(2, 3);
        assertThat(people("second.east")).containsExactly("second.east 4 4");
        assertThat(platform.records()
                        .history(SAMPLE, second.id().toString(), platform.actor("second.east"))
                        .getFirst()
                        .reason())
                .isEqualTo("She is ill");
    }

    @Test
    void nothingGoesOverToWhoMayNotHaveIt() {
        taken("chemist.east");

        var handed = workload().handOver("chemist.east", "chemist.west", null, platform.actor("second.east"));

        assertThat(handed.problems()).isNotEmpty();
        assertThat(people("second.east")).containsExactly("chemist.east 1 1");
    }

    @Test
    void whoStandsInIsOfferedWhatWasTakenAsFarAsTheOwnRolesGo() {
        var sample = taken("chemist.east");
        var east = platform.actor("chemist.east");
        var second = platform.actor("second.east");
        assertThat(platform.tasks().list(View.TEAM, null, 9, second)).isEmpty();

        workload().away("chemist.east", "second.east", inAWeek(), east);

        var offered = platform.tasks().list(View.TEAM, null, 9, platform.actor("second.east"));
        assertThat(offered).extracting(Task::record).containsExactly(sample.id());
        assertThat(platform.tasks().queues(9, platform.actor("second.east")))
                .extracting(Queue::tasks)
                .containsExactly(1);
        assertThat(platform.tasks().list(View.TEAM, null, 9, platform.actor("chemist.west")))
                .isEmpty();
        assertThat(platform.tasks()
                        .claim(offered.getFirst().id(), platform.actor("second.east"))
                        .assignee())
                .isEqualTo(second.id());

        workload().back("chemist.east", east);
        assertThat(platform.bean(Delegations.class).of(east.id())).isEmpty();
    }

    @Test
    void onlyOneselfAndWhoMayAssignInTheUnitSaysThatSomebodyIsAway() {
        var west = platform.actor("chemist.west");
        assertThatThrownBy(() -> workload().away("chemist.east", "chemist.west", inAWeek(), west))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> workload().away("clerk.east", "clerk.east", inAWeek(), platform.actor("clerk.east")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID));
        workload().away("clerk.east", "second.east", inAWeek(), platform.actor("chemist.east"));
        assertThat(platform.bean(Delegations.class)
                        .of(platform.actor("clerk.east").id()))
                .isPresent();
    }

    @Test
    void whoMayGiveAwayTheirOwnAloneSaysOfNobodyElseThatTheyAreAway() {
        try (var hospital = TestPlatform.with("surgery")) {
            var nurse = hospital.actor("nurse.far");
            var workload = hospital.bean(Workload.class);
            assertThatThrownBy(() -> workload.away("second.far", "nurse.far", inAWeek(), nurse))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
            workload.away("nurse.far", "second.far", inAWeek(), nurse);
            assertThat(hospital.bean(Delegations.class).of(nurse.id())).isPresent();
        }
    }

    private static OffsetDateTime inAWeek() {
        return OffsetDateTime.now(ZoneOffset.UTC).plusDays(7);
    }
}
