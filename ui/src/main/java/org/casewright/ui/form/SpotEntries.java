package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import java.util.List;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The entries of an array in a document that has only a schema. */
record SpotEntries(SchemaGround ground, Spot spot, Shape shape, Control control, String title) implements Entries {

    private static final int LONGEST_NAME = 60;

    @Override
    public Slot slot() {
        return spot;
    }

    private @Nullable ArrayNode array() {
        return spot.value() instanceof ArrayNode array ? array : null;
    }

    @Override
    public int size() {
        var array = array();
        return array == null ? 0 : array.size();
    }

    @Override
    public boolean isEditing() {
        return !control.readonly() && !shape.isReadOnly();
    }

    @Override
    public boolean isShown() {
        return true;
    }

    @Override
    public boolean isFixed(int index) {
        return false;
    }

    private Spot at(int index) {
        return spot.step(Integer.toString(index), false);
    }

    @Override
    public List<Column> columns() {
        var each = shape.entries();
        return each.kind() != Shape.Kind.OBJECT
                ? List.of(new Column("", "", false, false))
                : each.properties().stream()
                        .filter(name ->
                                control.columns().isEmpty() || control.columns().contains(name))
                        .map(name -> new Column(name, titleOf(each, name), each.requires(name), false))
                        .toList();
    }

    private static String titleOf(Shape each, String name) {
        return each.child(name)
                .map(Shape::title)
                .filter(title -> !title.isEmpty())
                .orElseGet(() -> Shape.title(name));
    }

    @Override
    public Part cell(int index, Column column) {
        var whole = column.name().isEmpty();
        var each =
                whole ? shape.entries() : shape.entries().child(column.name()).orElseThrow();
        var at = whole ? at(index) : at(index).step(column.name(), column.required());
        return ground.editor(Control.of(new Scope(List.of())), at, each)
                .inCell(whole ? text("Line {0}", index + 1) : column.title())
                .readOnly(!isEditing());
    }

    @Override
    public String name(int index) {
        var entry = at(index).value();
        var called = control.option("elementLabelProp");
        if (called.isEmpty()) {
            // JSON Forms' own word for the same.
            called = control.option("labelRef")
                    .replaceFirst("^#/items/properties/", "")
                    .replace("/properties/", ".");
        }
        var name = called.isEmpty() ? first(entry) : said(entry, called);
        return name.isEmpty() ? text("Line {0}", index + 1) : name;
    }

    private String said(@Nullable JsonNode entry, String path) {
        var of = shape.entries();
        var at = entry;
        for (var step : path.split("\\.")) {
            of = of.child(step).orElseGet(() -> SchemaGround.anything());
            at = at == null ? null : at.get(step);
        }
        var value = at;
        return value == null
                ? ""
                : of.choices().stream()
                        .filter(choice -> choice.value().equals(value))
                        .map(Inputs.Choice::title)
                        .findFirst()
                        .orElseGet(() -> plain(value));
    }

    private static String first(@Nullable JsonNode entry) {
        if (entry == null || !entry.isObject()) {
            return entry == null ? "" : plain(entry);
        }
        return entry.propertyStream()
                .map(part -> plain(part.getValue()))
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String plain(JsonNode value) {
        var word = value.isValueNode() && !value.isNull() ? value.asString("") : "";
        return word.length() > LONGEST_NAME ? word.substring(0, LONGEST_NAME) + "\u2026" : word;
    }

    @Override
    public Ground inside(int index) {
        return ground.inside(at(index), shape.entries());
    }

    @Override
    public Element layout(int index) {
        return shape.entries().kind() == Shape.Kind.OBJECT
                ? SchemaGround.layout(shape.entries())
                : Control.of(new Scope(List.of()))
                        .labelled(Shape.title(shape.entries().name()));
    }

    @Override
    public void add() {
        if (array() == null) {
            spot.set(JsonNodeFactory.instance.arrayNode());
        }
        var array = array();
        if (array != null) {
            var begun = shape.entries().beginning();
            array.add(begun == null ? array.nullNode() : begun);
        }
        ground.form().changed();
    }

    @Override
    public void remove(int index) {
        var array = array();
        if (array != null) {
            array.remove(index);
            spot.problems().keySet().removeIf(pointer -> pointer.startsWith(spot.pointer() + "/"));
        }
        ground.form().changed();
    }

    @Override
    public void move(int index, int by) {
        var array = array();
        if (array != null) {
            array.insert(index + by, array.remove(index));
            spot.problems().keySet().removeIf(pointer -> pointer.startsWith(spot.pointer() + "/"));
        }
        ground.form().changed();
    }
}
