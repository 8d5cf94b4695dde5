package org.casewright.records;

import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record was written; published inside the transaction that wrote it, so that whoever listens can still undo it by
 * throwing.
 *
 * @param before null when it was created
 * @param changed names of the properties whose values differ
 */
public record RecordChanged(@Nullable EntityRecord before, EntityRecord after, Set<String> changed, Actor actor) {
    public RecordChanged {
        changed = Set.copyOf(changed);
    }

    /** Whether it is new. */
    public boolean created() {
        return before == null;
    }
}
