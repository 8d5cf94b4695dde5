package org.casewright.ui.part;

import com.vaadin.flow.component.notification.Notification;

/** What is done is said for a moment at the foot; errors never are: they stay where they belong. */
public final class Notices {

    private static final int MILLISECONDS = 6_000;

    private Notices() {}

    /** Says what was done. */
    public static void done(String sentence) {
        var notice = new Notification(sentence, MILLISECONDS, Notification.Position.BOTTOM_CENTER);
        notice.open();
    }
}
