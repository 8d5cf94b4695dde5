package org.casewright.ui.form;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import org.casewright.ui.form.Choices.Choice;
import org.jspecify.annotations.Nullable;

/** Chooses the record that a reference points to, or makes a new one. */
class ReferencePicker extends ComboBox<Choice> {

    private static final long serialVersionUID = 1L;

    private final transient Choices choices;

    ReferencePicker(Choices choices, String title) {
        this.choices = choices;
        setAriaLabel(title);
        setClearButtonVisible(true);
        setItemLabelGenerator(Choice::title);
        setRenderer(line());
        setItems(query -> choices.findOrMake(query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
    }

    /** Title and number of a record that is offered. */
    static Renderer<Choice> line() {
        return LitRenderer.<Choice>of(
                        "<span class=\"row\"><span class=\"grow cut ${item.look}\">${item.title}</span><small class=\"mute\">${item.number}</small></span>")
                .withProperty("title", Choice::title)
                .withProperty("number", Choice::number)
                .withProperty("look", choice -> choice.isNew() ? "another" : "");
    }

    /** A new one is made before it can be chosen; until then what was chosen stays. */
    @Override
    protected void setModelValue(@Nullable Choice chosen, boolean fromClient) {
        if (chosen == null || !chosen.isNew()) {
            super.setModelValue(chosen, fromClient);
            return;
        }
        refreshValue();
        choices.create(chosen, getLocale(), made -> {
            super.setModelValue(made, true);
            refreshValue();
            focus();
        });
    }
}
