package org.casewright.records;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.entity.EntityRecord;
import org.jspecify.annotations.Nullable;

/**
 * A page of records.
 *
 * @param next cursor of the page behind it; null on the last
 * @param count how many match; null when it was not asked for
 * @param capped whether there are more than {@code count}
 * @param titles titles of the records that the items' references point to, where the asker may see them
 * @param related the records that {@link Query#expand} asked for, where the asker may see them
 */
public record Page(
        List<EntityRecord> items,
        @Nullable String next,
        @Nullable Long count,
        boolean capped,
        Map<UUID, String> titles,
        Map<UUID, EntityRecord> related) {
    public Page {
        items = List.copyOf(items);
        titles = Map.copyOf(titles);
        related = Map.copyOf(related);
    }
}
