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
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Values;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A repeating group as a table whose rows are entries; in forms each cell is a field. */
final class GroupTable implements Part {

    private final FormView form;
    private final Place.Field place;
    private final PropertyType.Group group;
    private final List<PropertyDefinition> columns;
    private final boolean editing;
    private final String title;
    private final boolean headed;
    private final Div box = new Div();
    private final Span problem = new Span();
    private final List<Part> cells = new ArrayList<>();

    /**
     * A table.
     *
     * @param names of the columns that are shown; empty for all
     * @param headed whether it says its own title
     */
    GroupTable(FormView form, Place.Field place, List<String> names, boolean editing, String title, boolean headed) {
        this.form = form;
        this.place = place;
        this.group = (PropertyType.Group) place.property().type();
        this.editing = editing;
        this.title = title;
        this.headed = headed;
        var first = group.properties().stream()
                .filter(property -> place.draft().knows(place.property(), property))
                .filter(property -> names.contains(property.name()))
                .sorted(java.util.Comparator.comparingInt(property -> names.indexOf(property.name())))
                .toList();
        var shown = new ArrayList<>(first);
        if (editing || first.isEmpty()) {
            group.properties().stream()
                    .filter(property -> place.draft().knows(place.property(), property) && !first.contains(property))
                    .forEach(shown::add);
        }
        this.columns = List.copyOf(shown);
        Fields.widen(box);
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        build();
    }

    private List<ObjectNode> entries() {
        var found = new ArrayList<ObjectNode>();
        if (place.owner().get(place.property().name()) instanceof ArrayNode array) {
            array.forEach(entry -> {
                if (entry instanceof ObjectNode object) {
                    found.add(object);
                }
            });
        }
        return found;
    }

    private void build() {
        box.removeAll();
        cells.clear();
        var entries = entries();
        if (headed) {
            var count = new Span(entries.isEmpty() ? "" : String.valueOf(entries.size()));
            count.addClassName("mute");
            var heading = new H3(new Span(title), count);
            heading.addClassName("h2");
            box.add(heading);
        }
        if (!entries.isEmpty()) {
            box.add(table(entries));
        } else if (!editing) {
            var none = new Paragraph(text("None"));
            none.addClassName("mute");
            box.add(none);
        }
        if (editing) {
            var add = new Button(text("Add"), new Icon("plus"), event -> add());
            add.addThemeVariants(ButtonVariant.LUMO_SMALL);
            add.setAriaLabel(text("Add to {0}", lower(title)));
            add.getElement().setAttribute("data-add", place.pointer());
            box.add(add, problem);
        }
    }

    private Component table(List<ObjectNode> entries) {
        var table = new NativeTable();
        var head = new NativeTableRow();
        for (var column : columns) {
            var cell = new NativeTableHeaderCell(
                    column.title() + (editing && group.required().contains(column.name()) ? " \u2022" : ""));
            if (!editing && Values.isNumeric(column.type())) {
                cell.addClassName("num");
            }
            head.add(cell);
        }
        if (editing) {
            head.add(new NativeTableHeaderCell());
        }
        table.getHead().add(head);
        for (var i = 0; i < entries.size(); i++) {
            table.getBody().add(row(entries.get(i), i));
        }
        var frame = new Div(table);
        frame.addClassName("box");
        frame.setClassName("edit", editing);
        return frame;
    }

    private NativeTableRow row(ObjectNode entry, int index) {
        var row = new NativeTableRow();
        var fixed = place.property().appendOnly() && entry.hasNonNull("id");
        for (var column : columns) {
            var cell = new NativeTableCell();
            var at = new Place.Field(place.draft(), entry, column, place.pointer() + "/" + index + "/" + column.name());
            if (editing && column.computed() != null) {
                var shown = Reading.inCell(at, form.model());
                cells.add(shown);
                cell.add(shown.component());
            } else if (!editing || fixed || column.type() instanceof PropertyType.Structure) {
                cell.add(Reading.show(form.model(), column.type(), entry.get(column.name())));
                if (Values.isNumeric(column.type())) {
                    cell.addClassName("num");
                }
            } else {
                var editor = form.fields()
                        .of(at, false)
                        .inCell(column.title())
                        .required(group.required().contains(column.name()));
                cells.add(editor);
                cell.add(editor.component());
            }
            row.add(cell);
        }
        if (editing) {
            var cell = new NativeTableCell();
            cell.addClassName("do");
            if (!fixed) {
                var remove = new Button(new Icon("x"), event -> remove(index));
                remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
                remove.setAriaLabel(text("Remove line {0}", index + 1));
                cell.add(remove);
            }
            row.add(cell);
        }
        return row;
    }

    private void add() {
        place.owner().withArrayProperty(place.property().name()).addObject();
        build();
        form.changed(place);
        if (cells.size() >= columns.size()
                && cells.get(cells.size() - columns.size()).component()
                        instanceof com.vaadin.flow.component.Focusable<?> first) {
            first.focus();
        }
    }

    private void remove(int index) {
        var array = place.owner().withArrayProperty(place.property().name());
        array.remove(index);
        place.draft().problems().keySet().removeIf(pointer -> pointer.startsWith(place.pointer() + "/"));
        build();
        form.changed(place);
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        box.setVisible(place.draft().isRelevant(place.top())
                && (editing || place.property().relevant() == null || !entries().isEmpty()));
        var wrong = place.draft().problems().get(place.pointer());
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
        places.add(new Shown(place.draft(), place.pointer()));
        cells.forEach(cell -> cell.shown(places));
    }
}
