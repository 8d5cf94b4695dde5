package org.casewright.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * The OpenID Connect provider at which people sign in, where {@code casewright.oidc.issuer} says which one. It says who somebody is;
 * what they may do is the account's alone. No account comes to be by signing in.
 */
@Component
public class Provider implements ClientRegistrationRepository, OAuth2UserService<OidcUserRequest, OidcUser> {

    /** The provider's name in addresses. */
    public static final String ID = "provider";

    private static final String NO_ACCOUNT = "no_account";
    private static final String EMAIL = "email";

    private final AccountLinks links;
    private final Directory directory;
    private final Actors actors;
    private final @Nullable Settings settings;
    private volatile @Nullable ClientRegistration registration;

    Provider(Environment environment, AccountLinks links, Directory directory, Actors actors) {
        this.links = links;
        this.directory = directory;
        this.actors = actors;
        this.settings = Settings.in(environment);
    }

    /**
     * What an administrator says of the provider.
     *
     * @param title what people call it, on the button
     * @param claim the claim that names accounts; null where only links count
     */
    private record Settings(
            String issuer,
            String client,
            String secret,
            String title,
            Set<String> scopes,
            @Nullable String claim) {

        static @Nullable Settings in(Environment environment) {
            var issuer = Issuer.in(environment, "casewright.oidc.issuer");
            if (issuer == null) {
                return null;
            }
            var claim =
                    environment.getProperty("casewright.oidc.account-claim", "").strip();
            var scopes = environment
                    .getProperty("casewright.oidc.scopes", "openid" + (EMAIL.equals(claim) ? ",email" : ",profile"))
                    .split(",");
            return new Settings(
                    issuer,
                    Issuer.required(environment, "casewright.oidc.client-id", "casewright.oidc.issuer"),
                    secret(environment),
                    environment.getProperty("casewright.oidc.title", "your organisation"),
                    Arrays.stream(scopes).map(String::strip).collect(Collectors.toSet()),
                    claim.isEmpty() ? null : claim);
        }

        private static String secret(Environment environment) {
            var file = environment.getProperty("casewright.oidc.client-secret-file", "");
            if (file.isEmpty()) {
                return Issuer.required(environment, "casewright.oidc.client-secret", "casewright.oidc.issuer");
            }
            try {
                return Files.readString(Path.of(file)).strip();
            } catch (IOException unreadable) {
                throw new SettingException("casewright.oidc.client-secret-file cannot be read: " + file);
            }
        }

        /** What is read of settings is logged somewhere sooner or later; the secret is not. */
        @Override
        public String toString() {
            return "provider " + issuer + " as " + client;
        }
    }

    /** What people call it; empty where nobody signs in by a provider. */
    public Optional<String> title() {
        return Optional.ofNullable(settings).map(Settings::title);
    }

    /** The provider as it describes itself; asked when somebody first signs in there, so that it may start after us. */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        var known = registration;
        if (settings == null || !ID.equals(id) || known != null) {
            return ID.equals(id) ? known : null;
        }
        var found = ClientRegistrations.fromIssuerLocation(settings.issuer())
                .registrationId(ID)
                .clientId(settings.client())
                .clientSecret(settings.secret())
                .scope(settings.scopes())
                .build();
        registration = found;
        return found;
    }

    /** The account of whom the provider has named. The token was checked before: signature, issuer, audience, time and nonce. */
    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        var token = request.getIdToken();
        // Both were checked to be there, with the rest of the token.
        var subject = java.util.Objects.requireNonNull(token.getSubject());
        var issuer = java.util.Objects.requireNonNull(token.getIssuer()).toString();
        var link = new AccountLinks.Link(issuer, subject);
        return links.account(link.issuer(), link.subject())
                .or(() -> byClaim(token, link))
                .flatMap(actors::of)
                .map(actor -> new ProviderUser(token, new SignedIn(actor.id(), actor.name())))
                .orElseThrow(() -> new OAuth2AuthenticationException(
                        new OAuth2Error(NO_ACCOUNT),
                        "No account here belongs to \u201c" + subject
                                + "\u201d, as which you signed in there. Ask your administrator to link it."));
    }

    /**
     * The account that a claim names, where an administrator trusts it for that. From then on the subject counts, so that the name
     * does not let the next one in to whom the provider gives it.
     */
    private Optional<UUID> byClaim(OidcIdToken token, AccountLinks.Link link) {
        var claim = settings == null ? null : settings.claim();
        var name = claim == null ? null : token.getClaimAsString(claim);
        if (name == null || (EMAIL.equals(claim) && !Boolean.TRUE.equals(token.getEmailVerified()))) {
            return Optional.empty();
        }
        return directory
                .account(name)
                .map(Directory.Account::id)
                .filter(account -> actors.of(account).isPresent())
                .filter(account -> links.add(account, link));
    }

    @Override
    public String toString() {
        return settings == null ? "no provider" : settings.toString();
    }

    /** Whether a sign-in failed because nobody has an account here whom the provider knows. */
    public static boolean isWithoutAccount(Exception failed) {
        return failed instanceof OAuth2AuthenticationException refused
                && refused.getError().getErrorCode().equals(NO_ACCOUNT);
    }
}
