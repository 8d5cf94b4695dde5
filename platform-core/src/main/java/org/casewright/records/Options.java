package org.casewright.records;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How changes are applied.
 *
 * @param acknowledged ids of rules whose warnings the caller has read
 * @param reason why, for the history; null for none
 * @param step name of the workflow step in which it happens; null outside workflows
 * @param granted ids of records that an open task lets the actor read and write, with what hangs on them; empty otherwise
 * @param unit number of the unit that new records belong to; 0 for the actor's own
 * @param migrate given numbers, dates, and statuses without a transition are taken; only for the engine
 */
public record Options(
        Set<String> acknowledged,
        @Nullable String reason,
        @Nullable String step,
        Set<UUID> granted,
        int unit,
        boolean migrate) {

    public Options {
        acknowledged = Set.copyOf(acknowledged);
        granted = Set.copyOf(granted);
    }

    /** Nothing special. */
    public static final Options NONE = new Options(Set.of(), null, null, Set.of(), 0, false);

    public Options acknowledging(Set<String> rules) {
        return new Options(rules, reason, step, granted, unit, migrate);
    }

    public Options because(@Nullable String why) {
        return new Options(acknowledged, why, step, granted, unit, migrate);
    }
}
