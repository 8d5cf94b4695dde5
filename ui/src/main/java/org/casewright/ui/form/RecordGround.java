package org.casewright.ui.form;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.FormDefinition.Step;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record of an entity, or an object in it.
 *
 * @param within the way from the record to the object; empty for the record
 */
record RecordGround(FormView form, Draft draft, List<Step> within) implements Ground {

    RecordGround(FormView form, Draft draft) {
        this(form, draft, List.of());
    }

    private Scope whole(Scope scope) {
        return within.isEmpty()
                ? scope
                : new Scope(
                        Stream.concat(within.stream(), scope.steps().stream()).toList());
    }

    @Override
    public boolean isEditing() {
        return form.isEditing();
    }

    @Override
    public boolean isOutermost() {
        return form.isOutermost();
    }

    @Override
    public @Nullable JsonNode value(Scope scope) {
        var whole = whole(scope);
        return whole.steps().isEmpty()
                ? draft.values()
                : Place.of(draft, whole, false) instanceof Place.Field field ? field.value() : null;
    }

    @Override
    public boolean isTitled(Control control) {
        return control.scope().steps().getLast().inverse();
    }

    @Override
    public boolean isFact(Control control) {
        return !control.scope().steps().getLast().inverse()
                && !(Place.of(draft, whole(control.scope()), false) instanceof Place.Field field
                        && (field.property().type() instanceof PropertyType.Group
                                || (field.property().type() instanceof PropertyType.Structure
                                        && !isAddress(field.property()))));
    }

    @Override
    public @Nullable Part control(Control control, @Nullable String section) {
        return switch (Place.of(draft, whole(control.scope()), form.isEditing() && !control.readonly())) {
            case Place.Field field -> field(control, field, section);
            case Place.Listed listed -> list(control, listed, section);
            case Place.Nowhere nowhere -> null;
        };
    }

    private Part field(Control control, Place.Field place, @Nullable String section) {
        var property = place.property();
        var label = control.label() == null ? property.title() : control.label();
        var editing = form.isEditing() && !control.readonly() && place.draft().isEditable(topOf(place));
        if (property.type() instanceof PropertyType.Group) {
            return group(control, place, editing, label, section);
        }
        if (property.type() instanceof PropertyType.Structure structure) {
            if (!form.isEditing() && isAddress(property)) {
                return new Address(place, structure, form.model(), label);
            }
            var inner = new RecordGround(form, draft, whole(control.scope()).steps());
            return new Within(
                    inner, detail(control, structure), label, !label.equals(section), () -> place.isRelevant());
        }
        if (!form.isEditing()) {
            return Reading.fact(place, form.model(), label);
        }
        if (!editing || property.readOnly() || property.computed() != null) {
            return Reading.beside(place, form.model(), label, control.readonly());
        }
        if (place.isWithheld()) {
            return new VeiledField(place, label, () -> editor(control, place, label));
        }
        return editor(control, place, label);
    }

    private Editor<?> editor(Control control, Place.Field place, String label) {
        var property = place.property();
        var help = control.help() == null ? property.guidance() : control.help();
        var editor = form.fields().of(place, control).labelled(label, help).under(control.rule(), this);
        if (Fields.isWide(property.type(), control.multi())) {
            Fields.widen((com.vaadin.flow.component.HasStyle) editor.component());
        }
        return label.isEmpty() ? editor.named(property.title()) : editor;
    }

    private static boolean isAddress(PropertyDefinition property) {
        return Address.WIDGET.equals(property.widget());
    }

    private Part group(Control control, Place.Field place, boolean editing, String label, @Nullable String section) {
        var entries = new GroupEntries(form, place, control, editing, label);
        return control.detail() != null || control.listed()
                ? new EntryCards(entries, control, !label.equals(section))
                : new GroupTable(entries, !label.equals(section));
    }

    private Element detail(Control control, PropertyType.Structure structure) {
        if (control.detail() != null) {
            return control.detail();
        }
        var controls = structure.properties().stream()
                .map(part -> (Element) Control.of(Place.scope(part.name())))
                .toList();
        return DerivedLayout.rowed(controls);
    }

    private static PropertyDefinition topOf(Place.Field place) {
        var top = place.draft().entity().properties().get(place.top());
        return top == null ? place.property() : top;
    }

    private Part list(Control control, Place.Listed listed, @Nullable String section) {
        var name = control.label() != null
                ? control.label()
                : section != null ? section : listed.list().inverse().from().plural();
        var rest = listed.rest();
        var editing = form.isEditing() && !control.readonly();
        if (rest.steps().isEmpty()) {
            return new EntryList(form, listed.list(), control, editing, name);
        }
        // The layout of each entry when a scope goes on from a list: the rest of the way, entry by entry.
        var through = new Control(
                control.scope(),
                name,
                control.readonly(),
                false,
                false,
                List.of(),
                null,
                control.at(rest).unruled(),
                java.util.Map.of(),
                null);
        return new EntryList(form, listed.list(), through, editing, name);
    }

    @Override
    public boolean counts(Control control) {
        var whole = whole(control.scope());
        // Of one behind a reference that is not open, nobody knows yet.
        return Place.ahead(draft, whole)
                .map(Place.Ahead::isRelevant)
                .orElse(whole.steps().size() > 1);
    }

    @Override
    public void ahead(Control control, Set<Part.Shown> places) {
        Place.ahead(draft, whole(control.scope()))
                .filter(Place.Ahead::isRelevant)
                .ifPresent(place -> ahead(control, place, places));
    }

    private static void ahead(Control control, Place.Ahead place, Set<Part.Shown> places) {
        var top = place.top();
        if (top == null) {
            places.add(new Part.Shown(place.draft(), place.pointer()));
            var list = place.draft().lists().get(place.pointer().substring(1));
            if (list != null && !control.readonly()) {
                list.entries().forEach(entry -> places.add(new Part.Shown(entry, "")));
            }
        } else if (!control.readonly() && place.draft().isEditable(top)) {
            places.add(new Part.Shown(place.draft(), place.pointer()));
        }
    }

    @Override
    public boolean isClean() {
        return form.model().root().wrong() == 0;
    }

    @Override
    public int wrong(Set<Part.Shown> places) {
        return form.model().drafts().stream()
                .mapToInt(each -> (int) each.problems().keySet().stream()
                        .filter(pointer -> places.stream().anyMatch(place -> place.shows(each, pointer)))
                        .count())
                .sum();
    }
}
