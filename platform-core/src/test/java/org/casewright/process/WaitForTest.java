package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.ProcessEngine;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.records.Change;
import org.casewright.records.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WaitForTest {

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("garden");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord bed() {
        return platform.created("gard.knf", "garden/bed", "{'name': 'East'}");
    }

    private static EntityRecord plant(EntityRecord bed, int height) {
        return platform.created(
                "gard.knf", "garden/plant", "{'name': 'Fern', 'height': " + height + ", 'bed': '" + bed.id() + "'}");
    }

    private static Object full(EntityRecord bed) {
        return String.valueOf(platform.read("head.hqg", bed).value("full"));
    }

    private static long waiting(EntityRecord bed) {
        return platform.owner()
                .sql("select count(*) from platform.waiting where case_id = '" + bed.id() + "'")
                .query(Long.class)
                .single();
    }

    @Test
    void goesOnInTheTransactionOfWhateverRecordMadeItTrue() {
        var bed = bed();
        plant(bed, 20);
        var small = plant(bed, 5);
        assertThat(full(bed)).isEqualTo("null");
        assertThat(waiting(bed)).isEqualTo(1);

        platform.update("gard.knf", small, "{'height': 11}");

        assertThat(full(bed)).isEqualTo("true");
        assertThat(waiting(bed)).isZero();
    }

    @Test
    void doesNotWaitForWhatIsTrueAlready() {
        var values =
                "{'name': 'West', 'plants': [{'as': 'a', 'name': 'A', 'height': 20}, {'as': 'b', 'name': 'B', 'height': 20}]}";
        var bed = platform.created("gard.knf", "garden/bed", values);

        assertThat(full(bed)).isEqualTo("true");
        assertThat(waiting(bed)).isZero();
    }

    @Test
    void goesBackWithATransactionThatFails() {
        var bed = bed();
        plant(bed, 20);

        var outcome = platform.apply(
                "gard.knf",
                new Change.Create(
                        "garden/plant",
                        null,
                        TestPlatform.json("{'name': 'A', 'height': 20, 'bed': '" + bed.id() + "'}")),
                new Change.Create("garden/plant", null, TestPlatform.json("{'name': 'B', 'height': 101}")));

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(full(bed)).isEqualTo("null");
        assertThat(waiting(bed)).isEqualTo(1);
    }

    @Test
    void isNotMissedWhenTwoMakeItTrueTogether() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var i = 0; i < 10; i++) {
                var bed = bed();
                Callable<EntityRecord> planting = () -> plant(bed, 20);
                for (var planted : threads.invokeAll(List.of(planting, planting))) {
                    planted.get();
                }

                assertThat(full(bed)).isEqualTo("true");
                assertThat(waiting(bed)).isZero();
            }
        }
    }

    @Test
    void isForgottenWhenItsProcessIsEnded() {
        var bed = bed();
        var runtime = platform.bean(ProcessEngine.class).getRuntimeService();
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(bed.id().toString())
                .singleResult();

        runtime.deleteProcessInstance(instance.getId(), "test");

        assertThat(waiting(bed)).isZero();
        plant(bed, 20);
        plant(bed, 20);
        assertThat(full(bed)).isEqualTo("null");
    }
}
