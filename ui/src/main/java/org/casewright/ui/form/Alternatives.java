package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.casewright.definition.FormDefinition.Control;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value of one of several kinds: which one is chosen, and then it is entered. */
final class Alternatives implements Part {

    private final SchemaGround ground;
    private final Control control;
    private final Spot spot;
    private final List<Shape> kinds;
    private final Div box = new Div();
    private final Div content = new Div();
    private final Select<Integer> choice = new Select<>();
    private @Nullable Part open;

    Alternatives(SchemaGround ground, Control control, Spot spot, Shape shape, String label) {
        this.ground = ground;
        this.control = control;
        this.spot = spot;
        this.kinds = shape.alternatives();
        Fields.widen(box);
        box.addClassName("alternatives");
        choice.setItems(
                java.util.stream.IntStream.range(0, kinds.size()).boxed().toList());
        choice.setItemLabelGenerator(index -> index == null ? "" : name(index));
        choice.setReadOnly(control.readonly());
        if (!label.isEmpty()) {
            choice.setLabel(label);
        }
        var description = shape.description();
        if (description != null) {
            choice.setHelperText(description);
        }
        box.add(choice, content);
        var value = spot.value();
        if (value != null && !value.isNull()) {
            choice.setValue(nearest(value));
            build();
        }
        choice.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                choose();
            }
        });
    }

    private String name(int index) {
        var name = kinds.get(index).name();
        return name.isEmpty() ? text("Kind {0}", index + 1) : name;
    }

    /** The kind that a value is of; where it is of none, the one with most of its parts. */
    private int nearest(JsonNode value) {
        var fitting = java.util.stream.IntStream.range(0, kinds.size())
                .filter(index -> kinds.get(index).fits(value))
                .findFirst();
        return fitting.orElseGet(() -> java.util.stream.IntStream.range(0, kinds.size())
                .boxed()
                .max(Comparator.comparingLong(index -> value.propertyNames().stream()
                        .filter(kinds.get(index).properties()::contains)
                        .count()))
                .orElse(0));
    }

    /** What was entered of another kind is no value of this one. */
    private void choose() {
        var value = spot.value();
        var kind = choice.getValue();
        if (kind != null && value != null && !kinds.get(kind).fits(value)) {
            spot.set(kinds.get(kind).beginning());
        }
        build();
        ground.form().changed();
    }

    private void build() {
        content.removeAll();
        open = null;
        var kind = choice.getValue();
        if (kind != null) {
            var part = ground.part(control.unruled().labelled(""), spot, kinds.get(kind), "", true);
            if (part instanceof Editor<?> editor) {
                editor.named(name(kind));
            }
            content.add(part.component());
            open = part;
            part.refresh();
        }
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        choice.setRequiredIndicatorVisible(spot.required());
        if (open != null) {
            open.refresh();
        }
    }

    @Override
    public void check() {
        if (open != null) {
            open.check();
        }
    }

    @Override
    public boolean focusFirst() {
        choice.focus();
        return true;
    }

    @Override
    public boolean focusWrong() {
        return open != null && open.focusWrong();
    }

    @Override
    public void shown(Set<Shown> places) {
        places.add(Shown.of(spot));
    }
}
