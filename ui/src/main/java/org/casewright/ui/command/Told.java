package org.casewright.ui.command;

import java.util.Locale;
import org.casewright.problem.Problem;

/** Problems as lines of text. */
final class Told {
    private Told() {}

    /** Place, severity, what is wrong, what would be right. */
    static String line(Problem problem) {
        var text = problem.toString();
        return switch (problem.severity()) {
            case ERROR -> text;
            default -> problem.severity().name().toLowerCase(Locale.ROOT) + ": " + text;
        };
    }
}
