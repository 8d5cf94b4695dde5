package org.casewright.ui.shell;

import com.vaadin.flow.component.UI;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.CurrentActor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who asks: built anew for each request, for the session knows the account only. */
@Component
public class Asker {

    private final CurrentActor current;
    private final Catalogs catalogs;

    Asker(CurrentActor current, Catalogs catalogs) {
        this.catalogs = catalogs;
        this.current = current;
    }

    /** The actor of whoever signed in, by its present roles and units. */
    public Actor actor() {
        return current.from(SecurityContextHolder.getContext().getAuthentication())
                .speaking(language());
    }

    /** The definitions of this moment, with the words of whoever asks. */
    public Catalog catalog() {
        return catalogs.current(language());
    }

    private static String language() {
        var ui = UI.getCurrent();
        return ui == null || ui.getLocale() == null ? "" : ui.getLocale().toLanguageTag();
    }
}
