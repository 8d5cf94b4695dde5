package org.casewright.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * When two records of an entity are perhaps one and the same.
 *
 * @param blocks records that agree in every path of one of these are compared
 * @param compare what is compared; those of the same properties are alternatives, of which the best counts
 * @param hint from which share of all weights a person is told before a new record is saved
 * @param threshold from which share of all weights a pair is kept
 * @param into {@code module/entity} whose records keep the pairs
 */
public record DuplicateDefinition(
        List<List<Path>> blocks, List<Comparison> compare, double hint, double threshold, String into) {

    private static final String SCORE = "score";

    public DuplicateDefinition {
        blocks = blocks.stream().map(List::copyOf).toList();
        compare = List.copyOf(compare);
    }

    /** Every path that is read of a record. */
    public Set<Path> paths() {
        var paths = new LinkedHashSet<Path>();
        blocks.forEach(paths::addAll);
        compare.forEach(comparison -> paths.addAll(comparison.paths()));
        return paths;
    }

    /** The most that agreement can count: of alternatives the heaviest. */
    public double whole() {
        var heaviest = new LinkedHashMap<List<Path>, Double>();
        compare.forEach(comparison -> heaviest.merge(comparison.paths(), comparison.weight(), Math::max));
        return heaviest.values().stream().mapToDouble(weight -> weight).sum();
    }

    /** The references by which a record of {@code into} names its pair, in the file's order; right are two. */
    public static List<PropertyDefinition> pairing(EntityDefinition into, String entity) {
        return into.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.Reference(var to)
                        && to.entity().equals(entity))
                .toList();
    }

    /** The property of {@code into} that holds how much a pair agrees; empty when it is not kept. */
    public static Optional<PropertyDefinition> scoring(EntityDefinition into) {
        return into.property(SCORE);
    }

    /**
     * Where a value stands, from the record.
     *
     * @param way names of properties; empty for the record itself
     * @param keys whether the phonetic keys of what stands there are meant: of a text, or of all that is searched as a name
     */
    public record Path(List<String> way, boolean keys) {

        private static final String KEYS = "nameKeys";

        public Path {
            way = List.copyOf(way);
        }

        /** As a definition writes it. */
        public static Path of(String text) {
            var names = new ArrayList<>(List.of(text.split("\\.")));
            var keys = names.getLast().equals(KEYS);
            if (keys) {
                names.removeLast();
            }
            return new Path(names, keys);
        }

        @Override
        public String toString() {
            var names = new ArrayList<>(way);
            if (keys) {
                names.add(KEYS);
            }
            return String.join(".", names);
        }
    }

    /** How two values are held against each other. */
    public enum By {
        /** The same; texts whatever their case, marks and punctuation. */
        EQUAL,
        /** Jaro and Winkler's similarity of texts, their words as written or in alphabetical order, whichever is nearer. */
        JARO_WINKLER,
        /** The share of phonetic keys that two texts have in common. */
        PHONETIC,
        /** So many days apart at most. */
        DAYS,
        /** So many whole years apart at most. */
        YEARS
    }

    /**
     * A comparison.
     *
     * @param paths what is compared; several are one text
     * @param weight what agreement counts
     * @param atLeast from which similarity texts agree wholly, and below which not at all; null where similarity counts by its
     *     share
     * @param within how many days or years lie between values that agree
     * @param when counts only where this is true of one of the two records; null for always
     */
    public record Comparison(
            List<Path> paths,
            By by,
            double weight,
            @Nullable Double atLeast,
            int within,
            @Nullable Expression when) {
        public Comparison {
            paths = List.copyOf(paths);
        }
    }
}
