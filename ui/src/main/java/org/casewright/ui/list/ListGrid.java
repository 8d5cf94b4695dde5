package org.casewright.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.records.SavedView;
import org.casewright.ui.part.Cards;
import org.casewright.ui.part.Veil;
import org.casewright.ui.shell.Asker;

/** The rows as a table, or as cards where the window is narrow. */
class ListGrid extends Grid<ListColumn.Row> {

    private static final long serialVersionUID = 1L;

    private static final int KNOWN = 1_000;
    private static final String CARD = "card";
    /** What a letter of a heading takes, and what stands around it. */
    private static final int LETTER = 7;

    private static final int AROUND = 22;
    private static final int ARROWS = 20;

    private final transient List<ListColumn> columns;
    private final transient Asker asker;
    private final String base;
    private final transient Rows rows;

    /** What is told of the list when somebody arranges it with the mouse. */
    interface Arranging {
        Rows sorted(List<Sort> order);

        void arranged(List<SavedView.Column> columns);

        void selected(List<UUID> ids);
    }

    ListGrid(EntityDefinition entity, List<ListColumn> columns, Rows rows, Asker asker, List<Sort> sort, Arranging to) {
        this.columns = columns;
        this.asker = asker;
        this.base = entity.ref() + "/";
        this.rows = rows;
        setPageSize(Rows.pageSize());
        addThemeVariants(GridVariant.LUMO_NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        setColumnReorderingAllowed(true);
        getElement().setAttribute("aria-label", entity.plural());
        var link = Math.max(0, first(ListColumn::isNumber));
        for (var i = 0; i < columns.size(); i++) {
            add(i, i == link);
        }
        var card = addColumn(card()).setFlexGrow(1).setKey(CARD);
        card.setVisible(false);
        Cards.where(
                this,
                List.of(card),
                getColumns().stream().filter(column -> !column.equals(card)).toList());
        show(rows);
        sort(sort.stream().flatMap(by -> order(by).stream()).toList());
        addItemClickListener(event ->
                getUI().ifPresent(ui -> ui.navigate(base + event.getItem().id())));
        addSortListener(event -> {
            if (event.isFromClient()) {
                show(to.sorted(order(event.getSortOrder())));
            }
        });
        addColumnReorderListener(event -> to.arranged(arranged(event.getColumns(), "", 0)));
        addColumnResizeListener(event -> to.arranged(
                arranged(getColumns(), event.getResizedColumn().getKey(), width(event.getResizedColumn()))));
    }

    /** Lets rows be chosen. */
    void choosing(Arranging to) {
        setSelectionMode(SelectionMode.MULTI);
        asMultiSelect()
                .addValueChangeListener(event -> to.selected(
                        event.getValue().stream().map(ListColumn.Row::id).toList()));
    }

    private List<GridSortOrder<ListColumn.Row>> order(Sort by) {
        var column = getColumnByKey(by.property());
        return column == null || !column.isSortable()
                ? List.of()
                : List.of(new GridSortOrder<>(
                        column, by.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING));
    }

    private static int width(Column<?> column) {
        var text = Objects.requireNonNullElse(column.getWidth(), "").replaceAll("px$|\\..*", "");
        return text.matches("[0-9]{1,5}") ? Math.clamp(Integer.parseInt(text), 40, 1_000) : 0;
    }

    private List<SavedView.Column> arranged(List<Column<ListColumn.Row>> order, String resized, int width) {
        return order.stream()
                .map(Column::getKey)
                .flatMap(key -> columns.stream().filter(column -> column.key().equals(key)))
                .map(column ->
                        new SavedView.Column(column.path(), column.key().equals(resized) ? width : column.width()))
                .toList();
    }

    private void show(Rows rows) {
        var view = setItems(query -> rows.fetch(query.getOffset(), query.getLimit(), asker.actor()).stream());
        view.setIdentifierProvider(ListColumn.Row::id);
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
        if (column.veiled() != null) {
            size(
                    addComponentColumn(row -> veiled(column, row.cell(index)))
                            .setHeader(column.title())
                            .setKey(column.key())
                            .setResizable(true),
                    column);
            return;
        }
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
        if (column.sortable()) {
            shown.setSortable(true);
            shown.setSortProperty(column.key());
        }
        size(shown, column);
        if (column.isNumeric()) {
            shown.setTextAlign(ColumnTextAlign.END);
        }
    }

    private Component veiled(ListColumn column, ListColumn.Cell cell) {
        var record = cell.withheld();
        if (record == null) {
            var text = new Span(cell.text().isEmpty() ? "\u2014" : cell.text());
            text.setClassName("mute", cell.text().isEmpty());
            return text;
        }
        var property = Objects.requireNonNull(column.veiled());
        return new Veil(
                property.title(),
                record.entity().asksPurpose(property),
                purpose -> rows.reveal(column, record, purpose, asker.actor()));
    }

    /** Numbers, days and statuses are never cut off, nor are their headings with the arrows that they get. */
    private static void size(Column<ListColumn.Row> shown, ListColumn column) {
        var heading = AROUND + LETTER * column.title().length() + (column.sortable() ? ARROWS : 0);
        var own = switch (column.type()) {
            case PropertyType.Date any -> 112;
            case PropertyType.DateTime any -> 164;
            case PropertyType.Time any -> 88;
            case PropertyType.Whole any -> 88;
            case PropertyType.Decimal any -> 104;
            default -> column.isNumber() ? 148 : column.status() ? 128 : 112;
        };
        if (column.width() > 0) {
            shown.setWidth(column.width() + "px").setFlexGrow(0);
        } else if (column.isNumber() || column.isNumeric() || column.status()) {
            shown.setWidth(Math.max(own, heading) + "px").setFlexGrow(0).setAutoWidth(column.isNumber());
        } else {
            shown.setWidth(Math.max(own, Math.min(heading, 180)) + "px")
                    .setFlexGrow(column.type() instanceof PropertyType.Text ? 2 : 1);
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

    private static List<Sort> order(List<GridSortOrder<ListColumn.Row>> orders) {
        return orders.stream()
                .map(order -> new Sort(order.getSorted().getKey(), order.getDirection() == SortDirection.DESCENDING))
                .toList();
    }
}
