package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.HasDynamicTitle;
import java.util.List;
import org.casewright.ui.part.Icon;

/** A page in the shell. It says where it is and what its one main action is; the shell shows that in the top line. */
public abstract class Page extends Div implements HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    static final String NAME = "Casewright";

    private final Nav crumbs = new Nav();
    private final Div actions = new Div();
    private String title = "";

    protected Page() {
        addClassName("page");
        crumbs.addClassNames("crumb", "grow");
        crumbs.setAriaLabel(text("Where you are"));
        actions.addClassName("row");
    }

    /** Says where the page is; the last step is its title. */
    protected void at(List<Crumb> way) {
        crumbs.removeAll();
        for (var crumb : way) {
            if (crumb.href() == null) {
                var here = new Element("b").setText(crumb.text()).setAttribute("aria-current", "page");
                crumbs.getElement().appendChild(here);
                title = crumb.text();
            } else {
                var next = new Icon("right");
                next.addClassName("flip");
                crumbs.add(new Anchor(crumb.href(), crumb.text()), next);
            }
        }
        getUI().ifPresent(ui -> ui.getPage().setTitle(getPageTitle()));
    }

    /** Puts the page's own actions into the top line, at its end. */
    protected void offer(Component... components) {
        actions.removeAll();
        actions.add(components);
    }

    /** Whether the page is a list, to which one comes back from its records. */
    protected boolean isList() {
        return false;
    }

    @Override
    public String getPageTitle() {
        return titled(title);
    }

    /** As the browser shows it: the page, then the application. */
    static String titled(String title) {
        return title.isEmpty() ? NAME : title + " \u00b7 " + NAME;
    }

    Component crumbs() {
        return crumbs;
    }

    Component actions() {
        return actions;
    }
}
