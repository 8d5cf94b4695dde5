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
 * @param cause id of the record whose process or operation does it, for the history; null for none
 * @param operating whether an operation makes its input, which people make in no other way
 * @param undoing values are put back as they were: a status needs no transition, what is only added to may lose; only for the engine
 * @param migrate given numbers, dates, and statuses without a transition are taken; only for the engine
 */
public record Options(
        Set<String> acknowledged,
        @Nullable String reason,
        @Nullable String step,
        Set<UUID> granted,
        int unit,
        @Nullable UUID cause,
        boolean operating,
        boolean undoing,
        boolean migrate) {

    public Options {
        acknowledged = Set.copyOf(acknowledged);
        granted = Set.copyOf(granted);
    }

    /** Not because of another record. */
    public Options(
            Set<String> acknowledged,
            @Nullable String reason,
            @Nullable String step,
            Set<UUID> granted,
            int unit,
            boolean migrate) {
        this(acknowledged, reason, step, granted, unit, null, false, false, migrate);
    }

    /** Nothing special. */
    public static final Options NONE = new Options(Set.of(), null, null, Set.of(), 0, false);

    public Options acknowledging(Set<String> rules) {
        return new Options(rules, reason, step, granted, unit, cause, operating, undoing, migrate);
    }

    public Options because(@Nullable String why) {
        return new Options(acknowledged, why, step, granted, unit, cause, operating, undoing, migrate);
    }

    /** Says whose process or operation does it. */
    public Options causedBy(UUID record) {
        return new Options(acknowledged, reason, step, granted, unit, record, operating, undoing, migrate);
    }

    /** Lets an operation make its input. */
    public Options forOperation() {
        return new Options(acknowledged, reason, step, granted, unit, cause, true, undoing, migrate);
    }

    /** Lets values be put back as they were. */
    Options puttingBack() {
        return new Options(acknowledged, reason, step, granted, unit, cause, operating, true, migrate);
    }
}
