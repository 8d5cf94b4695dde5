package org.casewright.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A list.
 *
 * @param entity {@code module/entity}
 * @param filter SQL FEEL; null for all
 * @param groupBy the property by whose values the records are counted; null for a list of records
 * @param counts what is counted in each group besides its records: name -> SQL FEEL, in the file's order
 * @param roles who is offered it; empty for everybody who may read the entity
 */
public record ViewDefinition(
        String entity,
        String name,
        String title,
        List<Column> columns,
        @Nullable Expression filter,
        List<Sort> sort,
        @Nullable String groupBy,
        Map<String, Expression> counts,
        List<String> roles,
        boolean isDefault) {

    public ViewDefinition {
        columns = List.copyOf(columns);
        sort = List.copyOf(sort);
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        roles = List.copyOf(roles);
    }

    /** A column: a path over at most one reference, such as {@code reader.name}, and its heading (null: the title). */
    public record Column(List<String> path, @Nullable String title) {
        public Column {
            path = List.copyOf(path);
        }
    }

    /** A property that is declared sortable, or a system name. */
    public record Sort(String property, boolean descending) {}
}
