package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The entries of a repeating group of a record. */
final class GroupEntries implements Entries {

    private static final int NAMING = 2;

    private final FormView form;
    private final Place.Field place;
    private final PropertyType.Group group;
    private final Control control;
    private final boolean editing;
    private final String title;
    private final List<PropertyDefinition> shown;

    GroupEntries(FormView form, Place.Field place, Control control, boolean editing, String title) {
        this.form = form;
        this.place = place;
        this.group = (PropertyType.Group) place.property().type();
        this.control = control;
        this.editing = editing;
        this.title = title;
        var names = control.columns();
        var first = known().stream()
                .filter(property -> names.contains(property.name()))
                .sorted(Comparator.comparingInt(property -> names.indexOf(property.name())))
                .toList();
        var all = new ArrayList<>(first);
        if (editing || first.isEmpty()) {
            known().stream().filter(property -> !first.contains(property)).forEach(all::add);
        }
        this.shown = List.copyOf(all);
    }

    private List<PropertyDefinition> known() {
        return group.properties().stream()
                .filter(property -> place.draft().knows(place.property(), property))
                .toList();
    }

    private List<ObjectNode> entries() {
        var found = new ArrayList<ObjectNode>();
        if (place.owner().get(place.property().name()) instanceof ArrayNode array) {
            array.forEach(entry -> {
                if (entry instanceof ObjectNode object) {
                    found.add(object);
                }
            });
        }
        return found;
    }

    @Override
    public Slot slot() {
        return place;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int size() {
        return entries().size();
    }

    @Override
    public boolean isEditing() {
        return editing;
    }

    @Override
    public boolean isShown() {
        return place.draft().isRelevant(place.top())
                && (editing || place.property().relevant() == null || size() > 0);
    }

    @Override
    public boolean isFixed(int index) {
        return place.property().appendOnly() && entries().get(index).hasNonNull("id");
    }

    @Override
    public List<Column> columns() {
        return shown.stream()
                .map(property -> new Column(
                        property.name(),
                        property.title(),
                        group.required().contains(property.name()),
                        Values.isNumeric(property.type())))
                .toList();
    }

    @Nullable
    PropertyDefinition property(String name) {
        return known().stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private Place.Field at(int index, PropertyDefinition property) {
        return new Place.Field(
                place.draft(), entries().get(index), property, place.pointer() + "/" + index + "/" + property.name());
    }

    @Override
    public Part cell(int index, Column column) {
        var property = java.util.Objects.requireNonNull(property(column.name()));
        var at = at(index, property);
        if (editing && property.computed() != null) {
            return Reading.inCell(at, form.model());
        }
        if (!editing || isFixed(index) || property.type() instanceof PropertyType.Structure) {
            return new Part.Still(
                    Reading.show(form.model(), property.type(), at.owner().get(property.name())));
        }
        return form.fields().of(at, null).inCell(column.title()).required(column.required());
    }

    /** What is shown of an entry within its own form. */
    @Nullable
    Part part(int index, Control within, @Nullable String section, Ground ground) {
        var property = property(within.scope().steps().getLast().name());
        if (property == null) {
            return null;
        }
        var at = at(index, property);
        var label = within.label() == null ? property.title() : within.label();
        if (!form.isEditing() || property.type() instanceof PropertyType.Structure) {
            return Reading.fact(at, form.model(), label);
        }
        if (!editing || within.readonly() || isFixed(index) || property.computed() != null || property.readOnly()) {
            return Reading.beside(at, form.model(), label, within.readonly());
        }
        var editor = form.fields()
                .of(at, within)
                .labelled(label, within.help() == null ? property.guidance() : within.help())
                .required(group.required().contains(property.name()))
                .under(within.rule(), ground);
        if (Fields.isWide(property.type(), within.multi())) {
            Fields.widen((com.vaadin.flow.component.HasStyle) editor.component());
        }
        return label.isEmpty() ? editor.named(property.title()) : editor;
    }

    @Override
    public String name(int index) {
        var entry = entries().get(index);
        var called = control.option("elementLabelProp");
        var naming = called.isEmpty()
                ? shown
                : shown.stream().filter(each -> each.name().equals(called)).toList();
        var words = naming.stream()
                .map(property -> form.model()
                        .context()
                        .values()
                        .text(
                                property.type(),
                                entry.get(property.name()),
                                form.model().titles()))
                .filter(word -> !word.isEmpty())
                .limit(NAMING)
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? text("Line {0}", index + 1) : words;
    }

    @Override
    public Ground inside(int index) {
        return new EntryGround(form, this, index);
    }

    @Nullable
    ObjectNode entry(int index) {
        var all = entries();
        return index < all.size() ? all.get(index) : null;
    }

    Draft draft() {
        return place.draft();
    }

    @Override
    public Element layout(int index) {
        return DerivedLayout.rowed(shown.stream()
                .map(property -> (Element) DerivedLayout.control(property.name()))
                .toList());
    }

    private ArrayNode array() {
        return place.owner().withArrayProperty(place.property().name());
    }

    @Override
    public void add() {
        array().addObject();
        form.changed(place);
    }

    @Override
    public void remove(int index) {
        array().remove(index);
        forgetProblems();
        form.changed(place);
    }

    @Override
    public void move(int index, int by) {
        array().insert(index + by, array().remove(index));
        forgetProblems();
        form.changed(place);
    }

    private void forgetProblems() {
        place.draft().problems().keySet().removeIf(pointer -> pointer.startsWith(place.pointer() + "/"));
    }
}
