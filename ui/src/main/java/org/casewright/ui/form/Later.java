package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a layout that is built when it is asked for. Until then its fields are only known by their places: what was entered
 * is in the draft, whether they count is asked of it, and problems at them are counted here.
 *
 * @param <C> what it is built into
 */
final class Later<C extends Component & HasComponents> implements Part {

    private final FormView form;
    private final Draft draft;
    private final Layout layout;
    private final C into;
    private final String measure;
    private @Nullable Building building;

    Later(FormView form, Draft draft, Layout layout, C into, String measure) {
        this.form = form;
        this.draft = draft;
        this.layout = layout;
        this.into = into;
        this.measure = measure;
    }

    boolean isBuilt() {
        return building != null;
    }

    /**
     * Builds it, once.
     *
     * @param title what stands above it already; null for nothing
     */
    void build(@Nullable String title) {
        if (building == null) {
            var built = new Building(form, draft, measure);
            built.fill(into, layout.elements(), title);
            building = built;
            refresh();
        }
    }

    /** How many problems are at its fields, and at what hangs on them. */
    int wrong() {
        if (form.model().root().wrong() == 0) {
            return 0;
        }
        var places = new HashSet<Shown>();
        shown(places);
        return form.model().drafts().stream()
                .mapToInt(each -> (int) each.problems().keySet().stream()
                        .filter(pointer -> places.stream().anyMatch(place -> place.shows(each, pointer)))
                        .count())
                .sum();
    }

    @Override
    public Component component() {
        return into;
    }

    @Override
    public void refresh() {
        var built = building;
        if (built != null) {
            built.refresh();
        } else {
            into.setVisible(seen(layout).anyMatch(this::counts));
        }
        into.setVisible(into.isVisible() && Conditions.shows(layout.rule(), draft));
    }

    /** The controls that no rule of the form hides now. */
    private Stream<Control> seen(Element element) {
        if (!Conditions.shows(element.rule(), draft)) {
            return Stream.empty();
        }
        return switch (element) {
            case Control control -> Stream.of(control);
            case Label label -> Stream.empty();
            case Layout inner -> inner.elements().stream().flatMap(this::seen);
        };
    }

    /** Whether the control would be seen; of one behind a reference that is not open, nobody knows yet. */
    private boolean counts(Control control) {
        return Place.ahead(draft, control.scope())
                .map(Place.Ahead::isRelevant)
                .orElse(control.scope().steps().size() > 1);
    }

    @Override
    public void check() {
        if (building != null) {
            building.check();
        }
    }

    @Override
    public boolean focusFirst() {
        return building != null && building.focusFirst();
    }

    @Override
    public boolean focusWrong() {
        return building != null && building.focusWrong();
    }

    @Override
    public void shown(Set<Shown> places) {
        if (building != null) {
            building.shown(places);
        } else if (form.isEditing() && Conditions.shows(layout.rule(), draft)) {
            seen(layout)
                    .forEach(control -> Place.ahead(draft, control.scope())
                            .filter(Place.Ahead::isRelevant)
                            .ifPresent(place -> ahead(control, place, places)));
        }
    }

    private static void ahead(Control control, Place.Ahead place, Set<Shown> places) {
        var top = place.top();
        if (top == null) {
            places.add(new Shown(place.draft(), place.pointer()));
            var list = place.draft().lists().get(place.pointer().substring(1));
            if (list != null && !control.readonly()) {
                list.entries().forEach(entry -> places.add(new Shown(entry, "")));
            }
        } else if (!control.readonly() && place.draft().isEditable(top)) {
            places.add(new Shown(place.draft(), place.pointer()));
        }
    }
}
