package org.casewright.ui.list;

import java.util.ArrayList;
import java.util.List;
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

/** The rows of a list, read page by page by cursor, in order, and kept while the list is open. */
final class Rows {

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final Records records;
    private final Catalog catalog;
    private final Values values;
    private final List<ListColumn> columns;
    private final Query query;
    private final List<ListColumn.Row> loaded = new ArrayList<>();
    private @Nullable String next;
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
    }

    /** Rows from {@code offset} on, at most {@code limit}; fewer at the end. */
    List<ListColumn.Row> fetch(int offset, int limit, Actor actor) {
        while (loaded.size() < offset + limit && (!begun || next != null)) {
            load(Math.clamp((long) offset + limit - loaded.size(), PAGE, LARGEST_PAGE), actor);
        }
        return offset >= loaded.size() ? List.of() : loaded.subList(offset, Math.min(loaded.size(), offset + limit));
    }

    private void load(int limit, Actor actor) {
        var page = records.find(
                query.limitedTo(limit).after(next).counted(begun ? Query.Count.NONE : Query.Count.CAPPED), actor);
        if (!begun) {
            count = page.count() == null ? page.items().size() : page.count();
            capped = page.capped();
        }
        begun = true;
        next = page.next();
        page.items().forEach(record -> loaded.add(row(record, page)));
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
        if (column.through() != null) {
            var id = value == null ? null : Values.idOf(value);
            var related = id == null ? null : page.related().get(id);
            value = related == null
                    ? null
                    : records.json(related).get(column.path().getLast());
        }
        if (value == null || value.isNull()) {
            return ListColumn.Cell.EMPTY;
        }
        var text = values.text(column.type(), value, page.titles());
        if (column.status() && column.type() instanceof PropertyType.Code(var list)) {
            var code = catalog.codeList(list).codes().get(value.asString());
            var shade = code == null || code.shade() == null ? "idle" : code.shade();
            return new ListColumn.Cell(text, "st " + shade);
        }
        return new ListColumn.Cell(text, record.entity().number() != null && column.isNumber() ? "k" : "");
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
