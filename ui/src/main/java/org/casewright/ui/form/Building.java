package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Rule;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/** Elements of a layout made into parts of a form, and kept up to date with what is entered. */
final class Building {

    private final FormView form;
    private final Draft draft;
    private final String measure;
    private final List<Part> parts = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    /**
     * Nothing is built yet.
     *
     * @param measure the style of all rows, so that fields stand below one another
     */
    Building(FormView form, Draft draft, String measure) {
        this.form = form;
        this.draft = draft;
        this.measure = measure;
    }

    void refresh() {
        parts.forEach(Part::refresh);
        afterwards.forEach(Runnable::run);
    }

    /** What is done whenever all that is seen was brought up to date. */
    void afterwards(Runnable more) {
        afterwards.add(more);
    }

    void check() {
        parts.forEach(Part::check);
    }

    boolean focusWrong() {
        return parts.stream().anyMatch(Part::focusWrong);
    }

    boolean focusFirst() {
        return parts.stream().anyMatch(Part::focusFirst);
    }

    void shown(Set<Part.Shown> places) {
        parts.forEach(part -> part.shown(places));
    }

    /** Sections that are built when they come into sight. */
    WideForm sections(List<Layout> sections) {
        var all = new WideForm(form, draft, sections, measure);
        parts.add(all);
        return all;
    }

    /** What shows the element. */
    Component build(Element element, boolean outermost) {
        return switch (element) {
            case Layout layout -> ruled(layout.rule(), layout(layout, outermost));
            case Control control -> control(control, null);
            case Label label -> ruled(label.rule(), line(label.text()));
        };
    }

    private static Component line(String text) {
        var line = new Paragraph(text);
        line.addClassNames("ink2", "wide");
        return line;
    }

    private Component ruled(@Nullable Rule rule, Component component) {
        if (rule != null) {
            afterwards.add(() -> component.setVisible(component.isVisible() && Conditions.shows(rule, draft)));
        }
        return component;
    }

    private Component layout(Layout layout, boolean outermost) {
        return switch (layout.kind()) {
            case HORIZONTAL -> row(layout.elements());
            case GROUP -> section(layout, outermost);
            case CATEGORIZATION -> {
                var tabs = new Tabbed(form, draft, layout, measure);
                parts.add(tabs);
                yield tabs.component();
            }
            case VERTICAL, CATEGORY -> {
                var column = new Div();
                column.addClassName("stack");
                fill(column, layout.elements(), null);
                yield column;
            }
        };
    }

    private Component section(Layout layout, boolean outermost) {
        var section = new Section();
        section.addClassName("sec");
        var label = layout.label();
        if (label != null && !label.isEmpty() && !saysItself(layout)) {
            Component heading = outermost ? new H2(label) : new H3(label);
            ((HasStyle) heading).addClassName("h2");
            section.add(heading);
        }
        fill(section, layout.elements(), label);
        return section;
    }

    /** Whether a list of the same name says it itself, with its count and its button. */
    static boolean saysItself(Layout layout) {
        var said = layout.elements().stream()
                .anyMatch(child -> child instanceof Control control
                        && isTable(control)
                        && (control.label() == null || control.label().equals(layout.label())));
        return said && isTable(layout.elements().getFirst());
    }

    private static boolean isTable(Element element) {
        return element instanceof Control control
                && control.scope().steps().getLast().inverse();
    }

    /** Children one below the other; what is only read is gathered into one list of facts. */
    void fill(HasComponents into, List<Element> elements, @Nullable String title) {
        var children = new ArrayList<Component>();
        var facts = new ArrayList<Control>();
        for (var element : elements) {
            if (!form.isEditing() && facts(element, facts)) {
                continue;
            }
            gather(facts, children);
            children.add(element instanceof Control control ? lone(control, title) : build(element, title == null));
        }
        gather(facts, children);
        children.forEach(into::add);
        // A sentence alone is shown only where nothing else was meant to stand.
        var telling =
                children.stream().filter(child -> !(child instanceof Paragraph)).toList();
        var counted = telling.isEmpty() ? children : telling;
        afterwards.add(() -> ((Component) into).setVisible(counted.stream().anyMatch(Component::isVisible)));
    }

    /** Takes a row of plain properties apart; false when it holds anything else. */
    private boolean facts(Element element, List<Control> facts) {
        if (element instanceof Control control && control.rule() == null && isFact(control)) {
            facts.add(control);
            return true;
        }
        if (element instanceof Layout layout
                && layout.kind() == Layout.Kind.HORIZONTAL
                && layout.rule() == null
                && layout.elements().stream().allMatch(child -> child instanceof Control control && isFact(control))) {
            layout.elements().forEach(child -> facts.add((Control) child));
            return true;
        }
        return false;
    }

    private boolean isFact(Control control) {
        return !control.scope().steps().getLast().inverse()
                && !(Place.of(draft, control.scope(), false) instanceof Place.Field field
                        && (field.property().type() instanceof PropertyType.Group
                                || field.property().type() instanceof PropertyType.Structure));
    }

    private void gather(List<Control> facts, List<Component> children) {
        if (facts.isEmpty()) {
            return;
        }
        var list = new Facts();
        facts.forEach(control -> {
            var fact = control(control, null);
            if (control.multi()) {
                ((HasStyle) fact).addClassName("wide");
            }
            list.add(fact);
        });
        var shown = list.getChildren().toList();
        afterwards.add(() -> list.setVisible(shown.stream().anyMatch(Component::isVisible)));
        facts.clear();
        children.add(list);
    }

    /** A control by itself keeps the measure of a row. */
    private Component lone(Control control, @Nullable String title) {
        var component = control(control, title);
        if (((HasStyle) component).hasClassName("wide")) {
            return component;
        }
        var row = new Div(component);
        row.addClassNames("fg", measure);
        afterwards.add(() -> row.setVisible(component.isVisible()));
        return row;
    }

    private Component row(List<Element> elements) {
        var row = new Div();
        row.addClassNames("fg", measure);
        var children = elements.stream().map(element -> build(element, false)).toList();
        children.forEach(row::add);
        afterwards.add(() -> row.setVisible(children.stream().anyMatch(Component::isVisible)));
        return row;
    }

    private Component control(Control control, @Nullable String title) {
        var part = switch (Place.of(draft, control.scope(), form.isEditing() && !control.readonly())) {
            case Place.Field field -> field(control, field, title);
            case Place.Listed listed -> list(control, listed, title);
            case Place.Nowhere nowhere -> null;
        };
        if (part == null) {
            var nothing = new Div();
            nothing.setVisible(false);
            return nothing;
        }
        parts.add(part);
        return ruled(control.rule(), part.component());
    }

    private Part field(Control control, Place.Field place, @Nullable String section) {
        var property = place.property();
        var label = control.label() == null ? property.title() : control.label();
        var editing = form.isEditing() && !control.readonly() && place.draft().isEditable(topOf(place));
        if (property.type() instanceof PropertyType.Group) {
            return new GroupTable(form, place, control.columns(), editing, label, !label.equals(section));
        }
        if (!form.isEditing()) {
            return Reading.fact(place, form.model(), label);
        }
        if (!editing || property.readOnly() || property.computed() != null) {
            return Reading.beside(place, form.model(), label, control.readonly());
        }
        var help = control.help() == null ? property.guidance() : control.help();
        var editor =
                form.fields().of(place, control.multi()).labelled(label, help).under(control.rule());
        if (Fields.isWide(property.type(), control.multi())) {
            Fields.widen((HasStyle) editor.component());
        }
        return editor;
    }

    private static PropertyDefinition topOf(Place.Field place) {
        var top = place.draft().entity().properties().get(place.top());
        return top == null ? place.property() : top;
    }

    private Part list(Control control, Place.Listed listed, @Nullable String section) {
        var name = control.label() != null
                ? control.label()
                : section != null ? section : listed.list().inverse().from().plural();
        var rest = listed.rest();
        var editing = form.isEditing() && !control.readonly();
        if (rest.steps().isEmpty()) {
            return new EntryList(form, listed.list(), control, editing, name);
        }
        var through = new Control(
                control.scope(),
                name,
                control.readonly(),
                false,
                List.of(),
                null,
                EntryList.rest(control, rest),
                Map.of(),
                null);
        return new EntryList(form, listed.list(), through, editing, name);
    }

    /** A {@code dl} element. */
    @Tag("dl")
    private static final class Facts extends HtmlContainer {
        private static final long serialVersionUID = 1L;

        Facts() {
            addClassName("dl");
        }
    }
}
