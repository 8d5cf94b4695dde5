package org.casewright.identity;

import java.time.OffsetDateTime;
import java.util.UUID;

/** What came of a try to sign in. An unknown name, a closed account and a wrong password are one and the same. */
public sealed interface SignIn {

    /**
     * Name and password are right.
     *
     * @param mustChange nothing else may be done before the password is changed
     */
    record Accepted(UUID account, String name, boolean mustChange) implements SignIn {}

    /** They are not; after so many more tries the name rests. */
    record Refused(int triesLeft) implements SignIn {}

    /** Too many tries; until then not even the right password helps. */
    record Resting(OffsetDateTime until) implements SignIn {}
}
