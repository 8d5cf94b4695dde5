package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/** Which account it is whom a provider vouches for. That its word is checked is proven at a real one, where people sign in. */
class ProviderTest {

    private static final String ISSUER = "https://id.example.org";

    private Office office;
    private UUID librarian;
    private MockEnvironment settings;

    @BeforeEach
    void open() {
        office = new Office();
        librarian = office.account("lib.knf", "KNF");
        settings = new MockEnvironment()
                .withProperty("casewright.oidc.issuer", ISSUER)
                .withProperty("casewright.oidc.client-id", "casewright")
                .withProperty("casewright.oidc.client-secret", "psst");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Provider provider() {
        return new Provider(settings, office.links, office.directory, office.actors);
    }

    private static OidcUserRequest saying(String subject, Map<String, Object> more) {
        var claims = new HashMap<String, Object>(more);
        claims.put("iss", ISSUER);
        claims.put("sub", subject);
        var now = Instant.now();
        var registration = ClientRegistration.withRegistrationId(Provider.ID)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientId("casewright")
                .authorizationUri(ISSUER + "/authorize")
                .tokenUri(ISSUER + "/token")
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .build();
        return new OidcUserRequest(
                registration,
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "x", now, now.plusSeconds(60)),
                new OidcIdToken("x", now, now.plusSeconds(60), claims));
    }

    private static UUID account(Provider provider, OidcUserRequest request) {
        return ((ProviderUser) provider.loadUser(request)).signedIn().account();
    }

    private static void isNobody(Provider provider, OidcUserRequest request) {
        assertThatThrownBy(() -> provider.loadUser(request))
                .isInstanceOfSatisfying(
                        OAuth2AuthenticationException.class,
                        refused ->
                                assertThat(Provider.isWithoutAccount(refused)).isTrue());
    }

    @Test
    void isWhomSomebodyLinkedAndNobodyElse() {
        var claims =
                Map.<String, Object>of("preferred_username", "lib.knf", "email", "lib.knf", "email_verified", true);
        isNobody(provider(), saying("4711", claims));

        office.links.link("lib.knf", ISSUER, "4711");

        assertThat(account(provider(), saying("4711", Map.of()))).isEqualTo(librarian);
        isNobody(provider(), saying("4712", claims));
        office.accounts.close(librarian);
        isNobody(provider(), saying("4711", claims));
    }

    @Test
    void isByAClaimWhereThatIsSaidAndFromThenOnByTheSubject() {
        settings.setProperty("casewright.oidc.account-claim", "preferred_username");
        var provider = provider();
        assertThat(account(provider, saying("4711", Map.of("preferred_username", "LIB.knf"))))
                .isEqualTo(librarian);
        assertThat(account(provider, saying("4711", Map.of("preferred_username", "renamed"))))
                .isEqualTo(librarian);
        isNobody(provider, saying("4712", Map.of("preferred_username", "lib.knf")));
        isNobody(provider, saying("4713", Map.of("preferred_username", "engine")));
        isNobody(provider, saying("4714", Map.of()));
    }

    @Test
    void believesAnAddressOnlyWhenTheProviderHasChecked() {
        settings.setProperty("casewright.oidc.account-claim", "email");
        var reader = office.account("reader@example.org", "KNF");
        isNobody(provider(), saying("1", Map.of("email", "reader@example.org")));
        isNobody(provider(), saying("1", Map.of("email", "reader@example.org", "email_verified", false)));
        assertThat(account(provider(), saying("1", Map.of("email", "reader@example.org", "email_verified", true))))
                .isEqualTo(reader);
    }

    @Test
    void takesItsSecretFromAFileAndTellsItToNobody(@TempDir Path folder) throws IOException {
        var file = folder.resolve("secret");
        Files.writeString(file, "psst\n");
        settings.setProperty("casewright.oidc.client-secret", "");
        assertThatThrownBy(this::provider)
                .hasMessage("casewright.oidc.client-secret is missing, which casewright.oidc.issuer needs");
        settings.setProperty(
                "casewright.oidc.client-secret-file", folder.resolve("other").toString());
        assertThatThrownBy(this::provider).hasMessageContaining("cannot be read");
        settings.setProperty("casewright.oidc.client-secret-file", file.toString());
        assertThat(provider()).hasToString("provider " + ISSUER + " as casewright");
        assertThat(provider().title()).contains("your organisation");
    }

    /** As docs/operations.md writes them. */
    @Test
    void isNamedByEnvironmentVariables() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "CASEWRIGHT_OIDC_ISSUER", ISSUER,
                                        "CASEWRIGHT_OIDC_CLIENT_ID", "casewright",
                                        "CASEWRIGHT_OIDC_CLIENT_SECRET", "psst",
                                        "CASEWRIGHT_OIDC_TITLE", "Example ID",
                                        "CASEWRIGHT_OIDC_ACCOUNT_CLAIM", "email",
                                        "CASEWRIGHT_SIGN_IN_FAILURES_PER_ADDRESS", "7",
                                        "CASEWRIGHT_SESSION_IDLE", "30m")));
        ConfigurationPropertySources.attach(environment);
        environment.setConversionService(new ApplicationConversionService());

        assertThat(new Provider(environment, office.links, office.directory, office.actors).title())
                .contains("Example ID");
        assertThat(environment.getProperty("casewright.oidc.account-claim")).isEqualTo("email");
        assertThat(environment.getProperty("casewright.sign-in.failures-per-address", Integer.class))
                .isEqualTo(7);
        assertThat(environment.getProperty("casewright.session.idle", Duration.class))
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void isNotThereWhereNobodySaysWhichOne() {
        var none = new Provider(new MockEnvironment(), office.links, office.directory, office.actors);
        assertThat(none.title()).isEmpty();
        assertThat(none.findByRegistrationId(Provider.ID)).isNull();
    }
}
