package org.casewright.api;

import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;

/** A record's version as entity tag. */
final class ETags {

    private static final String[] FIRST = new String[256];

    static {
        for (var version = 0; version < FIRST.length; version++) {
            FIRST[version] = "\"" + version + "\"";
        }
    }

    private ETags() {}

    static String of(long version) {
        return version >= 0 && version < FIRST.length ? FIRST[(int) version] : "\"" + version + "\"";
    }

    /** The version that a strong tag says. */
    static long version(String tag) {
        if (tag.length() < 3 || tag.length() > 20 || tag.charAt(0) != '"' || tag.charAt(tag.length() - 1) != '"') {
            throw unreadable();
        }
        try {
            return Long.parseLong(tag.substring(1, tag.length() - 1));
        } catch (NumberFormatException e) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return new Refusal(ErrorCode.MALFORMED, "If-Match must be one ETag as it came with the record, such as \"3\".");
    }
}
