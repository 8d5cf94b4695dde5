package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.shared.HasTooltip;
import com.vaadin.flow.data.binder.HasValidator;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.casewright.definition.FormDefinition.Effect;
import org.casewright.definition.FormDefinition.Rule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A field bound to a place in the draft: JSON in, JSON out. */
final class Editor<T> implements Part {

    private final AbstractField<?, T> field;
    private final Function<JsonNode, @Nullable T> read;
    private final Place.Field place;
    private @Nullable Rule rule;
    private boolean required;

    /**
     * Binds a field.
     *
     * @param read JSON to the field's value; null where it does not fit
     * @param write the field's value to JSON; nothing for none
     */
    Editor(
            AbstractField<?, T> field,
            Place.Field place,
            Function<JsonNode, @Nullable T> read,
            Function<T, @Nullable JsonNode> write,
            FormView form) {
        this.field = field;
        this.place = place;
        this.read = read;
        if (field instanceof HasValidation validated) {
            validated.setManualValidation(true);
        }
        field.getElement().setAttribute("data-field", place.pointer());
        show();
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                place.set(field.isEmpty() ? null : write.apply(event.getValue()));
                place.draft().problems().remove(place.pointer());
                form.changed(place);
            }
        });
    }

    /** Says what the field is for. */
    Editor<T> labelled(String label, @Nullable String help) {
        if (field instanceof HasLabel labelled) {
            labelled.setLabel(label);
        }
        if (help != null && field instanceof HasHelper helped) {
            helped.setHelperText(help);
        }
        return this;
    }

    /** In a cell of a table the column says what it is for. */
    Editor<T> inCell(String label) {
        field.getElement().setAttribute("aria-label", label);
        if (field instanceof com.vaadin.flow.component.HasAriaLabel named) {
            named.setAriaLabel(label);
        }
        field.addClassName("cell");
        return this;
    }

    /** A rule of the form, besides those of the entity. */
    Editor<T> under(@Nullable Rule formRule) {
        rule = formRule;
        return this;
    }

    /** The entry or structure to which it belongs says that it must have a value. */
    Editor<T> required(boolean always) {
        required = always;
        return this;
    }

    private void show() {
        var json = place.value();
        var value = json == null || Draft.isNothing(json) ? null : read.apply(json);
        if (value == null) {
            if (!field.isEmpty()) {
                field.clear();
            }
        } else if (!Objects.equals(value, field.getValue())) {
            field.setValue(value);
        }
    }

    @Override
    public Component component() {
        return field;
    }

    @Override
    public void refresh() {
        var draft = place.draft();
        if (Conditions.demands(rule, Effect.CLEAR, draft) && !Draft.isNothing(place.value())) {
            place.set(null);
        }
        show();
        field.setVisible(place.isRelevant());
        field.setReadOnly(!place.isTop() && draft.isFixed(place.pointer()));
        field.setRequiredIndicatorVisible(
                required || place.isRequired() || Conditions.demands(rule, Effect.REQUIRE, draft));
        field.setEnabled(Conditions.enables(rule, draft));
        if (field instanceof HasValidation validated) {
            var problem = problem();
            validated.setErrorMessage(problem == null ? "" : problem);
            validated.setInvalid(problem != null);
            if (field.hasClassName("cell") && field instanceof HasTooltip hinted) {
                hinted.setTooltipText(problem == null ? "" : problem);
            }
        }
    }

    private @Nullable String problem() {
        var problems = place.draft().problems();
        var own = problems.get(place.pointer());
        return own != null || place.property().type() instanceof org.casewright.definition.PropertyType.Group
                ? own
                : problems.entrySet().stream()
                        .filter(problem -> problem.getKey().startsWith(place.pointer() + "/"))
                        .map(java.util.Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public void check() {
        if (field instanceof HasValidator<?> && field.isVisible()) {
            @SuppressWarnings("unchecked")
            var validator = ((HasValidator<T>) field).getDefaultValidator();
            var required = field.isRequiredIndicatorVisible();
            field.setRequiredIndicatorVisible(false);
            var result = validator.apply(field.getValue(), null);
            field.setRequiredIndicatorVisible(required);
            if (result.isError()) {
                place.draft()
                        .problems()
                        .put(
                                place.pointer(),
                                result.getErrorMessage().isEmpty()
                                        ? text("This cannot be read. Write it anew.")
                                        : result.getErrorMessage());
            }
        }
    }

    @Override
    public boolean focusWrong() {
        if (field.isVisible() && problem() != null && field instanceof Focusable<?> focusable) {
            focusable.focus();
            return true;
        }
        return false;
    }

    @Override
    public void shown(Set<Shown> places) {
        if (field.isVisible()) {
            places.add(new Shown(place.draft(), place.pointer()));
        }
    }
}
