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

    /** Asks before a page with unsaved input is left. */
    public static void ask(BeforeLeaveEvent event, @Nullable FormModel model) {
        if (model == null || !model.isChanged()) {
            return;
        }
        var postponed = event.postpone();
        ask(postponed::proceed, postponed::cancel);
    }

    /**
     * What becomes of a draft that is kept while a form is open.
     *
     * @param keep the last of it, before the form is left
     * @param discard gives it up
     */
    public record Unsaved(Runnable keep, Runnable discard) {}

    /** Asks before a page with unsaved input is left, whether what was entered is kept for later. */
    public static void ask(BeforeLeaveEvent event, @Nullable FormModel model, @Nullable Unsaved unsaved) {
        if (model == null || unsaved == null || !model.isChanged()) {
            return;
        }
        var postponed = event.postpone();
        ask(unsaved, postponed::proceed, postponed::cancel);
    }

    /** Asks before a form with unsaved input is left, whether what was entered is kept for later. */
    public static void ask(@Nullable FormModel model, Unsaved unsaved, Runnable leave) {
        if (model == null || !model.isChanged()) {
            leave.run();
        } else {
            ask(unsaved, leave, () -> {});
        }
    }

    private static void ask(Unsaved unsaved, Runnable leave, Runnable stay) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(text("Leave without saving?"));
        dialog.setText(text(
                "What you entered is kept as a draft, which is offered to you when you come back, for {0, plural, one{# day} other{# days}}.",
                Drafts.DAYS));
        dialog.setConfirmText(text("Leave"));
        dialog.setRejectable(true);
        dialog.setRejectText(text("Discard"));
        dialog.setCancelable(true);
        dialog.setCancelText(text("Stay"));
        dialog.addConfirmListener(confirmed -> {
            unsaved.keep().run();
            leave.run();
        });
        dialog.addRejectListener(rejected -> {
            unsaved.discard().run();
            leave.run();
        });
        dialog.addCancelListener(stayed -> stay.run());
        dialog.open();
    }

    /** Asks before a page is left on which something was written. */
    public static void ask(BeforeLeaveEvent event, boolean unsaved) {
        if (unsaved) {
            var postponed = event.postpone();
            ask(postponed::proceed, postponed::cancel);
        }
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
