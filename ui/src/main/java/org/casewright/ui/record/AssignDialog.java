package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.List;
import java.util.function.BiFunction;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Directory;
import org.casewright.records.Change;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** Asks to whom a record is given, and gives it. */
class AssignDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final ComboBox<Person> unit;
    private final ComboBox<Person> owner;
    private final TextArea reason = new TextArea(text("Reason"));
    private final Span problem = new Span();

    /**
     * The question.
     *
     * @param give gives it, for a reason (null for none); gives back what is wrong, empty for nothing
     */
    AssignDialog(FormContext context, EntityRecord record, BiFunction<Change, @Nullable String, List<String>> give) {
        var words = Words.lower(record.entity().title());
        setHeaderTitle(text("Reassign this {0}", words));
        setWidth("480px");
        unit = new ComboBox<>(text("Unit"));
        unit.setItems(context.directory().units().stream()
                .filter(Directory.Unit::isOpen)
                .map(Person::of)
                .toList());
        unit.setItemLabelGenerator(Person::label);
        unit.setWidthFull();
        context.directory().unit(record.system().unit()).map(Person::of).ifPresent(unit::setValue);
        unit.getElement().setAttribute("data-field", "/unit");
        owner = Person.peopleAndTeams(context);
        owner.setLabel(text("Owner"));
        owner.setPlaceholder(text("Nobody: the unit’s queue"));
        owner.setClearButtonVisible(true);
        owner.getElement().setAttribute("data-field", "/owner");
        reason.setWidthFull();
        reason.setMaxLength(2_000);
        reason.getElement().setAttribute("data-field", "/reason");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        var form = new Div(
                new Paragraph(text(
                        "What belongs to this {0} goes with it, and so do its open tasks. Whoever cannot see the new unit’s records does not see it any more: that may be you.",
                        words)),
                unit,
                owner,
                reason,
                problem);
        form.addClassName("stack");
        add(form);
        var go = new Button(text("Reassign"), event -> give(record, give));
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Keep"), event -> close()), go);
        addOpenedChangeListener(event -> owner.focus());
    }

    private void give(EntityRecord record, BiFunction<Change, @Nullable String, List<String>> give) {
        var change = new Change.Assign(
                record.entity().ref(),
                record.id().toString(),
                record.system().version(),
                unit.getValue() == null ? null : unit.getValue().name(),
                owner.getValue() == null ? null : owner.getValue().name());
        var wrong = give.apply(
                change, reason.getValue().isBlank() ? null : reason.getValue().strip());
        problem.setText(String.join(" ", wrong));
        if (wrong.isEmpty()) {
            close();
        }
    }
}
