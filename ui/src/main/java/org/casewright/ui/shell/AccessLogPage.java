package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.history.Erasing;
import org.casewright.history.History;
import org.casewright.records.AccessLog;
import org.casewright.records.AccessLog.Step;
import org.casewright.records.AccessLog.Steps;
import org.casewright.records.AccessLog.Subject;
import org.casewright.records.BreakGlass;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Sentence;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/** Who has seen a record, and who has changed it, for who answers for the protection of data. */
@Route(value = AccessLogPage.ROUTE, layout = MainLayout.class)
@PermitAll
class AccessLogPage extends Page implements BeforeEnterObserver {

    static final String ROUTE = "access-log";

    private static final long serialVersionUID = 1L;

    private static final String TITLE = key("Access log");
    private static final String WANTED = "for";
    private static final String RECORD = "record";
    private static final int PAGE = 50;

    private static final Map<String, String> DOORS = Map.of(
            "record", key("{0} read it"),
            "list", key("{0} saw it on a list"),
            "history", key("{0} read what it was before"),
            "reference", key("{0} saw it beside another record"),
            "title", key("{0} saw its title"),
            "file", key("{0} opened a file of it"),
            "form", key("{0} had it in a form"),
            "change", key("{0} saw it after a change"),
            "export", key("{0} took it away in a file"),
            "audit", key("{0} looked up who has seen it"));
    private static final Map<String, String> DEEDS = Map.ofEntries(
            Map.entry("create", key("{0} entered it")),
            Map.entry("update", key("{0} changed it")),
            Map.entry("retire", key("{0} retired it")),
            Map.entry("restore", key("{0} restored it")),
            Map.entry("operation", key("{0} did an operation with it")),
            Map.entry("undo", key("{0} undid an operation")),
            Map.entry(BreakGlass.ACTION, key("{0} opened what is restricted in it")),
            Map.entry(History.REVEAL, key("{0} asked to see a value that is hidden")),
            Map.entry(Erasing.ACTION, key("{0} had values of its past erased")),
            Map.entry("assign", key("{0} reassigned it")),
            Map.entry("share", key("{0} shared it")),
            Map.entry("unshare", key("{0} ended a share of it")));

    private final transient AccessLog log;
    private final transient Asker asker;

    AccessLogPage(AccessLog log, Asker asker) {
        this.log = log;
        this.asker = asker;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!log.isOpenTo(asker.actor())) {
            throw new NotFoundException();
        }
        var asked = event.getLocation().getQueryParameters();
        var wanted = asked.getSingleParameter(WANTED).orElse("").strip();
        at(List.of(Crumb.here(text(TITLE))));
        removeAll();
        var sheet = new Div(search(wanted));
        sheet.addClassName("sheet");
        add(sheet);
        if (!wanted.isEmpty()) {
            show(sheet, wanted, asked.getSingleParameter(RECORD).orElse(""));
        }
    }

    private static Div search(String wanted) {
        var field = new TextField(text("Number or id of a record"), wanted, "");
        field.setMaxLength(200);
        field.setAutofocus(wanted.isEmpty());
        var ask = new Button(text("Who has seen it?"), event -> ask(field.getValue()));
        ask.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        field.addKeyPressListener(Key.ENTER, event -> ask(field.getValue()));
        var row = new Div(field, ask);
        row.addClassName("ask");
        return row;
    }

    private static void ask(String wanted) {
        UI.getCurrent().navigate(ROUTE, QueryParameters.of(WANTED, wanted.strip()));
    }

    private void show(Div sheet, String wanted, String chosen) {
        var found = log.find(wanted, asker.actor());
        var subjects = found.stream()
                .filter(subject -> chosen.isEmpty() || subject.id().toString().equals(chosen))
                .toList();
        switch (subjects.size()) {
            case 0 ->
                sheet.add(
                        new Empty(
                                "search",
                                text("There is no record “{0}”", wanted),
                                text(
                                        "Give the whole number, as it stands on the record, or its id. What is hidden from you is not found.")));
            case 1 -> sheet.add(steps(subjects.getFirst()));
            default -> sheet.add(choice(wanted, subjects));
        }
    }

    private static Section choice(String wanted, List<Subject> subjects) {
        var list = new UnorderedList();
        subjects.forEach(subject -> list.add(new ListItem(new Anchor(
                ROUTE
                        + QueryParameters.simple(Map.of(
                                        WANTED, wanted, RECORD, subject.id().toString()))
                                .getQueryString()
                                .transform("?"::concat),
                subject.title() + " " + subject.number()))));
        var heading = new H2(text("Which one?"));
        heading.addClassName("h2");
        return new Section(heading, list);
    }

    private Section steps(Subject subject) {
        var heading = new H2(subject.title() + (subject.number() == null ? "" : " " + subject.number()));
        heading.addClassName("h2");
        var kept = new Paragraph(
                switch (subject.readings()) {
                    case ALL -> text("Every reading is kept, beside changes and openings.");
                    case SOME -> text("Readings of what is restricted are kept, beside changes and openings.");
                    case NONE -> text("Readings of such records are not kept; these are changes and openings.");
                });
        kept.addClassNames("sm", "ink2");
        var list = new UnorderedList();
        list.addClassName("notices");
        list.getElement().setAttribute("aria-label", text("Who had to do with it"));
        more(list, subject.id(), null);
        return new Section(heading, kept, list);
    }

    private void more(UnorderedList list, UUID record, @Nullable String cursor) {
        var actor = asker.actor();
        var values = new Values(asker.catalog(), getLocale(), ZoneId.of(actor.zone()));
        Steps page = log.steps(record, cursor, PAGE, actor);
        page.items().forEach(step -> list.add(line(step, values)));
        var next = page.next();
        if (next != null) {
            var last = new ListItem();
            last.add(new Button(text("Show more"), event -> {
                list.remove(last);
                more(list, record, next);
            }));
            list.add(last);
        }
    }

    private static ListItem line(Step step, Values values) {
        var deed = step.action().equals("read")
                ? DOORS.getOrDefault(step.door() == null ? "" : step.door(), key("{0} read it"))
                : DEEDS.getOrDefault(step.action(), key("{0} did something with it"));
        var words = new Div(Sentence.text(deed, Sentence.name(step.byTitle())));
        words.addClassName("grow");
        if (step.reason() != null) {
            var said = new Paragraph(step.reason());
            said.getElement().setAttribute("dir", "auto");
            words.add(said);
        }
        var until = step.until();
        var small = new Div(values.moment(step.at())
                + (until == null ? "" : " · " + text("until {0}", values.moment(until)))
                + (step.byTitle().equals(step.by()) ? "" : " · " + step.by()));
        small.addClassNames("sm", "mute");
        words.add(small);
        return new ListItem(words);
    }
}
