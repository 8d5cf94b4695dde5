package org.casewright.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.casewright.catalog.Catalog;
import org.casewright.definition.CodeList;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.ui.part.Days;

/** Where a filter is chosen: a property, then a value of it by its own editor. */
class FilterPopover extends Popover {

    private static final long serialVersionUID = 1L;

    private final transient Catalog catalog;
    private final Div editor = new Div();
    private transient Supplier<String> value = () -> "";

    FilterPopover(Catalog catalog, List<PropertyDefinition> properties, BiConsumer<String, String> chosen) {
        this.catalog = catalog;
        var choice = new Select<PropertyDefinition>();
        choice.setLabel("Filter by");
        choice.setItemLabelGenerator(PropertyDefinition::title);
        choice.setItems(properties);
        choice.addValueChangeListener(event -> edit(event.getValue()));
        var apply = new Button("Apply", event -> {
            var text = value.get();
            if (!text.isEmpty() && choice.getValue() != null) {
                close();
                chosen.accept(choice.getValue().name(), text);
            }
        });
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var form = new Div(choice, editor, apply);
        form.addClassNames("col", "filter");
        add(form);
        setModal(true);
        setAutofocus(true);
    }

    private void edit(PropertyDefinition property) {
        editor.removeAll();
        editor.add(
                switch (property.type()) {
                    case PropertyType.Code(var list) -> codes(catalog.codeList(list));
                    case PropertyType.Bool bool -> yesOrNo();
                    default -> days();
                });
    }

    private Component codes(CodeList list) {
        var group = new CheckboxGroup<CodeList.Code>();
        group.setAriaLabel(list.title());
        group.setItems(List.copyOf(list.codes().values()));
        group.setItemLabelGenerator(CodeList.Code::title);
        value = () -> String.join(
                ",", group.getValue().stream().map(CodeList.Code::code).sorted().toList());
        return group;
    }

    private Component yesOrNo() {
        var group = new RadioButtonGroup<Boolean>();
        group.setItems(true, false);
        group.setItemLabelGenerator(yes -> yes ? "Yes" : "No");
        value = () -> group.getValue() == null ? "" : group.getValue().toString();
        return group;
    }

    private Component days() {
        var from = Days.picker(getLocale());
        var to = Days.picker(getLocale());
        from.setLabel("From");
        to.setLabel("To");
        value = () -> from.isEmpty() && to.isEmpty() ? "" : Filter.days(from.getValue(), to.getValue());
        var both = new Div(from, to);
        both.addClassName("col");
        return both;
    }
}
