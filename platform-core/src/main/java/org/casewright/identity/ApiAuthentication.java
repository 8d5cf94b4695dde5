package org.casewright.identity;

import java.util.List;
import org.casewright.access.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/** A request to the API that said who it is; lives as long as the request, so it may hold the actor. */
final class ApiAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Actor actor;
    private final SignedIn signedIn;

    ApiAuthentication(Actor actor) {
        super(List.<GrantedAuthority>of());
        this.actor = actor;
        this.signedIn = new SignedIn(actor.id(), actor.name());
        setAuthenticated(true);
    }

    Actor actor() {
        return actor;
    }

    @Override
    public SignedIn getPrincipal() {
        return signedIn;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
