package org.casewright.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** "Did you mean": the known name that is nearest to a wrong one. */
final class Suggestion {

    private static final int LONGEST = 60;

    private Suggestion() {}

    /** A sentence with a blank before it, or nothing when no known name is near. */
    static String of(String wrong, Collection<String> known) {
        if (wrong.length() > LONGEST) {
            return "";
        }
        var most = Math.max(1, wrong.length() / 3);
        return known.stream()
                .filter(name -> distance(wrong, name) <= most)
                .min(Comparator.comparingInt((String name) -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> " Did you mean \"" + name + "\"?")
                .orElse("");
    }

    private static int distance(String left, String right) {
        var a = left.toLowerCase(Locale.ROOT);
        var b = right.toLowerCase(Locale.ROOT);
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
