package org.casewright.ui.account;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.List;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Sessions;
import org.casewright.problem.Refusal;
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

    private final transient Sessions sessions;
    private final transient PlatformPrivileges privileges;
    private final transient Asker asker;

    SessionsPage(Sessions sessions, PlatformPrivileges privileges, Asker asker) {
        this.sessions = sessions;
        this.privileges = privileges;
        this.asker = asker;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!privileges.holds(asker.actor(), PlatformPrivilege.ADMINISTER)) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        at(List.of(Crumb.here("Sessions")));
        show();
    }

    private void show() {
        removeAll();
        var values =
                new Values(asker.catalog(), getLocale(), ZoneId.of(asker.actor().zone()));
        var all = sessions.all(MOST);
        var count = new Paragraph(
                all.size() == MOST
                        ? "The " + values.count(MOST) + " that were used last"
                        : values.count(all.size()) + (all.size() == 1 ? " is open" : " are open"));
        count.addClassNames("sm", "mute");
        var sheet = new Div(count, new SessionLines(all, values, asker.session(), true, this::end));
        sheet.addClassName("sheet");
        add(sheet);
    }

    /** Asked anew: the page may have been open for long. */
    private void end(Sessions.Session session) {
        if (!privileges.holds(asker.actor(), PlatformPrivilege.ADMINISTER)) {
            throw Refusal.notFound();
        }
        sessions.end(session.id());
        Notices.done("The session of " + session.title() + " is over");
        show();
    }
}
