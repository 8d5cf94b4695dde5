package org.casewright.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
        return from(authentication, actors::of);
    }

    /** The same where it was asked just now who asks, by {@link Sessions#asking}: the database is not asked again. */
    public Actor seen(@Nullable Authentication authentication) {
        return from(authentication, actors::seen);
    }

    private static Actor from(@Nullable Authentication authentication, Function<UUID, Optional<Actor>> actors) {
        if (authentication instanceof ApiAuthentication api) {
            return api.actor();
        }
        var signedIn = signedIn(authentication);
        if (signedIn == null) {
            throw refusal();
        }
        return actors.apply(signedIn.account()).orElseThrow(CurrentActor::refusal);
    }

    /** Who signed in at the pages, by password or by a provider; null when nobody did. */
    public static @Nullable SignedIn signedIn(@Nullable Authentication authentication) {
        return switch (authentication == null ? null : authentication.getPrincipal()) {
            case SignedIn signedIn -> signedIn;
            case ProviderUser user -> user.signedIn();
            case null, default -> null;
        };
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
            return same.get().within(actor.scope());
        }
        if (authorization != null && credentials.check(authorization) instanceof ApiCredentials.Answer.Known known) {
            return actors.of(known.actor().id())
                    .orElseThrow(CurrentActor::refusal)
                    .within(known.actor().scope());
        }
        throw refusal();
    }

    private static Refusal refusal() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "Please sign in.");
    }
}
