package org.casewright.ui.shell;

import org.jspecify.annotations.Nullable;

/** A step of the way to a page; the last one has no address. */
public record Crumb(String text, @Nullable String href) {

    /** The page itself. */
    public static Crumb here(String text) {
        return new Crumb(text, null);
    }
}
