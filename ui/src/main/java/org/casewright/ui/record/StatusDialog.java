package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.List;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.definition.CodeList;
import org.casewright.definition.EntityDefinition.Lifecycle;
import org.casewright.definition.EntityDefinition.Transition;
import org.jspecify.annotations.Nullable;

/** Asks why a status changes, and changes it. */
class StatusDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final @Nullable Select<CodeList.Code> reason;
    private final @Nullable TextArea words;
    private final Span problem = new Span();

    /**
     * The question.
     *
     * @param change takes the reason (null for none); gives back what is wrong, empty for nothing
     */
    StatusDialog(
            Catalog catalog,
            Lifecycle lifecycle,
            Transition transition,
            String title,
            Function<@Nullable String, List<String>> change) {
        setHeaderTitle(title);
        setWidth("420px");
        var form = new Div();
        form.addClassName("stack");
        if (lifecycle.reasons() == null) {
            reason = null;
            words = new TextArea(text("Reason"));
            words.setRequiredIndicatorVisible(transition.reasonRequired());
            words.setWidthFull();
            form.add(words);
        } else {
            words = null;
            var list = catalog.codeList(lifecycle.reasons());
            var select = new Select<CodeList.Code>();
            select.setLabel(text("Reason"));
            select.setItems(list.offered().stream()
                    .filter(code -> transition.reasons().isEmpty()
                            || transition.reasons().contains(code.code()))
                    .toList());
            select.setItemLabelGenerator(code -> code == null ? "" : code.title());
            select.setRequiredIndicatorVisible(transition.reasonRequired());
            select.setWidthFull();
            reason = select;
            form.add(select);
        }
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        form.add(problem);
        add(form);
        var go = new Button(title, event -> {
            var wrong = change.apply(value());
            problem.setText(String.join(" ", wrong));
            if (wrong.isEmpty()) {
                close();
            }
        });
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Keep"), event -> close()), go);
    }

    private @Nullable String value() {
        if (reason != null && reason.getValue() != null) {
            return reason.getValue().code();
        }
        return words == null || words.getValue().isBlank()
                ? null
                : words.getValue().strip();
    }
}
