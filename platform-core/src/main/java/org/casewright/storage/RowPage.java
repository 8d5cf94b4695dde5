package org.casewright.storage;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.entity.EntityRecord;
import org.jspecify.annotations.Nullable;

/**
 * A page of rows.
 *
 * @param more whether there are rows behind it
 * @param last sort keys and id of the last row, for the page behind it
 * @param count rows that match, up to the limit of the request; null when it was not asked for
 */
public record RowPage(
        List<EntityRecord> rows,
        boolean more,
        List<@Nullable Object> last,
        @Nullable Long count,
        Map<UUID, String> titles) {}
