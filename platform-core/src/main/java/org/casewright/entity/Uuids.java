package org.casewright.entity;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562): time first, so that indexes grow at one end. Thread-safe. */
public final class Uuids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static long last;

    private Uuids() {}

    /** A new id; within one process later ids are greater. */
    public static UUID next() {
        long stamp = tick();
        long high = ((stamp >>> 12) << 16) | 0x7000L | (stamp & 0xfffL);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Milliseconds and a 12 bit counter below them, ever growing. */
    private static synchronized long tick() {
        last = Math.max(last + 1, System.currentTimeMillis() << 12);
        return last;
    }
}
