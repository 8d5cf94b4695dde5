package org.casewright.ui.part;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.Consumer;
import org.casewright.problem.Refusal;

/** Asks what a value is needed for, before it is told. */
final class PurposeDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 2_000;

    private final TextArea purpose = new TextArea(text("What do you need it for?"));
    private final transient Consumer<String> tell;

    /**
     * The question.
     *
     * @param title what people call the value
     * @param tell asks for it with the purpose; what it refuses is said beside the purpose
     */
    PurposeDialog(String title, Consumer<String> tell) {
        this.tell = tell;
        setHeaderTitle(text("Reveal {0}", Words.lower(title)));
        setWidth("480px");
        purpose.setRequiredIndicatorVisible(true);
        purpose.setMaxLength(LONGEST);
        purpose.setWidthFull();
        purpose.setMinRows(3);
        purpose.getElement().setAttribute("data-field", "/purpose");
        purpose.addClassName("comment");
        var form = new Div(
                new Paragraph(
                        text(
                                "Your name, the time and what you write below stay in the record’s history. The value is hidden again after a minute.")),
                purpose);
        form.addClassName("stack");
        add(form);
        var go = new Button(text("Reveal"), event -> ask());
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        go.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        getFooter().add(new Button(text("Leave it hidden"), event -> close()), go);
        addOpenedChangeListener(event -> purpose.focus());
    }

    private void ask() {
        try {
            tell.accept(purpose.getValue());
            close();
        } catch (Refusal refused) {
            purpose.setErrorMessage(Words.wrong(refused));
            purpose.setInvalid(true);
            purpose.focus();
        }
    }
}
