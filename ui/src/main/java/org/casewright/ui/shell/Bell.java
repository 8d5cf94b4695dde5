package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import org.casewright.access.Actor;
import org.casewright.records.Notices;
import org.casewright.ui.part.Icon;

/** How much the asker was told and has not read; it leads to the notices. Told anew with each page. */
@SpringComponent
@UIScope
class Bell extends Anchor {

    private static final long serialVersionUID = 1L;

    private final transient Notices notices;
    private final Span count = new Span();

    Bell(Notices notices) {
        this.notices = notices;
        setHref("notices");
        addClassName("bell");
        count.addClassName("n");
        // As the keys' list has it: a number beside what the link is called.
        count.getElement().setAttribute("slot", "suffix");
        add(new Icon("bell"), count);
        getElement().setAttribute("data-key", "g n");
    }

    void show(Actor actor) {
        var unread = notices.unread(actor);
        var most = Notices.MOST_COUNTED - 1;
        count.setText(unread > most ? most + "+" : String.valueOf(unread));
        count.setVisible(unread > 0);
        setAriaLabel(unread == 0 ? text("Notices, all read") : text("Notices, {0} unread", count.getText()));
    }
}
