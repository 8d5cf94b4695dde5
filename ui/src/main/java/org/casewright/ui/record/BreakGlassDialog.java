package org.casewright.ui.record;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.Consumer;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition.BreakGlassDefinition;
import org.casewright.problem.Refusal;
import org.casewright.records.BreakGlass;
import org.casewright.records.BreakGlass.Opened;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Words;

/** Says what comes of opening what is restricted, asks why, and opens it. */
class BreakGlassDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient BreakGlass glass;
    private final transient FormContext context;
    private final String entity;
    private final String idOrNumber;
    private final transient Consumer<Opened> opened;
    private final TextArea reason = new TextArea(text("Why do you need to see it?"));

    /**
     * The question.
     *
     * @param title what is opened, in words
     * @param entity {@code module/entity}
     * @param opened what comes after it was opened
     */
    BreakGlassDialog(
            BreakGlass glass,
            FormContext context,
            BreakGlassDefinition declared,
            String title,
            String entity,
            String idOrNumber,
            Consumer<Opened> opened) {
        this.glass = glass;
        this.context = context;
        this.entity = entity;
        this.idOrNumber = idOrNumber;
        this.opened = opened;
        setHeaderTitle(title);
        setWidth("480px");
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(BreakGlass.LONGEST);
        reason.setHelperText(text("At least {0} characters.", BreakGlass.SHORTEST));
        reason.setWidthFull();
        reason.setMinRows(3);
        reason.getElement().setAttribute("data-field", "/reason");
        reason.addClassName("comment");
        var form = new Div(
                new Paragraph(text(
                        "What is closed to you here is shown to you, and to nobody else, for {0, plural, one{# hour} other{# hours}}. You can read it, not change it.",
                        declared.hours())),
                new Paragraph(told(context.catalog(), declared)),
                reason);
        form.addClassName("stack");
        add(form);
        var go = new Button(
                text("Open for {0, plural, one{# hour} other{# hours}}", declared.hours()), event -> breakGlass());
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Leave it closed"), event -> close()), go);
        addOpenedChangeListener(event -> reason.focus());
    }

    private static String told(Catalog catalog, BreakGlassDefinition declared) {
        return declared.told().isEmpty()
                ? text(
                        "Your name, the time and what you write below stay in the record’s history, and its owner is told at once.")
                : text(
                        "Your name, the time and what you write below stay in the record’s history, and {0} are told at once.",
                        declared.told().stream()
                                .map(role -> catalog.roles().getOrDefault(role, role))
                                .collect(commas()));
    }

    private void breakGlass() {
        try {
            var done = glass.open(
                    entity, idOrNumber, reason.getValue(), context.actor().get());
            close();
            opened.accept(done);
        } catch (Refusal refusal) {
            reason.setErrorMessage(Words.wrong(refusal));
            reason.setInvalid(true);
            reason.focus();
        }
    }
}
