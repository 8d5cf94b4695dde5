package org.casewright.ui.command;

/** The command cannot be done here and now; the message is the one line that says why. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
