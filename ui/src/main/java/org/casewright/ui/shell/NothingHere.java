package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.casewright.ui.part.Empty;

/** The same words for what is not there and for what is not open to the asker. */
@Tag("div")
@ParentLayout(MainLayout.class)
@PermitAll
public class NothingHere extends Page implements HasErrorParameter<NotFoundException> {

    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        at(List.of(Crumb.here(text("Not open to you"))));
        removeAll();
        add(words());
        return HttpServletResponse.SC_NOT_FOUND;
    }

    /** The words, and what the asker can do about it besides. */
    public static Empty words(Component... more) {
        var actions = new ArrayList<Component>(List.of(new Anchor("", text("Back to the start"))));
        actions.addAll(List.of(more));
        return new Empty(
                "lock",
                text("This page is not open to you"),
                text(
                        "The record does not exist, or your roles do not include it. If you need it for your work, ask your"
                                + " supervisor."),
                actions.toArray(Component[]::new));
    }
}
