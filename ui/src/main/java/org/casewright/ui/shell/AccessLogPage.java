package org.casewright.ui.shell;

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
import com.vaadin.flow.dom.Element;
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
import org.casewright.records.AccessLog;
import org.casewright.records.AccessLog.Step;
import org.casewright.records.AccessLog.Steps;
import org.casewright.records.AccessLog.Subject;
import org.casewright.records.BreakGlass;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/** Who has seen a record, and who has changed it, for who answers for the protection of data. */
@Route(value = AccessLogPage.ROUTE, layout = MainLayout.class)
@PermitAll
class AccessLogPage extends Page implements BeforeEnterObserver {

    static final String ROUTE = "access-log";

    private static final long serialVersionUID = 1L;

    private static final String TITLE = "Access log";
    private static final String WANTED = "for";
    private static final String RECORD = "record";
    private static final int PAGE = 50;

    private static final Map<String, String> DOORS = Map.of(
            "record", " read it",
            "list", " saw it on a list",
            "history", " read what it was before",
            "reference", " saw it beside another record",
            "title", " saw its title",
            "file", " opened a file of it",
            "form", " had it in a form",
            "change", " saw it after a change",
            "export", " took it away in a file",
            "audit", " looked up who has seen it");
    private static final Map<String, String> DEEDS = Map.ofEntries(
            Map.entry("create", " entered it"),
            Map.entry("update", " changed it"),
            Map.entry("retire", " retired it"),
            Map.entry("restore", " restored it"),
            Map.entry("operation", " did an operation with it"),
            Map.entry("undo", " undid an operation"),
            Map.entry(BreakGlass.ACTION, " opened what is restricted in it"),
            Map.entry(Erasing.ACTION, " had values of its past erased"),
            Map.entry("assign", " reassigned it"),
            Map.entry("share", " shared it"),
            Map.entry("unshare", " ended a share of it"));

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
        at(List.of(Crumb.here(TITLE)));
        removeAll();
        var sheet = new Div(search(wanted));
        sheet.addClassName("sheet");
        add(sheet);
        if (!wanted.isEmpty()) {
            show(sheet, wanted, asked.getSingleParameter(RECORD).orElse(""));
        }
    }

    private static Div search(String wanted) {
        var field = new TextField("Number or id of a record", wanted, "");
        field.setMaxLength(200);
        field.setAutofocus(wanted.isEmpty());
        var ask = new Button("Who has seen it?", event -> ask(field.getValue()));
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
                                "There is no record “" + wanted + "”",
                                "Give the whole number, as it stands on the record, or its id. What is hidden from you is not found."));
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
        var heading = new H2("Which one?");
        heading.addClassName("h2");
        return new Section(heading, list);
    }

    private Section steps(Subject subject) {
        var heading = new H2(subject.title() + (subject.number() == null ? "" : " " + subject.number()));
        heading.addClassName("h2");
        var kept = new Paragraph(
                switch (subject.readings()) {
                    case ALL -> "Every reading is kept, beside changes and openings.";
                    case SOME -> "Readings of what is restricted are kept, beside changes and openings.";
                    case NONE -> "Readings of such records are not kept; these are changes and openings.";
                });
        kept.addClassNames("sm", "ink2");
        var list = new UnorderedList();
        list.addClassName("notices");
        list.getElement().setAttribute("aria-label", "Who had to do with it");
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
            last.add(new Button("Show more", event -> {
                list.remove(last);
                more(list, record, next);
            }));
            list.add(last);
        }
    }

    private static ListItem line(Step step, Values values) {
        var deed = step.action().equals("read")
                ? DOORS.getOrDefault(step.door() == null ? "" : step.door(), " read it")
                : DEEDS.getOrDefault(step.action(), " did something with it");
        var sentence = new Paragraph();
        sentence.getElement()
                .appendChild(
                        new Element("b").setText(step.byTitle()).setAttribute("dir", "auto"), Element.createText(deed));
        var words = new Div(sentence);
        words.addClassName("grow");
        if (step.reason() != null) {
            var said = new Paragraph(step.reason());
            said.getElement().setAttribute("dir", "auto");
            words.add(said);
        }
        var until = step.until();
        var small = new Div(values.moment(step.at())
                + (until == null ? "" : ", until " + values.moment(until))
                + (step.byTitle().equals(step.by()) ? "" : " · " + step.by()));
        small.addClassNames("sm", "mute");
        words.add(small);
        return new ListItem(words);
    }
}
