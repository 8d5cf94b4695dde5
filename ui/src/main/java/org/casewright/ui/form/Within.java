package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Layout;
import org.jspecify.annotations.Nullable;

/** What lies in an object, under its title. */
final class Within implements Part {

    private final Div box = new Div();
    private final Building building;
    private final BooleanSupplier relevant;
    private final List<Part> below = new ArrayList<>();

    /**
     * Builds it.
     *
     * @param headed whether it says its own title; a layout that is a group with a title says that one
     * @param relevant whether the object counts now
     */
    Within(Ground ground, Element layout, String title, boolean headed, BooleanSupplier relevant) {
        this.relevant = relevant;
        building = new Building(ground, "three");
        box.addClassName("within");
        Fields.widen(box);
        var said = layout instanceof Layout group
                && group.kind() == Layout.Kind.GROUP
                && group.label() != null
                && !group.label().isEmpty();
        if (headed && !title.isEmpty() && !said) {
            var heading = new H3(title);
            heading.addClassName("h2");
            box.add(heading);
            box.getElement().setAttribute("role", "group").setAttribute("aria-label", title);
        }
        box.add(building.build(layout, false));
    }

    /** With something below it. */
    Within with(@Nullable Part more) {
        if (more != null) {
            below.add(more);
            box.add(more.component());
        }
        return this;
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        box.setVisible(relevant.getAsBoolean());
        building.refresh();
        below.forEach(Part::refresh);
    }

    @Override
    public void check() {
        building.check();
        below.forEach(Part::check);
    }

    @Override
    public boolean focusFirst() {
        return building.focusFirst();
    }

    @Override
    public boolean focusWrong() {
        return building.focusWrong() || below.stream().anyMatch(Part::focusWrong);
    }

    @Override
    public void shown(Set<Shown> places) {
        building.shown(places);
        below.forEach(part -> part.shown(places));
    }
}
