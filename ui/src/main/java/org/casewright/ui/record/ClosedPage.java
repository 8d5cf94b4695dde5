package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.casewright.records.BreakGlass;
import org.casewright.ui.form.FormContexts;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Words;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.NothingHere;
import org.casewright.ui.shell.Page;

/** What stands where there is no record, or none that is open: the same words, and the way to open one, if there is one. */
@ParentLayout(MainLayout.class)
@PermitAll
class ClosedPage extends Page implements HasErrorParameter<ClosedException> {

    private static final long serialVersionUID = 1L;

    private final transient BreakGlass glass;
    private final transient FormContexts contexts;

    ClosedPage(BreakGlass glass, FormContexts contexts) {
        this.glass = glass;
        this.contexts = contexts;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<ClosedException> parameter) {
        var closed = parameter.getException();
        at(List.of(Crumb.here(text("Not open to you"))));
        removeAll();
        var open = new Button(text("Open it all the same…"), new Icon("key"), clicked -> ask(closed));
        add(NothingHere.words(open));
        return HttpServletResponse.SC_NOT_FOUND;
    }

    private void ask(ClosedException closed) {
        var context = contexts.forAsker(getLocale());
        glass.offered(closed.entity(), context.actor().get())
                .ifPresent(declared -> new BreakGlassDialog(
                                glass,
                                context,
                                declared,
                                text(
                                        "Open this {0}",
                                        Words.lower(context.catalog()
                                                .entity(closed.entity())
                                                .title())),
                                closed.entity(),
                                closed.idOrNumber(),
                                opened -> UI.getCurrent().navigate(closed.entity() + "/" + opened.record()))
                        .open());
    }
}
