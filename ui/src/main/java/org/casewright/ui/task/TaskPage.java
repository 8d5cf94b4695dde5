package org.casewright.ui.task;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.casewright.process.Tasks;
import org.casewright.records.Drafts;
import org.casewright.ui.form.FormContexts;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** The page of one task. */
@Route(value = "task/:id", layout = MainLayout.class)
@PermitAll
class TaskPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final long serialVersionUID = 1L;

    private final transient FormContexts contexts;
    private final transient Tasks tasks;
    private final transient Drafts drafts;
    private @Nullable TaskPanel panel;

    TaskPage(FormContexts contexts, Tasks tasks, Drafts drafts) {
        this.contexts = contexts;
        this.tasks = tasks;
        this.drafts = drafts;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!show(event.getRouteParameters().get("id").orElse(""), null)) {
            event.rerouteToError(NotFoundException.class);
        }
    }

    /** Shows the task; with what was entered in it on an older release, if there is such. */
    private boolean show(String id, @Nullable TaskPanel older) {
        var context = contexts.forAsker(getLocale());
        var task = tasks.find(id, context.actor().get());
        removeAll();
        panel = null;
        if (task.isEmpty()) {
            return false;
        }
        at(List.of(new Crumb(text("Inbox"), "inbox"), Crumb.here(task.get().name())));
        offer();
        var shown = new TaskPanel(tasks, drafts, contexts, context, task.get(), getLocale(), (from, next) -> {
            panel = null;
            switch (next) {
                case SAME -> show(id, null);
                case RENEWED -> show(id, from);
                case DONE -> UI.getCurrent().navigate("inbox");
            }
        });
        if (older != null) {
            shown.takeOver(older);
        }
        panel = shown;
        add(shown);
        return true;
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (panel != null) {
            panel.ask(event);
        }
    }
}
