package org.casewright.identity;

import java.util.Locale;

/** What an account may do to the platform itself. None of these opens a record, and no role brings one. */
public enum PlatformPrivilege {
    /** Plan a release against what is served, and so learn what it would do. */
    CONFIGURE,
    /** Apply a release in one's own name, agree to one that widens access; and plan it before. */
    DEPLOY,
    /** Bring running processes over to another version of their workflow. */
    MIGRATE,
    /** Move a running process to another place in its workflow. */
    MOVE,
    /**
     * Administer units, people, teams and partners, but never one's own account; see what somebody may do; see who is signed in,
     * and end sessions.
     */
    ADMINISTER,
    /** Look up who has seen and changed which record, and have values erased from the history. */
    AUDIT;

    /** As it is stored and typed. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can be held for single modules. Units and people are the platform's, and no module's. */
    public boolean isOfModules() {
        return this != ADMINISTER;
    }
}
