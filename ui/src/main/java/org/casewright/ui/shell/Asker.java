package org.casewright.ui.shell;

import com.vaadin.flow.component.UI;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.Accounts;
import org.casewright.identity.CurrentActor;
import org.casewright.identity.ProviderUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who asks: built anew for each request, for the session knows the account only. */
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
        return current.from(SecurityContextHolder.getContext().getAuthentication())
                .speaking(language());
    }

    /** Whether whoever asks signed in with a password of ours, not by a provider. */
    boolean isByPassword() {
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
