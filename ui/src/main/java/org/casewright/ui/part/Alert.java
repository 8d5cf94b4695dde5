package org.casewright.ui.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;

/** A message that stays above what it is about. */
public final class Alert extends Div {

    private static final long serialVersionUID = 1L;

    /** How a message looks. */
    public enum Tone {
        WARNING("pause", ""),
        ERROR("alert", "bad"),
        INFORMATION("info", "inf");

        private final String icon;
        private final String style;

        Tone(String icon, String style) {
            this.icon = icon;
            this.style = style;
        }
    }

    private final Div words = new Div();

    /** A message of a bold beginning and what follows; either may be empty. */
    public Alert(Tone tone, String beginning, String rest) {
        addClassName("alert");
        if (!tone.style.isEmpty()) {
            addClassName(tone.style);
        }
        getElement().setAttribute("role", tone == Tone.ERROR ? "alert" : "status");
        words.addClassName("grow");
        if (!beginning.isEmpty()) {
            words.getElement().appendChild(new Element("b").setText(beginning));
        }
        words.add(new Span((beginning.isEmpty() ? "" : " ") + rest));
        add(new Icon(tone.icon), words);
    }

    /** More below the sentence, such as a list. */
    public Alert with(Component more) {
        words.add(more);
        return this;
    }
}
