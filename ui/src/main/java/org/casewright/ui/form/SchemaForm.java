package org.casewright.ui.form;

import com.vaadin.flow.component.html.Div;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form on a JSON Schema that is no entity's: to look at a form before there are records, or to enter what is stored nowhere. It is
 * drawn by what draws the forms of records. What was entered is asked of it.
 */
public final class SchemaForm extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Building building;
    private final transient Inputs inputs;
    private final transient Consumer<SchemaForm> changed;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> problems = new HashMap<>();

    /**
     * What a form is made of.
     *
     * @param schema JSON Schema of the data
     * @param layout UI schema of JSON Forms; null for one that shows all that the schema says
     * @param data what is there already; null for nothing
     */
    public record Given(
            JsonNode schema,
            @Nullable JsonNode layout,
            @Nullable JsonNode data) {}

    /**
     * Builds the form.
     *
     * @param changed hears of each entry
     */
    public SchemaForm(Given given, Locale language, ZoneId zone, Consumer<SchemaForm> changed) {
        this.changed = changed;
        this.inputs = new Inputs(language, zone, slot -> changed());
        var data = given.data();
        if (data != null) {
            document.set(Spot.WHOLE, data.deepCopy());
        }
        var whole = new SchemaGround(
                this, new Spot(document, List.of(), false, problems), Shape.of(given.schema()), List.of());
        addClassName("formview");
        building = new Building(whole, "three");
        var layout = given.layout();
        add(building.build(layout == null ? UiSchema.whole() : UiSchema.read(layout), true));
        building.refresh();
    }

    /** What was entered, with what was there and has no field; null for nothing. */
    public @Nullable JsonNode data() {
        var data = document.get(Spot.WHOLE);
        return data == null ? null : data.deepCopy();
    }

    /** Notes what can be seen to be wrong. True when nothing is. */
    public boolean check() {
        problems.clear();
        building.check();
        building.refresh();
        return problems.isEmpty();
    }

    Inputs inputs() {
        return inputs;
    }

    /** Something was entered: what follows from it is seen. */
    void changed() {
        building.refresh();
        changed.accept(this);
    }
}
