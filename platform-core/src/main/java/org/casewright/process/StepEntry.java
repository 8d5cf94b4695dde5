package org.casewright.process;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A step that a record's process has taken, for its timeline.
 *
 * @param process BPMN process id
 * @param step BPMN element id
 * @param name of the step
 * @param by name of the account; {@code process:module} for what went by itself
 * @param byTitle what people call it
 * @param outcome title of the button; null when the step has none
 */
public record StepEntry(
        OffsetDateTime at,
        Kind kind,
        String process,
        String step,
        String name,
        String by,
        String byTitle,
        @Nullable String outcome,
        @Nullable String comment) {

    /** The same, called otherwise. */
    StepEntry called(String otherName, @Nullable String otherOutcome) {
        return new StepEntry(at, kind, process, step, otherName, by, byTitle, otherOutcome, comment);
    }

    /** The same without what was said at it. */
    StepEntry silent() {
        return new StepEntry(at, kind, process, step, name, by, byTitle, outcome, null);
    }

    /** What kind of step. */
    public enum Kind {
        START,
        TASK,
        MILESTONE,
        /** A message was sent; its name is the outcome. */
        MESSAGE,
        END
    }
}
