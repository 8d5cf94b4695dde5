package org.casewright.ui.shell;

import org.casewright.access.Actor;
import org.casewright.identity.CurrentActor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who asks: built anew for each request, for the session knows the account only. */
@Component
public class Asker {

    private final CurrentActor current;

    Asker(CurrentActor current) {
        this.current = current;
    }

    /** The actor of whoever signed in, by its present roles and units. */
    public Actor actor() {
        return current.from(SecurityContextHolder.getContext().getAuthentication());
    }
}
