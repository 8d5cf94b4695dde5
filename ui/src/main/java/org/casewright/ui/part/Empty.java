package org.casewright.ui.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where there is nothing: what happened or will come, and what to do. */
public final class Empty extends Div {

    private static final long serialVersionUID = 1L;

    /** In the middle of its place. */
    public Empty(String icon, String title, String text, Component... actions) {
        addClassName("center");
        var box = new Div(new Icon(icon), new H2(title), new Paragraph(text));
        box.addClassName("empty");
        if (actions.length > 0) {
            var row = new Div(actions);
            row.addClassName("row");
            box.add(row);
        }
        add(box);
    }
}
