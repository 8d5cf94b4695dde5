package org.casewright.ui.list;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.records.Page;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rows of a list, read page by page, each behind the last row of the one before it: what lies far behind costs what the
 * beginning costs. Where each page begins is kept while the list is open; of the pages themselves only those that were looked at
 * last, so that a long list does not fill the memory.
 */
final class Rows {

    private static final int PAGE = 50;
    private static final int KEPT = 20;

    private final Records records;
    private final Catalog catalog;
    private final Values values;
    private final List<ListColumn> columns;
    private final Query query;
    /** Behind which place each page begins that is known; null for the first. */
    private final List<@Nullable String> beginnings = new ArrayList<>();

    private final Map<Integer, List<ListColumn.Row>> pages = new LinkedHashMap<>(KEPT, 0.75f, true);
    private boolean ended;
    private long count;
    private boolean capped;

    Rows(Records records, Catalog catalog, Values values, List<ListColumn> columns, Query query) {
        this.records = records;
        this.catalog = catalog;
        this.values = values;
        this.columns = columns;
        this.query = query.limitedTo(PAGE)
                .expanding(columns.stream()
                        .map(ListColumn::through)
                        .flatMap(Stream::ofNullable)
                        .collect(Collectors.toSet()));
        beginnings.add(null);
    }

    /** Rows from {@code offset} on, at most {@code limit}; fewer at the end. */
    List<ListColumn.Row> fetch(int offset, int limit, Actor actor) {
        var rows = new ArrayList<ListColumn.Row>();
        for (var at = offset; at < offset + limit; ) {
            var page = page(at / PAGE, actor);
            var from = at % PAGE;
            if (from >= page.size()) {
                break;
            }
            var to = Math.min(page.size(), from + offset + limit - at);
            rows.addAll(page.subList(from, to));
            at += to - from;
        }
        return rows;
    }

    private List<ListColumn.Row> page(int number, Actor actor) {
        while (number >= beginnings.size()) {
            if (ended) {
                return List.of();
            }
            load(beginnings.size() - 1, actor);
        }
        var kept = pages.get(number);
        return kept == null ? load(number, actor) : kept;
    }

    private List<ListColumn.Row> load(int number, Actor actor) {
        var begun = count > 0 || ended;
        var page = records.find(
                query.after(beginnings.get(number)).counted(begun ? Query.Count.NONE : Query.Count.CAPPED), actor);
        if (!begun) {
            count = page.count() == null ? page.items().size() : page.count();
            capped = page.capped();
        }
        if (number == beginnings.size() - 1) {
            if (page.next() == null) {
                ended = true;
            } else {
                beginnings.add(page.next());
            }
        }
        var rows = page.items().stream().map(record -> row(record, page)).toList();
        pages.put(number, rows);
        if (pages.size() > KEPT) {
            pages.remove(pages.keySet().iterator().next());
        }
        return rows;
    }

    private ListColumn.Row row(EntityRecord record, Page page) {
        var json = records.json(record);
        var cells =
                columns.stream().map(column -> cell(column, record, json, page)).toList();
        return new ListColumn.Row(
                record.id(), cells, values.lately(record.system().updatedAt()));
    }

    private ListColumn.Cell cell(ListColumn column, EntityRecord record, JsonNode json, Page page) {
        var value = json.get(column.path().getFirst());
        var of = record;
        if (column.through() != null) {
            var id = value == null ? null : Values.idOf(value);
            of = id == null ? null : page.related().get(id);
            value = of == null ? null : records.json(of).get(column.path().getLast());
        }
        if (of != null && of.withheld().contains(column.path().getLast())) {
            return new ListColumn.Cell("", "", of);
        }
        if (value == null || value.isNull()) {
            return ListColumn.Cell.EMPTY;
        }
        var text = values.text(column.type(), value, page.titles());
        if (column.status() && column.type() instanceof PropertyType.Code(var list)) {
            var code = catalog.codeList(list).codes().get(value.asString());
            var shade = code == null || code.shade() == null ? "idle" : code.shade();
            return new ListColumn.Cell(text, "st " + shade, null);
        }
        return new ListColumn.Cell(text, record.entity().number() != null && column.isNumber() ? "k" : "", null);
    }

    /** Asks for a value that a row withholds, which is kept in its record's history. */
    Component reveal(ListColumn column, EntityRecord withheld, String purpose, Actor actor) {
        var name = column.path().getLast();
        var told = records.reveal(withheld.entity().ref(), withheld.id().toString(), Set.of(name), purpose, actor);
        return values.show(column.type(), records.json(told).get(name), records.titles(List.of(told), actor));
    }

    /** How many there are; known once the first page was read. */
    long count() {
        return count;
    }

    /** Whether there are more than {@link #count()}. */
    boolean isCapped() {
        return capped;
    }

    /** What is shown at most on one page of the grid. */
    static int pageSize() {
        return PAGE;
    }
}
