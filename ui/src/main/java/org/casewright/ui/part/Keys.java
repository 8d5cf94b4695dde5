package org.casewright.ui.part;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;

/** Keys as they are shown on buttons and in feet. */
public final class Keys extends Span {

    private static final long serialVersionUID = 1L;

    /** Keys that are pressed together or one after the other. */
    public Keys(String... keys) {
        for (var key : keys) {
            getElement().appendChild(new Element("kbd").setText(key));
        }
        getElement().setAttribute("aria-hidden", "true");
    }

    /** Keys with what they do, for a foot. */
    public static Span meaning(String what, String... keys) {
        var hint = new Span(new Keys(keys));
        hint.getElement().appendChild(Element.createText(" " + what));
        return hint;
    }
}
