package org.casewright.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Regular expressions in time linear in the text, whatever the pattern, and in bounded memory. */
final class Patterns {
    private static final Pattern REPETITION = Pattern.compile("([)}?*+]?)\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");

    private Patterns() {}

    static Pattern compile(String pattern, String letters) {
        if (pattern.length() > Limits.PATTERN_LENGTH || unrolled(pattern) > Limits.PATTERN_SIZE) {
            throw new PatternSyntaxException("it is too long, or repeats too much", "");
        }
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            flags |= flag(letters.charAt(i));
        }
        return Pattern.compile(pattern, flags);
    }

    private static int flag(char letter) {
        return switch (letter) {
            case 'i' -> Pattern.CASE_INSENSITIVE;
            case 's' -> Pattern.DOTALL;
            case 'm' -> Pattern.MULTILINE;
            default -> throw new PatternSyntaxException("unknown flag (i, s and m exist)", String.valueOf(letter));
        };
    }

    /**
     * How long the pattern is at most when its counted repetitions are written out, which is what the library does:
     * {@code ((a{1000}){1000}){1000}} would fill the memory. Repetitions of groups multiply, others add.
     */
    private static long unrolled(String pattern) {
        long length = pattern.length();
        long times = 1;
        Matcher repetition = REPETITION.matcher(pattern);
        while (repetition.find()) {
            long most = Math.max(count(repetition.group(2)), count(repetition.group(3)));
            if (repetition.group(1).isEmpty()) {
                length += most;
            } else {
                times = Math.min(times * Math.max(1, most), Limits.PATTERN_SIZE + 1L);
            }
        }
        return length * times;
    }

    private static long count(@Nullable String digits) {
        boolean none = digits == null || digits.isEmpty();
        return none ? 0 : Long.parseLong(digits);
    }
}
