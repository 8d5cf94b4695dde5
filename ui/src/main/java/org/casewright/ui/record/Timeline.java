package org.casewright.ui.record;

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
import com.vaadin.flow.dom.Element;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.history.Erasing;
import org.casewright.identity.Directory;
import org.casewright.process.StepEntry;
import org.casewright.process.Task;
import org.casewright.records.BreakGlass;
import org.casewright.records.HistoryEntry;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.SystemNames;
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
            Map.entry("assign", "users"),
            Map.entry("share", "share"),
            Map.entry("unshare", "share"),
            Map.entry(Erasing.ACTION, "trash"));

    private final transient FormContext context;
    private final transient EntityDefinition entity;
    private final transient Map<UUID, String> titles;
    private final transient LongConsumer past;
    private final OrderedList lines = new OrderedList();
    private final long latest;
    private @Nullable LocalDate day;

    /**
     * Shows both.
     *
     * @param past opens the record as it was at a version
     */
    Timeline(
            FormContext context,
            EntityDefinition entity,
            List<Task> tasks,
            List<HistoryEntry> history,
            List<StepEntry> steps,
            Map<UUID, String> titles,
            LongConsumer past) {
        this.context = context;
        this.entity = entity;
        this.titles = titles;
        this.past = past;
        this.latest = history.stream().mapToLong(HistoryEntry::version).max().orElse(0);
        addClassName("side");
        getElement().setAttribute("aria-label", Words.text("Timeline"));
        var heading = new H2(Words.text("Timeline"));
        heading.addClassName("h2");
        lines.addClassName("tl");
        add(heading, lines);
        if (!tasks.isEmpty()) {
            lines.add(day(Words.text("Open tasks")));
            tasks.forEach(task -> lines.add(line(task)));
        }
        var happened = Stream.concat(
                        history.stream().map(entry -> new Happening(entry.at(), () -> line(entry))),
                        steps.stream()
                                .filter(step -> step.kind() == StepEntry.Kind.TASK)
                                .map(step -> new Happening(step.at(), () -> line(step))))
                .sorted(Comparator.comparing(Happening::at).reversed())
                .toList();
        happened.stream().limit(FIRST).forEach(this::show);
        if (happened.size() > FIRST) {
            var more = new Button(Words.text("Show all {0}", happened.size()));
            more.addThemeVariants(ButtonVariant.LUMO_SMALL);
            more.addClickListener(event -> {
                remove(more);
                happened.stream().skip(FIRST).forEach(this::show);
            });
            add(more);
        }
    }

    /** A change of the record, or a step of its process. */
    private record Happening(OffsetDateTime at, Supplier<ListItem> line) {}

    private void show(Happening happening) {
        var date = context.values().dayOf(happening.at());
        if (!date.equals(day)) {
            day = date;
            lines.add(day(context.values().dayName(date)));
        }
        lines.add(happening.line().get());
    }

    private static ListItem day(String text) {
        var line = new ListItem(text);
        line.addClassName("day");
        return line;
    }

    private ListItem line(Task task) {
        var who = task.assigneeTitle() != null ? task.assigneeTitle() : String.join(", ", roles(task));
        var about = task.due() == null
                ? who
                : Words.text("{0}, due {1}", who, context.values().moment(task.due()));
        var open =
                new Button(Words.text("Open##to open"), event -> UI.getCurrent().navigate("task/" + task.id()));
        open.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return new ListItem(mark("clock"), said(WHO, task.name()), small(about), open);
    }

    private List<String> roles(Task task) {
        return task.roles().stream()
                .map(role -> context.catalog().roles().getOrDefault(role, role))
                .toList();
    }

    private ListItem line(StepEntry step) {
        var line = new ListItem(mark("check"), said(Words.text("{0} completed {1}", WHO, step.name()), step.byTitle()));
        line.add(small(listed(context.values().timeOf(step.at()), step.outcome())));
        if (step.comment() != null) {
            line.add(new Paragraph(step.comment()));
        }
        return line;
    }

    /** What is there, one behind the other. */
    private static String listed(@Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private ListItem line(HistoryEntry entry) {
        var line = new ListItem(mark(ICONS.getOrDefault(entry.action(), "edit")));
        var isUpdate = entry.action().equals("update");
        var named = entry.action().equals("operation") || entry.action().equals("undo");
        line.add(
                said(sentence(entry), entry.by().equals(Actor.ENGINE.name()) ? Words.text("System") : entry.byTitle()));
        line.add(small(listed(context.values().timeOf(entry.at()), named ? null : entry.step(), until(entry))));
        if (entry.reason() != null) {
            line.add(new Paragraph(entry.reason()));
        }
        if (entry.input() != null) {
            line.add(input(entry.input(), Objects.requireNonNullElse(entry.step(), "")));
        }
        if (isUpdate) {
            entry.changes().forEach((name, difference) -> line.add(change(name, difference)));
        } else if (OF_ACCESS.keySet().containsAll(entry.changes().keySet())) {
            entry.changes().forEach((name, difference) -> line.add(accessTo(name, difference)));
        }
        if (entry.version() < latest) {
            var then = new Button(Words.text("As it was then"), event -> past.accept(entry.version()));
            then.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            line.add(then);
        }
        return line;
    }

    private static String sentence(HistoryEntry entry) {
        var deed = DEEDS.get(entry.action());
        if (entry.action().equals("update")) {
            return Words.text(
                    "{0} changed {1, plural, one{# field} other{# fields}}",
                    WHO, entry.changes().size());
        }
        return deed == null
                ? Words.text("{0}: {1}##who did what", WHO, entry.action())
                : Words.text(deed, WHO, entry.step());
    }

    private String until(HistoryEntry entry) {
        return entry.until() == null
                ? ""
                : Words.text("until {0}", context.values().moment(entry.until()));
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
        return line(title == null ? name : Words.text(title), moved ? old : "", moved || !now.isEmpty() ? now : old);
    }

    private String known(String name, tools.jackson.databind.@Nullable JsonNode value) {
        var text = value == null ? "" : value.asString("");
        return switch (name) {
            case "unit" ->
                context.directory().unit(text).map(Directory.Unit::name).orElse(text);
            case "owner" ->
                text.isEmpty()
                        ? Words.text("the unit’s queue")
                        : context.directory()
                                .account(text)
                                .map(Directory.Account::title)
                                .orElse(text);
            case "profile" -> Words.text("some fields only");
            case "privileges" ->
                Stream.of(text.split(", "))
                        .map(deed -> deed.equals("read") ? Words.text("read it") : SharesDialog.words(deed, deed))
                        .collect(Collectors.joining(", "));
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
        return line(title, text(type, difference.old()), text(type, difference.value()));
    }

    private static Component line(String title, String old, String now) {
        var line = new Paragraph();
        line.addClassNames("sm", "ink2");
        line.getElement().appendChild(Element.createText(Words.text("{0}:", title) + " "));
        if (!old.isEmpty()) {
            line.getElement().appendChild(new Element("del").setText(old), Element.createText(" "));
        }
        line.getElement().appendChild(Element.createText(now.isEmpty() ? "\u2014" : now));
        return line;
    }

    private String text(PropertyType type, tools.jackson.databind.@Nullable JsonNode value) {
        if (type instanceof PropertyType.Group && value != null && !value.isEmpty()) {
            return Words.text("{0, plural, one{# line} other{# lines}}", value.size());
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
