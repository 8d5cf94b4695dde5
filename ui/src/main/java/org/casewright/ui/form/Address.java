package org.casewright.ui.form;

import static org.casewright.ui.part.Words.commas;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An address that is read: its lines, and the places in which it lies from the innermost on. */
final class Address implements Part {

    /** The hint by which an object of a place and lines is an address. */
    static final String WIDGET = "address";

    private final Place.Field place;
    private final PropertyType.Structure structure;
    private final FormModel model;
    private final Div box = new Div();
    private final Element lines = new Element("dd");

    Address(Place.Field place, PropertyType.Structure structure, FormModel model, String label) {
        this.place = place;
        this.structure = structure;
        this.model = model;
        lines.getClassList().add("address");
        box.getElement().appendChild(new Element("dt").setText(label), lines);
        refresh();
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        lines.removeAllChildren();
        lines().forEach(line ->
                lines.appendChild(new Element("span").setText(line).setAttribute("dir", "auto")));
        box.setVisible(place.draft().isRelevant(place.top()));
    }

    private List<String> lines() {
        var all = new ArrayList<String>();
        if (place.value() instanceof ObjectNode values) {
            for (var part : structure.properties()) {
                var value = values.get(part.name());
                if (place.draft().knows(place.property(), part) && !Draft.isNothing(value)) {
                    all.add(line(part, value));
                }
            }
        }
        return all;
    }

    private String line(PropertyDefinition part, @Nullable JsonNode value) {
        if (part.type() instanceof PropertyType.Reference(var to) && value != null) {
            var choices = new Choices(model, place.draft(), to);
            var chosen = Choices.of(model, value);
            if (choices.isHierarchy() && !model.isBegun(value)) {
                return choices.way(chosen).reversed().stream()
                        .map(Choices.Choice::title)
                        .collect(commas());
            }
            return chosen.title();
        }
        return model.context().values().text(part.type(), value, model.titles());
    }
}
