package org.casewright.ui.form;

import com.vaadin.flow.component.html.Div;
import java.util.Locale;
import org.casewright.definition.FormDefinition;
import org.casewright.ui.part.Status;
import org.jspecify.annotations.Nullable;

/** What is filled in on the page of a desk: the whole of it, or the form of its quick entry. */
public final class Deskwork extends Div {

    private static final long serialVersionUID = 1L;

    private final Filled filled;

    /**
     * For a form.
     *
     * @param form a desk, or any other of the record's entity
     * @param status of the record; null while it has none
     * @param changed hears of each entry
     */
    public Deskwork(FormModel model, FormDefinition form, @Nullable Status status, Runnable changed, Locale language) {
        addClassNames("deskwork", "grow");
        if (form.desk() == null) {
            var view = new FormView(model, form.root(), FormView.Options.entering(changed), language).watching();
            var main = new Div(view);
            main.addClassNames("main", "grow");
            add(main);
            filled = view;
        } else {
            var view = new DeskView(model, form, status, changed, language);
            add(view);
            filled = view;
        }
    }

    /** What problems are shown in. */
    public Filled filled() {
        return filled;
    }

    /** Which line is chosen, from 0; -1 for none. */
    public int at() {
        return filled instanceof DeskView desk ? desk.at() : -1;
    }

    /** Goes to a line by its place, or to the first field where there are no lines. */
    public void go(int line) {
        switch (filled) {
            case DeskView desk -> desk.go(line);
            case FormView form -> form.focusFirst();
        }
    }
}
