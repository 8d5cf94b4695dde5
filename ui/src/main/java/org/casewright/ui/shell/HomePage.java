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
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.KeptDraft;
import org.casewright.process.Queue;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.casewright.records.Door;
import org.casewright.records.Drafts;
import org.casewright.records.Query;
import org.casewright.records.Recent;
import org.casewright.records.Records;
import org.casewright.ui.part.Status;
import org.casewright.ui.part.Values;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** What waits for the asker, and what changed lately. */
@Route(value = "", layout = MainLayout.class)
@PermitAll
class HomePage extends Page implements AfterNavigationObserver {

    private static final long serialVersionUID = 1L;

    private static final int LINES = 6;
    private static final int LISTS = 2;
    private static final String TASK = "task/";

    private final transient Records records;
    private final transient Tasks tasks;
    private final transient Drafts drafts;
    private final transient Recent recent;
    private final transient Asker asker;

    HomePage(Records records, Tasks tasks, Drafts drafts, Recent recent, Asker asker) {
        this.records = records;
        this.tasks = tasks;
        this.drafts = drafts;
        this.recent = recent;
        this.asker = asker;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var actor = asker.actor();
        var values = new Values(asker.catalog(), getLocale(), ZoneId.of(actor.zone()));
        at(List.of(Crumb.here(text("Home"))));
        removeAll();
        var sheet = new Div();
        sheet.addClassName("sheet");
        drafts(actor, values).ifPresent(sheet::add);
        overdue(actor, values).ifPresent(sheet::add);
        sheet.add(
                section(
                        text("Your tasks"),
                        tasks.list(Tasks.View.MINE, null, LINES, actor).stream()
                                .map(task -> line(task, values))
                                .toList(),
                        text("Nothing waits here."),
                        inbox(Tasks.View.MINE)),
                section(
                        text("Your team’s tasks"),
                        tasks.queues(LINES, actor).stream()
                                .map(queue -> line(queue, values))
                                .toList(),
                        text("Nothing waits here."),
                        inbox(Tasks.View.TEAM)));
        opened(actor, values).ifPresent(sheet::add);
        asker.catalog().modules().stream()
                .flatMap(module -> module.main().stream().map(module.entities()::get))
                .flatMap(Stream::ofNullable)
                .filter(entity -> records.privileges(entity.ref(), null, actor).contains("read"))
                .limit(LISTS)
                .forEach(entity -> sheet.add(changed(entity, actor, values)));
        add(sheet);
    }

    private static Anchor inbox(Tasks.View view) {
        return new Anchor("inbox?view=" + view.name().toLowerCase(Locale.ROOT), text("Inbox"));
    }

    /** What is begun and not saved; nothing where there is none that the asker could go on with. */
    private Optional<Section> drafts(Actor actor, Values values) {
        var lines = drafts.of(actor).stream()
                .flatMap(draft ->
                        name(draft, actor)
                                .map(name -> line(new Anchor(draft.place(), name), draft.savedAt(), values))
                                .stream())
                .limit(LINES)
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(section(text("Drafts"), lines, "", null));
    }

    private Optional<String> name(KeptDraft draft, Actor actor) {
        if (draft.place().startsWith(TASK)) {
            return tasks.find(draft.place().substring(TASK.length()), actor)
                    .map(task -> text("{0}: {1}##a task, its record", task.name(), task.recordTitle()));
        }
        var id = draft.record();
        var entity = asker.catalog().findEntity(draft.entity());
        return id == null
                ? entity.filter(found ->
                                records.privileges(found.ref(), null, actor).contains("create"))
                        .map(found -> text("New {0}", Words.lower(found.title())))
                : entity.flatMap(found -> records.get(found.ref(), id.toString(), actor, Door.TITLE))
                        .map(record -> text("Changes to {0}", records.title(record, actor)));
    }

    private Optional<Section> overdue(Actor actor, Values values) {
        var late = tasks.list(Tasks.View.OVERDUE, null, LINES, actor).stream()
                .map(task -> line(task, values))
                .toList();
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of(section(text("Overdue"), late, "", inbox(Tasks.View.OVERDUE)));
    }

    private Optional<Section> opened(Actor actor, Values values) {
        var lines = recent.of(actor, LINES).stream()
                .map(seen -> line(
                        new Anchor(
                                seen.record().entity().ref() + "/"
                                        + seen.record().id(),
                                seen.title()),
                        seen.at(),
                        values))
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(section(text("Opened lately"), lines, "", null));
    }

    private static ListItem line(Anchor what, OffsetDateTime at, Values values) {
        what.addClassNames("cut", "grow");
        var when = new Span(values.lately(at));
        when.addClassNames("mute", "nw");
        return new ListItem(what, when);
    }

    private static ListItem line(Queue queue, Values values) {
        var name = new Anchor("inbox?view=team", queue.name());
        name.addClassNames("cut", "grow");
        var line = new ListItem(name);
        if (queue.late() > 0) {
            line.add(new Status(text("{0} late", queue.late()), "bad"));
        }
        var many = new Span(values.count(queue.tasks()));
        many.addClassNames("mute", "nw");
        line.add(many);
        return line;
    }

    private static ListItem line(Task task, Values values) {
        var about = new Span(task.recordTitle());
        about.addClassNames("ink2", "cut", "grow");
        var due = new Span(task.due() == null ? "" : text("due {0}", values.lately(task.due())));
        due.addClassNames("mute", "nw");
        return new ListItem(new Anchor("task/" + task.id(), task.name()), about, due);
    }

    private Section changed(EntityDefinition entity, Actor actor, Values values) {
        var found = records.find(Query.of(entity.ref()).limitedTo(LINES), actor).items();
        var titles = records.ownTitles(found, actor);
        var lines = found.stream()
                .map(record -> line(
                        new Anchor(entity.ref() + "/" + record.id(), titles.get(record.id())),
                        record.system().updatedAt(),
                        values))
                .toList();
        return section(
                text("{0}, changed lately", entity.plural()),
                lines,
                text("None yet."),
                new Anchor(entity.ref(), text("All {0}", Words.lower(entity.plural()))));
    }

    private static Section section(String title, List<ListItem> lines, String nothing, @Nullable Component more) {
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
        if (more != null) {
            section.add(more);
        }
        return section;
    }
}
