package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.TestPlatform.json;
import static org.casewright.TestPlatform.refused;
import static org.casewright.TestPlatform.saved;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.casewright.TestPlatform;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Entry;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.HistoryEntry;
import org.casewright.records.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private static final String PLANT = "garden/plant";
    private static final String PRUNING = "garden/pruning";

    private static TestPlatform platform;
    private static Operations operations;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("garden");
        operations = platform.bean(Operations.class);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord grown(int height) {
        var plant = platform.created(
                "gard.knf", PLANT, "{'name': 'Rose', 'height': " + height + ", 'marks': [{'what': 'Old'}]}");
        return saved(platform.update("gard.knf", plant, "{'state': 'GROWN'}"));
    }

    private static Outcome prune(String as, EntityRecord plant, @Nullable Long version, String values) {
        return operations.run(
                PLANT, plant.id().toString(), version, "prune", json(values), Set.of(), platform.actor(as));
    }

    private static EntityRecord pruned(EntityRecord plant, int cut) {
        return saved(prune("gard.knf", plant, null, "{'cut': " + cut + ", 'why': 'Too high'}"));
    }

    private static EntityRecord fresh(EntityRecord record) {
        return platform.read("head.hqg", record);
    }

    private static Stream<Object> marks(EntityRecord plant) {
        return ((List<?>) java.util.Objects.requireNonNull(plant.value("marks")))
                .stream().map(entry -> ((Entry) entry).values().get("what"));
    }

    private static List<HistoryEntry> history(EntityRecord record, String as) {
        return platform.records().history(record.entity().ref(), record.id().toString(), platform.actor(as));
    }

    private static long rows(String question) {
        return platform.owner()
                .sql("select count(*) from " + question)
                .query(Long.class)
                .single();
    }

    @Nested
    class Doing {

        @Test
        void makesTheInputAndItsProcessDoesTheWork() {
            var plant = grown(40);

            var pruning = pruned(plant, 15);

            assertThat(pruning.entity().ref()).isEqualTo(PRUNING);
            assertThat(pruning.value("plant")).isEqualTo(plant.id());
            assertThat(pruning.value("done")).as("as its process has left it").isEqualTo(true);
            assertThat(pruning.system().unit()).isEqualTo(plant.system().unit());
            assertThat(fresh(plant).value("height")).isEqualTo(25L);
            assertThat(fresh(plant).value("state")).isEqualTo("CUT");
            assertThat(marks(fresh(plant))).containsExactly("Old", "Too high");
        }

        @Test
        void standsInTheHistoryOfTheRecordWithWhoDidItAndTheInput() {
            var plant = grown(40);
            var pruning = pruned(plant, 15);

            var entry = history(plant, "gard.knf").stream()
                    .filter(each -> each.action().equals("operation"))
                    .findFirst()
                    .orElseThrow();

            assertThat(entry.step()).isEqualTo("Prune");
            assertThat(entry.by()).isEqualTo("gard.knf");
            assertThat(entry.input()).isEqualTo(pruning.id());
            assertThat(history(plant, "look.knf"))
                    .filteredOn(each -> each.action().equals("operation"))
                    .as("the input is not open to everybody")
                    .extracting(HistoryEntry::input)
                    .containsOnlyNulls()
                    .isNotEmpty();
        }

        @Test
        void isAllOrNothing() {
            var plant = grown(40);
            var before = rows("garden.pruning");

            assertThat(refused(prune("gard.knf", plant, null, "{'cut': 50}"))).isNotEmpty();

            assertThat(fresh(plant).value("height")).isEqualTo(40L);
            assertThat(rows("garden.pruning")).isEqualTo(before);
            assertThat(rows("platform.history where action = 'operation' and record_id = '" + plant.id() + "'"))
                    .isZero();
        }

        @Test
        void isNotPossibleWhileItsConditionIsFalse() {
            var seed = platform.created("gard.knf", PLANT, "{'name': 'Seed', 'height': 1}");

            assertThat(refused(prune("gard.knf", seed, null, "{'cut': 1}"))).isEqualTo(Map.of("", "operation"));
        }

        @Test
        void asksForSightOfTheRecordForRunAndForARole() {
            var plant = grown(40);

            assertThatThrownBy(() -> prune("gard.ugb", plant, null, "{'cut': 1}"))
                    .as("not seen")
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
            assertThatThrownBy(() -> prune("look.knf", plant, null, "{'cut': 1}"))
                    .as("seen, but not run")
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
            assertThatThrownBy(() -> operations.run(
                            PLANT,
                            plant.id().toString(),
                            null,
                            "graft",
                            json("{}"),
                            Set.of(),
                            platform.actor("gard.knf")))
                    .as("run, but for other roles")
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
            assertThatThrownBy(() -> operations.run(
                            PLANT,
                            plant.id().toString(),
                            null,
                            "burn",
                            json("{}"),
                            Set.of(),
                            platform.actor("gard.knf")))
                    .as("not there")
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }

        @Test
        void isTheOnlyWayInWhichPeopleMakeItsInput() {
            var plant = grown(40);

            for (var who : List.of("look.knf", "gard.knf", "head.hqg")) {
                assertThatThrownBy(() -> platform.create(who, PRUNING, "{'cut': 1, 'plant': '" + plant.id() + "'}"))
                        .as(who)
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
            }
            assertThatThrownBy(() -> platform.update("gard.knf", plant, "{'prunings': [{'as': 'p', 'cut': 1}]}"))
                    .as("nor inside of another record")
                    .isInstanceOf(Refusal.class);
            assertThat(platform.records().privileges(PRUNING, null, platform.actor("gard.knf")))
                    .contains("read")
                    .doesNotContain("create");
            assertThat(fresh(plant).value("height")).isEqualTo(40L);
        }

        @Test
        void takesWhatItsFormShowsAndNoOtherRecord() {
            var plant = grown(40);
            var other = grown(40);

            assertThat(refused(prune("gard.knf", plant, null, "{'cut': 1, 'secret': 'x'}")))
                    .isEqualTo(Map.of("/secret", "unknown-property"));
            assertThat(refused(prune("gard.knf", plant, null, "{'cut': 1, 'plant': '" + other.id() + "'}")))
                    .isEqualTo(Map.of("/plant", "read-only"));
            assertThat(refused(prune("gard.knf", plant, null, "{}"))).isEqualTo(Map.of("/cut", "required"));
            assertThat(prune("gard.knf", plant, null, "{'cut': 1, 'plant': '" + plant.id() + "'}"))
                    .isInstanceOf(Outcome.Saved.class);
        }

        @Test
        void isToldWhenSomebodyWasFaster() {
            var plant = grown(40);
            platform.update("mate.knf", plant, "{'note': 'Mind the thorns'}");

            var outcome = prune("gard.knf", plant, plant.system().version(), "{'cut': 1}");

            assertThat(outcome)
                    .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Stale.class))
                    .satisfies(stale -> assertThat(stale.changed()).containsExactly("note"));
        }

        @Test
        void isDoneOnceHoweverManyAskAtOnce() throws Exception {
            var together = new CyclicBarrier(4);
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (var round = 0; round < 5; round++) {
                    var plant = grown(40);
                    var outcomes = threads.invokeAll(Collections.nCopies(4, () -> {
                        together.await();
                        return prune("gard.knf", plant, null, "{'cut': 5}");
                    }));
                    var done = 0;
                    for (var outcome : outcomes) {
                        done += outcome.get() instanceof Outcome.Saved ? 1 : 0;
                    }
                    assertThat(done).isEqualTo(1);
                    assertThat(fresh(plant).value("height")).isEqualTo(35L);
                }
            }
        }

        @Test
        void isOfferedWhenPossibleOnly() {
            var plant = grown(40);

            assertThat(operations.possible(plant, platform.actor("gard.knf")))
                    .extracting(OperationDefinition::name)
                    .containsExactly("prune");
            assertThat(operations.possible(plant, platform.actor("head.hqg")))
                    .extracting(OperationDefinition::name)
                    .containsExactly("prune", "graft");
            assertThat(operations.possible(plant, platform.actor("look.knf"))).isEmpty();
            pruned(plant, 1);
            assertThat(operations.possible(fresh(plant), platform.actor("gard.knf")))
                    .isEmpty();
        }
    }

    @Nested
    class Undoing {

        private Outcome undo(String as, EntityRecord pruning) {
            return operations.undo(PRUNING, pruning.id().toString(), platform.actor(as));
        }

        @Test
        void putsBackWhatWasDone() {
            var plant = grown(40);
            var pruning = pruned(plant, 15);
            platform.update("mate.knf", fresh(plant), "{'note': 'Mind the thorns'}");
            assertThat(operations.undoable(fresh(plant), platform.actor("mate.knf")))
                    .hasSize(1);
            assertThat(platform.tasks().of(pruning.id(), platform.actor("gard.knf")))
                    .as("its process goes on")
                    .hasSize(1);

            assertThat(saved(undo("mate.knf", pruning)).id()).isEqualTo(plant.id());

            assertThat(fresh(plant).value("height")).isEqualTo(40L);
            assertThat(fresh(plant).value("state")).isEqualTo("GROWN");
            assertThat(marks(fresh(plant))).containsExactly("Old");
            assertThat(fresh(plant).value("note")).as("others' work stays").isEqualTo("Mind the thorns");
            assertThat(fresh(pruning).system().retired()).isTrue();
            assertThat(platform.tasks().of(pruning.id(), platform.actor("gard.knf")))
                    .as("its process has ended")
                    .isEmpty();
            assertThat(operations.undoable(fresh(plant), platform.actor("mate.knf")))
                    .isEmpty();
            assertThat(history(plant, "gard.knf").stream()
                            .filter(each -> each.action().equals("undo")))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.by()).isEqualTo("mate.knf");
                        assertThat(entry.step()).isEqualTo("Prune");
                        assertThat(entry.input()).isEqualTo(pruning.id());
                    });
            assertThatThrownBy(() -> undo("mate.knf", pruning)).as("once").isInstanceOf(Refusal.class);
        }

        @Test
        void isRefusedWithWhatOthersHaveChangedSince() {
            var plant = grown(40);
            var pruning = pruned(plant, 15);
            platform.update("mate.knf", fresh(plant), "{'height': 27}");

            assertThatThrownBy(() -> undo("gard.knf", pruning)).isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
                assertThat(refusal.problems())
                        .extracting(Problem::message)
                        .containsExactly("Height of " + plant.system().number() + " was changed since.");
            });
            assertThat(fresh(plant).value("state")).as("nothing is undone").isEqualTo("CUT");
            assertThat(platform.tasks().of(pruning.id(), platform.actor("gard.knf")))
                    .as("its process goes on")
                    .hasSize(1);
        }

        @Test
        void isOfThoseWhoMayDoIt() {
            var plant = grown(40);
            var pruning = pruned(plant, 15);

            assertThatThrownBy(() -> undo("gard.ugb", pruning)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> undo("look.knf", pruning)).isInstanceOf(Refusal.class);
            assertThat(operations.undoable(fresh(plant), platform.actor("look.knf")))
                    .isEmpty();
            assertThat(operations.undoable(pruning, platform.actor("head.hqg")))
                    .as("told of the input as well")
                    .hasSize(1);
        }

        @Test
        void isPossibleForSoManyDays() {
            var plant = grown(40);
            var pruning = pruned(plant, 15);
            age(plant.id(), 31);

            assertThat(operations.undoable(fresh(plant), platform.actor("gard.knf")))
                    .isEmpty();
            assertThat(refused(undo("gard.knf", pruning))).isEqualTo(Map.of("", "operation"));
        }

        private void age(UUID record, int days) {
            var ages = "alter table platform.history disable trigger append_only;"
                    + " update platform.history set at = at - make_interval(days => " + days + ") where record_id = '"
                    + record + "' and action = 'operation';"
                    + " alter table platform.history enable trigger append_only";
            platform.owner().sql(ages).update();
        }

        @Test
        void isNotPossibleWithoutSayingSo() {
            var plant = grown(40);
            var grafting = saved(operations.run(
                    PLANT, plant.id().toString(), null, "graft", json("{}"), Set.of(), platform.actor("head.hqg")));

            assertThat(refused(
                            operations.undo("garden/grafting", grafting.id().toString(), platform.actor("head.hqg"))))
                    .isEqualTo(Map.of("", "operation"));
            assertThatThrownBy(() -> operations.undo(PLANT, plant.id().toString(), platform.actor("head.hqg")))
                    .as("what no operation made")
                    .isInstanceOf(Refusal.class);
        }
    }
}
