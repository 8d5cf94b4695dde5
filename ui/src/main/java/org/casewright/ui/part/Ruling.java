package org.casewright.ui.part;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import java.util.Collection;
import org.casewright.access.Reasons;
import org.casewright.definition.AccessDefinition.Privilege;

/** What is so with a privilege, and below it by which rules. */
public final class Ruling extends ListItem {

    private static final long serialVersionUID = 1L;

    /** Makes it. */
    public Ruling(Privilege privilege, Collection<String> reasons, Element... verdict) {
        var heading = new Paragraph();
        heading.getElement().appendChild(verdict);
        var words = new Div(heading);
        for (var sentence : reasons) {
            var reason = new Paragraph(sentence);
            reason.addClassNames("sm", "ink2");
            words.add(reason);
        }
        add(words);
        getElement().setAttribute("data-privilege", Reasons.name(privilege));
    }
}
