package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DailyRefreshTest {

    private TestPlatform platform;

    @BeforeEach
    void open() {
        platform = TestPlatform.with("shelf");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private EntityRecord fresh(EntityRecord record) {
        return platform.read("all.hqg", record);
    }

    /** As a night that passed leaves it. */
    private void yesterday() {
        platform.owner().sql("update shelf.booking set days_ago = days_ago - 1").update();
        platform.owner().sql("update platform.daily_refresh set day = day - 1").update();
    }

    @Test
    void worksOutAgainOnceADayWhatChangesWithTheDay() {
        var from = LocalDate.now(ZoneId.of("Africa/Nairobi")).minusDays(10);
        var booking = platform.created("lib.knf", "shelf/booking", "{'seat': 1, 'from': '" + from + "'}");
        assertThat(booking.value("daysAgo")).isEqualTo(10L);
        var refresh = platform.bean(DailyRefresh.class);
        refresh.run();
        yesterday();
        assertThat(fresh(booking).value("daysAgo")).isEqualTo(9L);

        assertThat(refresh.run()).isEqualTo(1);

        assertThat(fresh(booking).value("daysAgo")).isEqualTo(10L);
        assertThat(fresh(booking).system().version()).as("nobody changed it").isEqualTo(1);
        platform.owner().sql("update shelf.booking set days_ago = 3").update();
        assertThat(refresh.run()).as("the day's work is done").isZero();
        assertThat(fresh(booking).value("daysAgo")).isEqualTo(3L);

        platform.owner()
                .sql("update platform.daily_refresh set done = false, begun_at = begun_at - interval '7 hours'")
                .update();
        assertThat(refresh.run()).as("what was left is taken up").isEqualTo(1);
        assertThat(fresh(booking).value("daysAgo")).isEqualTo(10L);
    }

    @Test
    void oneThatCannotBeWorkedOutHoldsUpNoOther() {
        var from = LocalDate.now(ZoneId.of("Africa/Nairobi")).minusDays(20);
        var bad = platform.created("lib.knf", "shelf/booking", "{'seat': 7, 'from': '" + from + "'}");
        var good = platform.created("lib.knf", "shelf/booking", "{'seat': 8, 'from': '" + from + "'}");
        var refresh = platform.bean(DailyRefresh.class);
        refresh.run();
        yesterday();
        platform.owner()
                .sql("alter table shelf.booking add constraint bad check (id <> '" + bad.id() + "' or days_ago = 19)")
                .update();

        refresh.run();

        assertThat(fresh(good).value("daysAgo")).isEqualTo(20L);
        assertThat(fresh(bad).value("daysAgo")).as("stays as it was").isEqualTo(19L);
        assertThat(platform.owner()
                        .sql("select bool_and(done) from platform.daily_refresh")
                        .query(Boolean.class)
                        .single())
                .as("nobody has to wait for another try")
                .isTrue();

        platform.owner().sql("alter table shelf.booking drop constraint bad").update();
        platform.owner().sql("update platform.daily_refresh set day = day - 1").update();
        refresh.run();
        assertThat(fresh(bad).value("daysAgo"))
                .as("the next day it has its turn again")
                .isEqualTo(20L);
    }
}
