package org.casewright.ui.form;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Status;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Values;
import org.casewright.ui.part.Veil;
import org.jspecify.annotations.Nullable;

/** Related records as a table; in forms with a form of the chosen one below it, and a way to begin another. */
final class EntryList implements Part {

    private static final int DERIVED = 6;

    private final FormView form;
    private final DraftList list;
    private final Control control;
    private final boolean editing;
    private final boolean opening;
    private final String title;
    private final Div box = new Div();
    private final Div table = new Div();
    private final Div entry = new Div();
    private final Span count = new Span();
    private final Span problem = new Span();
    private final Map<Draft, FormView> open = new LinkedHashMap<>();
    private @Nullable Draft chosen;
    private @Nullable Button adding;
    private @Nullable NativeTableRow current;

    EntryList(FormView form, DraftList list, Control control, boolean editing, String title) {
        this.form = form;
        this.list = list;
        this.control = control;
        this.editing = editing;
        this.opening = form.isEditing() && (editing || control.detail() != null);
        this.title = title;
        Fields.widen(box);
        count.addClassName("mute");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert").setAttribute("tabindex", "-1");
        entry.addClassName("entry");
        box.addClassName("entries");
        box.add(heading(), problem, table, entry);
        if (editing && list.staying().size() == 1) {
            chosen = list.staying().getFirst();
        }
        show();
    }

    private Component heading() {
        var heading = new H3(new Span(title), count);
        heading.addClassName("h2");
        if (editing ? list.mayBegin() : form.adds(list)) {
            var gap = new Span();
            gap.addClassName("grow");
            var add = new Button(text("Add {0}", lower(list.inverse().from().title())), new Icon("plus"));
            add.addThemeVariants(ButtonVariant.LUMO_SMALL);
            add.getElement().setAttribute("data-add", list.inverse().name()).setAttribute("data-key", "alt+n");
            add.addClickListener(event -> {
                if (editing) {
                    begin();
                } else {
                    form.add(list);
                }
            });
            heading.add(gap, add);
            adding = add;
        }
        return heading;
    }

    private void begin() {
        var begun = list.begin();
        choose(begun);
        form.changed(begun);
        var view = open.get(begun);
        if (view != null) {
            view.focusFirst();
        }
    }

    private void remove(Draft draft) {
        list.remove(draft);
        open.remove(draft);
        chosen = null;
        forgive();
        show();
        form.changed(list.owner());
        if (adding != null) {
            adding.focus();
        }
    }

    private void choose(Draft draft) {
        chosen = draft;
        show();
    }

    private void show() {
        var staying = list.staying();
        count.setText(staying.isEmpty() ? "" : staying.size() + (list.isComplete() ? "" : "+"));
        table.removeAll();
        if (staying.isEmpty()) {
            var none = new Paragraph(text(editing && list.mayBegin() ? "None yet" : "None"));
            none.addClassName("mute");
            table.removeClassName("box");
            table.add(none);
        } else {
            table.addClassName("box");
            table.add(table(staying));
        }
        var current = chosen;
        entry.setVisible(opening && current != null);
        if (opening && current != null) {
            show(current);
        }
    }

    private void show(Draft draft) {
        var heading = new H3(new Span(draft.title()));
        heading.addClassName("h2");
        var status = status(draft);
        if (status != null) {
            heading.add(status);
        }
        if (editing && mayRemove(draft)) {
            var gap = new Span();
            gap.addClassName("grow");
            var remove = new Button(text(draft.isNew() ? "Remove" : "Take off the list"), event -> remove(draft));
            remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            heading.add(gap, remove);
        }
        var view = open.computeIfAbsent(draft, this::view);
        if (entry.getComponentCount() == 2 && entry.getComponentAt(1).equals(view)) {
            // Who is typing in it goes on doing so.
            entry.replace(entry.getComponentAt(0), heading);
        } else {
            entry.removeAll();
            entry.add(heading, view);
        }
    }

    private boolean mayRemove(Draft draft) {
        var inverse = list.inverse();
        return draft.isNew()
                || (inverse.isOpen() && (!inverse.isSingle() || inverse.from().lifecycle() == null));
    }

    private FormView view(Draft draft) {
        var detail = control.detail();
        var layout = detail == null
                ? DerivedLayout.derive(
                        draft.entity(), list.inverse().reference().name())
                : detail;
        return form.nested(draft, layout, editing, this::forgive);
    }

    /** What was wrong with the list may be mended by what was just entered; the next save tells. */
    private void forgive() {
        list.owner().problems().remove("/" + list.inverse().name());
    }

    private Component table(List<Draft> entries) {
        var columns = columns(list, control);
        var shown = new NativeTable();
        var head = new NativeTableRow();
        columns.forEach((name, column) -> {
            var cell = new NativeTableHeaderCell(column.title());
            cell.setClassName("num", Values.isNumeric(column.type()));
            head.add(cell);
        });
        if (editing) {
            head.add(new NativeTableHeaderCell(text("Check##what is wrong in a line")));
        }
        shown.getHead().add(head);
        entries.forEach(draft -> shown.getBody().add(row(draft, columns)));
        return shown;
    }

    private NativeTableRow row(Draft draft, Map<String, SystemNames.Named> columns) {
        var row = new NativeTableRow();
        columns.forEach((name, column) -> {
            var cell = new NativeTableCell();
            cell.setClassName("num", Values.isNumeric(column.type()));
            cell.setClassName("k", name.equals("number"));
            cell.add(
                    draft.isNew() && row.getComponentCount() == 0 && Draft.isNothing(draft.value(name))
                            ? unnamed(draft)
                            : draft.isWithheld(name)
                                    ? Veil.dots()
                                    : Reading.show(form.model(), column.type(), draft.value(name)));
            row.add(cell);
        });
        if (editing) {
            var wrong = draft.wrong();
            row.add(new NativeTableCell(
                    wrong > 0
                            ? new Status(text("{0} to mend", wrong), "bad")
                            : draft.isNew() ? new Status(text("New"), "new") : new Span()));
        }
        var id = draft.id();
        if (opening) {
            row.setClassName("cur", draft == chosen);
            if (draft == chosen) {
                current = row;
            }
            press(row, () -> {
                choose(draft);
                // The lines are new: the focus is on the same one again, from where the keys go on to the others.
                if (current != null) {
                    current.getElement().callJsFunction("focus");
                }
            });
        } else if (id != null) {
            press(row, () -> UI.getCurrent().navigate(draft.entity().ref() + "/" + id));
        }
        return row;
    }

    /** A record that is only being entered is called something, so that its line can be told and pressed. */
    private static Span unnamed(Draft draft) {
        var name = new Span(draft.title());
        name.addClassName("mute");
        return name;
    }

    private static void press(NativeTableRow row, Runnable action) {
        row.getElement().setAttribute("tabindex", "0");
        row.addClickListener(event -> action.run());
        row.getElement()
                .addEventListener("keydown", event -> action.run())
                .setFilter("event.key === 'Enter' && event.target === event.currentTarget");
    }

    private @Nullable Status status(Draft draft) {
        var lifecycle = draft.entity().lifecycle();
        if (lifecycle == null || draft.isNew()) {
            return null;
        }
        var property = draft.entity().properties().get(lifecycle.property());
        var code = draft.stored().get(lifecycle.property());
        return property != null && property.type() instanceof PropertyType.Code(var codes) && !Draft.isNothing(code)
                ? Status.of(form.model().context().catalog().codeList(codes), code.asString())
                : null;
    }

    /** The declared columns, or number and a few of the first properties; of them what the asker may know. */
    static Map<String, SystemNames.Named> columns(DraftList list, Control control) {
        var from = list.inverse().from();
        var columns = new LinkedHashMap<String, SystemNames.Named>();
        var context = list.owner().model().context();
        var known = context.records().readable(from, context.actor().get());
        if (control.columns().isEmpty()) {
            if (from.number() != null) {
                SystemNames.find("number").ifPresent(named -> columns.put("number", named));
            }
            from.properties().values().stream()
                    .filter(property -> property.isColumn() && known.has(property))
                    .filter(property ->
                            !property.name().equals(list.inverse().reference().name()))
                    .filter(property -> !(property.type() instanceof PropertyType.Json))
                    .limit(DERIVED)
                    .forEach(property -> columns.put(property.name(), named(property)));
            return columns;
        }
        for (var name : control.columns()) {
            var property = from.properties().get(name);
            if (property != null && known.unveiled().has(property)) {
                columns.put(name, named(property));
            } else {
                SystemNames.find(name).ifPresent(named -> columns.put(name, named));
            }
        }
        return columns;
    }

    private static SystemNames.Named named(PropertyDefinition property) {
        return new SystemNames.Named(property.title(), property.type());
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        box.setVisible(list.isOpen());
        if (editing && chosen == null && list.staying().stream().anyMatch(draft -> draft.wrong() > 0)) {
            list.staying().stream()
                    .filter(draft -> draft.wrong() > 0)
                    .findFirst()
                    .ifPresent(this::choose);
        } else if (editing) {
            show();
        }
        var wrong = list.owner().problems().get("/" + list.inverse().name());
        problem.setText(wrong == null ? "" : wrong);
        open.values().forEach(FormView::refresh);
    }

    @Override
    public void check() {
        open.values().forEach(FormView::check);
    }

    @Override
    public boolean focusWrong() {
        if (!problem.getText().isEmpty()) {
            problem.getElement().callJsFunction("focus");
            return true;
        }
        for (var draft : list.staying()) {
            if (draft.wrong() > 0) {
                choose(draft);
                var view = open.get(draft);
                return view != null && view.focusWrong();
            }
        }
        return false;
    }

    @Override
    public void shown(Set<Shown> places) {
        places.add(new Shown(list.owner(), "/" + list.inverse().name()));
        if (opening && editing) {
            for (var draft : list.staying()) {
                if (draft.wrong() > 0) {
                    open.computeIfAbsent(draft, this::view).shown(places);
                }
            }
        }
    }
}
