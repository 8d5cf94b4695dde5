package org.casewright.scenario;

import org.casewright.problem.Location;

/** Ends a scenario at its first failure. */
final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    FailedException(Location at, String expected, String found) {
        this(new Failure(at, expected, found));
    }

    FailedException(Failure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
