package org.casewright.identity;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each key, in memory: it holds {@code burst}, and fills by {@code perSecond}. Buckets that are
 * full again are forgotten, so that the number of keys stays bounded by the traffic. Thread-safe.
 */
public final class TokenBuckets<K> {

    private static final int MANY = 10_000;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<K, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double tokens, long at) {}

    /** With a clock of nanoseconds. */
    public TokenBuckets(double perSecond, double burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** Takes a token; zero when there was one, else how long to wait for the next. */
    public Duration take(K key) {
        var now = nanos.getAsLong();
        forgetFull(now);
        var wait = new Duration[] {Duration.ZERO};
        buckets.compute(key, (ignored, bucket) -> {
            var tokens = bucket == null ? burst : tokens(bucket, now);
            if (tokens >= 1) {
                return new Bucket(tokens - 1, now);
            }
            wait[0] = Duration.ofNanos((long) ((1 - tokens) / perSecond * 1e9) + 1);
            return new Bucket(tokens, now);
        });
        return wait[0];
    }

    /** How long to wait until there is a token; takes none. */
    public Duration wait(K key) {
        var bucket = buckets.get(key);
        var tokens = bucket == null ? burst : tokens(bucket, nanos.getAsLong());
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) ((1 - tokens) / perSecond * 1e9) + 1);
    }

    private double tokens(Bucket bucket, long now) {
        return Math.min(burst, bucket.tokens() + Math.max(0, now - bucket.at()) * perSecond / 1e9);
    }

    private void forgetFull(long now) {
        if (buckets.size() > MANY) {
            buckets.values().removeIf(bucket -> tokens(bucket, now) >= burst);
        }
    }
}
