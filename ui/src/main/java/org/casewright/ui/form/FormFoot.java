package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.casewright.ui.part.Keys;

/** The foot of a form: the keys that help in it, and at its end what is done with it. */
public final class FormFoot extends Div {

    private static final long serialVersionUID = 1L;

    public FormFoot(Component... buttons) {
        var gap = new Span();
        gap.addClassName("grow");
        add(keys(), gap);
        add(buttons);
        addClassNames("foot", "form");
    }

    /** The keys that help in a form. */
    public static Component keys() {
        var keys = new Div(
                Keys.meaning(text("next field"), "Tab"),
                Keys.meaning(text("next error"), "F8"),
                Keys.meaning(text("all keys"), "?"));
        keys.addClassNames("keys", "only-l");
        return keys;
    }
}
