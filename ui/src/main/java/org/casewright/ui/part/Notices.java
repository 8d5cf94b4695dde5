package org.casewright.ui.part;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;

/** What is done is said for a moment at the foot; errors never are: they stay where they belong. */
public final class Notices {

    private static final int MILLISECONDS = 6_000;

    private Notices() {}

    /** Says what was done, and offers for as long to undo it. */
    public static void done(String sentence, String undo, Runnable action) {
        var notice = new Notification();
        notice.setDuration(MILLISECONDS);
        notice.setPosition(Notification.Position.BOTTOM_CENTER);
        var button = new Button(undo, event -> {
            notice.close();
            action.run();
        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        var line = new Div(new Span(sentence), button);
        line.addClassNames("row", "gap12");
        notice.add(line);
        notice.open();
    }

    /** Says what was done. */
    public static void done(String sentence) {
        var notice = new Notification(sentence, MILLISECONDS, Notification.Position.BOTTOM_CENTER);
        notice.open();
    }
}
