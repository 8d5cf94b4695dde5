package org.casewright.ui.shell;

import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.casewright.identity.AddressFailures;
import org.casewright.identity.Provider;
import org.casewright.identity.SecurityHeaders;
import org.casewright.identity.Sessions;
import org.casewright.text.Message;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** The chain of the pages: form login, Vaadin's own protection against forged requests, a new session at sign-in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Security {

    static final String SIGN_IN = "/sign-in";

    private static final int TOO_MANY = 429;

    @Bean
    SessionGate.Ending sessionEnding(Sessions sessions) {
        return new SessionGate.Ending(sessions);
    }

    @Bean
    @Order(1000)
    SecurityFilterChain pages(
            HttpSecurity http, Sessions sessions, Provider provider, AddressFailures addresses, RequestUtil requests) {
        var gate = new SessionGate(sessions);
        http.authorizeHttpRequests(rules -> rules.requestMatchers("/look/**").permitAll());
        // Before the form: what it sets must be there when the form is made.
        http.with(VaadinSecurityConfigurer.vaadin(), vaadin -> {
            // Vaadin would let the form in without its token: anybody could sign others in as somebody else.
            vaadin.loginView(SignInPage.class).enableCsrfConfiguration(false);
            if (provider.title().isPresent()) {
                new ProviderSignIn(provider).addTo(http, vaadin);
            }
        });
        // What pages ask by themselves carries a token of Vaadin's own.
        http.csrf(forged -> forged.ignoringRequestMatchers(requests::isFrameworkInternalRequest));
        http.formLogin(form -> form.failureHandler(failing(addresses)));
        http.sessionManagement(session -> session.addSessionAuthenticationStrategy(gate));
        http.addFilterBefore(gate, SecurityContextHolderFilter.class);
        http.addFilterBefore(new Waiting(addresses), UsernamePasswordAuthenticationFilter.class);
        http.exceptionHandling(refused -> refused.accessDeniedHandler(Security::refuse));
        SecurityHeaders.set(http, ContentPolicy.WITHOUT_SCRIPTS);
        http.headers(headers -> headers.withObjectPostProcessor(new Early()));
        return http.build();
    }

    /** Pages are forwarded to Vaadin's servlet, which ends the answer itself: later would be too late. */
    private static final class Early implements ObjectPostProcessor<HeaderWriterFilter> {

        @Override
        public <O extends HeaderWriterFilter> O postProcess(O filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    }

    private static AuthenticationFailureHandler failing(AddressFailures addresses) {
        var back = new SimpleUrlAuthenticationFailureHandler(SIGN_IN + "?error");
        return (request, response, failed) -> {
            addresses.add(request.getRemoteAddr());
            back.onAuthenticationFailure(request, response, failed);
        };
    }

    /** Turns the form of an address away from which too much was wrong, before a password is hashed. */
    private static final class Waiting extends OncePerRequestFilter {

        private final AddressFailures addresses;

        Waiting(AddressFailures addresses) {
            this.addresses = addresses;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !"POST".equals(request.getMethod()) || !SIGN_IN.equals(request.getServletPath());
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var wait = addresses.wait(request.getRemoteAddr());
            if (wait.isZero()) {
                chain.doFilter(request, response);
                return;
            }
            var seconds = wait.toSeconds() + 1;
            response.setHeader("Retry-After", Long.toString(seconds));
            PlainPage.write(
                    request,
                    response,
                    TOO_MANY,
                    Message.of("Too many tries"),
                    Message.of(
                            "From your address too many sign-ins went wrong. Try again in {0, plural, one{# second} other{# seconds}}.",
                            seconds));
        }
    }

    /** A sign-in form that was left open until its token died is shown again; all else is refused. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        if (SIGN_IN.equals(request.getServletPath())) {
            response.sendRedirect(request.getContextPath() + SIGN_IN + "?again");
        } else {
            PlainPage.write(
                    request,
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    Message.of("This was refused"),
                    Message.of("It did not come from a page of yours that is open, or you may not do it."));
        }
    }
}
