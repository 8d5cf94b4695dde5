package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Function;
import org.casewright.problem.Refusal;
import org.casewright.records.SavedView.Audience;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** Under which name a view is kept, and for whom. */
class ViewDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final TextField title = new TextField(text("Name"));
    private final ComboBox<Audience> with = new ComboBox<>(text("Share with"));
    private final Checkbox first = new Checkbox(text("Open this list with it"));
    private final Span problem = new Span();

    /** What was entered. */
    record Entered(String title, @Nullable Audience with, boolean first) {}

    /** Keeps what was entered. */
    interface Keeping {
        /** @throws Refusal with what is wrong with it */
        void keep(Entered entered);
    }

    ViewDialog(
            String heading,
            Entered present,
            List<Audience> audiences,
            Function<Audience, String> titles,
            Keeping keeping) {
        setHeaderTitle(heading);
        setWidth("440px");
        title.setWidthFull();
        title.setMaxLength(100);
        title.setValue(present.title());
        title.getElement().setAttribute("data-field", "/title");
        with.setWidthFull();
        with.setItems(audiences);
        with.setItemLabelGenerator(titles::apply);
        with.setPlaceholder(text("Nobody: it is mine alone"));
        with.setHelperText(text("Others see through it only the records and fields that are open to them anyway."));
        with.setClearButtonVisible(true);
        with.setValue(present.with());
        with.getElement().setAttribute("data-field", "/with");
        first.setValue(present.first());
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        var form = new Div(title, with, first, problem);
        form.addClassName("stack");
        add(form);
        var save = new Button(text("Save"), event -> keep(keeping));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Cancel"), event -> close()), save);
        addOpenedChangeListener(event -> title.focus());
    }

    private void keep(Keeping keeping) {
        try {
            keeping.keep(new Entered(title.getValue(), with.getValue(), first.getValue()));
            close();
        } catch (Refusal refused) {
            problem.setText(Words.wrong(refused));
        }
    }
}
