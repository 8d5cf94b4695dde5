package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.shared.HasTooltip;
import com.vaadin.flow.data.binder.HasValidator;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.casewright.definition.FormDefinition.Effect;
import org.casewright.definition.FormDefinition.Rule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A field bound to a value of the form: JSON in, JSON out. */
final class Editor<T> implements Part {

    /** Milliseconds without a letter, after which what was typed so far is told. */
    private static final int PAUSE = 300;

    private final AbstractField<?, T> field;
    private final Function<JsonNode, @Nullable T> read;
    private final Slot slot;
    private @Nullable Rule rule;
    private @Nullable Ground ground;
    private boolean required;
    private boolean readOnly;
    /** What a person is typing, and what it means; null where nobody is. */
    private @Nullable T typing;

    private @Nullable JsonNode meant;

    /**
     * Binds a field.
     *
     * @param read JSON to the field's value; null where it does not fit
     * @param write the field's value to JSON; nothing for none
     * @param changed hears of what a person entered
     */
    Editor(
            AbstractField<?, T> field,
            Slot slot,
            Function<JsonNode, @Nullable T> read,
            Function<T, @Nullable JsonNode> write,
            Runnable changed) {
        this.field = field;
        this.slot = slot;
        this.read = read;
        var hears = listens(field);
        if (field instanceof HasValidation validated) {
            validated.setManualValidation(true);
        }
        field.getElement().setAttribute("data-field", slot.pointer());
        show();
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                var json = field.isEmpty() ? null : write.apply(event.getValue());
                slot.set(json);
                typing = hears ? event.getValue() : null;
                meant = json;
                slot.forgive();
                changed.run();
            }
        });
        if (hears) {
            field.getElement().addEventListener("change", event -> left());
        }
    }

    /** Who types is heard now and then, and what was left is written as the form writes it. */
    private static boolean listens(AbstractField<?, ?> field) {
        if (field instanceof HasValueChangeMode typed && !(field instanceof PartialDayField)) {
            typed.setValueChangeMode(ValueChangeMode.LAZY);
            typed.setValueChangeTimeout(PAUSE);
            return true;
        }
        return false;
    }

    private void left() {
        typing = null;
        show();
    }

    /** What is being typed is not taken out of somebody's hands, though it could be written otherwise. */
    private boolean isTyping() {
        return typing != null && typing.equals(field.getValue()) && Objects.equals(meant, slot.value());
    }

    /** Says what the field is for. */
    Editor<T> labelled(String label, @Nullable String help) {
        if (field instanceof HasLabel labelled && !label.isEmpty()) {
            labelled.setLabel(label);
        }
        if (help != null && field instanceof HasHelper helped) {
            helped.setHelperText(help);
        }
        return this;
    }

    /** What it is for stands elsewhere, and is told to those who do not see it. */
    Editor<T> named(String label) {
        field.getElement().setAttribute("aria-label", label);
        if (field instanceof HasAriaLabel named) {
            named.setAriaLabel(label);
        }
        return this;
    }

    /** In a cell of a table the column says what it is for. */
    Editor<T> inCell(String label) {
        field.addClassName("cell");
        return named(label);
    }

    /** A rule of the form, besides those of what is entered. */
    Editor<T> under(@Nullable Rule formRule, Ground on) {
        rule = formRule;
        ground = on;
        return this;
    }

    /** The entry or object to which it belongs says that it must have a value. */
    Editor<T> required(boolean always) {
        required = always;
        return this;
    }

    /** It is only read. */
    Editor<T> readOnly(boolean always) {
        readOnly = always;
        return this;
    }

    /** Whether nothing is entered. */
    boolean isEmpty() {
        return field.isEmpty();
    }

    private void show() {
        if (isTyping()) {
            return;
        }
        var json = slot.value();
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
        var held = obey();
        show();
        field.setVisible(slot.isRelevant());
        // Some fields are drawn anew when they are told again what they are.
        var fixed = readOnly || held || slot.isFixed();
        if (field.isReadOnly() != fixed) {
            field.setReadOnly(fixed);
        }
        var needed = required || slot.isRequired() || demands(Effect.REQUIRE);
        if (field.isRequiredIndicatorVisible() != needed) {
            field.setRequiredIndicatorVisible(needed);
        }
        if (field instanceof HasValidation validated) {
            complain(validated, slot.problem());
        }
    }

    private void complain(HasValidation validated, @Nullable String problem) {
        if (validated.isInvalid() == (problem != null)
                && Objects.equals(
                        Objects.requireNonNullElse(validated.getErrorMessage(), ""), problem == null ? "" : problem)) {
            return;
        }
        validated.setErrorMessage(problem == null ? "" : problem);
        validated.setInvalid(problem != null);
        if (field.hasClassName("cell") && field instanceof HasTooltip hinted) {
            hinted.setTooltipText(problem == null ? "" : problem);
        }
    }

    /** Does what the rule says of the value. True while the rule and nobody else says what it is. */
    private boolean obey() {
        if (demands(Effect.CLEAR)) {
            if (!Draft.isNothing(slot.value())) {
                slot.set(null);
            }
            return true;
        }
        var assigned = rule == null ? null : rule.value();
        if (assigned != null && demands(Effect.ASSIGN)) {
            if (!assigned.equals(slot.value())) {
                slot.set(assigned.deepCopy());
            }
            return true;
        }
        return false;
    }

    private boolean demands(Effect effect) {
        return ground != null && ground.demands(rule, effect);
    }

    @Override
    public void check() {
        if (field instanceof HasValidator<?> && field.isVisible()) {
            @SuppressWarnings("unchecked")
            var validator = ((HasValidator<T>) field).getDefaultValidator();
            var indicated = field.isRequiredIndicatorVisible();
            field.setRequiredIndicatorVisible(false);
            var result = validator.apply(field.getValue(), null);
            field.setRequiredIndicatorVisible(indicated);
            if (result.isError()) {
                slot.complain(
                        result.getErrorMessage().isEmpty()
                                ? text("This cannot be read. Write it anew.")
                                : result.getErrorMessage());
            }
        }
    }

    @Override
    public boolean focusWrong() {
        if (field.isVisible() && slot.problem() != null && field instanceof Focusable<?> focusable) {
            focusable.focus();
            return true;
        }
        return false;
    }

    @Override
    public void shown(Set<Shown> places) {
        if (field.isVisible()) {
            places.add(Shown.of(slot));
        }
    }
}
