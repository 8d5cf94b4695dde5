package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import org.casewright.definition.PropertyType;
import org.casewright.ui.part.Veil;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value that is read, not entered: a term and its description, or a box beside fields. */
final class Reading implements Part {

    private final Place.Field place;
    private final FormModel model;
    private final Div box = new Div();
    private final Component value;
    private @Nullable Veil veil;

    private Reading(Place.Field place, FormModel model, Component value) {
        this.place = place;
        this.model = model;
        this.value = value;
    }

    /** A line of a list of facts. */
    static Reading fact(Place.Field place, FormModel model, String label) {
        var description = new Description();
        var reading = new Reading(place, model, description);
        reading.box.getElement().appendChild(new Element("dt").setText(label), description.getElement());
        reading.refresh();
        return reading;
    }

    /**
     * Beside fields that are entered.
     *
     * @param plain whether the form only tells it; else it is drawn as a field that the engine fills
     */
    static Reading beside(Place.Field place, FormModel model, String label, boolean plain) {
        var shown = new Div();
        var reading = new Reading(place, model, shown);
        reading.box.addClassName("beside");
        reading.box.setClassName(
                "calc",
                !plain
                        && (place.property().computed() != null
                                || place.property().readOnly()));
        reading.box.add(new Span(label), shown);
        reading.refresh();
        return reading;
    }

    /** In a cell of a table, whose column says what it is. */
    static Reading inCell(Place.Field place, FormModel model) {
        var shown = new Div();
        var reading = new Reading(place, model, shown);
        reading.box.add(shown);
        reading.refresh();
        return reading;
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        if (place.isWithheld()) {
            if (veil == null) {
                veil = veil();
                value.getElement().removeAllChildren();
                value.getElement().appendChild(veil.getElement());
            }
            return;
        }
        veil = null;
        value.getElement().removeAllChildren();
        var json = place.value();
        var shown = place.property().type() instanceof PropertyType.Attachment && json != null && !Draft.isNothing(json)
                ? Files.show(model.context(), place.draft(), json)
                : show(model, place.property().type(), json);
        if (!shown.getElement().getText().isEmpty()
                || shown.getChildren().findAny().isPresent()) {
            value.getElement().appendChild(shown.getElement());
        }
        var nothing = Draft.isNothing(place.value());
        box.setVisible(!nothing
                || (!box.hasClassName("beside")
                        && place.property().relevant() == null
                        && place.draft().isRelevant(place.top())));
    }

    private Veil veil() {
        var property = place.property();
        var draft = place.draft();
        return new Veil(
                property.title(),
                draft.entity().asksPurpose(property),
                purpose -> show(model, property.type(), draft.told(property, purpose)));
    }

    /** A value as it stands on the page, also when it names a record that is only being entered. */
    static Component show(FormModel model, PropertyType type, @Nullable JsonNode json) {
        if (type instanceof PropertyType.Reference && json != null && model.isBegun(json)) {
            return new Span(Choices.of(model, json).title());
        }
        if (type instanceof PropertyType.References(var table, var to) && json != null && json.isArray()) {
            var all = new Span();
            for (var id : json) {
                if (all.getChildren().findAny().isPresent()) {
                    all.add(", ");
                }
                all.add(show(model, new PropertyType.Reference(to), id));
            }
            return all;
        }
        return model.context().values().show(type, json, model.titles());
    }

    /** A {@code dd} element. */
    @com.vaadin.flow.component.Tag("dd")
    private static final class Description extends Component {
        private static final long serialVersionUID = 1L;
    }
}
