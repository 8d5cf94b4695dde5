package org.casewright.records;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A list as somebody has arranged it, as whoever reads it may know it: what is not there any more, or not open to the reader, is left
 * out, and both in the same way.
 *
 * @param filter FEEL; null for all
 * @param owner name of the account that keeps it
 * @param ownerTitle what people call the account
 * @param mine whether it is the reader's own
 * @param with for whom besides its owner; null for nobody
 */
public record SavedView(
        UUID id,
        String entity,
        String title,
        List<Column> columns,
        @Nullable String filter,
        List<Sort> sort,
        String owner,
        String ownerTitle,
        boolean mine,
        @Nullable Audience with,
        Lost lost) {

    public SavedView {
        columns = List.copyOf(columns);
        sort = List.copyOf(sort);
    }

    /**
     * A column.
     *
     * @param path a name, or a reference and a name behind it
     * @param width in pixels; 0 for that of its kind
     */
    public record Column(List<String> path, int width) {
        public Column {
            path = List.copyOf(path);
        }
    }

    /** What a list shows: its columns (none: those of the module), its filter and its order. */
    public record Content(List<Column> columns, @Nullable String filter, List<Sort> sort) {
        public Content {
            columns = List.copyOf(columns);
            sort = List.copyOf(sort);
        }
    }

    /** For whom a view is: a unit by its code, a team by its name, a role by its id, or everybody, whose name is empty. */
    public record Audience(Kind kind, String name) {
        public static final Audience EVERYBODY = new Audience(Kind.EVERYBODY, "");

        public enum Kind {
            EVERYBODY,
            UNIT,
            TEAM,
            ROLE
        }
    }

    /**
     * How much of a view cannot be shown to its reader.
     *
     * @param names what it asked for in its owner's own words, for the owner alone; empty for everybody else
     */
    public record Lost(int columns, int conditions, int sorts, List<String> names) {
        public static final Lost NOTHING = new Lost(0, 0, 0, List.of());

        public Lost {
            names = List.copyOf(names);
        }

        public boolean isAnything() {
            return columns + conditions + sorts > 0;
        }
    }

    public Content content() {
        return new Content(columns, filter, sort);
    }

    /** As a list of the module's would be. */
    public ViewDefinition definition() {
        return new ViewDefinition(
                entity,
                id.toString(),
                title,
                columns.stream()
                        .map(column -> new ViewDefinition.Column(column.path(), null))
                        .toList(),
                filter == null ? null : Expression.parse(filter),
                sort,
                null,
                Map.of(),
                List.of(),
                false);
    }
}
