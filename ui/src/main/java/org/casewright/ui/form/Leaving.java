package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.router.BeforeLeaveEvent;
import org.jspecify.annotations.Nullable;

/** Nobody leaves a form with unsaved input by mistake. */
public final class Leaving {

    private static final String UNSAVED = "data-unsaved";

    private Leaving() {}

    /** Asks before a page with unsaved input is left. */
    public static void ask(BeforeLeaveEvent event, @Nullable FormModel model) {
        if (model == null || !model.isChanged()) {
            return;
        }
        var postponed = event.postpone();
        ask(postponed::proceed, postponed::cancel);
    }

    /** Asks before unsaved input is given up; goes on at once where there is none. */
    public static void ask(@Nullable FormModel model, Runnable leave) {
        if (model == null || !model.isChanged()) {
            leave.run();
        } else {
            ask(leave, () -> {});
        }
    }

    private static void ask(Runnable leave, Runnable stay) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(text("Leave without saving?"));
        dialog.setText(text("What you entered on this page is not saved yet."));
        dialog.setConfirmText(text("Leave"));
        dialog.setCancelable(true);
        dialog.setCancelText(text("Stay"));
        dialog.addConfirmListener(confirmed -> leave.run());
        dialog.addCancelListener(stayed -> stay.run());
        dialog.open();
    }

    /** Lets the browser ask too, when its window is closed. */
    public static void mark(Component page, boolean unsaved) {
        if (unsaved) {
            page.getElement().setAttribute(UNSAVED, "");
        } else {
            page.getElement().removeAttribute(UNSAVED);
        }
    }
}
