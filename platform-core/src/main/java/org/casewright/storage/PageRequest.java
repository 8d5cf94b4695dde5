package org.casewright.storage;

import java.util.List;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.expression.Criterion;
import org.jspecify.annotations.Nullable;

/**
 * A question for a page of rows.
 *
 * @param filter null for all
 * @param reference path of the reference that must point to {@code target}; null for none
 * @param sort behind it, the id decides
 * @param after the values of the sort keys and the id of the last row of the page before; empty for the first page
 * @param limit how many rows are wanted; one more is read, to know whether there are more
 * @param countUpTo how far the matching rows are counted; 0 for not at all, {@link #COUNT_ALL} for to their end
 * @param search words; null for none
 * @param path where the visible rows are; null for wherever the policies find them
 * @param titled reference properties whose targets' titles are wanted
 * @param masks what may be known of some rows only
 */
public record PageRequest(
        EntityDefinition entity,
        @Nullable Criterion filter,
        @Nullable String reference,
        @Nullable UUID target,
        List<Order> sort,
        List<@Nullable Object> after,
        int limit,
        long countUpTo,
        @Nullable String search,
        boolean retired,
        @Nullable Path path,
        List<String> titled,
        Masks masks) {

    /** All matching rows are counted, however many. */
    public static final long COUNT_ALL = Long.MAX_VALUE;

    /** A sort key: a property or a system name. */
    public record Order(String name, boolean descending) {}
}
