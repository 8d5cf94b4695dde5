package org.casewright.ui.form;

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
        var dialog = new ConfirmDialog();
        dialog.setHeader("Leave without saving?");
        dialog.setText("What you entered on this page is not saved yet.");
        dialog.setConfirmText("Leave");
        dialog.setCancelable(true);
        dialog.setCancelText("Stay");
        dialog.addConfirmListener(confirmed -> postponed.proceed());
        dialog.addCancelListener(stay -> postponed.cancel());
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
