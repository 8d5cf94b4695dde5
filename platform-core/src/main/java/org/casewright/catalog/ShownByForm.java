package org.casewright.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Step;
import org.jspecify.annotations.Nullable;

/** The properties that a form shows, by the entity ({@code module/entity}) whose they are. */
final class ShownByForm {

    private final Catalog catalog;
    private final Map<String, Set<String>> shown = new LinkedHashMap<>();

    private ShownByForm(Catalog catalog) {
        this.catalog = catalog;
    }

    static Map<String, Set<String>> of(Catalog catalog, FormDefinition form) {
        var all = new ShownByForm(catalog);
        catalog.findEntity(form.entity()).ifPresent(entity -> all.collect(form.root(), entity));
        return all.shown;
    }

    private void collect(Element element, EntityDefinition entity) {
        switch (element) {
            case FormDefinition.Layout layout -> layout.elements().forEach(inner -> collect(inner, entity));
            case FormDefinition.Label label -> {}
            case FormDefinition.Control control -> collect(control, entity);
        }
    }

    private void collect(FormDefinition.Control control, EntityDefinition from) {
        @Nullable EntityDefinition at = from;
        for (var step : control.scope().steps()) {
            at = at == null ? null : step(at, step);
        }
        if (at != null && control.scope().steps().getLast().inverse()) {
            entries(control, at);
        }
    }

    /** What is behind a step; null behind a value that is part of its record. */
    private @Nullable EntityDefinition step(EntityDefinition at, Step step) {
        if (step.inverse()) {
            // The list is asked for by the reference from which it comes.
            catalog.inverse(at, step.name()).ifPresent(inverse -> show(inverse.from(), inverse.changing()));
        } else {
            show(at, step.name());
        }
        return catalog.behind(at, step).orElse(null);
    }

    /** Without a form of their own entries have the default one, which shows all. */
    private void entries(FormDefinition.Control control, EntityDefinition entity) {
        if (control.detail() == null) {
            entity.properties().keySet().forEach(name -> show(entity, name));
        } else {
            collect(control.detail(), entity);
            control.columns().forEach(column -> show(entity, column.split("\\.", 2)[0]));
        }
    }

    private void show(EntityDefinition entity, String name) {
        shown.computeIfAbsent(entity.ref(), key -> new LinkedHashSet<>()).add(name);
    }
}
