package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import java.time.ZoneId;
import java.util.List;
import org.casewright.access.Actor;
import org.casewright.identity.Administration;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.Page;

/** A page for those who administer; for everybody else there is nothing here. The door asks again at each deed. */
abstract class AdministrationPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final String title;
    private final transient Administration administration;
    private final transient Asker asker;

    AdministrationPage(String title, Administration administration, Asker asker) {
        this.title = title;
        this.administration = administration;
        this.asker = asker;
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        if (administration.isOpenTo(actor())) {
            at(List.of(new Crumb(text("Administration"), "administration/units"), Crumb.here(title)));
            show(event);
        } else {
            event.rerouteToError(NotFoundException.class);
        }
    }

    abstract void show(BeforeEnterEvent event);

    final Administration door() {
        return administration;
    }

    final Asker asker() {
        return asker;
    }

    final Actor actor() {
        return asker.actor();
    }

    final ZoneId zone() {
        return ZoneId.of(actor().zone());
    }

    final Values values() {
        return new Values(asker.catalog(), getLocale(), zone());
    }

    /** Puts the page's one main action into the top line. */
    final void offerAdding(String words, Runnable add) {
        var icon = new Icon("plus");
        icon.getElement().setAttribute("slot", "prefix");
        var said = new Span(words);
        said.addClassName("only-l");
        var button = new Button(icon, event -> add.run());
        button.setAriaLabel(words);
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        button.removeThemeVariants(ButtonVariant.LUMO_ICON);
        button.addClassName("add");
        button.getElement().appendChild(said.getElement(), new Keys("N").getElement());
        button.getElement().setAttribute("data-key", "n");
        offer(button);
    }
}
