package org.casewright.ui.command;

/** How a command ended, for scripts. */
final class ExitCode {
    static final int DONE = 0;
    /** Problems in what was given: all were listed. */
    static final int PROBLEMS = 1;
    /** Wrong use, or something is missing around us. */
    static final int ENVIRONMENT = 2;
    /** Somebody has to consent first; nothing was done. */
    static final int CONSENT = 3;

    private ExitCode() {}
}
