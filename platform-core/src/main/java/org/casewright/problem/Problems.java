package org.casewright.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects problems so that all can be said at once. Not thread-safe. */
public final class Problems {

    private final List<Problem> list = new ArrayList<>();

    /** Notes one more problem. */
    public void add(Problem problem) {
        list.add(problem);
    }

    /** Notes more problems. */
    public void addAll(Collection<Problem> problems) {
        list.addAll(problems);
    }

    /** Whether nothing was noted. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** Whether something was noted that stops what was asked. */
    public boolean hasErrors() {
        return list.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** What was noted, in order; an immutable copy. */
    public List<Problem> list() {
        return List.copyOf(list);
    }
}
