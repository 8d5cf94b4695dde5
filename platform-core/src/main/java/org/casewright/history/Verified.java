package org.casewright.history;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when the history was held against its seals.
 *
 * @param seals how many fit
 * @param entries how many lines they seal
 * @param unsealed how many lines no seal holds yet
 * @param last the last seal that fits; null for none
 * @param erasures what was taken away lawfully, oldest first
 * @param wrong the first thing that does not fit; null when all does
 */
public record Verified(
        long seals,
        long entries,
        long unsealed,
        @Nullable Mark last,
        List<Erasure> erasures,
        @Nullable Wrong wrong) {

    public Verified {
        erasures = List.copyOf(erasures);
    }

    /** Whether all that is sealed is as it was. */
    public boolean isWhole() {
        return wrong == null;
    }

    /** A seal as it is kept elsewhere, to hold against later. */
    public record Mark(long number, String hash, OffsetDateTime at) {}

    /**
     * A lawful erasure that is in the history itself.
     *
     * @param entry id of its line
     * @param texts how many values it took away
     */
    public record Erasure(
            long entry, OffsetDateTime at, String by, String agreedBy, String reason, String basis, long texts) {}

    /** What can be wrong. */
    public enum Kind {
        /** A line says something else than when it was sealed. */
        CHANGED,
        /** A line that was sealed is not there. */
        MISSING,
        /** A line stands where none was when it was sealed. */
        INSERTED,
        /** A line stands where another one was. */
        REORDERED,
        /** A value of a line says something else. */
        VALUE_CHANGED,
        /** A value of a line is gone, and no lawful erasure says so. */
        VALUE_MISSING,
        /** A seal says something else than when it was made. */
        SEAL_CHANGED,
        /** A seal is not there. */
        SEAL_MISSING,
        /** A seal is another than the one that was kept elsewhere. */
        OTHER_SEAL
    }

    /**
     * The first thing that does not fit.
     *
     * @param seal number of the seal
     * @param entry id of the line; null where the seal itself is meant
     * @param sentence what is wrong, for people
     */
    public record Wrong(Kind kind, long seal, @Nullable Long entry, String sentence) {}
}
