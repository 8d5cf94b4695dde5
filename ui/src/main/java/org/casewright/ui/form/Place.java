package org.casewright.ui.form;

import java.util.List;
import java.util.Optional;
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
    record Field(Draft draft, ObjectNode owner, PropertyDefinition property, String pointer) implements Place, Slot {
        @Override
        public @Nullable JsonNode value() {
            if (isTop()) {
                return draft.value(property.name());
            }
            return property.computed() == null ? owner.get(property.name()) : draft.shownAt(pointer);
        }

        @Override
        public void set(@Nullable JsonNode value) {
            if (Draft.isNothing(value)) {
                owner.remove(property.name());
            } else {
                owner.set(property.name(), value);
            }
        }

        /** Whether it counts now, as its definition says. */
        @Override
        public boolean isRelevant() {
            return draft.isRelevant(top()) && (isTop() || draft.isRelevant(pointer.substring(1)));
        }

        /** Whether it must have a value now, as its definition says. */
        @Override
        public boolean isRequired() {
            return draft.isRequired(pointer.substring(1));
        }

        /** Whether it has a value that is told only to who asks for it, and was not told here. */
        boolean isWithheld() {
            return isTop() && draft.isWithheld(property.name());
        }

        @Override
        public boolean isFixed() {
            return !isTop() && draft.isFixed(pointer);
        }

        @Override
        public @Nullable String problem() {
            var own = draft.problems().get(pointer);
            return own != null || property.type() instanceof PropertyType.Group
                    ? own
                    : draft.problems().entrySet().stream()
                            .filter(problem -> problem.getKey().startsWith(pointer + "/"))
                            .map(java.util.Map.Entry::getValue)
                            .findFirst()
                            .orElse(null);
        }

        @Override
        public void complain(String sentence) {
            draft.problems().put(pointer, sentence);
        }

        @Override
        public void forgive() {
            draft.problems().remove(pointer);
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

    /**
     * What is known of a scope before anything is read or begun for it.
     *
     * @param pointer from the record on; of a list the name of the inverse
     * @param property null for a list
     * @param top the record's own property in which it lies; null for a list
     */
    record Ahead(
            Draft draft,
            String pointer,
            @Nullable PropertyDefinition property,
            @Nullable PropertyDefinition top) {

        boolean isRelevant() {
            return top == null || (draft.isRelevant(top.name()) && draft.isRelevant(pointer.substring(1)));
        }
    }

    /** Follows a scope as far as its records are open; nothing where they are not, or the asker may not know it. */
    static Optional<Ahead> ahead(Draft draft, Scope scope) {
        var at = draft;
        PropertyDefinition top = null;
        var pointer = "";
        var properties = List.copyOf(draft.entity().properties().values());
        var steps = scope.steps();
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            pointer = pointer + "/" + step.name();
            if (step.inverse()) {
                return Optional.of(new Ahead(at, pointer, null, null));
            }
            var property = properties.stream()
                    .filter(each -> each.name().equals(step.name()))
                    .findFirst()
                    .orElse(null);
            if (property == null || !(top == null ? at.knows(property) : at.knows(top, property))) {
                return Optional.empty();
            }
            if (i == steps.size() - 1) {
                return Optional.of(new Ahead(at, pointer, property, top == null ? property : top));
            }
            if (property.type() instanceof PropertyType.Structure(var parts, var required)) {
                top = top == null ? property : top;
                properties = parts;
            } else {
                var next = at.references().get(property.name());
                if (next == null) {
                    return Optional.empty();
                }
                at = next;
                top = null;
                pointer = "";
                properties = List.copyOf(next.entity().properties().values());
            }
        }
        return Optional.empty();
    }

    /** The scope of one property. */
    static Scope scope(String property) {
        return new Scope(List.of(new Step(property, false)));
    }

    /** The scope of one inverse list. */
    static Scope inverse(String name) {
        return new Scope(List.of(new Step(name, true)));
    }
}
