package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Desk;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.entity.EntityRecord;
import org.casewright.ui.part.KeyOnly;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;
import org.casewright.ui.part.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record and those on one of its lists, entered together: the record above, the others as the lines of a grid, the whole form of the
 * chosen line below it, and beside them what is known already and what is still to do.
 */
final class DeskView extends Div implements Filled {

    private static final long serialVersionUID = 1L;

    private final transient FormModel model;
    private final transient Desk desk;
    private final transient Control control;
    private final transient DraftList list;
    private final transient Runnable changed;
    private final FormView group;
    private final transient DeskLines lines;
    private final Div entry = new Div();
    private final DeskRail rail;
    private transient @Nullable Draft chosen;
    private @Nullable FormView detail;
    private boolean built;

    /**
     * A desk.
     *
     * @param form one that is a desk, of the entity of the model's record
     * @param status of the record; null while it has none
     * @param changed hears of each entry
     */
    public DeskView(FormModel model, FormDefinition form, @Nullable Status status, Runnable changed, Locale language) {
        this.model = model;
        this.desk = Objects.requireNonNull(form.desk());
        this.changed = changed;
        this.list = model.root().list(desk.list()).orElseThrow();
        this.control = controls(form.root())
                .filter(each -> isLines(each, desk.list()))
                .findFirst()
                .orElseThrow();
        var options = FormView.Options.entering(this::entered);
        var above =
                without(form.root(), element -> isLines(element, desk.list())).orElseGet(DeskView::nothing);
        this.group = new FormView(model, above, options, language);
        this.lines = new DeskLines(group, list, control, desk, new DeskLines.Doing(this::choose, this::begin));
        this.rail = new DeskRail(model, list, new DeskRail.Doing(this::mend, this::join));
        addClassName("desk");
        var strip = new Div(heading(status), group);
        strip.addClassName("strip");
        entry.addClassName("entry");
        var left = new Div(strip, lines, entry);
        left.addClassName("l");
        add(left, rail);
        list.staying().stream().findFirst().ifPresent(this::choose);
        built = true;
        refresh();
    }

    private static Stream<Control> controls(Element element) {
        return switch (element) {
            case Control control -> Stream.of(control);
            case Label label -> Stream.empty();
            case Layout layout -> layout.elements().stream().flatMap(DeskView::controls);
        };
    }

    private static boolean isCell(Element element, Set<String> cells) {
        return element instanceof Control control
                && control.scope().steps().size() == 1
                && !control.scope().steps().getFirst().inverse()
                && cells.contains(control.scope().steps().getFirst().name());
    }

    private static boolean isLines(Element element, String list) {
        return element instanceof Control control
                && control.scope().steps().equals(Place.inverse(list).steps());
    }

    /** A layout without what stands in the grid; nothing where nothing is left. */
    private static Optional<Element> without(Element element, Predicate<Element> inGrid) {
        if (inGrid.test(element)) {
            return Optional.empty();
        }
        if (!(element instanceof Layout layout)) {
            return Optional.of(element);
        }
        var rest = layout.elements().stream()
                .flatMap(each -> without(each, inGrid).stream())
                .toList();
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Layout(layout.kind(), layout.label(), rest, layout.rule()));
    }

    private static Layout nothing() {
        return new Layout(Layout.Kind.VERTICAL, null, List.of(), null);
    }

    /** The form of a line, but for what its cells show. */
    private Element detail(Draft line) {
        var layout = control.detail() == null
                ? DerivedLayout.derive(line.entity(), list.inverse().reference().name())
                : control.detail();
        return without(layout, element -> isCell(element, lines.cells())).orElseGet(DeskView::nothing);
    }

    private Div heading(@Nullable Status status) {
        var entity = model.root().entity();
        var title = new H2(entity.title());
        title.addClassName("h2");
        var heading = new Div(title);
        var record = model.root().record();
        var number = record == null ? null : record.system().number();
        if (number != null) {
            var shown = new Span();
            shown.addClassName("mute");
            shown.getElement().appendChild(new com.vaadin.flow.dom.Element("bdi").setText(number));
            heading.add(shown);
        }
        if (status != null) {
            heading.add(status);
        }
        var gap = new Span();
        gap.addClassName("grow");
        var keys = new Span(new Keys("Alt", "G"));
        keys.addClassNames("keys", "only-l");
        heading.add(gap, keys, new KeyOnly(entity.title(), "alt+g", group::focusFirst));
        heading.addClassName("row");
        return heading;
    }

    private void entered() {
        if (built) {
            refresh();
            changed.run();
        }
    }

    /** Begins a line at the end, and goes to its first cell. */
    public void begin() {
        if (!list.mayBegin()) {
            return;
        }
        var first = list.staying().isEmpty();
        var begun = list.begin();
        if (first) {
            first(begun);
        }
        choose(begun);
        group.changed(begun);
        lines.focusFirst();
    }

    /** What the desk gives its first line, and that the record points to it. */
    private void first(Draft line) {
        var said = desk.first();
        if (said == null) {
            return;
        }
        said.values().forEachEntry((name, value) -> line.values().set(name, value.deepCopy()));
        var reference = said.reference();
        if (reference != null && Draft.isNothing(model.root().values().get(reference))) {
            model.root().values().set(reference, named(line));
        }
    }

    private JsonNode named(Draft line) {
        var id = line.id();
        return model.json().stringNode(id == null ? "@" + line.name() : id.toString());
    }

    /** Where the record pointed to a line that is gone or another now, it points to that one, or to nothing. */
    private void repoint(JsonNode before, @Nullable Draft now) {
        var first = desk.first();
        var reference = first == null ? null : first.reference();
        if (reference == null || !before.equals(model.root().values().get(reference))) {
            return;
        }
        if (now == null) {
            model.root().values().remove(reference);
        } else {
            model.root().values().set(reference, named(now));
        }
    }

    private void remove(Draft line) {
        var before = named(line);
        var place = list.entries().indexOf(line);
        list.remove(line);
        repoint(before, null);
        forgive();
        chosen = null;
        list.staying().stream().reduce((one, other) -> other).ifPresentOrElse(this::choose, this::noLine);
        group.changed(list.owner());
        lines.focusFirst();
        Notices.done(
                text("{0} removed", line.title()), text("Undo##removing a line"), () -> putBack(line, place, before));
    }

    /** The line stands where it stood, and is what the record pointed to. */
    private void putBack(Draft line, int place, JsonNode name) {
        list.putBack(line, place);
        var first = desk.first();
        var reference = first == null ? null : first.reference();
        if (reference != null
                && place == 0
                && Draft.isNothing(model.root().values().get(reference))) {
            model.root().values().set(reference, name);
        }
        choose(line);
        group.changed(line);
        lines.focusFirst();
    }

    /** A record that exists stands in the place of the line that was being entered. */
    private void join(EntityRecord record) {
        var known = model.find(record.id());
        var before = chosen;
        if (known.isPresent() || before == null || !before.isNew()) {
            known.ifPresent(this::choose);
            return;
        }
        var joined = list.join(record, before);
        var first = desk.first();
        if (first != null && list.staying().getFirst() == joined) {
            first.values().forEachEntry((name, value) -> joined.values().set(name, value.deepCopy()));
        }
        repoint(named(before), joined);
        choose(joined);
        group.changed(joined);
        lines.focusFirst();
    }

    private void noLine() {
        entry.removeAll();
        detail = null;
    }

    private void choose(Draft line) {
        if (chosen != null) {
            lines.check();
        }
        chosen = line;
        var view = group.below(line, detail(line), true, this::forgive);
        detail = view;
        lines.show(line);
        entry.removeAll();
        entry.add(heading(line), view);
        rail.show(line);
    }

    private Div heading(Draft line) {
        var title = new H2(line.title());
        title.addClassName("h2");
        var heading = new Div(title);
        heading.addClassName("row");
        var gap = new Span();
        gap.addClassName("grow");
        var needed = new Span(text("needed"));
        needed.addClassNames("mute", "needed");
        heading.add(needed, gap);
        if (line.isNew() || line.isJoining()) {
            var remove = new Button(text("Remove"), event -> remove(line));
            remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            remove.getElement().appendChild(new Keys("Alt", "Del").getElement()).setAttribute("data-key", "alt+delete");
            heading.add(remove);
        }
        return heading;
    }

    /** Another line, so many further on. */
    public void step(int by) {
        var staying = list.staying();
        var at = staying.indexOf(chosen) + by;
        if (at >= 0 && at < staying.size()) {
            choose(staying.get(at));
            lines.focusFirst();
        }
    }

    /** Which of the lines is chosen; -1 for none. */
    public int at() {
        return list.staying().indexOf(chosen);
    }

    /** Goes to a line by its place, or to the last; begins the first where there is none. */
    public void go(int at) {
        var staying = list.staying();
        if (staying.isEmpty()) {
            group.focusFirst();
        } else {
            choose(staying.get(Math.clamp(at, 0, staying.size() - 1)));
            lines.focusFirst();
        }
    }

    private void mend(Draft line) {
        if (line == model.root()) {
            group.focusWrong();
        } else {
            choose(line);
            focusWrongOfLine();
        }
    }

    /** What was wrong with the list may be mended by what was just entered; the next save tells. */
    private void forgive() {
        model.root().problems().remove("/" + desk.list());
    }

    @Override
    public void refresh() {
        group.refresh();
        lines.refresh();
        if (detail != null) {
            detail.refresh();
        }
        if (chosen != null && entry.getComponentCount() > 0 && entry.getComponentAt(0) instanceof Div heading) {
            ((H2) heading.getComponentAt(0)).setText(chosen.title());
        }
        rail.refresh(expected());
    }

    /** What is said where there are to be more or fewer lines; empty for nothing. */
    private String expected() {
        var name = desk.expected();
        var wanted = name == null ? null : model.root().value(name);
        var many = list.staying().size();
        return wanted == null || !wanted.isIntegralNumber() || wanted.asInt() == many
                ? ""
                : text(
                        "{0, plural, one{# is} other{# are}} expected, {1, plural, =0{none is entered} one{# is entered} other{# are entered}}",
                        wanted.asInt(),
                        many);
    }

    @Override
    public boolean check() {
        group.check();
        lines.check();
        var view = detail;
        if (view != null && chosen != null) {
            // Its own check begins by forgetting what was wrong with the line, what its cells said among it.
            view.check();
            lines.check();
        }
        return model.root().wrong() == 0;
    }

    @Override
    public boolean focusWrong() {
        if (group.focusWrong() || lines.focusProblem()) {
            return true;
        }
        for (var line : list.staying()) {
            if (line.wrong() > 0) {
                choose(line);
                return focusWrongOfLine();
            }
        }
        return false;
    }

    private boolean focusWrongOfLine() {
        return lines.focusWrong() || (detail != null && detail.focusWrong());
    }

    @Override
    public List<LaterSection> wrongSections() {
        return group.wrongSections();
    }

    @Override
    public List<String> unseen() {
        Set<Part.Shown> places = new HashSet<>();
        group.shown(places);
        lines.shown(places);
        for (var line : list.staying()) {
            if (line == chosen && detail != null) {
                detail.shown(places);
            } else if (line.wrong() > 0) {
                group.below(line, detail(line), true, () -> {}).shown(places);
                // Its cells say it as soon as the line is chosen, which is what leads to what is wrong.
                lines.cells().forEach(name -> places.add(new Part.Shown(line, "/" + name)));
            }
        }
        return FormView.unseen(model.root(), places);
    }
}
