package org.casewright.definition;

import java.util.List;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A list.
 *
 * @param entity {@code module/entity}
 * @param filter SQL FEEL; null for all
 * @param roles who is offered it; empty for everybody who may read the entity
 */
public record ViewDefinition(
        String entity,
        String name,
        String title,
        List<Column> columns,
        @Nullable Expression filter,
        List<Sort> sort,
        List<String> roles,
        boolean isDefault) {

    public ViewDefinition {
        columns = List.copyOf(columns);
        sort = List.copyOf(sort);
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
