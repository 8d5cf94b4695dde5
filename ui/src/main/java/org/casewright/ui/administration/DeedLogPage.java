package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import org.casewright.records.DeedLog;
import org.casewright.records.DeedLog.Deed;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Sentence;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** What those who administer have done, for whoever watches them. */
@Route(value = "administration-log", layout = MainLayout.class)
@PermitAll
class DeedLogPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final String ROUTE = "administration-log";
    private static final String ABOUT = "about";
    private static final String BY = "by";
    private static final int PAGE = 50;

    private final transient DeedLog log;
    private final transient Asker asker;

    DeedLogPage(DeedLog log, Asker asker) {
        this.log = log;
        this.asker = asker;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!log.isOpenTo(asker.actor())) {
            throw new NotFoundException();
        }
        var asked = event.getLocation().getQueryParameters();
        var about = asked.getSingleParameter(ABOUT).orElse("").strip();
        var by = asked.getSingleParameter(BY).orElse("").strip();
        at(List.of(Crumb.here(text("Log of administration"))));
        removeAll();
        var list = new UnorderedList();
        list.addClassName("notices");
        list.getElement().setAttribute("aria-label", text("What was done"));
        var sheet = new Div(search(about, by));
        sheet.addClassName("sheet");
        add(sheet);
        more(list, about.isEmpty() ? null : about, by.isEmpty() ? null : by, null);
        sheet.add(
                list.getChildren().findAny().isPresent()
                        ? list
                        : new Empty(
                                "search",
                                text("Nothing of that was done"),
                                text(
                                        "Give the whole name by which an account signs in or a team is known, or the code of a unit or a"
                                                + " partner.")));
    }

    private static Div search(String about, String by) {
        var what = new TextField(text("Account, team, unit or partner"), about, "");
        what.setPlaceholder(text("Name or code"));
        var who = new TextField(text("Done by"), by, "");
        who.setPlaceholder(text("Name"));
        what.setMaxLength(200);
        who.setMaxLength(200);
        var ask = new Button(text("Show"), event -> ask(what.getValue(), who.getValue()));
        ask.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        what.addKeyPressListener(Key.ENTER, event -> ask(what.getValue(), who.getValue()));
        who.addKeyPressListener(Key.ENTER, event -> ask(what.getValue(), who.getValue()));
        var row = new Div(what, who, ask);
        row.addClassName("ask");
        return row;
    }

    private static void ask(String about, String by) {
        var parameters = new LinkedHashMap<String, String>();
        if (!about.isBlank()) {
            parameters.put(ABOUT, about.strip());
        }
        if (!by.isBlank()) {
            parameters.put(BY, by.strip());
        }
        UI.getCurrent().navigate(ROUTE, QueryParameters.simple(parameters));
    }

    private void more(UnorderedList list, @Nullable String about, @Nullable String by, @Nullable String cursor) {
        var actor = asker.actor();
        var catalog = asker.catalog();
        var values = new Values(catalog, getLocale(), ZoneId.of(actor.zone()));
        var words = new DeedWords(catalog, values);
        var page = log.list(about, by, cursor, PAGE, actor);
        page.items().forEach(deed -> list.add(line(deed, words, values)));
        var next = page.next();
        if (next != null) {
            var last = new ListItem();
            last.add(new Button(text("Show more"), event -> {
                list.remove(last);
                more(list, about, by, next);
            }));
            list.add(last);
        }
    }

    private static ListItem line(Deed deed, DeedWords words, Values values) {
        var who = deed.by().startsWith("command:")
                ? text("Command line ({0})", deed.by().substring("command:".length()))
                : deed.byTitle();
        var said = new Div(words.sentence(deed, Sentence.name(who)));
        said.addClassName("grow");
        var changes = words.changes(deed);
        if (!changes.isEmpty()) {
            var change = new Paragraph(String.join("\n", changes));
            change.getElement().setAttribute("dir", "auto");
            said.add(change);
        }
        var small = new Div(values.moment(deed.at())
                + (who.equals(deed.byTitle()) && !who.equals(deed.by()) ? " · " + deed.by() : ""));
        small.addClassNames("sm", "mute");
        said.add(small);
        return new ListItem(said);
    }
}
