package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.records.DailyRefresh;
import org.casewright.records.DayBegun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DayWorkTest {

    private static final String PLANT = "garden/plant";

    private TestPlatform platform;

    @BeforeEach
    void open() {
        platform = TestPlatform.with("garden");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private EntityRecord plant(String values) {
        return platform.created("gard.knf", PLANT, values);
    }

    private Object watered(EntityRecord plant) {
        return String.valueOf(platform.read("head.hqg", plant).value("watered"));
    }

    private void passNight() {
        platform.owner().sql("update platform.daily_refresh set day = day - 1").update();
        platform.owner().sql("update platform.daily_start set day = day - 1").update();
    }

    @Test
    void startsWithEachRecordForWhichTheConditionIsTrueOnceADay() {
        var thirsty = plant("{'name': 'Fern', 'thirsty': true}");
        var retired = plant("{'name': 'Fern', 'thirsty': true}");
        platform.apply(
                "gard.knf",
                new org.casewright.records.Change.Retire(PLANT, retired.id().toString(), null));
        var wet = plant("{'name': 'Moss'}");
        var day = platform.bean(DailyRefresh.class);

        day.run();
        day.run();

        assertThat(watered(thirsty)).isEqualTo("1");
        assertThat(watered(wet)).isEqualTo("0");
        assertThat(watered(retired)).isEqualTo("0");
        assertThat(platform.tasks().steps(thirsty.id(), platform.actor("gard.knf")))
                .filteredOn(step -> step.kind() == StepEntry.Kind.START)
                .extracting(StepEntry::process, StepEntry::by)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("garden_water", "process:garden"));

        passNight();
        day.run();

        assertThat(watered(thirsty)).isEqualTo("2");
    }

    @Test
    void oneThatFailsHoldsUpNoOther() {
        var full = plant("{'name': 'Cactus', 'thirsty': true}");
        platform.owner()
                .sql("update garden.plant set watered = 3 where id = '" + full.id() + "'")
                .update();
        var thirsty = plant("{'name': 'Fern', 'thirsty': true}");
        var day = platform.bean(DailyRefresh.class);

        day.run();

        assertThat(watered(thirsty)).isEqualTo("1");
        assertThat(watered(full)).isEqualTo("3");
        assertThat(platform.owner()
                        .sql("select bool_and(done) from platform.daily_refresh")
                        .query(Boolean.class)
                        .single())
                .as("the day's work is done")
                .isTrue();
        assertThat(platform.owner()
                        .sql("select count(*) from platform.daily_start")
                        .query(Long.class)
                        .single())
                .as("what failed has not begun")
                .isEqualTo(1);
    }

    @Test
    void twoNodesNeverStartTwice() throws Exception {
        for (var i = 0; i < 20; i++) {
            plant("{'name': 'Fern " + i + "', 'thirsty': true}");
        }
        var work = platform.bean(DayWork.class);
        var begun = new DayBegun(LocalDate.now(ZoneId.of("Africa/Nairobi")), List.of(1, 2, 3));

        try (var nodes = Executors.newFixedThreadPool(2)) {
            for (var node : nodes.invokeAll(java.util.Collections.nCopies(2, () -> {
                work.on(begun);
                return begun;
            }))) {
                node.get();
            }
        }

        assertThat(platform.owner()
                        .sql("select count(*) from garden.plant where watered = 1")
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
        assertThat(platform.owner()
                        .sql("select count(*) from platform.step where kind = 'START'")
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
    }

    @Test
    void stepsThatWaitForADayLookAgain() {
        var today = LocalDate.now(ZoneId.of("Africa/Nairobi"));
        var bed = platform.created("gard.knf", "garden/bed", "{'opensOn': '" + today.plusDays(9) + "'}");
        var day = platform.bean(DailyRefresh.class);
        day.run();
        assertThat(platform.read("head.hqg", bed).value("open")).isNull();
        platform.owner()
                .sql("update garden.bed set opens_on = opens_on - 9 where id = '" + bed.id() + "'")
                .update();
        passNight();

        day.run();

        assertThat(platform.read("head.hqg", bed).value("open")).isEqualTo(true);
    }
}
