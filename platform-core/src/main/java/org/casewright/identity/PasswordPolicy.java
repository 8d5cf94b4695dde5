package org.casewright.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a password that a person chooses must be: long, and not what anybody would try first. */
final class PasswordPolicy {

    private static final int SHORTEST = 12;
    /** Bcrypt reads no further. */
    static final int MOST_BYTES = 72;

    private static final List<String> COMMON = List.of(
            "password", "passw0rd", "123456", "qwerty", "letmein", "welcome", "casewright", "changeme", "admin");

    private PasswordPolicy() {}

    /** What is wrong with it, as sentences; empty for nothing. */
    static List<String> faults(String password, String name) {
        var faults = new ArrayList<String>();
        var plain = password.toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            faults.add("The password must have at least " + SHORTEST + " characters.");
        }
        if (isTooLong(password)) {
            faults.add("The password must have at most " + MOST_BYTES + " bytes.");
        }
        if (plain.contains(name)) {
            faults.add("The password must not contain the user name.");
        }
        if (COMMON.stream().anyMatch(word -> plain.contains(word) && plain.length() - word.length() < SHORTEST / 2)) {
            faults.add("The password must not be a common one with a few characters added.");
        }
        if (plain.chars().distinct().count() < 5) {
            faults.add("The password must have at least five different characters.");
        }
        return faults;
    }

    static boolean isTooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }
}
