package org.casewright.ui.record;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import com.vaadin.flow.dom.Element;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.history.Erasing;
import org.casewright.history.History;
import org.casewright.identity.Directory;
import org.casewright.problem.Refusal;
import org.casewright.process.StepEntry;
import org.casewright.process.Task;
import org.casewright.records.BreakGlass;
import org.casewright.records.HistoryEntry;
import org.casewright.records.Notes;
import org.casewright.records.Notes.Written;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Notices;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Veil;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** What is to be done about a record, and what was done with it, newest first. */
class Timeline extends Aside {

    private static final long serialVersionUID = 1L;

    private static final int FIRST = 30;
    private static final Map<String, String> DEEDS = Map.ofEntries(
            Map.entry("create", Words.key("{0} entered this")),
            Map.entry("retire", Words.key("{0} retired this")),
            Map.entry("restore", Words.key("{0} restored this")),
            Map.entry("operation", Words.key("{0} did “{1}”")),
            Map.entry("undo", Words.key("{0} undid “{1}”")),
            Map.entry("assign", Words.key("{0} reassigned this")),
            Map.entry("share", Words.key("{0} shared this")),
            Map.entry("unshare", Words.key("{0} ended a share")),
            Map.entry(BreakGlass.ACTION, Words.key("{0} opened what is restricted")),
            Map.entry(Erasing.ACTION, Words.key("{0} had values of the past erased")));
    /** What stands in lines about access, by its title. */
    private static final Map<String, String> OF_ACCESS = Map.of(
            "unit", Words.key("Unit"),
            "owner", Words.key("Owner"),
            "with", Words.key("With"),
            "privileges", Words.key("They may"),
            "profile", Words.key("They see"));

    /** Where in a sentence the name of whoever did it stands. */
    private static final String WHO = "\uFFFC";

    private static final Map<String, String> ICONS = Map.ofEntries(
            Map.entry("create", "plus"),
            Map.entry("update", "edit"),
            Map.entry("retire", "trash"),
            Map.entry("restore", "undo"),
            Map.entry("operation", "check"),
            Map.entry("undo", "undo"),
            Map.entry(BreakGlass.ACTION, "key"),
            Map.entry(History.REVEAL, "eye"),
            Map.entry("assign", "users"),
            Map.entry("share", "share"),
            Map.entry("unshare", "share"),
            Map.entry(Erasing.ACTION, "trash"));

    private final transient FormContext context;
    private final transient EntityRecord record;
    private final transient EntityDefinition entity;
    private final transient Told told;
    private final transient Notes notes;
    private final transient Map<UUID, String> titles;
    private final transient LongConsumer past;
    private final OrderedList lines = new OrderedList();
    private final Div below = new Div();
    private final long latest;
    private final @Nullable NoteBox box;
    private Kind kind = Kind.ALL;
    private transient List<Written> written;
    private @Nullable LocalDate day;

    /** What of it is shown. */
    private enum Kind {
        ALL,
        CHANGES,
        TASKS,
        NOTES,
        FILES;

        private String title() {
            return switch (this) {
                case ALL -> text("All##of the timeline");
                case CHANGES -> text("Changes");
                case TASKS -> text("Tasks");
                case NOTES -> text("Notes");
                case FILES -> text("Documents");
            };
        }
    }

    /** What is told besides the notes: tasks that are open, what was done with the record, and the steps of its processes. */
    record Told(List<Task> tasks, List<HistoryEntry> history, List<StepEntry> steps) {}

    /**
     * Shows all of it.
     *
     * @param past opens the record as it was at a version
     */
    Timeline(
            FormContext context,
            EntityRecord record,
            Told told,
            Notes notes,
            Map<UUID, String> titles,
            LongConsumer past) {
        this.context = context;
        this.record = record;
        this.entity = record.entity();
        this.told = told;
        this.notes = notes;
        this.titles = titles;
        this.past = past;
        this.latest =
                told.history().stream().mapToLong(HistoryEntry::version).max().orElse(0);
        this.written = notes.of(record, context.actor().get());
        addClassName("side");
        getElement().setAttribute("aria-label", text("Timeline"));
        lines.addClassName("tl");
        add(head());
        box = notes.isOffered(record, context.actor().get()) ? new NoteBox(this::write) : null;
        if (box != null) {
            add(box);
        }
        add(lines, below);
        show();
    }

    /** Whether a note is begun and not written down. */
    boolean isWriting() {
        return box != null && box.isBegun();
    }

    private Div head() {
        var heading = new H2(text("Timeline"));
        heading.addClassNames("h2", "grow");
        var filter = new Select<Kind>();
        filter.addThemeVariants(SelectVariant.LUMO_SMALL);
        filter.setItems(Kind.values());
        filter.setItemLabelGenerator(Kind::title);
        filter.setValue(kind);
        filter.setAriaLabel(text("What the timeline shows"));
        filter.getElement().setAttribute("data-key", "f").setAttribute("data-words", text("What the timeline shows"));
        filter.addValueChangeListener(event -> {
            kind = event.getValue();
            show();
        });
        var head = new Div(heading, filter);
        head.addClassName("row");
        return head;
    }

    private void show() {
        lines.removeAll();
        below.removeAll();
        day = null;
        if (!told.tasks().isEmpty() && (kind == Kind.ALL || kind == Kind.TASKS)) {
            lines.add(day(text("Open tasks")));
            told.tasks().forEach(task -> lines.add(line(task)));
        }
        var happened = happened()
                .filter(each -> kind == Kind.ALL || each.kinds().contains(kind))
                .sorted(Comparator.comparing(Happening::at).reversed())
                .toList();
        happened.stream().limit(FIRST).forEach(this::show);
        if (happened.size() > FIRST) {
            var more = new Button(text("Show all {0}", happened.size()));
            more.addThemeVariants(ButtonVariant.LUMO_SMALL);
            more.addClickListener(event -> {
                below.removeAll();
                happened.stream().skip(FIRST).forEach(this::show);
            });
            below.add(more);
        }
        if (lines.getChildren().findAny().isEmpty()) {
            var nothing = new Paragraph(text("Nothing of this kind yet."));
            nothing.addClassNames("sm", "mute");
            below.add(nothing);
        }
    }

    /** That a note was written stands in the history too; here the note itself says it. */
    private Stream<Happening> happened() {
        var changes = told.history().stream()
                .filter(entry -> !Notes.ACTIONS.contains(entry.action()))
                .map(entry -> new Happening(
                        entry.at(),
                        hasFile(entry) ? Set.of(Kind.CHANGES, Kind.FILES) : Set.of(Kind.CHANGES),
                        () -> line(entry)));
        var steps = told.steps().stream()
                .filter(step -> step.kind() == StepEntry.Kind.TASK)
                .map(step -> new Happening(step.at(), Set.of(Kind.TASKS), () -> line(step)));
        var said = written.stream().map(note -> new Happening(note.note().at(), Set.of(Kind.NOTES), () -> line(note)));
        return Stream.of(changes, steps, said).flatMap(each -> each);
    }

    private boolean hasFile(HistoryEntry entry) {
        return entry.changes().keySet().stream()
                .anyMatch(name -> entity.property(name)
                        .filter(property -> property.type() instanceof PropertyType.Attachment
                                || property.type().parts().stream()
                                        .anyMatch(part -> part.type() instanceof PropertyType.Attachment))
                        .isPresent());
    }

    /** A change of the record, a step of its process, or a note. */
    private record Happening(OffsetDateTime at, Set<Kind> kinds, Supplier<ListItem> line) {}

    private void show(Happening happening) {
        var date = context.values().dayOf(happening.at());
        if (!date.equals(day)) {
            day = date;
            lines.add(day(context.values().dayName(date)));
        }
        lines.add(happening.line().get());
    }

    private String write(String words) {
        return did(actor -> notes.write(entity.ref(), record.id().toString(), words, actor));
    }

    /** Does something with a note, and shows what comes of it; gives back what is wrong, empty for nothing. */
    private String did(Consumer<Actor> deed) {
        try {
            var actor = context.actor().get();
            deed.accept(actor);
            written = notes.of(record, actor);
            show();
            return "";
        } catch (Refusal refusal) {
            return Words.wrong(refusal);
        }
    }

    private ListItem line(Written written) {
        var note = written.note();
        var line = new ListItem(mark("note"), said(text("{0} noted", WHO), written.byTitle()));
        line.addClassName("note");
        var changed = note.changedAt() == null
                ? null
                : text("changed {0}", context.values().timeOf(note.changedAt()));
        line.add(small(listed(context.values().timeOf(note.at()), changed)));
        var words = new Paragraph();
        words.addClassName("words");
        words.getElement().setAttribute("dir", "auto");
        if (note.struckAt() == null) {
            words.setText(note.text());
        } else {
            words.getElement().appendChild(new Element("del").setText(note.text()));
        }
        line.add(words);
        if (note.struckAt() != null) {
            line.add(small(text(
                    "Struck out by {0}, {1}",
                    written.struckByTitle(), context.values().lately(note.struckAt()))));
        }
        var buttons = new Div();
        buttons.addClassName("row");
        if (written.changeable()) {
            buttons.add(button(text("Change"), () -> change(line, written)));
        }
        if (written.strikable()) {
            buttons.add(button(text("Strike out"), () -> strike(note.id())));
        }
        if (buttons.getChildren().findAny().isPresent()) {
            line.add(buttons);
        }
        return line;
    }

    private static Button button(String words, Runnable action) {
        var button = new Button(words, event -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private void strike(UUID note) {
        var wrong = did(actor -> notes.strike(entity.ref(), record.id().toString(), note, actor));
        if (!wrong.isEmpty()) {
            Notices.done(wrong);
        }
    }

    private void change(ListItem line, Written written) {
        line.removeAll();
        line.add(
                mark("note"),
                new NoteBox(words -> did(actor -> notes.change(
                                entity.ref(),
                                record.id().toString(),
                                written.note().id(),
                                words,
                                actor)))
                        .of(written.note().text()));
    }

    private static ListItem day(String text) {
        var line = new ListItem(text);
        line.addClassName("day");
        return line;
    }

    private ListItem line(Task task) {
        var who = task.assigneeTitle() != null
                ? task.assigneeTitle()
                : roles(task).stream().collect(commas());
        var about = task.due() == null
                ? who
                : text("{0}, due {1}", who, context.values().moment(task.due()));
        var open = new Button(text("Open##to open"), event -> UI.getCurrent().navigate("task/" + task.id()));
        open.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return new ListItem(mark("clock"), said(WHO, task.name()), small(about), open);
    }

    private List<String> roles(Task task) {
        return task.roles().stream()
                .map(role -> context.catalog().roles().getOrDefault(role, role))
                .toList();
    }

    private ListItem line(StepEntry step) {
        var line = new ListItem(mark("check"), said(text("{0} completed {1}", WHO, step.name()), step.byTitle()));
        line.add(small(listed(context.values().timeOf(step.at()), step.outcome())));
        if (step.comment() != null) {
            line.add(new Paragraph(step.comment()));
        }
        return line;
    }

    /** What is there, one behind the other. */
    private static String listed(@Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isEmpty()).collect(commas());
    }

    private ListItem line(HistoryEntry entry) {
        var line = new ListItem(mark(ICONS.getOrDefault(entry.action(), "edit")));
        var isUpdate = entry.action().equals("update");
        var named = entry.action().equals("operation") || entry.action().equals("undo");
        line.add(said(sentence(entry), entry.by().equals(Actor.ENGINE.name()) ? text("System") : entry.byTitle()));
        line.add(small(listed(context.values().timeOf(entry.at()), named ? null : entry.step(), until(entry))));
        if (entry.reason() != null) {
            line.add(new Paragraph(entry.reason()));
        }
        if (entry.input() != null) {
            line.add(input(entry.input(), Objects.requireNonNullElse(entry.step(), "")));
        }
        if (isUpdate) {
            entry.changes().forEach((name, difference) -> line.add(change(name, difference)));
            withheld(entry).forEach(title -> line.add(veiled(title)));
        } else if (OF_ACCESS.keySet().containsAll(entry.changes().keySet())) {
            entry.changes().forEach((name, difference) -> line.add(accessTo(name, difference)));
        }
        if (entry.version() < latest) {
            var then = new Button(text("As it was then"), event -> past.accept(entry.version()));
            then.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            line.add(then);
        }
        return line;
    }

    private String sentence(HistoryEntry entry) {
        if (entry.action().equals(History.REVEAL)) {
            return text("{0} asked to see {1}", WHO, Words.all(withheld(entry)));
        }
        var deed = DEEDS.get(entry.action());
        if (entry.action().equals("update")) {
            return text(
                    "{0} changed {1, plural, one{# field} other{# fields}}",
                    WHO, entry.changes().size() + entry.withheld().size());
        }
        return deed == null ? text("{0}: {1}##who did what", WHO, entry.action()) : text(deed, WHO, entry.step());
    }

    /** Titles of what is told only to who asks for it. */
    private List<String> withheld(HistoryEntry entry) {
        return entry.withheld().stream()
                .map(name ->
                        entity.property(name).map(PropertyDefinition::title).orElse(name))
                .toList();
    }

    private static Component veiled(String title) {
        var line = line(title, "", "");
        line.getElement().removeAllChildren();
        line.getElement()
                .appendChild(
                        Element.createText(text("{0}:", title) + " "),
                        Veil.dots().getElement());
        return line;
    }

    private String until(HistoryEntry entry) {
        return entry.until() == null ? "" : text("until {0}", context.values().moment(entry.until()));
    }

    /** The record that the operation made. */
    private Component input(UUID id, String step) {
        var link = new Paragraph();
        entity.operations().values().stream()
                .filter(operation -> operation.title().equals(step))
                .findFirst()
                .ifPresent(operation -> link.add(new Anchor(
                        operation.creates() + "/" + id,
                        context.catalog().entity(operation.creates()).title())));
        return link;
    }

    /** To whom the record belonged and belongs, or with whom it is shared. */
    private Component accessTo(String name, HistoryEntry.Difference difference) {
        var old = known(name, difference.old());
        var now = known(name, difference.value());
        var moved = name.equals("unit") || name.equals("owner");
        var title = OF_ACCESS.get(name);
        return line(title == null ? name : text(title), moved ? old : "", moved || !now.isEmpty() ? now : old);
    }

    private String known(String name, tools.jackson.databind.@Nullable JsonNode value) {
        var text = value == null ? "" : value.asString("");
        return switch (name) {
            case "unit" ->
                context.directory().unit(text).map(Directory.Unit::name).orElse(text);
            case "owner" ->
                text.isEmpty()
                        ? text("the unit’s queue")
                        : context.directory()
                                .account(text)
                                .map(Directory.Account::title)
                                .orElse(text);
            case "profile" -> text("some fields only");
            case "privileges" ->
                Stream.of(text.split(", "))
                        .map(deed -> deed.equals("read") ? text("read it") : SharesDialog.words(deed, deed))
                        .collect(commas());
            default -> text;
        };
    }

    private Component change(String name, HistoryEntry.Difference difference) {
        var property = entity.properties().get(name);
        var type = property != null
                ? property.type()
                : SystemNames.find(name)
                        .map(SystemNames.Named::type)
                        .orElseGet(() -> new PropertyType.Text(0, 1, null, null));
        var title = property != null
                ? property.title()
                : SystemNames.find(name).map(SystemNames.Named::title).orElse(name);
        return line(title, shown(type, difference.old()), shown(type, difference.value()));
    }

    private static Component line(String title, String old, String now) {
        var line = new Paragraph();
        line.addClassNames("sm", "ink2");
        line.getElement().appendChild(Element.createText(text("{0}:", title) + " "));
        if (!old.isEmpty()) {
            line.getElement().appendChild(new Element("del").setText(old), Element.createText(" "));
        }
        line.getElement().appendChild(Element.createText(now.isEmpty() ? "\u2014" : now));
        return line;
    }

    private String shown(PropertyType type, tools.jackson.databind.@Nullable JsonNode value) {
        if (type instanceof PropertyType.Group && value != null && !value.isEmpty()) {
            return text("{0, plural, one{# line} other{# lines}}", value.size());
        }
        return context.values().text(type, value, titles);
    }

    private static Span mark(String icon) {
        var mark = new Span(new Icon(icon));
        mark.addClassName("g");
        return mark;
    }

    /** A sentence in which the name of whoever it is about is bold. */
    private static Paragraph said(String sentence, String who) {
        var line = new Paragraph();
        var at = Math.max(0, sentence.indexOf(WHO));
        var rest = sentence.startsWith(WHO, at) ? sentence.substring(at + WHO.length()) : sentence;
        line.getElement()
                .appendChild(
                        Element.createText(sentence.substring(0, at)),
                        new Element("b").setText(who),
                        Element.createText(rest));
        return line;
    }

    private static Div small(String text) {
        var small = new Div(text);
        small.addClassNames("sm", "mute");
        return small;
    }
}
