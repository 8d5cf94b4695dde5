package org.casewright.release;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who and what stands behind a release; kept with it.
 *
 * @param author who applied it: the name of an account that gave its password, or else of whoever gave the command
 * @param approver the account of the second person, where one agreed
 * @param origin whose files these are, where they came from another installation
 * @param overridden which scenarios failed, and why it was applied all the same
 */
public record Provenance(
        String author,
        @Nullable String approver,
        @Nullable Origin origin,
        @Nullable Overridden overridden) {

    /** A release as it was called where it was exported. */
    public record Origin(long number, String hash, String author, OffsetDateTime at) {}

    /**
     * What was passed over.
     *
     * @param reason in somebody's words
     * @param scenarios {@code module/name} of those that failed; empty when none could be played
     */
    public record Overridden(String reason, List<String> scenarios) {
        public Overridden {
            scenarios = List.copyOf(scenarios);
        }
    }

    /** Nothing but a name. */
    public static Provenance of(String author) {
        return new Provenance(author, null, null, null);
    }
}
