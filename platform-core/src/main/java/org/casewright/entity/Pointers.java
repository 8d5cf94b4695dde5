package org.casewright.entity;

/** JSON Pointer (RFC 6901). */
public final class Pointers {

    private Pointers() {}

    /** A reference token, escaped. */
    public static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}
