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
import java.util.Set;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Rule;
import org.jspecify.annotations.Nullable;

/** Elements of a layout made into parts of a form, and kept up to date with what is entered. */
final class Building {

    private final Ground ground;
    private final String measure;
    private final List<Part> parts = new ArrayList<>();
    private final List<Component> hidden = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    /**
     * Nothing is built yet.
     *
     * @param measure the style of all rows, so that fields stand below one another
     */
    Building(Ground ground, String measure) {
        this.ground = ground;
        this.measure = measure;
    }

    void refresh() {
        // What the rules hid is seen again, until they and what each part says of itself were asked anew.
        hidden.forEach(each -> each.setVisible(true));
        hidden.clear();
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
        var all = new WideForm(ground, sections, measure);
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
            afterwards.add(() -> {
                if (component.isVisible() && !ground.shows(rule)) {
                    component.setVisible(false);
                    hidden.add(component);
                }
                component.getElement().setEnabled(ground.enables(rule));
            });
        }
        return component;
    }

    private Component layout(Layout layout, boolean outermost) {
        return switch (layout.kind()) {
            case HORIZONTAL -> row(layout.elements());
            case GROUP -> section(layout, outermost);
            case CATEGORIZATION, STEPPER -> {
                var tabs = new Tabbed(ground, layout, measure);
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
        if (label != null && !label.isEmpty() && !saysItself(ground, layout)) {
            Component heading = outermost ? new H2(label) : new H3(label);
            ((HasStyle) heading).addClassName("h2");
            section.add(heading);
        }
        fill(section, layout.elements(), label);
        return section;
    }

    /** Whether a list of the same name says it itself, with its count and its button. */
    static boolean saysItself(Ground ground, Layout layout) {
        var said = layout.elements().stream()
                .anyMatch(child -> child instanceof Control control
                        && ground.isTitled(control)
                        && (control.label() == null || control.label().equals(layout.label())));
        return said && layout.elements().getFirst() instanceof Control first && ground.isTitled(first);
    }

    /** Children one below the other; what is only read is gathered into one list of facts. */
    void fill(HasComponents into, List<Element> elements, @Nullable String title) {
        var children = new ArrayList<Component>();
        var facts = new ArrayList<Control>();
        for (var element : elements) {
            if (!ground.isEditing() && facts(element, facts)) {
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
        if (element instanceof Control control && control.rule() == null && ground.isFact(control)) {
            facts.add(control);
            return true;
        }
        if (element instanceof Layout layout
                && layout.kind() == Layout.Kind.HORIZONTAL
                && layout.rule() == null
                && layout.elements().stream()
                        .allMatch(child -> child instanceof Control control && ground.isFact(control))) {
            layout.elements().forEach(child -> facts.add((Control) child));
            return true;
        }
        return false;
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
        var part = ground.control(control, title);
        if (part == null) {
            var nothing = new Div();
            nothing.setVisible(false);
            return nothing;
        }
        parts.add(part);
        part.component().getElement().setAttribute("data-scope", scope(control));
        return ruled(control.rule(), part.component());
    }

    /** By what the control is found on the page: its scope as forms write it. */
    private static String scope(Control control) {
        var scope = new StringBuilder("#");
        control.scope()
                .steps()
                .forEach(step -> scope.append(step.inverse() ? "/inverse/" : "/properties/")
                        .append(step.name()));
        return scope.toString();
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
