package org.casewright.schema;

import java.util.List;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A promise that no two living records share these values, and the index that keeps it.
 *
 * @param name the index's name, as the database says it when the promise would be broken
 * @param properties names of top-level properties
 * @param where for which records it holds; null for all living ones
 * @param message the definition's own words; null for the platform's
 */
public record UniqueIndex(
        String name,
        List<String> properties,
        @Nullable Expression where,
        @Nullable String message) {

    public UniqueIndex {
        properties = List.copyOf(properties);
    }
}
