package org.casewright.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.springframework.stereotype.Component;

/**
 * Reads the {@code Authorization} header: Basic, or a bearer token, our own or a provider's. What was found right is remembered for a short while, by a
 * keyed hash, and only as long as the access version stays: bcrypt is slow by intention, and a client asks many times a second.
 */
@Component
class ApiCredentials {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Accounts accounts;
    private final Tokens tokens;
    private final SignedTokens signedTokens;
    private final Actors actors;
    private final Clock clock;
    private final Mac mac;
    private final Map<String, Verified> remembered = new ConcurrentHashMap<>();

    ApiCredentials(Accounts accounts, Tokens tokens, SignedTokens signedTokens, Actors actors, Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.signedTokens = signedTokens;
        this.actors = actors;
        this.clock = clock;
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(random, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    /** What a header turned out to be. */
    sealed interface Answer {
        /** @param actor still to be confirmed */
        record Known(Actor actor) implements Answer {}

        /** Signed by the provider, for something else than this API. */
        record OutOfScope() implements Answer {}

        /** Right, but the password has to be changed first. */
        record MustChange() implements Answer {}

        record Unknown() implements Answer {}
    }

    /** Found right at this access version. */
    private record Verified(UUID account, Scope scope, long version, Instant until) {}

    Answer check(String header) {
        var memory = remembered.get(fingerprint(header));
        if (memory != null && clock.instant().isBefore(memory.until())) {
            var actor = actors.versioned(memory.account());
            if (actor.isPresent() && actor.get().version() == memory.version()) {
                return new Answer.Known(actor.get().believed().within(memory.scope()));
            }
        }
        return verify(header);
    }

    private Answer verify(String header) {
        var scheme = header.split(" ", 2);
        if (scheme.length < 2) {
            return new Answer.Unknown();
        }
        if (scheme[0].equalsIgnoreCase("Bearer")) {
            return bearer(header, scheme[1].strip());
        }
        return scheme[0].equalsIgnoreCase("Basic") ? basic(header, scheme[1].strip()) : new Answer.Unknown();
    }

    private Answer bearer(String header, String secret) {
        if (!secret.startsWith(Tokens.PREFIX)) {
            return signed(header, secret);
        }
        return tokens.verify(secret)
                .map(bearer -> known(
                        header,
                        bearer.account(),
                        bearer.scope(),
                        bearer.expiresAt().toInstant()))
                .orElseGet(Answer.Unknown::new);
    }

    /** By what a provider has signed. */
    private Answer signed(String header, String token) {
        return switch (signedTokens.verify(token)) {
            case SignedTokens.Answer.Right right -> known(header, right.account(), right.scope(), right.expiresAt());
            case SignedTokens.Answer.OutOfScope outOfScope -> new Answer.OutOfScope();
            case SignedTokens.Answer.Wrong wrong -> new Answer.Unknown();
        };
    }

    private Answer basic(String header, String encoded) {
        var pair = decoded(encoded).map(text -> text.split(":", 2)).filter(parts -> parts.length == 2);
        if (pair.isEmpty()) {
            return new Answer.Unknown();
        }
        return switch (accounts.signIn(pair.get()[0], pair.get()[1])) {
            case SignIn.Accepted accepted when accepted.mustChange() -> new Answer.MustChange();
            case SignIn.Accepted accepted -> known(header, accepted.account(), Scope.WHOLE, Instant.MAX);
            case SignIn.Refused refused -> new Answer.Unknown();
            case SignIn.Resting resting -> new Answer.Unknown();
        };
    }

    private Answer known(String header, UUID account, Scope scope, Instant end) {
        var actor = actors.versioned(account);
        if (actor.isEmpty()) {
            return new Answer.Unknown();
        }
        remember(header, new Verified(account, scope, actor.get().version(), end));
        return new Answer.Known(actor.get().believed().within(scope));
    }

    private void remember(String header, Verified verified) {
        if (remembered.size() >= MOST) {
            remembered.clear();
        }
        var soon = clock.instant().plus(REMEMBERED);
        var until = verified.until().isBefore(soon) ? verified.until() : soon;
        remembered.put(
                fingerprint(header), new Verified(verified.account(), verified.scope(), verified.version(), until));
    }

    private static Optional<String> decoded(String encoded) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Worthless outside this process. */
    private String fingerprint(String header) {
        try {
            // A copy of one that is ready: making one each time would cost more than the hash.
            var own = (Mac) mac.clone();
            return Base64.getEncoder().encodeToString(own.doFinal(header.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
