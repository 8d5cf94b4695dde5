package org.casewright.ui.task;

import static org.casewright.ui.part.Words.text;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.casewright.process.Task;
import org.casewright.ui.part.Status;
import org.casewright.ui.part.Values;

/** When a task is due, as shape, colour and words. */
final class Due {

    private Due() {}

    static boolean isLate(Task task, OffsetDateTime now) {
        return task.due() != null && task.due().isBefore(now);
    }

    static boolean isToday(Task task, OffsetDateTime now, Values values) {
        return task.due() != null && values.dayOf(task.due()).equals(values.dayOf(now));
    }

    static Status of(Task task, OffsetDateTime now, Values values) {
        var due = task.due();
        if (due == null) {
            return new Status(text("No date"), "idle");
        }
        if (isLate(task, now)) {
            return new Status(overdue(Duration.between(due, now)), "bad");
        }
        if (isToday(task, now, values)) {
            return new Status(text("Due {0}", values.timeOf(due)), "due");
        }
        return new Status(text("Due {0}", values.date(values.dayOf(due))), "idle");
    }

    private static String overdue(Duration late) {
        if (late.toDays() > 0) {
            return text("Overdue by {0, plural, one{# day} other{# days}}", late.toDays());
        }
        return late.toHours() > 0
                ? text("Overdue by {0} h", late.toHours())
                : text("Overdue by {0} min", Math.max(1, late.toMinutes()));
    }
}
