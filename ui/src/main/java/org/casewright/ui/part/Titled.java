package org.casewright.ui.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;

/** A section of a page below its title. */
public final class Titled extends Section {

    private static final long serialVersionUID = 1L;

    public Titled(String title, Component... content) {
        var heading = new H2(title);
        heading.addClassName("h2");
        add(heading);
        add(content);
    }
}
