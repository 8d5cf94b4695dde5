package org.casewright.expression;

import java.time.Duration;

/** How much an expression may cost. Far beyond what definitions need, far below what hurts. */
final class Limits {
    static final int TEXT_LENGTH = 10_000;
    static final int NESTING = 50;
    static final int POSTFIX = 20;
    static final int NUMBER_LENGTH = 34;
    static final int LOOPS = 2;

    static final int STEPS = 1_000_000;
    static final Duration TIME = Duration.ofSeconds(2);
    static final int LIST_SIZE = 100_000;
    static final int STRING_LENGTH = 100_000;
    static final int PATTERN_LENGTH = 1_000;
    static final int PATTERN_SIZE = 5_000;
    static final int EXPONENT = 999;
    static final int NUMBER_MAGNITUDE = 6_000;

    static final int LAST_YEAR = 9_999;

    private Limits() {}
}
