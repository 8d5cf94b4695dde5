package org.casewright.ui.shell;

import com.vaadin.flow.component.UI;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.Accounts;
import org.casewright.identity.CurrentActor;
import org.casewright.identity.ProviderUser;
import org.casewright.identity.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Who asks: by what the database says at each request, for the session knows the account only. Within a request it is not asked twice.
 */
@Component
public class Asker {

    private final CurrentActor current;
    private final Catalogs catalogs;
    private final Accounts accounts;

    Asker(CurrentActor current, Catalogs catalogs, Accounts accounts) {
        this.accounts = accounts;
        this.catalogs = catalogs;
        this.current = current;
    }

    /** The actor of whoever signed in, by its present roles and units. */
    public Actor actor() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        return (SessionGate.asking().isPresent() ? current.seen(who) : current.from(who)).speaking(language());
    }

    /** Whether whoever asks has to change the password before anything else. */
    boolean mustChangePassword() {
        return isByPassword()
                && SessionGate.asking().map(Sessions.Asking::mustChangePassword).orElse(true)
                // It may have been changed by this request.
                && accounts.mustChangePassword(actor().id());
    }

    /** Whether whoever asks signed in with a password of ours, not by a provider. */
    private static boolean isByPassword() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || !(authentication.getPrincipal() instanceof ProviderUser);
    }

    /** Whether whoever asks signs in with a password of ours. */
    public boolean hasPassword() {
        return accounts.hasPassword(actor().id());
    }

    /** The session in which is asked; null outside of one. */
    public @Nullable UUID session() {
        return SessionGate.current();
    }

    /** The definitions of this moment, with the words of whoever asks. */
    public Catalog catalog() {
        return catalogs.current(language());
    }

    private static String language() {
        var ui = UI.getCurrent();
        return ui == null || ui.getLocale() == null
                ? ""
                : ui.getLocale().stripExtensions().toLanguageTag();
    }
}
