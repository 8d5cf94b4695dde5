package org.casewright.ui.list;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
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
import tools.jackson.databind.JsonNode;

/**
 * The rows of a list, read behind the last row of what was read before: what lies far behind costs what the beginning costs, and
 * what is asked for at once is one statement. Where something begins that was read is kept while the list is open; of the rows
 * themselves only those that were looked at last, so that a long list does not fill the memory.
 */
final class Rows {

    private static final int PAGE = 50;
    /** At most as many at once. */
    private static final int MOST = 200;

    private static final int KEPT = 1_000;

    private final Records records;
    private final Catalog catalog;
    private final Values values;
    private final List<ListColumn> columns;
    private final Query query;
    /** Place of a row -> behind what it comes; empty for the first. */
    private final NavigableMap<Integer, String> beginnings = new TreeMap<>();

    /** Place of the first of them -> rows, those last that were looked at last. */
    private final Map<Integer, List<ListColumn.Row>> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** How many there are; known once the end was read. */
    private int end = Integer.MAX_VALUE;

    private boolean begun;
    private long count;
    private boolean capped;

    Rows(Records records, Catalog catalog, Values values, List<ListColumn> columns, Query query) {
        this.records = records;
        this.catalog = catalog;
        this.values = values;
        this.columns = columns;
        this.query = query.expanding(columns.stream()
                .map(ListColumn::through)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet()));
        beginnings.put(0, "");
    }

    /** Rows from {@code offset} on, at most {@code limit}; fewer at the end. */
    List<ListColumn.Row> fetch(int offset, int limit, Actor actor) {
        var rows = new ArrayList<ListColumn.Row>();
        var until = (int) Math.min((long) offset + limit, Integer.MAX_VALUE);
        var at = offset;
        while (at < Math.min(end, until)) {
            var first = from(at, until, actor);
            var known = kept.getOrDefault(first, List.of());
            if (first + known.size() > at) {
                var part = known.subList(at - first, Math.min(known.size(), until - first));
                rows.addAll(part);
                at += part.size();
            }
        }
        return rows;
    }

    /** The place where rows begin that are known and lead to this one. */
    private int from(int place, int until, Actor actor) {
        for (var each : kept.entrySet()) {
            if (each.getKey() <= place
                    && place < each.getKey() + each.getValue().size()) {
                return each.getKey();
            }
        }
        var first = beginnings.floorKey(place);
        load(first, Math.ceilDiv(Math.min(until - first, MOST), PAGE) * PAGE, actor);
        return first;
    }

    private void load(int first, int most, Actor actor) {
        var behind = beginnings.get(first);
        var page = records.find(
                query.limitedTo(most)
                        .after("".equals(behind) ? null : behind)
                        .counted(begun ? Query.Count.NONE : Query.Count.CAPPED),
                actor);
        if (!begun) {
            begun = true;
            count = page.count() == null ? page.items().size() : page.count();
            capped = page.capped();
        }
        var rows = page.items().stream().map(record -> row(record, page)).toList();
        if (page.next() == null) {
            end = first + rows.size();
        } else {
            beginnings.put(first + rows.size(), page.next());
        }
        kept.put(first, rows);
        var oldest = kept.keySet().iterator();
        while (kept.values().stream().mapToInt(List::size).sum() > KEPT) {
            oldest.next();
            oldest.remove();
        }
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
