package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.router.BeforeLeaveEvent;
import org.casewright.records.Drafts;
import org.jspecify.annotations.Nullable;

/** Nobody leaves a form with unsaved input by mistake. */
public final class Leaving {

    private static final String UNSAVED = "data-unsaved";

    private Leaving() {}

    /**
     * What becomes of a draft that is kept while a form is open.
     *
     * @param keep the last of it, before the form is left
     * @param discard gives it up
     */
    public record Unsaved(Runnable keep, Runnable discard) {}

    /** Whether something was entered in the form, if there is one. */
    public static boolean isBegun(@Nullable FormModel model) {
        return model != null && model.isChanged();
    }

    /**
     * Asks before a page is left on which something was begun.
     *
     * @param unsaved of what is kept for later; null where nothing is
     */
    public static void ask(BeforeLeaveEvent event, boolean begun, @Nullable Unsaved unsaved) {
        if (begun) {
            var postponed = event.postpone();
            ask(unsaved, postponed::proceed, postponed::cancel);
        }
    }

    /**
     * Asks before what was begun is given up; goes on at once where nothing was.
     *
     * @param unsaved of what is kept for later; null where nothing is
     */
    public static void ask(boolean begun, @Nullable Unsaved unsaved, Runnable leave) {
        if (begun) {
            ask(unsaved, leave, () -> {});
        } else {
            leave.run();
        }
    }

    private static void ask(@Nullable Unsaved unsaved, Runnable leave, Runnable stay) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(text("Leave without saving?"));
        dialog.setConfirmText(text("Leave"));
        dialog.setCancelable(true);
        dialog.setCancelText(text("Stay"));
        dialog.addCancelListener(stayed -> stay.run());
        if (unsaved == null) {
            dialog.setText(text("What you entered on this page is not saved yet."));
            dialog.addConfirmListener(confirmed -> leave.run());
        } else {
            dialog.setText(text(
                    "What you entered is kept as a draft, which is offered to you when you come back, for {0, plural, one{# day} other{# days}}.",
                    Drafts.DAYS));
            dialog.setRejectable(true);
            dialog.setRejectText(text("Discard"));
            dialog.addConfirmListener(confirmed -> {
                unsaved.keep().run();
                leave.run();
            });
            dialog.addRejectListener(rejected -> {
                unsaved.discard().run();
                leave.run();
            });
        }
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
