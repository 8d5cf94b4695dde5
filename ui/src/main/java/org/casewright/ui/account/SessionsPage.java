package org.casewright.ui.account;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.List;
import org.casewright.identity.Administration;
import org.casewright.identity.Sessions;
import org.casewright.ui.part.Notices;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;

/** Who is signed in, for those who may administer; to all others there is no such page. */
@Route(value = "sessions", layout = MainLayout.class)
@PermitAll
class SessionsPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 500;

    private final transient Administration administration;
    private final transient Asker asker;

    SessionsPage(Administration administration, Asker asker) {
        this.administration = administration;
        this.asker = asker;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!administration.isOpenTo(asker.actor())) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        at(List.of(Crumb.here(text("Sessions"))));
        show();
    }

    private void show() {
        removeAll();
        var values =
                new Values(asker.catalog(), getLocale(), ZoneId.of(asker.actor().zone()));
        var all = administration.sessions(MOST, asker.actor());
        var count = new Paragraph(
                all.size() == MOST
                        ? text("The {0} that were used last", MOST)
                        : text("{0, plural, one{# is open} other{# are open}}", all.size()));
        count.addClassNames("sm", "mute");
        var sheet = new Div(count, new SessionLines(all, values, asker.session(), true, this::end));
        sheet.addClassName("sheet");
        add(sheet);
    }

    private void end(Sessions.Session session) {
        administration.endSession(session.id(), asker.actor());
        Notices.done(text("The session of {0} is over", session.title()));
        show();
    }
}
