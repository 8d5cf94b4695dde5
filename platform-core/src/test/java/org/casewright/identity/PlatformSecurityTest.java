package org.casewright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;
import org.casewright.access.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The gate of the API, over HTTP. */
class PlatformSecurityTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private Office office;
    private ServletWebServerApplicationContext server;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @Import({PlatformSecurity.class, Who.class})
    static class Gate {}

    @RestController
    static class Who {
        private final CurrentActor current;

        Who(CurrentActor current) {
            this.current = current;
        }

        @PostMapping("/api/who")
        String who(Authentication authentication) {
            return current.from(authentication).name();
        }
    }

    @BeforeEach
    void start() {
        office = new Office();
        office.account("lib.knf", "KNF", "LIB");
        server = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Gate.class)
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(ApiCredentials.class, () -> office.credentials);
                    context.registerBean(CurrentActor.class, () -> new CurrentActor(office.actors, office.credentials));
                })
                .run("--server.port=0", "--spring.main.banner-mode=off");
    }

    @AfterEach
    void stop() {
        server.close();
        office.close();
    }

    @Test
    void nobodyGetsAProblemThatSaysHowToSignIn() throws Exception {
        var answer = ask(null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json;charset=UTF-8");
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"casewright\"", "Basic realm=\"casewright\", charset=\"UTF-8\"");
        assertThat(answer.body()).startsWith("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,");
    }

    @Test
    void credentialsLetInWithoutSessionOrForgeryToken() throws Exception {
        var answer = ask(basic("lib.knf", Office.PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("lib.knf");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    @Test
    void aTokenLetsIn() throws Exception {
        var id = office.directory.account("lib.knf").orElseThrow().id();
        var token = office.tokens.issue(id, "Night job", Scope.WHOLE, Duration.ofHours(1));

        assertThat(ask("Bearer " + token.secret()).body()).isEqualTo("lib.knf");
    }

    @Test
    void aWrongPasswordAnUnknownNameARestingNameAndAWrongTokenAnswerAlike() throws Exception {
        var wrong = seen(ask(basic("lib.knf", "wrong")));

        assertThat(seen(ask(basic("nobody.knf", "wrong")))).isEqualTo(wrong);
        assertThat(seen(ask("Bearer cw_wrong"))).isEqualTo(wrong);
        IntStream.range(0, 5).forEach(n -> office.accounts.signIn("lib.knf", "wrong"));
        assertThat(seen(ask(basic("lib.knf", Office.PASSWORD)))).isEqualTo(wrong);
    }

    private static String seen(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().allValues("WWW-Authenticate") + " " + answer.body();
    }

    private HttpResponse<String> ask(@org.jspecify.annotations.Nullable String authorization)
            throws IOException, InterruptedException {
        var port = java.util.Objects.requireNonNull(server.getWebServer()).getPort();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/who"))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
