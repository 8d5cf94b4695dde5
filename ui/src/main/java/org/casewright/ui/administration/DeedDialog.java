package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.ui.part.Notices;

/** Asks for what a deed needs, says what comes of it, and does it; what is wrong stands beside its field. */
class DeedDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private final Div form = new Div();
    private final Span problem = new Span();

    DeedDialog(String title, String consequence) {
        setHeaderTitle(title);
        setWidth("480px");
        var said = new Paragraph(consequence);
        said.addClassName("ink2");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        form.addClassName("stack");
        form.add(said);
        add(form, problem);
    }

    /** A field, with the pointer by which the door names it. */
    final <F extends Component & HasValidation & HasSize> F with(String pointer, F field) {
        field.getElement().setAttribute("data-field", pointer);
        field.setWidthFull();
        fields.put(pointer, field);
        form.add(field);
        return field;
    }

    /** Something that is only read. */
    final DeedDialog showing(Component part) {
        form.add(part);
        return this;
    }

    /** Opens it; {@code words} stand on the button, and {@code done} is said when it is done. */
    final void ask(String words, String done, Runnable deed) {
        var go = new Button(words, event -> {
            if (isDone(deed)) {
                close();
                Notices.done(done);
            }
        });
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Cancel"), event -> close()), go);
        var first = fields.values().stream().findFirst().orElse(null);
        addOpenedChangeListener(event -> {
            if (event.isOpened() && first instanceof Focusable<?> field) {
                field.focus();
            }
        });
        open();
    }

    private boolean isDone(Runnable deed) {
        problem.setText("");
        fields.values().forEach(field -> field.setInvalid(false));
        try {
            deed.run();
            return true;
        } catch (Refusal refusal) {
            show(refusal);
            return false;
        }
    }

    private void show(Refusal refusal) {
        var elsewhere = refusal.problems().isEmpty() ? text(refusal) : "";
        for (Problem wrong : refusal.problems()) {
            var field = fields.get(wrong.pointer());
            if (field == null) {
                elsewhere = (elsewhere + " " + text(wrong)).strip();
            } else {
                field.setErrorMessage(text(wrong));
                field.setInvalid(true);
            }
        }
        problem.setText(elsewhere);
    }
}
