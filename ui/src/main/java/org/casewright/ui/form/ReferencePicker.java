package org.casewright.ui.form;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import org.casewright.ui.form.Choices.Choice;

/** Chooses the record that a reference points to. */
class ReferencePicker extends ComboBox<Choice> {

    private static final long serialVersionUID = 1L;

    ReferencePicker(Choices choices, String title) {
        setAriaLabel(title);
        setClearButtonVisible(true);
        setItemLabelGenerator(Choice::title);
        setRenderer(line());
        setItems(query -> choices.find(query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
    }

    /** Title and number of a record that is offered. */
    static Renderer<Choice> line() {
        return LitRenderer.<Choice>of(
                        "<span class=\"row\"><span class=\"grow cut\">${item.title}</span><small class=\"mute\">${item.number}</small></span>")
                .withProperty("title", Choice::title)
                .withProperty("number", Choice::number);
    }
}
