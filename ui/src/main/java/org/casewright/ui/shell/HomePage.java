package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.ui.part.Values;
import org.casewright.ui.part.Words;

/** What waits for the asker, and what changed lately. */
@Route(value = "", layout = MainLayout.class)
@PermitAll
class HomePage extends Page implements AfterNavigationObserver {

    private static final long serialVersionUID = 1L;

    private static final int LINES = 6;
    private static final int LISTS = 2;

    private final transient Records records;
    private final transient Tasks tasks;
    private final transient Asker asker;

    HomePage(Records records, Tasks tasks, Asker asker) {
        this.records = records;
        this.tasks = tasks;
        this.asker = asker;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var actor = asker.actor();
        at(List.of(Crumb.here(text("Home"))));
        removeAll();
        var sheet = new Div(
                waiting(text("Your tasks"), Tasks.View.MINE, actor),
                waiting(text("Your team’s tasks"), Tasks.View.TEAM, actor));
        sheet.addClassName("sheet");
        asker.catalog().modules().stream()
                .flatMap(module -> module.main().stream().map(module.entities()::get))
                .flatMap(Stream::ofNullable)
                .filter(entity -> records.privileges(entity.ref(), null, actor).contains("read"))
                .limit(LISTS)
                .forEach(entity -> sheet.add(changed(entity, actor)));
        add(sheet);
    }

    private Section waiting(String title, Tasks.View view, Actor actor) {
        var values = new Values(asker.catalog(), getLocale(), ZoneId.of(actor.zone()));
        var lines = tasks.list(view, null, LINES, actor).stream()
                .map(task -> line(task, values))
                .toList();
        return section(
                title,
                lines,
                text("Nothing waits here."),
                new Anchor("inbox?view=" + view.name().toLowerCase(Locale.ROOT), text("Inbox")));
    }

    private static ListItem line(Task task, Values values) {
        var about = new Span(task.recordTitle());
        about.addClassNames("ink2", "cut", "grow");
        var due = new Span(task.due() == null ? "" : text("due {0}", values.lately(task.due())));
        due.addClassNames("mute", "nw");
        return new ListItem(new Anchor("task/" + task.id(), task.name()), about, due);
    }

    private Section changed(EntityDefinition entity, Actor actor) {
        var values = new Values(asker.catalog(), getLocale(), ZoneId.of(actor.zone()));
        var found = records.find(Query.of(entity.ref()).limitedTo(LINES), actor).items();
        var titles = records.ownTitles(found, actor);
        var lines = found.stream()
                .map(record -> {
                    var title = new Anchor(entity.ref() + "/" + record.id(), titles.get(record.id()));
                    title.addClassNames("cut", "grow");
                    var when = new Span(values.lately(record.system().updatedAt()));
                    when.addClassNames("mute", "nw");
                    return new ListItem(title, when);
                })
                .toList();
        return section(
                text("{0}, changed lately", entity.plural()),
                lines,
                text("None yet."),
                new Anchor(entity.ref(), text("All {0}", Words.lower(entity.plural()))));
    }

    private static Section section(String title, List<ListItem> lines, String nothing, Component more) {
        var heading = new H2(title);
        heading.addClassName("h2");
        var section = new Section(heading);
        if (lines.isEmpty()) {
            var none = new Paragraph(nothing);
            none.addClassName("mute");
            section.add(none);
        } else {
            section.add(new UnorderedList(lines.toArray(ListItem[]::new)));
        }
        section.add(more);
        return section;
    }
}
