package org.casewright.ui.shell;

import com.vaadin.flow.server.VaadinService;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casewright.identity.CurrentActor;
import org.casewright.identity.ProviderUser;
import org.casewright.identity.Sessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the sessions of this node in step with what the database says of them: begun at sign-in, looked up at each request, and
 * thrown away with all their pages where somebody ended them. Stands before whatever reads who is signed in.
 */
final class SessionGate extends OncePerRequestFilter implements SessionAuthenticationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(SessionGate.class);
    private static final String SESSION = SessionGate.class.getName() + ".session";
    private static final String SEEN = SessionGate.class.getName() + ".seen";

    /** For so long what was read of who asks is believed; a request may wait for another of its session. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final List<String> FILES = List.of("/VAADIN/build/", "/VAADIN/static/", "/look/", "/lumo/");

    private final Sessions sessions;

    SessionGate(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Files of the pages are the same for everybody; what else Vaadin has below its folder belongs to a session. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return FILES.stream().anyMatch(request.getServletPath()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var known = request.getSession(false);
        if (known != null && known.getAttribute(SESSION) instanceof UUID id) {
            sessions.asking(id, isActive(request))
                    .ifPresentOrElse(
                            asking -> request.setAttribute(SEEN, new Seen(asking, System.nanoTime())),
                            // An open page is told by Vaadin that its session is over, and loads anew.
                            known::invalidate);
        }
        chain.doFilter(request, response);
    }

    private record Seen(Sessions.Asking asking, long when) {}

    /** Who asks in the request that is being answered, as it was when it came, which was just now; empty where nobody has looked. */
    static Optional<Sessions.Asking> asking() {
        return Optional.ofNullable(VaadinService.getCurrentRequest())
                .map(request -> request.getAttribute(SEEN))
                .filter(Seen.class::isInstance)
                .map(Seen.class::cast)
                .filter(seen -> System.nanoTime() - seen.when() < FRESH.toNanos())
                .map(Seen::asking);
    }

    /** What an open page asks by itself is no sign of anybody. */
    private static boolean isActive(HttpServletRequest request) {
        return !"heartbeat".equals(request.getParameter("v-r"));
    }

    @Override
    public void onAuthentication(
            Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
        var signedIn = CurrentActor.signedIn(authentication);
        if (signedIn != null) {
            var way = authentication.getPrincipal() instanceof ProviderUser
                    ? Sessions.Way.PROVIDER
                    : Sessions.Way.PASSWORD;
            var before = request.getSession().getAttribute(SESSION);
            if (before instanceof UUID id) {
                sessions.end(id);
            }
            var id = sessions.start(signedIn.account(), way, request.getRemoteAddr(), request.getHeader("User-Agent"));
            request.getSession().setAttribute(SESSION, id);
        }
    }

    /** The session of the request that is being answered; null outside of one. */
    static @Nullable UUID current() {
        return Optional.ofNullable(VaadinService.getCurrentRequest())
                .map(request -> request.getWrappedSession(false))
                .map(session -> session.getAttribute(SESSION))
                .filter(UUID.class::isInstance)
                .map(UUID.class::cast)
                .orElse(null);
    }

    /** Signing out, or being away for long, ends the session in the database too. */
    record Ending(Sessions sessions) implements HttpSessionListener {

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            if (event.getSession().getAttribute(SESSION) instanceof UUID id) {
                try {
                    sessions.end(id);
                } catch (RuntimeException late) {
                    // The application stops, or the database is away: what nobody uses any more ends by itself.
                    LOG.debug("A session was not ended", late);
                }
            }
        }
    }
}
