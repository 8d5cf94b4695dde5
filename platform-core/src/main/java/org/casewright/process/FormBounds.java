package org.casewright.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.PropertyType;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a task's form lets its values say: an open task grants to write what its form shows, and nothing more. */
final class FormBounds {

    private static final Set<String> WORDS = Set.of("id", "as", "retire", "version");

    /** A record or an entry within the form. */
    private static final class Place {
        final @Nullable EntityDefinition entity;
        final Map<String, Place> parts = new HashMap<>();
        final Map<String, Boolean> values = new HashMap<>();
        boolean everything;

        Place(@Nullable EntityDefinition entity) {
            this.entity = entity;
        }
    }

    private final Catalog catalog;
    private final List<Problem> problems = new ArrayList<>();

    private FormBounds(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What of the values the form does not show, or shows without letting it be changed. Without a form: all. */
    static List<Problem> problems(
            Catalog catalog, @Nullable FormDefinition form, EntityDefinition entity, JsonNode values) {
        var bounds = new FormBounds(catalog);
        var root = new Place(entity);
        if (form != null) {
            bounds.collect(form.root(), root);
        }
        bounds.check(values, root, "");
        return bounds.problems;
    }

    private void collect(Element element, Place place) {
        switch (element) {
            case FormDefinition.Layout layout -> layout.elements().forEach(inner -> collect(inner, place));
            case FormDefinition.Label label -> {}
            case FormDefinition.Control control -> collect(control, place);
        }
    }

    private void collect(FormDefinition.Control control, Place from) {
        var place = from;
        var steps = control.scope().steps();
        for (var step : steps.subList(0, Math.max(0, steps.size() - 1))) {
            place = part(place, step);
        }
        var last = steps.getLast();
        if (last.inverse()) {
            if (control.readonly()) {
                place.values.putIfAbsent(last.name(), false);
            } else {
                collectEntries(control.detail(), part(place, last));
            }
        } else {
            place.values.merge(last.name(), !control.readonly(), Boolean::logicalOr);
        }
    }

    /** Without a form of their own entries have the default one, which shows all. */
    private void collectEntries(@Nullable Element detail, Place entries) {
        if (detail == null) {
            entries.everything = true;
        } else {
            collect(detail, entries);
        }
    }

    private Place part(Place place, FormDefinition.Step step) {
        return place.parts.computeIfAbsent(step.name(), name -> new Place(behind(place.entity, step)));
    }

    /** The entity that a step leads to; null within a structure or a repeating group, and to the platform's own. */
    private @Nullable EntityDefinition behind(@Nullable EntityDefinition entity, FormDefinition.Step step) {
        return entity == null ? null : catalog.behind(entity, step).orElse(null);
    }

    private void check(JsonNode values, Place place, String pointer) {
        if (place.everything) {
            return;
        }
        values.properties().forEach(field -> check(field.getKey(), field.getValue(), place, pointer));
    }

    private void check(String name, JsonNode value, Place place, String pointer) {
        var at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        var part = place.parts.get(name);
        if (part != null && value.isObject()) {
            check(value, part, at);
        } else if (part != null && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), part, at + "/" + i);
            }
        } else if (!mayStand(name, value, place)) {
            var shown = part != null || place.values.containsKey(name);
            problems.add(
                    shown
                            ? Problem.at(at, ErrorCode.READ_ONLY, "This step does not change this.")
                            : Problem.at(at, ErrorCode.UNKNOWN_PROPERTY, "The form of this step does not show this."));
        }
    }

    private static boolean mayStand(String name, JsonNode value, Place place) {
        if (WORDS.contains(name)) {
            return true;
        }
        if (name.equals("statusReason")) {
            return place.entity != null
                    && place.entity.lifecycle() != null
                    && place.values.getOrDefault(place.entity.lifecycle().property(), false);
        }
        // A reference that the form shows is chosen; what it points to is changed only where the form shows that.
        return place.values.getOrDefault(name, false) && !(hasObject(value) && isReference(name, place));
    }

    private static boolean hasObject(JsonNode value) {
        return value.isObject()
                || (value.isArray()
                        && StreamSupport.stream(value.spliterator(), false).anyMatch(JsonNode::isObject));
    }

    private static boolean isReference(String name, Place place) {
        return place.entity != null
                && place.entity
                        .property(name)
                        .filter(property -> property.type() instanceof PropertyType.Referring)
                        .isPresent();
    }
}
