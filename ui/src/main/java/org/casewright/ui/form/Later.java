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

    private final Ground ground;
    private final Layout layout;
    private final C into;
    private final String measure;
    private @Nullable Building building;

    Later(Ground ground, Layout layout, C into, String measure) {
        this.ground = ground;
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
            var built = new Building(ground, measure);
            built.fill(into, layout.elements(), title);
            building = built;
            refresh();
        }
    }

    /** How many problems are at its fields, and at what hangs on them. */
    int wrong() {
        if (ground.isClean()) {
            return 0;
        }
        var places = new HashSet<Shown>();
        shown(places);
        return ground.wrong(places);
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
            into.setVisible(seen(layout).anyMatch(ground::counts));
        }
        into.setVisible(into.isVisible() && ground.shows(layout.rule()));
        into.getElement().setEnabled(ground.enables(layout.rule()));
    }

    /** The controls that no rule of the form hides now. */
    private Stream<Control> seen(Element element) {
        if (!ground.shows(element.rule())) {
            return Stream.empty();
        }
        return switch (element) {
            case Control control -> Stream.of(control);
            case Label label -> Stream.empty();
            case Layout inner -> inner.elements().stream().flatMap(this::seen);
        };
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
        } else if (ground.isEditing() && ground.shows(layout.rule())) {
            seen(layout).forEach(control -> ground.ahead(control, places));
        }
    }
}
