package org.casewright.ui.form;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import org.casewright.ui.form.Choices.Choice;

/** Chooses the records that a list of references holds. */
class ReferencesPicker extends MultiSelectComboBox<Choice> {

    private static final long serialVersionUID = 1L;

    ReferencesPicker(Choices choices, String title) {
        setAriaLabel(title);
        setClearButtonVisible(true);
        setAutoExpand(AutoExpandMode.VERTICAL);
        setItemLabelGenerator(Choice::title);
        setRenderer(ReferencePicker.line());
        setItems(query -> choices.find(query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
    }
}
