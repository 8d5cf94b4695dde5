package org.casewright.ui.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a document that has only a schema.
 *
 * @param document holds all of it under one name, for it may be no object itself
 * @param steps names and indexes from the whole on
 * @param required whether the object that it lies in must have it
 * @param problems by pointer
 */
record Spot(ObjectNode document, List<String> steps, boolean required, Map<String, String> problems) implements Slot {

    static final String WHOLE = "whole";

    Spot {
        steps = List.copyOf(steps);
    }

    Spot step(String name, boolean demanded) {
        var further = new ArrayList<>(steps);
        further.add(name);
        return new Spot(document, further, demanded, problems);
    }

    @Override
    public String pointer() {
        var pointer = new StringBuilder();
        steps.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    @Override
    public @Nullable JsonNode value() {
        JsonNode at = document.get(WHOLE);
        for (var step : steps) {
            at = at == null ? null : at.isArray() ? at.get(Integer.parseInt(step)) : at.get(step);
        }
        return at;
    }

    @Override
    public void set(@Nullable JsonNode value) {
        var last = steps.isEmpty() ? WHOLE : steps.getLast();
        switch (holder()) {
            case ArrayNode array when value == null -> array.set(Integer.parseInt(last), array.nullNode());
            case ArrayNode array -> array.set(Integer.parseInt(last), value);
            case ObjectNode object when value == null -> object.remove(last);
            case ObjectNode object -> object.set(last, value);
            default -> throw new IllegalStateException("Nothing can lie in a value.");
        }
    }

    /** What it lies in, made where it is not there yet. */
    private JsonNode holder() {
        JsonNode at = document;
        for (var i = -1; i < steps.size() - 1; i++) {
            var step = i < 0 ? WHOLE : steps.get(i);
            if (at instanceof ArrayNode array) {
                var index = Integer.parseInt(step);
                if (!array.get(index).isContainer()) {
                    array.set(index, array.objectNode());
                }
                at = array.get(index);
            } else if (at instanceof ObjectNode object) {
                if (!object.path(step).isContainer()) {
                    object.putObject(step);
                }
                at = object.get(step);
            }
        }
        return at;
    }

    @Override
    public boolean isRelevant() {
        return true;
    }

    @Override
    public boolean isRequired() {
        return required;
    }

    @Override
    public boolean isFixed() {
        return false;
    }

    @Override
    public @Nullable String problem() {
        return problems.get(pointer());
    }

    @Override
    public void complain(String sentence) {
        problems.put(pointer(), sentence);
    }

    @Override
    public void forgive() {
        problems.remove(pointer());
    }
}
