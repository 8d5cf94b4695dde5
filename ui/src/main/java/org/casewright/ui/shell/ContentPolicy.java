package org.casewright.ui.shell;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlRequestListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.casewright.identity.SecurityHeaders;
import org.springframework.stereotype.Component;

/**
 * What browsers may run and load for our pages: scripts that stand in the page with a word which only this answer knows, and what
 * these load; nothing from elsewhere. Vaadin's client makes functions of what the server sends it, so evaluating stays allowed, and
 * its components set styles.
 */
@Component
class ContentPolicy implements VaadinServiceInitListener, IndexHtmlRequestListener {

    private static final long serialVersionUID = 1L;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;
    private static final String ALL_BUT_SCRIPTS =
            "default-src 'none'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self' data:;"
                    + " style-src 'self' 'unsafe-inline'; manifest-src 'self'; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; script-src ";

    /** For whatever is no page. */
    static final String WITHOUT_SCRIPTS = ALL_BUT_SCRIPTS + "'none'";

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this);
    }

    @Override
    public void modifyIndexHtmlResponse(IndexHtmlResponse page) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        var word = Base64.getEncoder().encodeToString(bytes);
        page.getDocument().select("script, link[rel=modulepreload]").attr("nonce", word);
        var answer = page.getVaadinResponse();
        answer.setHeader(
                "Content-Security-Policy", ALL_BUT_SCRIPTS + "'nonce-" + word + "' 'strict-dynamic' 'unsafe-eval'");
        if (!Security.SIGN_IN.equals(page.getVaadinRequest().getPathInfo())) {
            answer.setHeader(SecurityHeaders.DEVICES, SecurityHeaders.CAMERA_FOR_OURSELVES);
        }
        // Vaadin allows frames of our own; we have none.
        answer.setHeader("X-Frame-Options", "DENY");
    }
}
