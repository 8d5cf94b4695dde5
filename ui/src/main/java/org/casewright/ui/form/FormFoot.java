package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
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

    /** A button that cannot be pressed twice while it is at work, and can be again whatever comes of it. */
    public static Button once(String words, Runnable work) {
        var button = new Button(words);
        button.setDisableOnClick(true);
        button.addClickListener(event -> {
            try {
                work.run();
            } finally {
                button.setEnabled(true);
            }
        });
        return button;
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
