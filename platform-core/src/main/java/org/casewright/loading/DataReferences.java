package org.casewright.loading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.EntityDefinition;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/** Whether the references in {@code data/*.csv}, which are keys, lead to rows of some file. */
final class DataReferences {

    private static final int MAX_PROBLEMS = 50;

    /** A reference in a row. */
    private record Use(Location at, String property, String key, String target) {}

    private final Problems problems;
    private final Map<String, Set<String>> keys = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    DataReferences(Problems problems) {
        this.problems = problems;
    }

    void row(EntityDefinition entity, String key) {
        keys.computeIfAbsent(entity.ref(), ref -> new HashSet<>()).add(key);
    }

    void use(Location at, String property, String key, String target) {
        uses.add(new Use(at, property, key, target));
    }

    /** When all files are read. An entity without a file may have its rows from elsewhere. */
    void check() {
        uses.stream()
                .filter(use -> keys.containsKey(use.target()))
                .filter(use -> !keys.getOrDefault(use.target(), Set.of()).contains(use.key()))
                .limit(MAX_PROBLEMS)
                .forEach(use -> problems.add(Problem.in(
                        use.at(),
                        "“" + use.property() + "” names “" + use.key() + "”, and no row of “" + use.target()
                                + "” has this key.",
                        "Add the row, or mend the key.")));
    }
}
