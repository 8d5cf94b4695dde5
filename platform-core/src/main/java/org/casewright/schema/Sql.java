package org.casewright.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Words of SQL that every change needs. */
final class Sql {

    static final String APPLICATION_ROLE = "\"casewright_app\"";

    private static final int LONGEST_NAME = 63;
    private static final int HASH_DIGITS = 6;

    private Sql() {}

    /** An identifier in quotes, so that no name is ever read as anything else. */
    static String quoted(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name for the database: \"" + name + "\"");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(Collection<String> names) {
        return names.stream().map(Sql::quoted).collect(Collectors.joining(", "));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name of at most 63 bytes that is another one whenever the definition is another one. */
    static String named(String stem, String definition) {
        var room = LONGEST_NAME - HASH_DIGITS - 1;
        var kept = stem;
        while (kept.getBytes(StandardCharsets.UTF_8).length > room) {
            kept = kept.substring(0, kept.length() - 1);
        }
        return kept + "_" + hash(stem + "\n" + definition);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
