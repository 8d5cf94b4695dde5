package org.casewright.identity;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * The access version that was last seen in the database. Each request sees it while its actor is built, at no cost of its own;
 * what is remembered from before another version is forgotten.
 */
@Component
class AccessVersion {

    private final AtomicLong seen = new AtomicLong();

    void saw(long version) {
        seen.accumulateAndGet(version, Math::max);
    }

    long latest() {
        return seen.get();
    }
}
