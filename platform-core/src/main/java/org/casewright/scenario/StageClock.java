package org.casewright.scenario;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until it is set. */
final class StageClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    StageClock() {
        this(new AtomicReference<>(Instant.EPOCH), ZoneOffset.UTC);
    }

    private StageClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    void set(Instant moment) {
        now.set(moment);
    }

    /** Moves on; never back. */
    void moveTo(Instant later) {
        if (later.isAfter(instant())) {
            set(later);
        }
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new StageClock(now, other);
    }
}
