package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DailyRefreshTest {

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("shelf");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord fresh(EntityRecord record) {
        return platform.read("all.hqg", record);
    }

    /** As a night that passed leaves it. */
    private static void yesterday() {
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
}
