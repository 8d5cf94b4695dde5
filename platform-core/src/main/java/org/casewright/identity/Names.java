package org.casewright.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** Names by which people sign in. */
final class Names {

    private Names() {}

    /** As it is stored: capitals and blanks around it do not matter. */
    static String plain(String typed) {
        // NUL is the one character that the database has no place for.
        return typed.replace("\0", "").strip().toLowerCase(Locale.ROOT);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
