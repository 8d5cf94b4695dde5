package org.casewright.ui.list;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.ui.part.Cards;
import org.casewright.ui.shell.Asker;

/** The rows as a table, or as cards where the window is narrow. */
class ListGrid extends Grid<ListColumn.Row> {

    private static final long serialVersionUID = 1L;

    private static final int KNOWN = 1_000;
    private static final int SHORT_TITLE = 5;

    private final transient List<ListColumn> columns;
    private final transient Asker asker;
    private final String base;

    ListGrid(
            EntityDefinition entity,
            List<ListColumn> columns,
            Rows rows,
            Asker asker,
            Function<List<ViewDefinition.Sort>, Rows> sorted) {
        this.columns = columns;
        this.asker = asker;
        this.base = entity.ref() + "/";
        setPageSize(Rows.pageSize());
        addThemeVariants(GridVariant.LUMO_NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        getElement().setAttribute("aria-label", entity.plural());
        var link = Math.max(0, first(ListColumn::isNumber));
        for (var i = 0; i < columns.size(); i++) {
            add(i, i == link);
        }
        var card = addColumn(card()).setFlexGrow(1).setKey("card");
        card.setVisible(false);
        Cards.where(
                this,
                List.of(card),
                getColumns().stream().filter(column -> !column.equals(card)).toList());
        show(rows);
        addItemClickListener(event ->
                getUI().ifPresent(ui -> ui.navigate(base + event.getItem().id())));
        addSortListener(event -> show(sorted.apply(order(event.getSortOrder()))));
    }

    private void show(Rows rows) {
        var view = setItems(query -> rows.fetch(query.getOffset(), query.getLimit(), asker.actor()).stream());
        if (!rows.isCapped() && rows.count() > 0 && rows.count() <= KNOWN) {
            view.setItemCountCallback(query -> Math.toIntExact(rows.count()));
        } else {
            view.setItemCountUnknown();
        }
    }

    private void add(int index, boolean link) {
        var column = columns.get(index);
        var template = link
                ? "<a class=\"${item.look}\" href=\"${item.href}\" dir=\"auto\">${item.text}</a>"
                : "<span class=\"${item.look}\" dir=\"auto\">${item.text}</span>";
        var shown = addColumn(LitRenderer.<ListColumn.Row>of(template)
                        .withProperty(
                                "text",
                                row -> row.cell(index).text().isEmpty()
                                        ? "\u2014"
                                        : row.cell(index).text())
                        .withProperty(
                                "look",
                                row -> row.cell(index).text().isEmpty()
                                        ? "mute"
                                        : link ? "k" : row.cell(index).look())
                        .withProperty("href", row -> base + row.id()))
                .setHeader(column.title())
                .setKey(column.key())
                .setResizable(true);
        if (column.isNumber() || column.isNumeric() || column.status()) {
            // Numbers, days and statuses are never cut off; a short title leaves room for its arrows.
            shown.setAutoWidth(column.title().length() > SHORT_TITLE)
                    .setWidth("88px")
                    .setFlexGrow(0);
        } else {
            shown.setWidth("112px").setFlexGrow(column.type() instanceof PropertyType.Text ? 2 : 1);
        }
        if (column.isNumeric()) {
            shown.setTextAlign(ColumnTextAlign.END);
        }
        if (column.sortable()) {
            shown.setSortable(true);
            shown.setSortProperty(column.key());
        }
    }

    private LitRenderer<ListColumn.Row> card() {
        var number = first(ListColumn::isNumber);
        var status = first(ListColumn::status);
        var title = first(column -> !column.isNumber() && !column.status());
        return LitRenderer.<ListColumn.Row>of("""
                <div class="item"><span dir="auto">${item.title}</span><span class="${item.look}">${item.status}</span>
                <span>${item.number}</span><span>${item.changed}</span></div>""")
                .withProperty("title", row -> row.cell(title).text())
                .withProperty("status", row -> row.cell(status).text())
                .withProperty("look", row -> row.cell(status).look())
                .withProperty("number", row -> row.cell(number).text())
                .withProperty("changed", ListColumn.Row::changed);
    }

    private int first(java.util.function.Predicate<ListColumn> wanted) {
        return IntStream.range(0, columns.size())
                .filter(i -> wanted.test(columns.get(i)))
                .findFirst()
                .orElse(-1);
    }

    private static List<ViewDefinition.Sort> order(List<GridSortOrder<ListColumn.Row>> orders) {
        return orders.stream()
                .map(order -> new ViewDefinition.Sort(
                        order.getSorted().getKey(), order.getDirection() == SortDirection.DESCENDING))
                .toList();
    }
}
