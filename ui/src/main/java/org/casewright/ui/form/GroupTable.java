package org.casewright.ui.form;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;

/** Entries as the rows of a table; in forms each cell is a field. */
final class GroupTable implements Part {

    private final Entries entries;
    private final List<Entries.Column> columns;
    private final boolean headed;
    private final Div box = new Div();
    private final Span problem = new Span();
    private final List<Part> cells = new ArrayList<>();
    private final @Nullable Button adding;

    /**
     * A table.
     *
     * @param headed whether it says its own title
     */
    GroupTable(Entries entries, boolean headed) {
        this.entries = entries;
        this.columns = entries.columns();
        this.headed = headed && !entries.title().isEmpty();
        Fields.widen(box);
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        adding = entries.isEditing() ? adding(entries, this::add) : null;
        build();
    }

    private void build() {
        box.removeAll();
        cells.clear();
        var size = entries.size();
        if (headed) {
            box.add(heading(entries.title(), size));
        }
        if (size > 0) {
            box.add(table(size));
        } else if (!entries.isEditing()) {
            var none = new Paragraph(text("None"));
            none.addClassName("mute");
            box.add(none);
        }
        if (adding != null) {
            box.add(adding, problem);
        }
    }

    /** Title and number of what stands below. */
    static H3 heading(String title, int size) {
        var count = new Span(size == 0 ? "" : String.valueOf(size));
        count.addClassName("mute");
        var heading = new H3(new Span(title), count);
        heading.addClassName("h2");
        return heading;
    }

    static Button adding(Entries entries, Runnable add) {
        var button = new Button(text("Add"), new Icon("plus"), event -> add.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        if (!entries.title().isEmpty()) {
            button.setAriaLabel(text("Add to {0}", lower(entries.title())));
        }
        button.getElement().setAttribute("data-add", entries.slot().pointer());
        return button;
    }

    private Component table(int size) {
        var table = new NativeTable();
        var editing = entries.isEditing();
        if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
            var head = new NativeTableRow();
            for (var column : columns) {
                var cell = new NativeTableHeaderCell(column.title() + (editing && column.required() ? " \u2022" : ""));
                if (!editing && column.numeric()) {
                    cell.addClassName("num");
                }
                head.add(cell);
            }
            if (editing) {
                head.add(new NativeTableHeaderCell());
            }
            table.getHead().add(head);
        }
        for (var i = 0; i < size; i++) {
            table.getBody().add(row(i));
        }
        var frame = new Div(table);
        frame.addClassName("box");
        frame.setClassName("edit", editing);
        return frame;
    }

    private NativeTableRow row(int index) {
        var row = new NativeTableRow();
        for (var column : columns) {
            var shown = entries.cell(index, column);
            var cell = new NativeTableCell(shown.component());
            if (shown instanceof Still && column.numeric()) {
                cell.addClassName("num");
            }
            cells.add(shown);
            row.add(cell);
        }
        if (entries.isEditing()) {
            var cell = new NativeTableCell();
            cell.addClassName("do");
            if (!entries.isFixed(index)) {
                cell.add(removing(index, () -> remove(index)));
            }
            row.add(cell);
        }
        return row;
    }

    static Button removing(int index, Runnable remove) {
        var button = new Button(new Icon("x"), event -> remove.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(text("Remove line {0}", index + 1));
        return button;
    }

    private void add() {
        entries.add();
        build();
        refresh();
        if (cells.size() >= columns.size() && !columns.isEmpty()) {
            cells.get(cells.size() - columns.size()).focusFirst();
        }
    }

    private void remove(int index) {
        entries.remove(index);
        build();
        refresh();
        if (adding != null) {
            adding.focus();
        }
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        box.setVisible(entries.isShown());
        var wrong = entries.slot().problem();
        problem.setText(wrong == null ? "" : wrong);
        cells.forEach(Part::refresh);
    }

    @Override
    public void check() {
        cells.forEach(Part::check);
    }

    @Override
    public boolean focusWrong() {
        return cells.stream().anyMatch(Part::focusWrong);
    }

    @Override
    public void shown(Set<Shown> places) {
        places.add(Shown.of(entries.slot()));
        cells.forEach(cell -> cell.shown(places));
    }
}
