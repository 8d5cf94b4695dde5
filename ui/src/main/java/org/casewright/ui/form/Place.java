package org.casewright.ui.form;

import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.FormDefinition.Step;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a scope leads from a record of the form. */
sealed interface Place {

    /**
     * A property.
     *
     * @param owner the object that holds it: the record's values, or a structure or an entry in them
     * @param pointer from the record on
     */
    record Field(Draft draft, ObjectNode owner, PropertyDefinition property, String pointer) implements Place {
        @Nullable
        JsonNode value() {
            if (isTop()) {
                return draft.value(property.name());
            }
            return property.computed() == null ? owner.get(property.name()) : draft.shownAt(pointer);
        }

        void set(@Nullable JsonNode value) {
            if (Draft.isNothing(value)) {
                owner.remove(property.name());
            } else {
                owner.set(property.name(), value);
            }
        }

        /** Whether it counts now, as its definition says. */
        boolean isRelevant() {
            return draft.isRelevant(top()) && (isTop() || draft.isRelevant(pointer.substring(1)));
        }

        /** Whether it must have a value now, as its definition says. */
        boolean isRequired() {
            return draft.isRequired(pointer.substring(1));
        }

        /** The property of the record itself in which it lies. */
        String top() {
            var slash = pointer.indexOf('/', 1);
            return slash < 0 ? pointer.substring(1) : pointer.substring(1, slash);
        }

        boolean isTop() {
            return pointer.indexOf('/', 1) < 0;
        }
    }

    /** A list of related records, and the way from each of them on; empty for the records themselves. */
    record Listed(DraftList list, Scope rest) implements Place {}

    /** Nowhere: a reference is empty, or the name is not known. */
    record Nowhere() implements Place {}

    /**
     * Follows a scope.
     *
     * @param begin whether a new record is begun where a reference is empty
     */
    static Place of(Draft draft, Scope scope, boolean begin) {
        var at = draft;
        var owner = draft.values();
        var pointer = "";
        var properties = draft.entity().properties();
        PropertyDefinition top = null;
        var steps = scope.steps();
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (step.inverse()) {
                var rest = new Scope(steps.subList(i + 1, steps.size()));
                return at.list(step.name())
                        .<Place>map(list -> new Listed(list, rest))
                        .orElse(new Nowhere());
            }
            var property = properties.get(step.name());
            if (property == null || !(top == null ? at.knows(property) : at.knows(top, property))) {
                return new Nowhere();
            }
            if (i == steps.size() - 1) {
                return new Field(at, owner, property, pointer + "/" + step.name());
            }
            switch (property.type()) {
                case PropertyType.Reference type -> {
                    var next = at.reference(property, type, begin);
                    if (next.isEmpty()) {
                        return new Nowhere();
                    }
                    at = next.get();
                    owner = at.values();
                    pointer = "";
                    properties = at.entity().properties();
                    top = null;
                }
                case PropertyType.Structure structure -> {
                    owner = owner.withObjectProperty(step.name());
                    pointer = pointer + "/" + step.name();
                    var parts = new java.util.LinkedHashMap<String, PropertyDefinition>();
                    structure.properties().forEach(part -> parts.put(part.name(), part));
                    properties = parts;
                    top = top == null ? property : top;
                }
                default -> {
                    return new Nowhere();
                }
            }
        }
        return new Nowhere();
    }

    /** The scope of one property. */
    static Scope scope(String property) {
        return new Scope(java.util.List.of(new Step(property, false)));
    }

    /** The scope of one inverse list. */
    static Scope inverse(String name) {
        return new Scope(java.util.List.of(new Step(name, true)));
    }
}
