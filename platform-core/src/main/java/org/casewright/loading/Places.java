package org.casewright.loading;

import java.util.Comparator;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;

/** The order in which problems are read: by file, then from top to bottom. */
final class Places {

    static final Comparator<Problem> ORDER = Comparator.comparing(
                    Places::location,
                    Comparator.comparing(Location::file)
                            .thenComparingInt(Location::line)
                            .thenComparingInt(Location::column)
                            .thenComparing(Location::pointer))
            .thenComparing(Problem::message);

    private Places() {}

    private static Location location(Problem problem) {
        var location = problem.location();
        return location == null ? Location.of("") : location;
    }
}
