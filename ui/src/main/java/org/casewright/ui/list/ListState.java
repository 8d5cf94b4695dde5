package org.casewright.ui.list;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows, as its address says it, so that it can be sent and come back to.
 *
 * @param view name of the view; null for the default one
 * @param words quick search; empty for none
 * @param filters property -> value of its filter, as {@link Filter} writes it
 */
record ListState(@Nullable String view, String words, Map<String, String> filters) {

    private static final String VIEW = "view";
    private static final String WORDS = "q";

    ListState {
        filters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    }

    static ListState of(QueryParameters asked) {
        var filters = new LinkedHashMap<String, String>();
        asked.getParameters().forEach((name, values) -> {
            if (!name.equals(VIEW) && !name.equals(WORDS) && !values.isEmpty()) {
                filters.put(name, values.getFirst());
            }
        });
        return new ListState(
                asked.getSingleParameter(VIEW).orElse(null),
                asked.getSingleParameter(WORDS).orElse(""),
                filters);
    }

    QueryParameters parameters() {
        var all = new LinkedHashMap<String, String>();
        if (view != null) {
            all.put(VIEW, view);
        }
        if (!words.isBlank()) {
            all.put(WORDS, words);
        }
        all.putAll(filters);
        return QueryParameters.simple(all);
    }

    ListState viewing(String name) {
        return new ListState(name, words, filters);
    }

    ListState searching(String text) {
        return new ListState(view, text, filters);
    }

    ListState with(String property, String value) {
        var more = new LinkedHashMap<>(filters);
        more.put(property, value);
        return new ListState(view, words, more);
    }

    ListState without(String property) {
        var fewer = new LinkedHashMap<>(filters);
        fewer.remove(property);
        return new ListState(view, words, fewer);
    }

    ListState plain() {
        return new ListState(view, "", Map.of());
    }

    boolean isNarrowed() {
        return !words.isBlank() || !filters.isEmpty();
    }
}
