package org.casewright.ui.form;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.FormDefinition.Step;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An object in a document that has only a schema, or the whole of it.
 *
 * @param above the schemas of what it lies in, so that one that holds itself is built when somebody asks for it
 */
record SchemaGround(SchemaForm form, Spot spot, Shape shape, List<JsonNode> above) implements Ground {

    private static final Set<String> MOMENT = Set.of("date-time", "datetime");

    @Override
    public boolean isEditing() {
        return true;
    }

    @Override
    public boolean isOutermost() {
        return above.isEmpty();
    }

    @Override
    public @Nullable JsonNode value(Scope scope) {
        var at = spot;
        for (var step : scope.steps()) {
            at = at.step(step.name(), false);
        }
        return at.value();
    }

    @Override
    public boolean isTitled(Control control) {
        return false;
    }

    @Override
    public boolean isFact(Control control) {
        return false;
    }

    @Override
    public boolean counts(Control control) {
        return true;
    }

    @Override
    public void ahead(Control control, Set<Part.Shown> places) {
        places.add(new Part.Shown(null, at(control.scope()).pointer()));
    }

    @Override
    public boolean isClean() {
        return spot.problems().isEmpty();
    }

    @Override
    public int wrong(Set<Part.Shown> places) {
        return (int) spot.problems().keySet().stream()
                .filter(pointer -> places.stream().anyMatch(place -> place.shows(null, pointer)))
                .count();
    }

    private Spot at(Scope scope) {
        var at = spot;
        Shape around = shape;
        for (var step : scope.steps()) {
            at = at.step(step.name(), around.requires(step.name()));
            around = around.child(step.name()).orElseGet(SchemaGround::anything);
        }
        return at;
    }

    private Shape shapeOf(Scope scope) {
        var found = shape;
        for (var step : scope.steps()) {
            found = found.child(step.name()).orElseGet(SchemaGround::anything);
        }
        return found;
    }

    static Shape anything() {
        return Shape.of(JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Part control(Control control, @Nullable String section) {
        var steps = control.scope().steps();
        var of = shapeOf(control.scope());
        var label = control.label() != null
                ? control.label()
                : !of.title().isEmpty() || steps.isEmpty()
                        ? of.title()
                        : Shape.title(steps.getLast().name());
        return part(control, at(control.scope()), of, label, label.equals(section));
    }

    /** What shows a value of this shape. */
    Part part(Control control, Spot at, Shape of, String label, boolean said) {
        return switch (of.kind()) {
            case OBJECT -> object(control, at, of, label, said);
            case LIST -> list(control, at, of, label, said);
            case ALTERNATIVES -> new Alternatives(this, control, at, of, label);
            case NOTHING -> new Part.Still(new Div());
            default -> field(control, at, of, label);
        };
    }

    private Part object(Control control, Spot at, Shape of, String label, boolean said) {
        var ground = inside(at, of);
        var detail = control.detail();
        if (detail == null && above.contains(of.origin()) && at.value() == null) {
            return new OnRequest(
                    text("Add {0}", lower(label)), () -> new Within(ground, layout(of), label, !said, () -> true));
        }
        return new Within(ground, detail == null ? layout(of) : detail, label, !said, () -> true)
                .with(detail == null && of.isOpen() ? new MoreProperties(ground) : null);
    }

    SchemaGround inside(Spot at, Shape of) {
        var further = new ArrayList<>(above);
        further.add(of.origin());
        return new SchemaGround(form, at, of, List.copyOf(further));
    }

    /** All that lies in an object: plain values in rows, and what holds more below one another. */
    static Element layout(Shape of) {
        var elements = new ArrayList<Element>();
        var plain = new ArrayList<Element>();
        for (var name : of.properties()) {
            var control = Control.of(new Scope(List.of(new Step(name, false))));
            if (of.child(name).filter(SchemaGround::isValue).isPresent()) {
                plain.add(control);
                continue;
            }
            elements.addAll(DerivedLayout.rowed(plain).elements());
            plain.clear();
            elements.add(control);
        }
        elements.addAll(DerivedLayout.rowed(plain).elements());
        return new Layout(Layout.Kind.VERTICAL, null, elements, null);
    }

    private Part list(Control control, Spot at, Shape of, String label, boolean said) {
        var each = of.entries();
        if (!each.choices().isEmpty() && of.schema().path("uniqueItems").asBoolean(false)) {
            return finished(form.inputs().choices(at, each.choices()), control, of, label);
        }
        var entries = new SpotEntries(this, at, of, control, label);
        return control.listed() || control.detail() != null || !isPlain(each)
                ? new EntryCards(entries, control, !said)
                : new GroupTable(entries, !said);
    }

    /** Whether entries are lines of a table: values, or objects of values. */
    private static boolean isPlain(Shape each) {
        return each.kind() == Shape.Kind.OBJECT
                ? !each.properties().isEmpty()
                        && each.properties().stream()
                                .allMatch(name -> each.child(name)
                                        .filter(SchemaGround::isValue)
                                        .isPresent())
                : isValue(each);
    }

    private static boolean isValue(Shape of) {
        return switch (of.kind()) {
            case OBJECT, LIST, ALTERNATIVES -> false;
            default -> true;
        };
    }

    private Part field(Control control, Spot at, Shape of, String label) {
        return finished(editor(control, at, of), control, of, label);
    }

    private Part finished(Editor<?> editor, Control control, Shape of, String label) {
        editor.labelled(label, control.help() == null ? of.description() : control.help())
                .readOnly(control.readonly() || of.isReadOnly())
                .under(control.rule(), this);
        if (control.multi()) {
            Fields.widen((HasStyle) editor.component());
        }
        return editor;
    }

    /** The field for a value that is no object and no list. */
    Editor<?> editor(Control control, Spot at, Shape of) {
        var inputs = form.inputs();
        var format = control.option("format").isEmpty() || of.kind() != Shape.Kind.TEXT
                ? of.schema().path("format").asString("")
                : control.option("format");
        return switch (of.kind()) {
            case CHOICE -> inputs.choice(at, of.choices(), look(control));
            case SUGGESTION -> inputs.suggesting(at, of.suggestions());
            case YES_NO -> fitting(at, JsonNode::isBoolean, inputs::yesOrNo);
            case WHOLE, DECIMAL -> fitting(at, JsonNode::isNumber, slot -> number(control, slot, of));
            case TEXT -> fitting(at, JsonNode::isString, slot -> written(control, slot, of, format));
            default -> inputs.raw(at);
        };
    }

    private static Inputs.Look look(Control control) {
        return !control.option("format").equals("radio")
                ? Inputs.Look.FITTING
                : control.option("orientation").equals("vertical") ? Inputs.Look.RADIO_COLUMN : Inputs.Look.RADIO;
    }

    private Editor<?> number(Control control, Slot at, Shape of) {
        var least = Inputs.decimal(of.schema().path("minimum"));
        var most = Inputs.decimal(of.schema().path("maximum"));
        var whole = of.kind() == Shape.Kind.WHOLE;
        if (control.is("slider") && least != null && most != null) {
            var step = Inputs.decimal(of.schema().path("multipleOf"));
            return form.inputs()
                    .slider(at, least, most, step != null ? step : whole ? BigDecimal.ONE : tenth(least, most));
        }
        return whole ? form.inputs().whole(at) : form.inputs().decimal(at);
    }

    /** Steps as fine as a hand can tell. */
    private static BigDecimal tenth(BigDecimal least, BigDecimal most) {
        return most.subtract(least).compareTo(BigDecimal.TEN) > 0 ? BigDecimal.ONE : new BigDecimal("0.1");
    }

    private Editor<?> written(Control control, Slot at, Shape of, String format) {
        var inputs = form.inputs();
        var suggested = control.options().get("suggestion");
        if (control.multi()) {
            return inputs.area(at);
        }
        if (suggested != null) {
            return inputs.suggesting(
                    at, Shape.elements(suggested).map(JsonNode::asString).toList());
        }
        if (format.equals("date")) {
            return fitting(at, json -> Inputs.day(json) != null, inputs::day);
        }
        if (format.equals("time")) {
            return fitting(at, json -> Inputs.time(json) != null, inputs::time);
        }
        if (MOMENT.contains(format)) {
            return fitting(at, json -> inputs.moment(json) != null, inputs::moment);
        }
        return switch (format) {
            case "email" -> inputs.line(at, "email");
            case "uri" -> inputs.line(at, "url");
            case "password" -> inputs.password(at);
            default ->
                control.is("restrict") && of.schema().has("maxLength")
                        ? inputs.line(at, of.schema().path("maxLength").asInt())
                        : inputs.line(at);
        };
    }

    /** The field that is meant, unless what stands there does not fit into it: that is shown as it is. */
    private Editor<?> fitting(Slot at, Predicate<JsonNode> fits, Function<Slot, Editor<?>> meant) {
        var value = at.value();
        return value == null || Draft.isNothing(value) || fits.test(value)
                ? meant.apply(at)
                : form.inputs().raw(at);
    }

    /** What is built when somebody asks for it. */
    private static final class OnRequest implements Part {

        private final Div box = new Div();
        private @Nullable Part built;

        OnRequest(String words, java.util.function.Supplier<Part> build) {
            Fields.widen(box);
            var add = new Button(words, new Icon("plus"));
            add.addThemeVariants(ButtonVariant.LUMO_SMALL);
            add.addClickListener(event -> {
                box.removeAll();
                var part = build.get();
                built = part;
                box.add(part.component());
                part.refresh();
                part.focusFirst();
            });
            box.add(add);
        }

        @Override
        public com.vaadin.flow.component.Component component() {
            return box;
        }

        @Override
        public void refresh() {
            if (built != null) {
                built.refresh();
            }
        }
    }
}
