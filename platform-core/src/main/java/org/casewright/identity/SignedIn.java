package org.casewright.identity;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/** Who signed in: all that a session keeps. What the account may do is asked anew at each request. */
public record SignedIn(UUID account, String name) implements Principal, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public String getName() {
        return name;
    }
}
