package org.casewright.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;

/** Names by which people sign in. */
final class Names {

    private static final int LONGEST_TITLE = 200;

    private Names() {}

    /** As it is stored: capitals and blanks around it do not matter. */
    static String plain(String typed) {
        // NUL is the one character that the database has no place for.
        return typed.replace("\0", "").strip().toLowerCase(Locale.ROOT);
    }

    /**
     * A title as it is stored.
     *
     * @throws Refusal with a problem at the pointer, when it is empty or too long
     */
    static String title(String pointer, String typed) {
        var title = typed.replace("\0", "").strip();
        if (title.isEmpty()) {
            throw Names.wrong(pointer, ErrorCode.REQUIRED, "A name is needed.");
        }
        if (title.length() > LONGEST_TITLE) {
            throw Names.wrong(pointer, ErrorCode.LENGTH, "A name has at most {0} characters.", LONGEST_TITLE);
        }
        return title;
    }

    /** The name by which somebody will sign in, or that of a team: stored as {@link #plain} makes it. */
    static String fresh(String typed) {
        var name = plain(typed);
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._@+-]{0,99}")) {
            throw Names.wrong(
                    "/name",
                    ErrorCode.PATTERN,
                    "A user name has letters, digits and . _ @ + - only, at most 100 of them, and begins with a letter or"
                            + " a digit.");
        }
        return name;
    }

    /** Refuses one value, with the same sentence as a whole and beside its field. */
    static Refusal wrong(String pointer, ErrorCode code, String english, @Nullable Object... values) {
        var text = Message.of(english, values);
        return new Refusal(ErrorCode.INVALID, text, List.of(Problem.at(pointer, code, text)));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
