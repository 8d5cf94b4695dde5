package org.casewright.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.access.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Tokens for the API that a provider has signed (RFC 9068), where {@code casewright.jwt.issuer} says which one. They count when the
 * issuer, the audience, the time and the algorithm are right, and somebody linked their subject to an account; and they carry what
 * their scopes name, nothing without.
 */
@Component
class SignedTokens {

    /** The scopes that say what may be done; {@code casewright:module:NAME} besides says where. */
    static final String SCOPES = "casewright:read, casewright:write and casewright:all";

    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
    private static final String PREFIX = "casewright:";
    private static final String MODULE = PREFIX + "module:";
    private static final int LONGEST = 8_000;

    private final AccountLinks links;
    private final @Nullable JwtDecoder decoder;

    SignedTokens(Environment settings, AccountLinks links, Clock clock) {
        this.links = links;
        var issuer = Issuer.in(settings, "casewright.jwt.issuer");
        this.decoder = issuer == null ? null : decoder(issuer, settings, clock);
    }

    /** What a token turned out to be. */
    sealed interface Answer {
        record Right(UUID account, Scope scope, Instant expiresAt) implements Answer {}

        /** Signed for whom we know, but not for this. */
        record OutOfScope() implements Answer {}

        record Wrong() implements Answer {}
    }

    /** The provider is asked for its keys when the first token comes: it may start after us. */
    private static JwtDecoder decoder(String issuer, Environment settings, Clock clock) {
        var audience = Issuer.required(settings, "casewright.jwt.audience", "casewright.jwt.issuer");
        var skew = settings.getProperty("casewright.jwt.clock-skew", Duration.class, Duration.ofMinutes(1));
        var algorithms = algorithms(settings);
        var time = new JwtTimestampValidator(skew);
        time.setClock(clock);
        var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        List<OAuth2TokenValidator<Jwt>> checks = List.of(
                time,
                type,
                new JwtClaimValidator<Instant>("exp", end -> end != null),
                new JwtIssuerValidator(issuer),
                new JwtAudienceValidator(audience));
        return new SupplierJwtDecoder(() -> {
            var made = NimbusJwtDecoder.withIssuerLocation(issuer)
                    .jwsAlgorithms(allowed -> {
                        allowed.clear();
                        allowed.addAll(algorithms);
                    })
                    // Ours knows the type of RFC 9068 too.
                    .validateType(false)
                    .build();
            made.setJwtValidator(new DelegatingOAuth2TokenValidator<>(checks));
            return made;
        });
    }

    /** Signatures by key pairs only: a secret shared with the provider could sign in anybody's name. */
    private static Set<SignatureAlgorithm> algorithms(Environment settings) {
        var found = new LinkedHashSet<SignatureAlgorithm>();
        for (var name :
                settings.getProperty("casewright.jwt.algorithms", "RS256").split(",")) {
            var algorithm = SignatureAlgorithm.from(name.strip());
            if (algorithm == null) {
                throw new SettingException("casewright.jwt.algorithms names " + name.strip() + "; there are "
                        + Arrays.stream(SignatureAlgorithm.values())
                                .map(SignatureAlgorithm::getName)
                                .collect(Collectors.joining(" ")));
            }
            found.add(algorithm);
        }
        return found;
    }

    Answer verify(String token) {
        if (decoder == null || token.length() > LONGEST) {
            return new Answer.Wrong();
        }
        try {
            return answer(decoder.decode(token));
        } catch (JwtException wrong) {
            LOG.debug("A token was refused: {}", wrong.getMessage());
            return new Answer.Wrong();
        } catch (JwtDecoderInitializationException unreachable) {
            LOG.warn("Tokens cannot be checked: the issuer of casewright.jwt.issuer does not answer.", unreachable);
            return new Answer.Wrong();
        }
    }

    private Answer answer(Jwt jwt) {
        var subject = jwt.getSubject();
        var issuer = jwt.getIssuer();
        var account = subject == null || issuer == null
                ? null
                : links.account(issuer.toString(), subject).orElse(null);
        var end = jwt.getExpiresAt();
        if (account == null || end == null) {
            return new Answer.Wrong();
        }
        var scope = scope(scopes(jwt));
        return scope == null ? new Answer.OutOfScope() : new Answer.Right(account, scope, end);
    }

    /** As RFC 9068 writes them, in one text; or in a list, as some providers do. */
    private static Set<String> scopes(Jwt jwt) {
        var claim = jwt.hasClaim("scope") ? jwt.getClaim("scope") : jwt.getClaim("scp");
        return switch (claim) {
            case String text -> Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toSet());
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.toSet());
            case null, default -> Set.of();
        };
    }

    private static @Nullable Scope scope(Set<String> scopes) {
        var modules = scopes.stream()
                .filter(scope -> scope.startsWith(MODULE))
                .map(scope -> scope.substring(MODULE.length()))
                .collect(Collectors.toSet());
        return Stream.of(Scope.Extent.ALL, Scope.Extent.WRITE, Scope.Extent.READ)
                .filter(extent -> scopes.contains(PREFIX + extent.name().toLowerCase(java.util.Locale.ROOT)))
                .findFirst()
                .map(extent -> new Scope(extent, modules))
                .orElse(null);
    }
}
