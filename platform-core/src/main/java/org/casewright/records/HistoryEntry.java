package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change of a record, with what the asker may read of it.
 *
 * @param action {@code create update retire restore}; {@code operation undo} with the operation's title as its step;
 *     {@code breakGlass} with its end; {@code reveal} with what for as its reason
 * @param by name of the account
 * @param byTitle what people call it
 * @param step name of the workflow step in which it was made; null outside workflows
 * @param input id of the record that an operation made; null for other actions, and where it is not open to the asker
 * @param until when what was opened closes again; null for other actions
 * @param changes property -> old and new value, in the API's form
 * @param withheld properties whose change is told without its values, as these are told only to who asks for them; of
 *     {@code reveal} those that were asked for
 */
public record HistoryEntry(
        OffsetDateTime at,
        String action,
        String by,
        String byTitle,
        @Nullable String reason,
        @Nullable String step,
        long version,
        long release,
        @Nullable UUID input,
        @Nullable OffsetDateTime until,
        Map<String, Difference> changes,
        Set<String> withheld) {

    /** Whether both tell of one change. */
    boolean isOneWith(HistoryEntry other) {
        return at.equals(other.at)
                && version == other.version
                && by.equals(other.by)
                && action.equals(other.action)
                && input == null
                && other.input == null;
    }

    /** The same with more values. */
    HistoryEntry with(HistoryEntry more) {
        var all = new LinkedHashMap<>(changes);
        all.putAll(more.changes);
        var names = new LinkedHashSet<>(withheld);
        names.addAll(more.withheld);
        return new HistoryEntry(at, action, by, byTitle, reason, step, version, release, input, until, all, names);
    }

    /** Old and new value; null for none. */
    public record Difference(
            @Nullable JsonNode old, @Nullable JsonNode value) {}
}
