package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.casewright.catalog.Inverse;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Rule;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/** A layout made into fields, or into text where it is only read. */
public final class FormView extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MEASURE = 3;

    private final transient FormModel model;
    private final transient Draft draft;
    private final transient Options options;
    private final Locale language;
    private final transient List<Part> parts = new ArrayList<>();
    private final transient List<Runnable> afterwards = new ArrayList<>();
    private final transient List<Runnable> unopened = new ArrayList<>();
    private final String measure;

    /**
     * How a form is shown.
     *
     * @param editing whether values are entered; else they are read
     * @param mayAdd whether a related record may be begun on a page of its own
     * @param add begins one
     * @param changed hears of each entry
     */
    public record Options(boolean editing, Predicate<Inverse> mayAdd, Consumer<Inverse> add, Runnable changed) {

        /** Values are entered. */
        public static Options entering(Runnable changed) {
            return new Options(true, inverse -> false, inverse -> {}, changed);
        }
    }

    public FormView(FormModel model, Element layout, Options options, Locale language) {
        this(model, model.root(), layout, options, language);
    }

    private FormView(FormModel model, Draft draft, Element layout, Options options, Locale language) {
        this.model = model;
        this.draft = draft;
        this.options = options;
        this.language = language;
        this.measure = widest(layout) > MEASURE ? "four" : "three";
        addClassName("formview");
        if (options.editing()) {
            draft.preview();
        }
        add(build(layout, true));
        refresh();
    }

    /** The longest row: all rows keep its measure, so that fields stand below one another. */
    private static int widest(Element element) {
        return element instanceof Layout layout
                ? Math.max(
                        layout.kind() == Layout.Kind.HORIZONTAL
                                ? layout.elements().size()
                                : 0,
                        layout.elements().stream()
                                .mapToInt(FormView::widest)
                                .max()
                                .orElse(0))
                : 0;
    }

    /** Tells beside the fields which records a new one perhaps is, where its entity says when two are one. */
    public FormView watching() {
        if (options.editing() && PerhapsKnown.isAskedOf(draft)) {
            var known = new PerhapsKnown(draft);
            add(known);
            afterwards.add(() -> setClassName("beside", known.refresh()));
            refresh();
        }
        return this;
    }

    FormModel model() {
        return model;
    }

    Locale locale() {
        return language;
    }

    boolean isEditing() {
        return options.editing();
    }

    boolean adds(DraftList list) {
        return !list.owner().isNew() && options.mayAdd().test(list.inverse());
    }

    void add(DraftList list) {
        options.add().accept(list.inverse());
    }

    /** A form of a record on a list of this one. */
    FormView nested(Draft entry, Element layout, boolean editing, Runnable entered) {
        return new FormView(
                        model,
                        entry,
                        layout,
                        new Options(editing, inverse -> false, inverse -> {}, () -> {
                            entered.run();
                            draft.preview();
                            told();
                        }),
                        language)
                .watching();
    }

    /** Something was entered at a place. */
    void changed(Place.Field place) {
        if (place.isTop()) {
            place.draft().clearDependents(place.top());
        }
        changed(place.draft());
    }

    /** Something was entered in a record: what follows from it is asked of the engine, and shown. */
    void changed(Draft where) {
        model.touch();
        where.previewBelow();
        told();
    }

    private void told() {
        refresh();
        options.changed().run();
    }

    /** Brings all that is seen up to date. */
    public void refresh() {
        parts.forEach(Part::refresh);
        afterwards.forEach(Runnable::run);
    }

    /** Notes what can be seen to be wrong without asking the engine. True when nothing is. */
    public boolean check() {
        draft.clearProblems();
        parts.forEach(Part::check);
        return draft.wrong() == 0;
    }

    /** Moves the focus to the first field that is wrong. */
    public boolean focusWrong() {
        return parts.stream().anyMatch(Part::focusWrong);
    }

    /** Moves the focus to the first field. */
    public void focusFirst() {
        parts.stream()
                .map(Part::component)
                .filter(Component::isVisible)
                .filter(Focusable.class::isInstance)
                .findFirst()
                .ifPresent(component -> ((Focusable<?>) component).focus());
    }

    void shown(Set<Part.Shown> places) {
        parts.forEach(part -> part.shown(places));
    }

    /** The problems that no field of the form shows, as sentences; sections that were not built yet are. */
    public List<String> unseen() {
        List.copyOf(unopened).forEach(Runnable::run);
        var places = new HashSet<Part.Shown>();
        shown(places);
        var unseen = new ArrayList<String>();
        collect(draft, places, unseen);
        return unseen;
    }

    private static void collect(Draft draft, Set<Part.Shown> places, List<String> unseen) {
        draft.problems().forEach((pointer, message) -> {
            var seen = places.stream()
                    .anyMatch(place -> place.draft() == draft
                            && (pointer.equals(place.pointer()) || pointer.startsWith(place.pointer() + "/")));
            if (!seen) {
                var name = pointer.substring(1).split("/", 2)[0];
                unseen.add(draft.entity()
                        .property(name)
                        .map(property -> property.title() + ": " + message)
                        .orElse(message));
            }
        });
        draft.references().values().forEach(next -> collect(next, places, unseen));
        draft.lists().values().forEach(list -> list.entries().forEach(next -> collect(next, places, unseen)));
    }

    private Component build(Element element, boolean outermost) {
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
            case CATEGORIZATION -> tabs(layout);
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
        // A list of the same name says it itself, with its count and its button.
        var said = layout.elements().stream()
                .anyMatch(child -> child instanceof Control control
                        && isTable(control)
                        && (control.label() == null || control.label().equals(label)));
        if (label != null
                && !label.isEmpty()
                && !(said && isTable(layout.elements().getFirst()))) {
            Component heading = outermost ? new H2(label) : new H3(label);
            ((HasStyle) heading).addClassName("h2");
            section.add(heading);
        }
        fill(section, layout.elements(), label);
        return section;
    }

    private static boolean isTable(Element element) {
        return element instanceof Control control
                && control.scope().steps().getLast().inverse();
    }

    /** Children one below the other; what is only read is gathered into one list of facts. */
    private void fill(com.vaadin.flow.component.HasComponents into, List<Element> elements, @Nullable String title) {
        var children = new ArrayList<Component>();
        var facts = new ArrayList<Control>();
        for (var element : elements) {
            if (!options.editing() && facts(element, facts)) {
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

    /** Sections behind tabs; each is built when it is first opened. */
    private Component tabs(Layout layout) {
        var tabs = new Tabs();
        var content = new Div();
        Map<Tab, Layout> categories = new LinkedHashMap<>();
        Map<Tab, Component> built = new LinkedHashMap<>();
        for (var element : layout.elements()) {
            if (element instanceof Layout category) {
                var tab = new Tab(category.label() == null ? "" : category.label());
                categories.put(tab, category);
                tabs.add(tab);
                Runnable opening = () -> built.computeIfAbsent(tab, key -> build(category, false));
                unopened.add(opening);
            }
        }
        tabs.addSelectedChangeListener(event -> {
            var tab = event.getSelectedTab();
            var category = categories.get(tab);
            if (category != null) {
                content.removeAll();
                content.add(built.computeIfAbsent(tab, key -> build(category, false)));
                refresh();
            }
        });
        categories.entrySet().stream()
                .findFirst()
                .ifPresent(first ->
                        content.add(built.computeIfAbsent(first.getKey(), key -> build(first.getValue(), false))));
        var both = new Div(tabs, content);
        both.addClassName("wide");
        return both;
    }

    private Component control(Control control, @Nullable String title) {
        var part = switch (Place.of(draft, control.scope(), options.editing() && !control.readonly())) {
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
        var editing = options.editing() && !control.readonly() && place.draft().isEditable(topOf(place));
        if (property.type() instanceof PropertyType.Group) {
            return new GroupTable(this, place, control.columns(), editing, label, !label.equals(section));
        }
        if (!options.editing()) {
            return Reading.fact(place, model, label);
        }
        if (!editing || property.readOnly() || property.computed() != null) {
            return Reading.beside(place, model, label, control.readonly());
        }
        var help = control.help() == null ? property.guidance() : control.help();
        var editor = new Fields(this, language)
                .of(place, control.multi())
                .labelled(label, help)
                .under(control.rule());
        if (Fields.isWide(property.type(), control.multi())) {
            Fields.widen((HasStyle) editor.component());
        }
        return editor;
    }

    private static org.casewright.definition.PropertyDefinition topOf(Place.Field place) {
        var top = place.draft().entity().properties().get(place.top());
        return top == null ? place.property() : top;
    }

    private Part list(Control control, Place.Listed listed, @Nullable String section) {
        var name = control.label() != null
                ? control.label()
                : section != null ? section : listed.list().inverse().from().plural();
        var rest = listed.rest();
        var editing = options.editing() && !control.readonly();
        if (rest.steps().isEmpty()) {
            return new EntryList(this, listed.list(), control, editing, name);
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
        return new EntryList(this, listed.list(), through, editing, name);
    }

    /** A {@code dl} element. */
    @com.vaadin.flow.component.Tag("dl")
    private static final class Facts extends com.vaadin.flow.component.HtmlContainer {
        private static final long serialVersionUID = 1L;

        Facts() {
            addClassName("dl");
        }
    }
}
