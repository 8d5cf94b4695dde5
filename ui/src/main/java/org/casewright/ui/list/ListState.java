package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.records.SavedView.Column;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows, as its address says it, so that it can be sent and come back to.
 *
 * @param view name of the view, or id of one that somebody keeps; null for the one with which the list opens
 * @param words quick search; empty for none
 * @param filter FEEL; null for the view's own
 * @param columns null for the view's own
 * @param sort null for the view's own
 * @param quick property -> value of its filter, as links write it; see {@link Filter}
 */
record ListState(
        @Nullable String view,
        String words,
        @Nullable String filter,
        @Nullable List<Column> columns,
        @Nullable List<Sort> sort,
        Map<String, String> quick) {

    private static final String VIEW = "view";
    private static final String WORDS = "q";
    private static final String FILTER = "filter";
    private static final String COLUMNS = "columns";
    private static final String SORT = "sort";
    /** Whose result is looked at, which is no matter of the list. */
    static final String JOB = "job";

    private static final Pattern COLUMN =
            Pattern.compile("([A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z][A-Za-z0-9]*)?)(?::([0-9]{2,4}))?");
    private static final int LONGEST_FILTER = 4_000;

    ListState {
        columns = columns == null ? null : List.copyOf(columns);
        sort = sort == null ? null : List.copyOf(sort);
        quick = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(quick));
    }

    static ListState of(QueryParameters asked) {
        var quick = new LinkedHashMap<String, String>();
        asked.getParameters().forEach((name, values) -> {
            if (!List.of(VIEW, WORDS, FILTER, COLUMNS, SORT, JOB).contains(name) && !values.isEmpty()) {
                quick.put(name, values.getFirst());
            }
        });
        return new ListState(
                asked.getSingleParameter(VIEW).orElse(null),
                asked.getSingleParameter(WORDS).orElse(""),
                asked.getSingleParameter(FILTER).filter(text -> !text.isBlank()).orElse(null),
                asked.getSingleParameter(COLUMNS).map(ListState::columns).orElse(null),
                asked.getSingleParameter(SORT).map(ListState::sort).orElse(null),
                quick);
    }

    private static @Nullable List<Column> columns(String text) {
        var columns = new ArrayList<Column>();
        for (var part : text.split(",")) {
            var found = COLUMN.matcher(part.strip());
            if (found.matches()) {
                var width = found.group(2) == null ? 0 : Math.clamp(Integer.parseInt(found.group(2)), 40, 1_000);
                columns.add(new Column(List.of(found.group(1).split("\\.")), width));
            }
        }
        return columns.isEmpty() ? null : columns;
    }

    private static List<Sort> sort(String text) {
        var sort = new ArrayList<Sort>();
        for (var part : text.split(",")) {
            var name = part.strip();
            var descending = name.startsWith("-");
            var property = descending ? name.substring(1) : name;
            if (!property.isEmpty()) {
                sort.add(new Sort(property, descending));
            }
        }
        return sort;
    }

    QueryParameters parameters() {
        var all = new LinkedHashMap<String, String>();
        if (view != null) {
            all.put(VIEW, view);
        }
        if (!words.isBlank()) {
            all.put(WORDS, words);
        }
        if (filter != null) {
            all.put(FILTER, filter);
        }
        if (columns != null) {
            all.put(
                    COLUMNS,
                    columns.stream()
                            .map(column ->
                                    String.join(".", column.path()) + (column.width() > 0 ? ":" + column.width() : ""))
                            .collect(Collectors.joining(",")));
        }
        if (sort != null) {
            all.put(
                    SORT,
                    sort.stream()
                            .map(each -> (each.descending() ? "-" : "") + each.property())
                            .collect(Collectors.joining(",")));
        }
        all.putAll(quick);
        return QueryParameters.simple(all);
    }

    /** Another view, as it is. */
    ListState viewing(@Nullable String name) {
        return new ListState(name, words, null, null, null, Map.of());
    }

    ListState searching(String text) {
        return new ListState(view, text, filter, columns, sort, quick);
    }

    /** The same with this filter; null for the view's own. */
    ListState filtered(@Nullable String feel) {
        return new ListState(view, words, feel, columns, sort, Map.of());
    }

    ListState showing(@Nullable List<Column> others) {
        return new ListState(view, words, filter, others, sort, quick);
    }

    ListState sorted(@Nullable List<Sort> order) {
        return new ListState(view, words, filter, columns, order, quick);
    }

    /** Whether nothing of the filter is asked, for it is longer than an address may be. */
    boolean isTooLong() {
        return filter != null && isTooLong(filter);
    }

    static boolean isTooLong(String feel) {
        return feel.length() > LONGEST_FILTER;
    }

    static String tooLong() {
        return text("The filter is too long. It may have at most {0, number} characters.", LONGEST_FILTER);
    }

    /** Whether it shows something else than the view itself. */
    boolean isChanged() {
        return filter != null || columns != null || sort != null || !quick.isEmpty();
    }
}
