package org.casewright.catalog;

import java.util.Optional;

/** How what a form shows is named where lists of visible properties are: no file can give one such a name. */
public final class Profiles {

    private static final String FORM = "form:";

    private Profiles() {}

    /** The name under which stands what the form of this name shows. */
    public static String ofForm(String name) {
        return FORM + name;
    }

    /** The name of the form that a profile is; empty when it is a list in a file. */
    public static Optional<String> form(String profile) {
        return profile.startsWith(FORM) ? Optional.of(profile.substring(FORM.length())) : Optional.empty();
    }
}
