package org.casewright.release;

import java.util.Optional;
import org.casewright.catalog.Catalog;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A catalog that is to become a release. It holds the modules that were served when it was made, so that it must not be applied
 * on another release than that: what came with that one would be undone unseen.
 *
 * @param basis number of the newest release when it was made, 0 for none; null where it may follow any
 */
public record Proposal(Catalog next, @Nullable Long basis) {

    /** SHA-256 of the files, as the release will have it. */
    public String hash() {
        return Archive.of(next).hash();
    }

    /** To be asked under the lock. */
    void refuseIfOvertaken(Optional<Release> newest) {
        long number = newest.map(Release::number).orElse(0L);
        if (basis != null && basis != number) {
            throw new Refusal(ErrorCode.STALE, "Release " + number + " was applied meanwhile.");
        }
    }
}
