package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private long now = 1_000_000_000_000L;
    private final TokenBuckets<String> buckets = new TokenBuckets<>(2, 3, () -> now);

    private void later(Duration time) {
        now += time.toNanos();
    }

    @Test
    void giveABurstAndThenLetWait() {
        for (var i = 0; i < 3; i++) {
            assertThat(buckets.take("a")).isZero();
        }

        assertThat(buckets.take("a")).isBetween(Duration.ofMillis(499), Duration.ofMillis(501));
        assertThat(buckets.take("b")).isZero();
    }

    @Test
    void fillWithTimeButNeverOver() {
        for (var i = 0; i < 3; i++) {
            buckets.take("a");
        }
        later(Duration.ofMillis(500));
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();

        later(Duration.ofDays(1));

        for (var i = 0; i < 3; i++) {
            assertThat(buckets.take("a")).isZero();
        }
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void lookWithoutTaking() {
        assertThat(buckets.wait("a")).isZero();
        for (var i = 0; i < 3; i++) {
            buckets.take("a");
        }
        assertThat(buckets.wait("a")).isPositive();
        assertThat(buckets.wait("a")).isPositive();
        later(Duration.ofMillis(500));
        assertThat(buckets.wait("a")).isZero();
        assertThat(buckets.take("a")).isZero();
    }
}
