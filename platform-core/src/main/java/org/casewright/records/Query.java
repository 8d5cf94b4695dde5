package org.casewright.records;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A question for a page of records.
 *
 * @param entity {@code module/entity}
 * @param filter SQL FEEL; null for all
 * @param related only records whose reference points to this record; null for all
 * @param sort declared sortable properties or system names; empty for newest change first
 * @param limit 1 to 200
 * @param cursor as an earlier page gave it; null for the first page
 * @param search words to look for in properties with {@code x-search} and in the number, with a star behind the last where only
 *     its beginning is known; null for none
 * @param retired whether retired records are asked for instead of living ones
 * @param expand references whose records are wanted too, in {@link Page#related}
 */
public record Query(
        String entity,
        @Nullable Expression filter,
        @Nullable Related related,
        List<Sort> sort,
        int limit,
        @Nullable String cursor,
        Count count,
        @Nullable String search,
        boolean retired,
        Set<String> expand) {

    public Query {
        sort = List.copyOf(sort);
        expand = Set.copyOf(expand);
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("limit must be from 1 to 200, not " + limit);
        }
    }

    /** The records whose property {@code reference} points to {@code id}. */
    public record Related(String reference, UUID id) {}

    /** Whether and how the matching records are counted. */
    public enum Count {
        NONE,
        /** Up to 10,000. */
        CAPPED,
        EXACT
    }

    /** The first page of everything, newest change first, not counted. */
    public static Query of(String entity) {
        return new Query(entity, null, null, List.of(), 50, null, Count.NONE, null, false, Set.of());
    }

    public Query where(@Nullable Expression expression) {
        return new Query(entity, expression, related, sort, limit, cursor, count, search, retired, expand);
    }

    public Query relatedTo(String reference, UUID id) {
        return new Query(
                entity, filter, new Related(reference, id), sort, limit, cursor, count, search, retired, expand);
    }

    public Query sortedBy(List<Sort> order) {
        return new Query(entity, filter, related, order, limit, cursor, count, search, retired, expand);
    }

    public Query limitedTo(int most) {
        return new Query(entity, filter, related, sort, most, cursor, count, search, retired, expand);
    }

    public Query after(@Nullable String next) {
        return new Query(entity, filter, related, sort, limit, next, count, search, retired, expand);
    }

    public Query counted(Count how) {
        return new Query(entity, filter, related, sort, limit, cursor, how, search, retired, expand);
    }

    public Query searching(@Nullable String words) {
        return new Query(entity, filter, related, sort, limit, cursor, count, words, retired, expand);
    }

    public Query ofRetired() {
        return new Query(entity, filter, related, sort, limit, cursor, count, search, true, expand);
    }

    public Query expanding(Set<String> references) {
        return new Query(entity, filter, related, sort, limit, cursor, count, search, retired, references);
    }
}
