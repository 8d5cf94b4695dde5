package org.casewright.ui.form;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Desk;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.KeyOnly;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Status;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/** The lines of a desk as a grid; the cells of the chosen one are fields, those of all others say what was entered. */
final class DeskLines extends Div {

    private static final long serialVersionUID = 1L;

    private final FormView form;
    private final transient DraftList list;
    private final transient Desk desk;
    private final transient Doing doing;
    private final transient Map<String, SystemNames.Named> columns;
    private final transient Map<Scope, Control> controls = new LinkedHashMap<>();
    private final transient Map<Draft, Line> lines = new LinkedHashMap<>();
    private final Span count = new Span();
    private final Span problem = new Span();
    private final Div box = new Div();
    private transient @Nullable Draft chosen;

    /** Enter goes on to the next line, and begins one behind the last; in a list that is open it chooses. */
    private static final String ENTER = """
            this.addEventListener('keydown', event => {
              const row = event.target.closest('tr.cur');
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !row
                || event.target.closest('[opened], vaadin-button, button')) return;
              const next = row.nextElementSibling || this.querySelector('[data-add]');
              if (!next) return;
              event.preventDefault();
              event.stopPropagation();
              next.focus();
              next.click();
            }, true);""";

    /**
     * What is done with lines.
     *
     * @param choose another one
     * @param begin one more
     */
    record Doing(Consumer<Draft> choose, Runnable begin) {}

    /** A line, what its cells show, and where it says what is wrong in it. */
    private record Line(NativeTableRow row, List<Part> cells, NativeTableCell check) {}

    DeskLines(FormView form, DraftList list, Control control, Desk desk, Doing doing) {
        this.form = form;
        this.list = list;
        this.desk = desk;
        this.doing = doing;
        this.columns = EntryList.columns(list, control);
        if (control.detail() != null) {
            controls(control.detail()).forEach(each -> controls.putIfAbsent(each.scope(), each));
        }
        addClassNames("entries", "lines");
        count.addClassName("mute");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert").setAttribute("tabindex", "-1");
        box.addClassNames("box", "edit");
        add(heading(control), problem, box);
        build();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        box.getElement().executeJs(ENTER);
    }

    private static Stream<Control> controls(Element element) {
        return switch (element) {
            case Control control -> Stream.of(control);
            case Label label -> Stream.empty();
            case Layout layout -> layout.elements().stream().flatMap(DeskLines::controls);
        };
    }

    private Div heading(Control control) {
        var title = new H2(
                control.label() == null || control.label().isEmpty()
                        ? list.inverse().from().plural()
                        : control.label());
        title.addClassName("h2");
        var gap = new Span();
        gap.addClassName("grow");
        var keys = new Div(Keys.meaning(text("other line"), "Alt", "PgUp", "PgDn"));
        keys.addClassNames("keys", "only-l");
        var heading = new Div(
                title,
                count,
                gap,
                keys,
                new KeyOnly(text("Line before"), "alt+pageup", () -> step(-1)),
                new KeyOnly(text("Next line"), "alt+pagedown", () -> step(1)));
        heading.addClassName("row");
        return heading;
    }

    private void step(int by) {
        var staying = list.staying();
        var at = staying.indexOf(chosen) + by;
        if (at >= 0 && at < staying.size()) {
            doing.choose().accept(staying.get(at));
            focusFirst();
        }
    }

    /** Chooses a line. */
    void show(Draft line) {
        chosen = line;
        build();
    }

    private void build() {
        lines.clear();
        box.removeAll();
        var table = new NativeTable();
        var head = new NativeTableRow(new NativeTableHeaderCell("#"));
        columns.forEach((name, column) -> {
            var cell = new NativeTableHeaderCell(column.title());
            cell.setClassName("num", Values.isNumeric(column.type()));
            head.add(cell);
        });
        head.add(new NativeTableHeaderCell(text("Check##what is wrong in a line")));
        table.getHead().add(head);
        var staying = list.staying();
        for (var i = 0; i < staying.size(); i++) {
            var line = line(i, staying.get(i));
            lines.put(staying.get(i), line);
            table.getBody().add(line.row());
        }
        box.add(table);
        if (list.mayBegin()) {
            box.add(adding());
        }
        refresh();
    }

    private Div adding() {
        var add = new Button(
                text("Add {0}", lower(list.inverse().from().title())),
                new Icon("plus"),
                event -> doing.begin().run());
        add.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        add.getElement().setAttribute("data-add", list.inverse().name()).setAttribute("data-key", "alt+n");
        add.getElement().appendChild(new Keys("Alt", "N").getElement());
        var last = new Div(add);
        last.addClassName("adding");
        var from = list.inverse().from();
        if (from.duplicates() != null || !from.searchFirst().isEmpty()) {
            var hint = new Span(text("While you type, what is known already is looked for."));
            hint.addClassNames("mute", "only-l");
            last.add(hint);
        }
        return last;
    }

    private Line line(int index, Draft draft) {
        var number = new NativeTableCell(String.valueOf(index + 1));
        number.addClassName("mute");
        var row = new NativeTableRow(number);
        var cells = new ArrayList<Part>();
        columns.forEach((name, column) -> {
            var part = part(draft, name, column);
            cells.add(part);
            var cell = new NativeTableCell(part.component());
            cell.setClassName("num", !(part instanceof Editor<?>) && Values.isNumeric(column.type()));
            cell.getElement().setAttribute("data-title", column.title());
            row.add(cell);
        });
        var check = new NativeTableCell();
        row.add(check);
        if (draft == chosen) {
            row.addClassName("cur");
        } else {
            row.getElement().setAttribute("tabindex", "0");
            row.addClickListener(event -> {
                doing.choose().accept(draft);
                focusFirst();
            });
        }
        return new Line(row, cells, check);
    }

    private Part part(Draft draft, String name, SystemNames.Named column) {
        if (!(Place.of(draft, Place.scope(name), false) instanceof Place.Field place)) {
            return new Part.Still(Reading.show(form.model(), column.type(), draft.value(name)));
        }
        if (draft != chosen || !draft.isEditable(place.property())) {
            return Reading.inCell(place, form.model());
        }
        return form.fields().inCell(place, controls.get(Place.scope(name))).inCell(column.title());
    }

    /** The properties that are entered in the grid. */
    Set<String> cells() {
        return columns.keySet();
    }

    void refresh() {
        var many = list.staying().size();
        var name = desk.expected();
        var wanted = name == null ? null : form.model().root().value(name);
        count.setText(
                wanted != null && wanted.isIntegralNumber()
                        ? text("{0, number} of {1, number}", many, wanted.asInt())
                        : many == 0 ? "" : String.valueOf(many));
        var wrong = form.model().root().problems().get("/" + list.inverse().name());
        problem.setText(wrong == null ? "" : wrong);
        lines.forEach((draft, line) -> {
            line.cells().forEach(Part::refresh);
            line.check().removeAll();
            line.check().add(check(draft));
        });
    }

    private static Span check(Draft draft) {
        var wrong = draft.wrong();
        if (wrong > 0) {
            return new Status(text("{0} to mend", wrong), "bad");
        }
        return draft.isNew()
                ? new Status(text("New"), "new")
                : draft.isJoining() ? new Status(text("Comes here"), "wait") : new Status(text("Stored"), "ok");
    }

    private Stream<Part> current() {
        var line = chosen == null ? null : lines.get(chosen);
        return line == null ? Stream.empty() : line.cells().stream();
    }

    void check() {
        current().forEach(Part::check);
    }

    /** Moves the focus to the first cell of the chosen line that is not filled in, or to the first. */
    void focusFirst() {
        var cells = current().filter(Editor.class::isInstance).toList();
        cells.stream()
                .filter(cell -> ((Editor<?>) cell).isEmpty())
                .findFirst()
                .or(() -> cells.stream().findFirst())
                .ifPresent(Part::focusFirst);
    }

    boolean focusWrong() {
        return current().anyMatch(Part::focusWrong);
    }

    /** Moves the focus to what is wrong with the list as a whole. */
    boolean focusProblem() {
        if (problem.getText().isEmpty()) {
            return false;
        }
        problem.getElement().callJsFunction("focus");
        return true;
    }

    void shown(Set<Part.Shown> places) {
        places.add(new Part.Shown(list.owner(), "/" + list.inverse().name()));
        lines.values().forEach(line -> line.cells().forEach(cell -> cell.shown(places)));
    }
}
