package org.casewright.ui.task;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.casewright.identity.Directory;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.casewright.process.Workload;
import org.casewright.records.Drafts;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.FormContexts;
import org.casewright.ui.part.Alert;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.KeyOnly;
import org.casewright.ui.part.Keys;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** What waits for the asker: the list at the side, the chosen task beside it. */
@Route(value = "inbox", layout = MainLayout.class)
@PermitAll
class InboxPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final long serialVersionUID = 1L;

    private static final int PAGE = 50;
    private static final String VIEW = "view";
    private static final String TASK = "task";

    private final transient FormContexts contexts;
    private final transient Tasks tasks;
    private final transient Workload workload;
    private final transient Drafts drafts;
    private final Div away = new Div();
    private final Div line = new Div();
    private final UnorderedList list = new UnorderedList();
    private final Div both = new Div();
    private final transient List<Task> shown = new ArrayList<>();
    private @Nullable TaskPanel panel;
    private Tasks.View view = Tasks.View.MINE;
    private Tasks.@Nullable View listed;
    private @Nullable String chosen;

    InboxPage(FormContexts contexts, Tasks tasks, Workload workload, Drafts drafts) {
        this.contexts = contexts;
        this.tasks = tasks;
        this.workload = workload;
        this.drafts = drafts;
        line.addClassName("cw-tabs");
        list.addClassName("tk");
        list.getElement().setAttribute("aria-label", text("Tasks"));
        both.addClassNames("fill");
        away.addClassName("said");
        add(away, line, both);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        at(List.of(Crumb.here(text("Inbox"))));
        var asked = event.getLocation().getQueryParameters();
        var context = contexts.forAsker(getLocale());
        view = asked.getSingleParameter(VIEW).flatMap(InboxPage::named).orElseGet(() -> first(context));
        if (context.actor().get().partner() == null) {
            offer(delegating());
        }
        away(context);
        tabs(context);
        chosen = asked.getSingleParameter(TASK).orElse(null);
        show(context);
    }

    private Button delegating() {
        var button = new Button(text("Delegate"), new Icon("users"), event -> {
            var context = contexts.forAsker(getLocale());
            context.directory()
                    .account(context.actor().get().id())
                    .ifPresent(me ->
                            new AwayDialog(workload, context, me, () -> away(contexts.forAsker(getLocale()))).open());
        });
        button.getElement().appendChild(new Keys("D").getElement()).setAttribute("data-key", "d");
        return button;
    }

    /** Says that the asker is away, and who stands in. */
    private void away(FormContext context) {
        away.removeAll();
        workload.away(context.actor().get().id())
                .ifPresent(absence -> away.add(new Alert(
                        Alert.Tone.INFORMATION,
                        text(
                                "You are away until the end of {0}.",
                                context.values().lastDay(absence.until())),
                        text(
                                "{0} is offered the tasks that you have taken.",
                                context.directory()
                                        .account(absence.delegate())
                                        .map(Directory.Account::title)
                                        .orElse("")))));
    }

    private static Optional<Tasks.View> named(String name) {
        return List.of(Tasks.View.values()).stream()
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** One's own tasks, or the team's when one has none. */
    private Tasks.View first(FormContext context) {
        return tasks.count(Tasks.View.MINE, context.actor().get()) > 0 ? Tasks.View.MINE : Tasks.View.TEAM;
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (panel != null) {
            panel.ask(event);
        }
    }

    private void tabs(FormContext context) {
        var tabs = new Tabs();
        var views = List.of(Tasks.View.values());
        for (var each : views) {
            var count = tasks.count(each, context.actor().get());
            var number = new Span(context.values().count(count));
            number.addClassName("c");
            number.getStyle().set("color", each == Tasks.View.OVERDUE && count > 0 ? "var(--cw-bad)" : null);
            var tab = new Tab(new Span(title(each)), number);
            tabs.add(tab);
            if (each == view) {
                tabs.setSelectedTab(tab);
            }
        }
        tabs.addSelectedChangeListener(event -> go(views.get(tabs.getSelectedIndex()), null));
        line.removeAll();
        line.add(tabs);
    }

    private static String title(Tasks.View view) {
        return switch (view) {
            case MINE -> text("Mine");
            case TEAM -> text("My team’s, free");
            case OVERDUE -> text("Overdue");
        };
    }

    private static void go(Tasks.View to, @Nullable String task) {
        UI.getCurrent().navigate("inbox", asked(to, task));
    }

    private static QueryParameters asked(Tasks.View to, @Nullable String task) {
        var name = to.name().toLowerCase(Locale.ROOT);
        return QueryParameters.simple(task == null ? Map.of(VIEW, name) : Map.of(VIEW, name, TASK, task));
    }

    private void show(FormContext context) {
        // As far as somebody had gone down the list, it is shown again.
        var many = view == listed ? shown.size() : 0;
        listed = view;
        both.removeAll();
        both.setClassName("ib", true);
        list.removeAll();
        shown.clear();
        panel = null;
        both.setClassName("open", chosen != null);
        more(context, many);
        if (shown.isEmpty()) {
            both.setClassName("ib", false);
            both.add(new Empty("inbox", text("Nothing waits here"), nothing()));
            return;
        }
        both.add(list);
        var id = chosen == null ? shown.getFirst().id() : chosen;
        var task = tasks.find(id, context.actor().get());
        task.ifPresent(found -> {
            both.add(open(context, found));
        });
        mark(id);
        both.add(
                new KeyOnly(text("Next task"), "j", () -> step(id, 1)),
                new KeyOnly(text("Task before"), "k", () -> step(id, -1)));
    }

    /** Opens another task of the list. */
    private void step(String from, int by) {
        var ids = shown.stream().map(Task::id).toList();
        var to = ids.indexOf(from) + by;
        if (to >= 0 && to < ids.size()) {
            go(view, ids.get(to));
        }
    }

    private TaskPanel open(FormContext context, Task task) {
        var opened = new TaskPanel(
                tasks, drafts, contexts, context, task, getLocale(), (from, next) -> after(task, from, next));
        panel = opened;
        return opened;
    }

    private String nothing() {
        return switch (view) {
            case MINE -> text("Tasks that you take are shown here until they are done.");
            case TEAM ->
                text(
                        "When a step of a workflow is offered to one of your roles, it is shown here for whoever takes it first.");
            case OVERDUE -> text("No task that you could do is late.");
        };
    }

    private void after(Task task, TaskPanel from, TaskPanel.Next next) {
        panel = null;
        if (next == TaskPanel.Next.RENEWED) {
            var renewed = open(contexts.forAsker(getLocale()), task);
            renewed.takeOver(from);
            both.replace(from, renewed);
            return;
        }
        if (next == TaskPanel.Next.DONE) {
            if (chosen != null) {
                go(view, null);
            } else {
                var context = contexts.forAsker(getLocale());
                tabs(context);
                show(context);
            }
            return;
        }
        // Taken or given back: the task goes on in the list where it stands now.
        var mine = tasks.find(task.id(), contexts.forAsker(getLocale()).actor().get())
                .filter(found -> found.assignee() != null)
                .isPresent();
        go(mine ? Tasks.View.MINE : Tasks.View.TEAM, mine ? task.id() : null);
    }

    /** A page more of the tasks, and further ones until there are this many. */
    private void more(FormContext context, int many) {
        var actor = context.actor().get();
        var after = shown.isEmpty() ? null : shown.getLast().id();
        var page = tasks.list(view, after, PAGE, actor);
        var now = OffsetDateTime.now(ZoneId.of(actor.zone()));
        var group = shown.isEmpty() ? "" : group(shown.getLast(), now, context);
        for (var task : page) {
            var next = group(task, now, context);
            if (!next.equals(group)) {
                group = next;
                var heading = new ListItem(next);
                heading.addClassName("g");
                list.add(heading);
            }
            list.add(line(task, now, context));
        }
        shown.addAll(page);
        if (page.size() < PAGE) {
            return;
        }
        if (shown.size() < many) {
            more(context, many);
        } else {
            var last = new ListItem();
            last.add(new Button(text("Show more"), event -> {
                list.remove(last);
                more(contexts.forAsker(getLocale()), 0);
                if (panel != null) {
                    mark(panel.id());
                }
            }));
            list.add(last);
        }
    }

    private static String group(Task task, OffsetDateTime now, FormContext context) {
        if (Due.isLate(task, now)) {
            return text("Overdue");
        }
        if (Due.isToday(task, now, context.values())) {
            return text("Today");
        }
        return text(task.due() == null ? "No date" : "Later");
    }

    private Component line(Task task, OffsetDateTime now, FormContext context) {
        var name = new Anchor("inbox?" + asked(view, task.id()).getQueryString(), task.name());
        name.addClassNames("b", "cut");
        var first = new Div(name, Due.of(task, now, context.values()));
        first.addClassName("r");
        var title = new Span(task.recordTitle());
        title.addClassName("cut");
        var second = new Div(title);
        second.addClassName("r");
        // A title that holds the number already says it; then the office is told.
        var told = task.recordNumber() == null || task.recordTitle().contains(task.recordNumber());
        var unit =
                context.directory().unit(task.unit()).map(Directory.Unit::name).orElse(task.unit());
        var number = new Span(told ? unit : task.recordNumber());
        number.addClassName("cut");
        var holder = task.assignee() == null
                ? text("Free##a task that nobody has")
                : context.actor().get().id().equals(task.assignee()) ? text("Mine") : task.assigneeTitle();
        var third = new Div(number, new Span(holder));
        third.addClassNames("r", "sm", "mute");
        var item = new ListItem(first, second, third);
        item.getElement().setAttribute("data-task", task.id());
        return item;
    }

    private void mark(String id) {
        list.getChildren().forEach(item -> {
            var on = id.equals(item.getElement().getAttribute("data-task"));
            ((ListItem) item).setClassName("on", on);
            if (on) {
                item.getElement().setAttribute("aria-current", "true");
            }
        });
    }
}
