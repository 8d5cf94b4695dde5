package org.casewright.schema;

import java.util.List;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A promise that no two living records share these values, and the index that keeps it.
 *
 * @param name the index's name, as the database says it when the promise would be broken
 * @param properties names of top-level properties
 * @param during the two properties between which it holds, the end excluded; empty for always
 * @param where for which records it holds; null for all living ones
 * @param merges whether a clash with what the writer may not see is merged instead of refused
 * @param message the definition's own words; null for the platform's
 */
public record UniqueIndex(
        String name,
        List<String> properties,
        List<String> during,
        @Nullable Expression where,
        boolean merges,
        @Nullable String message) {

    public UniqueIndex {
        properties = List.copyOf(properties);
        during = List.copyOf(during);
    }
}
