package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.casewright.access.Scope;
import org.casewright.access.Scope.Extent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Tokens that a provider has signed: one that is right, and each way in which it can be wrong. */
class SignedTokensTest {

    private static final String AUDIENCE = "https://cases.example.org/api";

    private static Office office;
    private static UUID librarian;
    private static HttpServer provider;
    private static String issuer;
    private static RSAKey key;
    private static SignedTokens tokens;

    @BeforeAll
    static void open() throws IOException, JOSEException {
        office = new Office();
        librarian = office.account("lib.knf", "KNF", "LIB");
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://localhost:" + provider.getAddress().getPort();
        serves(
                "/.well-known/openid-configuration",
                "{\"issuer\": \"%1$s\", \"jwks_uri\": \"%1$s/keys\"}".formatted(issuer));
        serves("/keys", new JWKSet(key.toPublicJWK()).toString());
        provider.start();
        office.links.link("lib.knf", issuer, "4711");
        tokens = new SignedTokens(settings(), office.links, office.clock);
    }

    private static MockEnvironment settings() {
        return new MockEnvironment()
                .withProperty("casewright.jwt.issuer", issuer)
                .withProperty("casewright.jwt.audience", AUDIENCE);
    }

    private static void serves(String path, String json) {
        provider.createContext(path, exchange -> {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            try (var body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
    }

    @AfterAll
    static void close() {
        provider.stop(0);
        office.close();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject("4711")
                .claim("scope", "openid casewright:write casewright:module:library")
                .expirationTime(in(Duration.ofMinutes(10)));
    }

    private static Date in(Duration time) {
        return Date.from(office.clock.instant().plus(time));
    }

    private static String signed(JWTClaimsSet claims) throws JOSEException {
        return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key), "at+jwt");
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer, String type)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm)
                .keyID("one")
                .type(new JOSEObjectType(type))
                .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Test
    void theRightOneIsTheLinkedAccountWithinItsScopes() throws JOSEException {
        assertThat(tokens.verify(signed(claims().build())))
                .isInstanceOfSatisfying(SignedTokens.Answer.Right.class, right -> {
                    assertThat(right.account()).isEqualTo(librarian);
                    assertThat(right.scope()).isEqualTo(new Scope(Extent.WRITE, Set.of("library")));
                });
        var list = claims().claim("scope", null)
                .claim("scp", List.of("casewright:read"))
                .build();
        assertThat(tokens.verify(signed(list)))
                .isInstanceOfSatisfying(
                        SignedTokens.Answer.Right.class,
                        right -> assertThat(right.scope()).isEqualTo(new Scope(Extent.READ, Set.of())));
    }

    @Test
    void whatIsSignedForSomethingElseOpensNothing() throws JOSEException {
        var other = signed(claims().claim("scope", "openid profile casewright:module:library")
                .build());
        assertThat(tokens.verify(other)).isInstanceOf(SignedTokens.Answer.OutOfScope.class);
    }

    @Test
    void whatIsWrongInAnyWayIsNobodys() throws JOSEException {
        var wrong = new LinkedHashMap<String, String>();
        wrong.put("issuer", signed(claims().issuer("https://other.example.org").build()));
        wrong.put("no issuer", signed(claims().issuer(null).build()));
        wrong.put(
                "audience",
                signed(claims().audience("https://other.example.org").build()));
        wrong.put("no audience", signed(claims().audience((String) null).build()));
        wrong.put("subject", signed(claims().subject("4712").build()));
        wrong.put("no subject", signed(claims().subject(null).build()));
        wrong.put(
                "expired",
                signed(claims().expirationTime(in(Duration.ofSeconds(-61))).build()));
        wrong.put("no end", signed(claims().expirationTime(null).build()));
        wrong.put(
                "not yet",
                signed(claims().notBeforeTime(in(Duration.ofSeconds(61))).build()));
        wrong.put("unsigned", new PlainJWT(claims().build()).serialize());
        var publicKey = key.toRSAPublicKey().getEncoded();
        wrong.put(
                "public key as secret", signed(claims().build(), JWSAlgorithm.HS256, new MACSigner(publicKey), "JWT"));
        wrong.put(
                "another key",
                signed(
                        claims().build(),
                        JWSAlgorithm.RS256,
                        new RSASSASigner(new RSAKeyGenerator(2048).generate()),
                        "JWT"));
        wrong.put(
                "an algorithm that was not allowed",
                signed(claims().build(), JWSAlgorithm.RS512, new RSASSASigner(key), "JWT"));
        wrong.put(
                "a curve",
                signed(
                        claims().build(),
                        JWSAlgorithm.ES256,
                        new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()),
                        "JWT"));
        wrong.put("another type", signed(claims().build(), JWSAlgorithm.RS256, new RSASSASigner(key), "logout+jwt"));
        var right = signed(claims().build());
        wrong.put(
                "changed",
                right.substring(0, right.lastIndexOf('.') - 4) + "AAAA" + right.substring(right.lastIndexOf('.')));
        wrong.put("without signature", right.substring(0, right.lastIndexOf('.') + 1));
        wrong.put("too long", right + "A".repeat(9_000));
        wrong.put("no token", "a.b.c");
        wrong.forEach((what, token) ->
                assertThat(tokens.verify(token)).as(what).isInstanceOf(SignedTokens.Answer.Wrong.class));
        assertThat(tokens.verify(signed(
                        claims().expirationTime(in(Duration.ofSeconds(-59))).build())))
                .as("clocks may differ by a minute")
                .isInstanceOf(SignedTokens.Answer.Right.class);
    }

    @Test
    void aClosedAccountIsNobody() throws JOSEException {
        var token = signed(claims().subject("4713").build());
        var other = office.account("left.knf", "KNF");
        office.links.link("left.knf", issuer, "4713");
        var credentials = new ApiCredentials(office.accounts, office.tokens, tokens, office.actors, office.clock);
        assertThat(credentials.check("Bearer " + token)).isInstanceOf(ApiCredentials.Answer.Known.class);

        office.accounts.close(other);
        office.actors.of(librarian);

        assertThat(credentials.check("Bearer " + token)).isInstanceOf(ApiCredentials.Answer.Unknown.class);
    }

    @Test
    void aSubjectIsOnesAndAnAccountHasOneOfAProvider() {
        office.account("new.knf", "KNF");

        assertThatThrownBy(() -> office.links.link("new.knf", issuer, "4711")).hasMessageContaining("another account");
        assertThatThrownBy(() -> office.links.link("lib.knf", issuer, "4714")).hasMessageContaining("another subject");
        office.links.link("lib.knf", issuer, "4711");
        assertThat(office.links.of(librarian)).containsExactly(new AccountLinks.Link(issuer, "4711"));
    }

    @Test
    void settingsThatWouldLetAnybodyInAreRefused() {
        assertThatThrownBy(() -> started("casewright.jwt.issuer", "http://id.example.org"))
                .hasMessage(
                        "casewright.jwt.issuer must begin with https://, or be on this machine: http://id.example.org");
        assertThatThrownBy(() -> started("casewright.jwt.algorithms", "none")).hasMessageContaining("names none");
        assertThatThrownBy(() -> started("casewright.jwt.algorithms", "HS256")).hasMessageContaining("names HS256");
        assertThatThrownBy(() -> started("casewright.jwt.audience", ""))
                .hasMessage("casewright.jwt.audience is missing, which casewright.jwt.issuer needs");
        assertThat(started("casewright.jwt.algorithms", "RS256, ES256").verify("x"))
                .isInstanceOf(SignedTokens.Answer.Wrong.class);
    }

    private static SignedTokens started(String name, String value) {
        return new SignedTokens(settings().withProperty(name, value), office.links, office.clock);
    }
}
