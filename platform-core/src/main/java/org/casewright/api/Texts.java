package org.casewright.api;

/** What a text must be to be stored and said again unchanged. */
final class Texts {

    static final String WHAT = "has the character U+0000 or half of a surrogate pair";
    static final String WHY_NOT = "The text " + WHAT + ".";

    private Texts() {}

    /** Whether the text has neither NUL nor half a surrogate pair. */
    static boolean storable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A name as a reference token of a JSON Pointer (RFC 6901). */
    static String escapePointer(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }
}
