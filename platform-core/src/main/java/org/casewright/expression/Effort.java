package org.casewright.expression;

import org.jspecify.annotations.Nullable;

/**
 * What an evaluation has cost so far. A decision's expressions, and those of the decisions that it asks, share one, so that a
 * large table is bounded as one expression is. One thread.
 */
public final class Effort {
    private static final int STEPS_BETWEEN_LOOKS = 1_000;

    private final long started = System.nanoTime();
    private int steps;
    private int nextLook = STEPS_BETWEEN_LOOKS;

    /** Begins to count now. */
    public Effort() {}

    /** Counts; the sentence that says what was exceeded, null while all is well. */
    @Nullable
    String spend(int cost) {
        steps += cost;
        if (steps > Limits.STEPS) {
            return "the evaluation takes more than " + Limits.STEPS + " steps.";
        }
        if (steps >= nextLook) {
            nextLook = steps + STEPS_BETWEEN_LOOKS;
            if (System.nanoTime() - started > Limits.TIME.toNanos()) {
                return "the evaluation takes longer than " + Limits.TIME.toSeconds() + " seconds.";
            }
        }
        return null;
    }
}
