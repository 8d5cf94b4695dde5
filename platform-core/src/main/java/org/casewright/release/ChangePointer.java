package org.casewright.release;

import java.util.regex.Pattern;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.text.Message;

/**
 * Which change of a list a problem is about.
 *
 * @param change its index in the list
 * @param rest pointer within its values
 */
record ChangePointer(int change, String rest) {

    private static final Pattern OF_SEVERAL = Pattern.compile("/changes/(\\d{1,6})(?:/values)?(/.*|)");

    static ChangePointer of(Problem problem) {
        var matcher = OF_SEVERAL.matcher(problem.pointer());
        return matcher.matches()
                ? new ChangePointer(Integer.parseInt(matcher.group(1)), matcher.group(2))
                // A single change has no index.
                : new ChangePointer(0, problem.pointer());
    }

    /** The problem as one of the file that the change came from. */
    static Problem in(String file, String pointer, String message, Problem of) {
        return new Problem(
                of.code(),
                of.severity(),
                pointer,
                Message.plain(message),
                of.advice(),
                new Location(file, 0, 0, pointer),
                of.rule());
    }
}
