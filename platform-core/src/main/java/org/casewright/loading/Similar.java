package org.casewright.loading;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was meant to be, and says what would have been right. */
final class Similar {

    private static final int MANY = 40;

    private Similar() {}

    /** "Did you mean ...?" when something is near; else what there is; else nothing. */
    static String advice(String word, Collection<String> known) {
        return nearest(word, known).map(near -> "Did you mean “" + near + "”?").orElseGet(() -> list(known));
    }

    private static String list(Collection<String> known) {
        if (known.isEmpty()) {
            return "There is none.";
        }
        var sorted = known.stream().sorted().limit(MANY).toList();
        return "Known here: " + String.join(", ", sorted) + (known.size() > MANY ? " ..." : "") + ".";
    }

    static Optional<String> nearest(String word, Collection<String> known) {
        var lower = word.toLowerCase(Locale.ROOT);
        var bound = Math.max(1, Math.min(3, word.length() / 3));
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= bound + 2)
                .filter(candidate -> near(lower, candidate.toLowerCase(Locale.ROOT), bound))
                .min(Comparator.<String>comparingInt(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean near(String word, String candidate, int bound) {
        return candidate.equals("x-" + word) || distance(word, candidate) <= bound;
    }

    /** Levenshtein's distance; words beyond 200 characters are never near. */
    private static int distance(String a, String b) {
        if (a.length() > 200 || b.length() > 200) {
            return Integer.MAX_VALUE;
        }
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
