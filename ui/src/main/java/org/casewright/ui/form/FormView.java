package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.casewright.catalog.Inverse;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Layout;
import org.jspecify.annotations.Nullable;

/** A layout made into fields, or into text where it is only read. */
public final class FormView extends Div implements Filled {

    private static final long serialVersionUID = 1L;

    private static final int MEASURE = 3;

    private final transient FormModel model;
    private final transient Draft draft;
    private final transient Options options;
    private final Locale language;
    private final transient Fields fields;
    private final transient Building building;
    private final @Nullable WideForm wide;

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
        this.fields = new Fields(this, language);
        this.building = new Building(new RecordGround(this, draft), widest(layout) > MEASURE ? "four" : "three");
        addClassName("formview");
        if (options.editing()) {
            draft.previewOnce();
        }
        var sections = WideLayout.sections(layout, draft);
        this.wide = sections.isEmpty() ? null : building.sections(sections);
        add(wide == null ? building.build(layout, true) : wide);
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
            building.afterwards(() -> setClassName("beside", known.refresh()));
            refresh();
        }
        return this;
    }

    FormModel model() {
        return model;
    }

    Fields fields() {
        return fields;
    }

    /** Whether it is a form of its own, not that of a record on a list of another. */
    boolean isOutermost() {
        return draft == model.root();
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
        return below(entry, layout, editing, entered).watching();
    }

    /** The same without what it perhaps is. */
    FormView below(Draft entry, Element layout, boolean editing, Runnable entered) {
        return new FormView(
                model,
                entry,
                layout,
                new Options(editing, inverse -> false, inverse -> {}, () -> {
                    entered.run();
                    draft.preview();
                    told();
                }),
                language);
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

    @Override
    public void refresh() {
        building.refresh();
    }

    @Override
    public boolean check() {
        draft.clearProblems();
        building.check();
        return draft.wrong() == 0;
    }

    @Override
    public boolean focusWrong() {
        return building.focusWrong();
    }

    /** Moves the focus to the first field. */
    public void focusFirst() {
        building.focusFirst();
    }

    @Override
    public List<LaterSection> wrongSections() {
        return wide == null ? List.of() : wide.wrong();
    }

    void shown(Set<Part.Shown> places) {
        building.shown(places);
    }

    @Override
    public List<String> unseen() {
        var places = new HashSet<Part.Shown>();
        shown(places);
        return unseen(draft, places);
    }

    /** The problems of a record, and of what hangs on it, that are shown at none of the places. */
    static List<String> unseen(Draft draft, Set<Part.Shown> places) {
        var unseen = new ArrayList<String>();
        collect(draft, places, unseen);
        return unseen;
    }

    private static void collect(Draft draft, Set<Part.Shown> places, List<String> unseen) {
        draft.problems().forEach((pointer, message) -> {
            if (places.stream().noneMatch(place -> place.shows(draft, pointer))) {
                var name = pointer.substring(1).split("/", 2)[0];
                unseen.add(draft.entity()
                        .property(name)
                        .map(property -> text("{0}: {1}", property.title(), message))
                        .orElse(message));
            }
        });
        draft.references().values().forEach(next -> collect(next, places, unseen));
        draft.lists().values().forEach(list -> list.entries().forEach(next -> collect(next, places, unseen)));
    }
}
