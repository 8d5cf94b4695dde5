package org.casewright.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions in time linear in the text, whatever the pattern. */
final class Patterns {
    private Patterns() {}

    static Pattern compile(String pattern, String letters) {
        if (pattern.length() > Limits.PATTERN_LENGTH) {
            throw new PatternSyntaxException(
                    "longer than " + Limits.PATTERN_LENGTH + " characters", pattern.substring(0, 50));
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
}
