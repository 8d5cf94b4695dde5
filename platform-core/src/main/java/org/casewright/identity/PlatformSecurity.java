package org.casewright.identity;

import org.casewright.problem.ErrorCode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * The API's own chain: no session, so nothing that a foreign page could ride on; and that of what is published. The pages' chain
 * belongs to whoever shows them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class PlatformSecurity {

    @Bean
    AddressFailures addressFailures(Environment settings) {
        return new AddressFailures(settings.getProperty("casewright.sign-in.failures-per-address", Integer.class, 20));
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiSecurity(HttpSecurity http, ApiCredentials credentials) {
        var answers = new ProblemAnswers();
        SecurityHeaders.set(http, SecurityHeaders.DATA_ONLY);
        return http.securityMatcher("/api/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                // What serves pages only.
                .anonymous(AbstractHttpConfigurer::disable)
                .addFilterBefore(new ApiSignInFilter(credentials, answers), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (request, response, failure) -> answers.unauthenticated(response))
                        .accessDeniedHandler((request, response, failure) ->
                                answers.write(response, ErrorCode.FORBIDDEN, "You may not do this.")))
                .build();
    }

    /** What anybody may have: it says nothing about anybody. */
    @Bean
    @Order(2)
    SecurityFilterChain publishedSecurity(HttpSecurity http) {
        SecurityHeaders.set(http, SecurityHeaders.DATA_ONLY);
        return http.securityMatcher("/schema/**", "/served")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }
}
