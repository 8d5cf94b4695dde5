package org.casewright.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.casewright.text.Message;

/** What a password that a person chooses must be: long, and not what anybody would try first. */
final class PasswordPolicy {

    private static final int SHORTEST = 12;
    /** Bcrypt reads no further. */
    static final int MOST_BYTES = 72;

    private static final List<String> COMMON = List.of(
            "password",
            "passw0rd",
            "123456",
            "qwerty",
            "letmein",
            "welcome",
            "casewright",
            "changeme",
            "admin",
            "iloveyou",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "superman",
            "dragon",
            "monkey",
            "michael",
            "shadow",
            "master",
            "trustno1",
            "whatever",
            "computer",
            "internet",
            "secret",
            "summer",
            "winter",
            "spring",
            "autumn",
            "january",
            "starwars",
            "freedom",
            "qazwsx",
            "asdfgh",
            "zxcvbn",
            "1q2w3e",
            "abc123",
            "654321",
            "111111");

    /** Along which one only has to go: keyboards, numbers, the alphabet. */
    private static final List<String> WAYS = List.of(
            "01234567890123456789",
            "qwertyuiopasdfghjklzxcvbnm",
            "qwertzuiopasdfghjklyxcvbnm",
            "azertyuiopqsdfghjklmwxcvbn",
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
            "1q2w3e4r5t6y7u8i9o0p",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik");

    private PasswordPolicy() {}

    /** What is wrong with it, as sentences; empty for nothing. */
    static List<Message> faults(String password, String name) {
        var faults = new ArrayList<Message>();
        var plain = password.toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            faults.add(Message.of("The password must have at least {0} characters.", SHORTEST));
        }
        if (isTooLong(password)) {
            faults.add(Message.of("The password must have at most {0} bytes.", MOST_BYTES));
        }
        if (plain.contains(name)) {
            faults.add(Message.of("The password must not contain the user name."));
        }
        if (COMMON.stream().anyMatch(word -> plain.contains(word) && plain.length() - word.length() < SHORTEST / 2)) {
            faults.add(Message.of("The password must not be a common one with a few characters added."));
        }
        if (plain.chars().distinct().count() < 5) {
            faults.add(Message.of("The password must have at least five different characters."));
        } else if (isWay(plain) || isRepeated(plain)) {
            faults.add(Message.of(
                    "The password must not be a row of keys or of letters, or a few of them again and again."));
        }
        return faults;
    }

    /** One way, there or back. */
    private static boolean isWay(String plain) {
        var back = new StringBuilder(plain).reverse().toString();
        return plain.length() > 3 && WAYS.stream().anyMatch(way -> way.contains(plain) || way.contains(back));
    }

    /** A piece of up to six characters, again and again. */
    private static boolean isRepeated(String plain) {
        return IntStream.rangeClosed(1, SHORTEST / 2)
                .filter(length -> length < plain.length())
                .anyMatch(length -> plain.startsWith(plain.substring(length)));
    }

    static boolean isTooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }
}
