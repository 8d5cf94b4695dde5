package org.casewright.records;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.casewright.definition.DuplicateDefinition;
import org.casewright.definition.DuplicateDefinition.Comparison;
import org.casewright.definition.DuplicateDefinition.Path;
import org.casewright.expression.Expression;
import org.casewright.matching.Similarity;

/** How much two records agree: pure. What one of them has not, or may not be known of, agrees in nothing. */
final class Comparing {

    /** Shares are kept to four places, so that sums of weights meet their threshold. */
    private static final double PLACES = 10_000;

    private final DuplicateDefinition duplicates;

    Comparing(DuplicateDefinition duplicates) {
        this.duplicates = duplicates;
    }

    /**
     * What came of a comparison.
     *
     * @param score share of all weights, from 0 to 1
     * @param agreeing the paths of what agrees, the weightiest first
     */
    record Score(double score, List<List<Path>> agreeing) {}

    /**
     * Holds two against each other.
     *
     * @param when whether a condition is true of one of the two
     */
    Score compare(Facts one, Facts other, Predicate<Expression> when) {
        var best = new LinkedHashMap<List<Path>, Double>();
        for (var comparison : duplicates.compare()) {
            var counted = comparison.weight() * agreement(comparison, one, other);
            if (counted > 0 && (comparison.when() == null || when.test(comparison.when()))) {
                best.merge(comparison.paths(), counted, Math::max);
            }
        }
        var sum = best.values().stream().mapToDouble(weight -> weight).sum();
        return new Score(
                Math.round(sum / duplicates.whole() * PLACES) / PLACES,
                best.entrySet().stream()
                        .sorted(Map.Entry.<List<Path>, Double>comparingByValue().reversed())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static double agreement(Comparison comparison, Facts one, Facts other) {
        var mine = values(comparison, one);
        var theirs = values(comparison, other);
        if (mine.isEmpty() || theirs.isEmpty()) {
            return 0;
        }
        return switch (comparison.by()) {
            case EQUAL -> mine.size() == theirs.size() && allSame(mine, theirs) ? 1 : 0;
            case JARO_WINKLER -> enough(comparison, Similarity.jaroWinkler(text(mine), text(theirs)));
            case PHONETIC -> enough(comparison, Similarity.phonetic(text(mine), text(theirs)));
            case DAYS -> within(comparison, mine.getFirst(), theirs.getFirst(), false);
            case YEARS -> within(comparison, mine.getFirst(), theirs.getFirst(), true);
        };
    }

    private static List<Object> values(Comparison comparison, Facts facts) {
        var values = new ArrayList<Object>();
        comparison.paths().stream().map(facts::value).filter(Objects::nonNull).forEach(values::add);
        return values;
    }

    private static boolean allSame(List<Object> some, List<Object> others) {
        for (var i = 0; i < some.size(); i++) {
            if (!same(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Object one, Object other) {
        return switch (one) {
            case String text when other instanceof String more -> Similarity.same(text, more);
            case BigDecimal number when other instanceof BigDecimal more -> number.compareTo(more) == 0;
            case OffsetDateTime moment when other instanceof OffsetDateTime more -> moment.isEqual(more);
            default -> one.equals(other);
        };
    }

    private static String text(List<Object> values) {
        return String.join(" ", values.stream().map(Object::toString).toList());
    }

    private static double enough(Comparison comparison, double similarity) {
        var least = comparison.atLeast();
        return least == null ? similarity : similarity >= least ? 1 : 0;
    }

    private static double within(Comparison comparison, Object one, Object other, boolean years) {
        if (one instanceof Long number && other instanceof Long more) {
            return Math.abs(Math.subtractExact(number, more)) <= comparison.within() ? 1 : 0;
        }
        var from = date(one);
        var to = date(other);
        var apart = years ? Similarity.years(from, to) : Similarity.days(from, to);
        return apart <= comparison.within() ? 1 : 0;
    }

    private static LocalDate date(Object value) {
        return value instanceof OffsetDateTime moment ? moment.toLocalDate() : (LocalDate) value;
    }
}
