package org.casewright.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that have a value in common.
 *
 * @param value null for those that have none
 * @param title of the record that the value names, where the asker may see it
 * @param all how many they are
 * @param counts in the order in which they were asked for
 */
public record RowGroup(@Nullable Object value, @Nullable String title, long all, List<Long> counts) {

    public RowGroup {
        counts = List.copyOf(counts);
    }
}
