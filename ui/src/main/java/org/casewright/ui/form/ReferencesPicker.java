package org.casewright.ui.form;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.ui.form.Choices.Choice;

/** Chooses the records that a list of references holds, or makes new ones. */
class ReferencesPicker extends MultiSelectComboBox<Choice> {

    private static final long serialVersionUID = 1L;

    private final transient Choices choices;

    ReferencesPicker(Choices choices, String title) {
        this.choices = choices;
        setAriaLabel(title);
        setClearButtonVisible(true);
        setAutoExpand(AutoExpandMode.VERTICAL);
        setItemLabelGenerator(Choice::title);
        setRenderer(ReferencePicker.line());
        setItems(query -> choices.find(query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
    }

    /** A new one is made before it can be chosen. */
    @Override
    protected void setModelValue(Set<Choice> chosen, boolean fromClient) {
        var asked = chosen.stream().filter(Choice::isNew).findFirst();
        if (asked.isEmpty()) {
            super.setModelValue(chosen, fromClient);
            return;
        }
        var others = chosen.stream()
                .filter(choice -> !choice.isNew())
                .collect(Collectors.toCollection(LinkedHashSet<Choice>::new));
        super.setModelValue(others, fromClient);
        refreshValue();
        choices.create(asked.get(), getLocale(), made -> {
            var all = new LinkedHashSet<>(getValue());
            all.add(made);
            super.setModelValue(all, true);
            refreshValue();
            focus();
        });
    }
}
