package org.casewright.identity;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** First passwords: hard to guess, easy to copy from paper. */
public final class FirstPassword {
    /** Without those that look like others. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int LENGTH = 4;

    private FirstPassword() {}

    /** A new one. */
    public static String next() {
        var random = new SecureRandom();
        return IntStream.range(0, GROUPS).mapToObj(group -> group(random)).collect(Collectors.joining("-"));
    }

    private static String group(SecureRandom random) {
        return random.ints(LENGTH, 0, LETTERS.length())
                .mapToObj(index -> LETTERS.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
