package org.casewright.identity;

import org.casewright.access.Actor;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** From what Spring Security knows to the actor that everything else takes. */
@Component
public class CurrentActor {

    private final Actors actors;

    CurrentActor(Actors actors) {
        this.actors = actors;
    }

    /**
     * The actor of whoever signed in, by its present roles and units.
     *
     * @throws Refusal when nobody did, or the account was closed meanwhile
     */
    public Actor from(@Nullable Authentication authentication) {
        if (authentication instanceof ApiAuthentication api) {
            return api.actor();
        }
        if (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn) {
            return actors.of(signedIn.account()).orElseThrow(CurrentActor::refusal);
        }
        throw refusal();
    }

    private static Refusal refusal() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "Please sign in.");
    }
}
