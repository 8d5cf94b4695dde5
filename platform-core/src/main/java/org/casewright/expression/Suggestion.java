package org.casewright.expression;

import java.util.Collection;
import java.util.Locale;

/** "Did you mean": the nearest of the names that exist, if one is near. */
final class Suggestion {
    private Suggestion() {}

    static String among(Collection<String> names, String asked) {
        String nearest = null;
        int least = Math.min(3, Math.max(1, asked.length() / 2)) + 1;
        for (String name : names) {
            int distance = distance(name.toLowerCase(Locale.ROOT), asked.toLowerCase(Locale.ROOT));
            if (distance < least || (distance == least && nearest != null && name.compareTo(nearest) < 0)) {
                least = distance;
                nearest = name;
            }
        }
        return nearest == null ? "." : "; did you mean " + nearest + "?";
    }

    private static int distance(String left, String right) {
        if (Math.abs(left.length() - right.length()) > 20 || right.length() > 100) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
