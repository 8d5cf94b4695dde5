package org.casewright.ui.shell;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The chain of the pages: form login, Vaadin's own protection against forged requests, a new session at sign-in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Security {

    static final String SIGN_IN = "/sign-in";

    @Bean
    @Order(1000)
    SecurityFilterChain pages(HttpSecurity http) {
        http.authorizeHttpRequests(
                requests -> requests.requestMatchers("/look/**").permitAll());
        // Before the form: what it sets must be there when the form is made.
        http.with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(SignInPage.class));
        http.formLogin(form -> form.failureUrl(SIGN_IN + "?error"));
        http.exceptionHandling(refused -> refused.accessDeniedHandler(Security::refuse));
        return http.build();
    }

    /** A sign-in form that was left open until its token died is shown again; all else is refused. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        if (SIGN_IN.equals(request.getServletPath())) {
            response.sendRedirect(request.getContextPath() + SIGN_IN + "?again");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
