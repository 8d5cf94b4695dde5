package org.casewright.ui.task;

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
            return new Status("No date", "idle");
        }
        if (isLate(task, now)) {
            return new Status("Overdue by " + words(Duration.between(due, now)), "bad");
        }
        if (isToday(task, now, values)) {
            var moment = values.moment(due);
            return new Status("Due " + moment.substring(moment.lastIndexOf(", ") + 2), "due");
        }
        return new Status("Due " + values.date(values.dayOf(due)), "idle");
    }

    private static String words(Duration late) {
        if (late.toDays() > 0) {
            return late.toDays() == 1 ? "1 day" : late.toDays() + " days";
        }
        return late.toHours() > 0 ? late.toHours() + " h" : Math.max(1, late.toMinutes()) + " min";
    }
}
