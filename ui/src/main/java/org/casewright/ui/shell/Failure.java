package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Fault;
import org.casewright.problem.Refusal;
import org.casewright.ui.part.Empty;

/** A page that could not be made: what happened, what is safe, and a reference that finds the cause in the log. */
@ParentLayout(MainLayout.class)
@PermitAll
class Failure extends Page implements HasErrorParameter<Exception> {

    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        if (parameter.getCaughtException() instanceof Refusal refusal
                && refusal.code().fault() == Fault.USER) {
            if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
                event.getUI().getPage().setLocation("sign-in");
            }
            event.rerouteToError(NotFoundException.class);
            return HttpServletResponse.SC_NOT_FOUND;
        }
        var reference = new Span(text(
                "ref {0}",
                Failures.note(
                        parameter.getCaughtException(), event.getLocation().getPath())));
        reference.addClassName("mono");
        at(List.of(Crumb.here(text("Not loaded"))));
        removeAll();
        var location = event.getLocation().getPathWithQueryParameters();
        var again = new Anchor(location.isEmpty() ? "." : location, text("Try again"));
        again.setRouterIgnore(true);
        var empty = new Empty(
                "alert",
                text("This page could not be loaded"),
                text("The server could not answer. Nothing that you saved is lost."),
                again,
                reference);
        empty.addClassName("bad");
        add(empty);
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
