package org.casewright.ui.form;

import java.util.Set;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of a repeating group; scopes are relative to it. */
record EntryGround(FormView form, GroupEntries entries, int index) implements Ground {

    @Override
    public boolean isEditing() {
        return form.isEditing();
    }

    @Override
    public boolean isOutermost() {
        return false;
    }

    @Override
    public @Nullable JsonNode value(Scope scope) {
        JsonNode at = entries.entry(index);
        for (var step : scope.steps()) {
            at = at == null ? null : at.get(step.name());
        }
        return at;
    }

    @Override
    public boolean isTitled(Control control) {
        return false;
    }

    @Override
    public boolean isFact(Control control) {
        return true;
    }

    @Override
    public @Nullable Part control(Control control, @Nullable String section) {
        return entries.part(index, control, section, this);
    }

    @Override
    public boolean counts(Control control) {
        return true;
    }

    @Override
    public void ahead(Control control, Set<Part.Shown> places) {
        var pointer = new StringBuilder(entries.slot().pointer()).append('/').append(index);
        control.scope().steps().forEach(step -> pointer.append('/').append(step.name()));
        places.add(new Part.Shown(entries.draft(), pointer.toString()));
    }

    @Override
    public boolean isClean() {
        return form.model().root().wrong() == 0;
    }

    @Override
    public int wrong(Set<Part.Shown> places) {
        return (int) entries.draft().problems().keySet().stream()
                .filter(pointer -> places.stream().anyMatch(place -> place.shows(entries.draft(), pointer)))
                .count();
    }
}
