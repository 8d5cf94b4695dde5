package org.casewright.release;

import java.time.OffsetDateTime;

/**
 * A release as it stands in lists.
 *
 * @param hash SHA-256 of its files
 * @param state {@code SWITCHED}: served, steps or reference data still to come; {@code FINISHED}: all done
 */
public record Release(long number, String hash, String state, String author, OffsetDateTime at) {

    /** Whether nothing is left to do. */
    boolean finished() {
        return state.equals("FINISHED");
    }
}
