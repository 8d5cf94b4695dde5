package org.casewright.identity;

import java.util.Locale;

/** What an account may do to the platform itself. None of these opens a record, and no role brings one. */
public enum PlatformPrivilege {
    /** Apply a release in one's own name, and agree to one that widens access. */
    DEPLOY,
    /** Look up who has seen and changed which record, and have values erased from the history. */
    AUDIT,

    /** Administer units, people, teams and partners, but never one's own account; see who is signed in, and end sessions. */
    ADMINISTER;

    /** As it is stored and typed. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
