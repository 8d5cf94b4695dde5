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
    private final ApiCredentials credentials;

    CurrentActor(Actors actors, ApiCredentials credentials) {
        this.actors = actors;
        this.credentials = credentials;
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

    /**
     * The actor with nothing left to confirm: the same, when nothing has changed since it was built; else whoever the credentials let in now.
     *
     * @param authorization the request's header of that name
     * @throws Refusal when they let nobody in any more
     */
    public Actor confirmed(Actor actor, @Nullable String authorization) {
        if (actor.asOf() == 0) {
            return actor;
        }
        var same = actors.confirmed(actor);
        if (same.isPresent()) {
            return same.get();
        }
        if (authorization != null && credentials.check(authorization) instanceof ApiCredentials.Answer.Known known) {
            return actors.of(known.actor().id()).orElseThrow(CurrentActor::refusal);
        }
        throw refusal();
    }

    private static Refusal refusal() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "Please sign in.");
    }
}
