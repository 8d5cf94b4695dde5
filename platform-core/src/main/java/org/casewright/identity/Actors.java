package org.casewright.identity;

import java.util.Optional;
import java.util.UUID;
import org.casewright.access.Actor;
import org.springframework.stereotype.Component;

/** Builds the actor of a request from the account and the present state of its units and roles. */
@Component
public class Actors {

    /** The actor of an account; empty when it does not exist or may not sign in. */
    public Optional<Actor> of(UUID account) {
        throw new UnsupportedOperationException();
    }

    /** The actor of the account with this name. */
    public Optional<Actor> named(String name) {
        throw new UnsupportedOperationException();
    }
}
