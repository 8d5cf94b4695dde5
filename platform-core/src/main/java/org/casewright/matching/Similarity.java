package org.casewright.matching;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How like two values are. Texts are held against each other without case, marks and punctuation. */
public final class Similarity {

    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private Similarity() {}

    /** Whether two texts are the same; what has neither letters nor digits is nobody's. */
    public static boolean same(String one, String other) {
        var words = Keys.words(one);
        return !words.isEmpty() && words.equals(Keys.words(other));
    }

    /** From 0 to 1, of words as written or in alphabetical order, whichever is nearer: names are told in any order. */
    public static double jaroWinkler(String one, String other) {
        var words = Keys.words(one);
        var others = Keys.words(other);
        return words.isEmpty() || others.isEmpty()
                ? 0
                : Math.max(jaroWinkler(words, others), jaroWinkler(sorted(words), sorted(others)));
    }

    private static double jaroWinkler(List<String> words, List<String> others) {
        return JARO_WINKLER.apply(String.join(" ", words), String.join(" ", others));
    }

    private static List<String> sorted(List<String> words) {
        return words.stream().sorted().toList();
    }

    /** The share of phonetic keys that both have among those that one of them has. */
    public static double phonetic(String one, String other) {
        var all = new LinkedHashSet<>(Keys.phonetic(one));
        var both = new LinkedHashSet<>(all);
        both.retainAll(Keys.phonetic(other));
        all.addAll(Keys.phonetic(other));
        return all.isEmpty() ? 0 : (double) both.size() / all.size();
    }

    /** How many days lie between. */
    public static long days(LocalDate one, LocalDate other) {
        return Math.abs(ChronoUnit.DAYS.between(one, other));
    }

    /** How many whole years lie between. */
    public static long years(LocalDate one, LocalDate other) {
        return Math.abs(ChronoUnit.YEARS.between(one, other));
    }
}
