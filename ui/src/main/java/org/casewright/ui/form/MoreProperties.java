package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.FormDefinition.Step;
import org.casewright.ui.part.Icon;
import tools.jackson.databind.node.ObjectNode;

/** What an object has besides the properties that its schema names, where it lets it have more; others can be added by name. */
final class MoreProperties implements Part {

    private final SchemaGround ground;
    private final Div box = new Div();
    private final Div lines = new Div();
    private final TextField name = new TextField(text("Another property"));
    private final Map<String, Part> parts = new LinkedHashMap<>();

    MoreProperties(SchemaGround ground) {
        this.ground = ground;
        Fields.widen(box);
        var add = new Button(text("Add"), new Icon("plus"), event -> add());
        add.addThemeVariants(ButtonVariant.LUMO_SMALL);
        add.getElement().setAttribute("data-add", ground.spot().pointer() + "/");
        box.add(lines, new Div(name, add));
        if (ground.spot().value() instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(each -> !ground.shape().properties().contains(each))
                    .forEach(this::show);
        }
    }

    private void show(String property) {
        var part = ground.control(
                Control.of(new Scope(List.of(new Step(property, false)))).labelled(property), null);
        var remove = new Button(new Icon("x"), event -> remove(property));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        remove.setAriaLabel(text("Remove {0}", property));
        var line = new Div(part.component(), remove);
        line.addClassName("row");
        lines.add(line);
        parts.put(property, part);
    }

    private void add() {
        var property = name.getValue().strip();
        var of = ground.shape().child(property);
        if (!property.isEmpty()
                && of.isPresent()
                && !parts.containsKey(property)
                && !ground.shape().properties().contains(property)) {
            name.clear();
            var begun = of.get().beginning();
            if (begun != null) {
                ground.spot().step(property, false).set(begun);
            }
            show(property);
            ground.form().changed();
        }
    }

    private void remove(String property) {
        ground.spot().step(property, false).set(null);
        var part = parts.remove(property);
        if (part != null) {
            part.component().getParent().ifPresent(line -> line.getElement().removeFromParent());
        }
        ground.form().changed();
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        parts.values().forEach(Part::refresh);
    }

    @Override
    public void check() {
        parts.values().forEach(Part::check);
    }

    @Override
    public boolean focusWrong() {
        return parts.values().stream().anyMatch(Part::focusWrong);
    }

    @Override
    public void shown(Set<Shown> places) {
        parts.values().forEach(part -> part.shown(places));
    }
}
