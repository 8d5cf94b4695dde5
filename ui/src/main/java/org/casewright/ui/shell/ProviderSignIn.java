package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.server.WrappedSession;
import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.casewright.identity.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

/** Signing in, and out, at the organisation's own provider. */
final class ProviderSignIn {

    /** Leads to the provider. */
    static final String BEGIN = "oauth2/authorization/" + Provider.ID;

    /** Why somebody came back without being signed in, as the sign-in page is told it. */
    static final String REFUSED = "provider";

    private static final String REASON = ProviderSignIn.class.getName() + ".reason";
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);

    private final Provider provider;

    ProviderSignIn(Provider provider) {
        this.provider = provider;
    }

    void addTo(HttpSecurity http, VaadinSecurityConfigurer vaadin) {
        http.oauth2Login(login -> login.loginPage(Security.SIGN_IN)
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NothingKept())
                .userInfoEndpoint(user -> user.oidcUserService(provider))
                .failureHandler(ProviderSignIn::refuse)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
                        filter.setAuthenticationFailureHandler(ProviderSignIn::refuse);
                        return filter;
                    }
                }));
        var leaving = new OidcClientInitiatedLogoutSuccessHandler(provider);
        leaving.setPostLogoutRedirectUri("{baseUrl}" + Security.SIGN_IN);
        leaving.setDefaultTargetUrl(Security.SIGN_IN);
        leaving.setRedirectStrategy(new UidlRedirectStrategy());
        vaadin.logoutSuccessHandler(leaving);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
            throws IOException {
        var known = Provider.isWithoutAccount(failed);
        if (!known) {
            LOG.warn("A sign-in by the provider failed", failed);
        }
        request.getSession()
                .setAttribute(
                        REASON,
                        known
                                ? failed.getMessage()
                                : key("The sign-in there did not succeed. Try again, or tell your administrator."));
        response.sendRedirect(request.getContextPath() + Security.SIGN_IN + "?" + REFUSED);
    }

    /** Why this browser's last try was refused. */
    static String reason(WrappedSession session) {
        return session.getAttribute(REASON) instanceof String said ? text(said) : text("Try again.");
    }

    /** We ask nothing in anybody's name: the provider's tokens are dropped once they have said who it is. */
    private static final class NothingKept implements OAuth2AuthorizedClientRepository {

        // As the framework declares it.
        @SuppressWarnings("TypeParameterUnusedInFormals")
        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // Dropped.
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // There is none.
        }
    }
}
