package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.security.SecureRandom;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Fault;
import org.casewright.problem.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What goes wrong while a page is used: said in a sentence, logged with a short reference, never shown as a trace. */
@Component
class Failures implements VaadinServiceInitListener, ErrorHandler {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(session -> session.getSession().setErrorHandler(this));
    }

    @Override
    public void error(ErrorEvent event) {
        var ui = UI.getCurrent();
        var cause = event.getThrowable();
        if (cause instanceof Refusal refusal && refusal.code().fault() == Fault.USER) {
            if (ui != null && refusal.code() == ErrorCode.UNAUTHENTICATED) {
                ui.getPage().setLocation("sign-in");
            } else {
                say(ui, text("That is not possible now"), text(refusal));
            }
            return;
        }
        var reference = note(cause, text("an action"));
        say(
                ui,
                text("That could not be done"),
                text("Nothing was saved; what you entered is still here. Reference {0}", reference));
    }

    private static void say(@org.jspecify.annotations.Nullable UI ui, String title, String text) {
        if (ui != null && ui.isAttached()) {
            new ConfirmDialog(title, text, text("Close"), event -> {}).open();
        }
    }

    /** Logs a failure under a new reference. */
    static String note(Throwable cause, String where) {
        var reference = new StringBuilder();
        for (var i = 0; i < 6; i++) {
            reference.append(i == 4 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        LOG.error("{} at {}", reference, where, cause);
        return reference.toString();
    }
}
