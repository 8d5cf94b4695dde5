package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.casewright.records.BreakGlass;
import org.casewright.records.BulkJobs;
import org.casewright.records.Notices;
import org.casewright.records.Notices.Told;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Sentence;
import org.casewright.ui.part.Values;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** What the asker was told, the latest first. */
@Route(value = "notices", layout = MainLayout.class)
@PermitAll
class NoticesPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final int PAGE = 50;

    private final transient Notices notices;
    private final transient Asker asker;
    private final Bell bell;

    NoticesPage(Notices notices, Asker asker, Bell bell) {
        this.notices = notices;
        this.asker = asker;
        this.bell = bell;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        at(List.of(Crumb.here(text("Notices"))));
        show();
    }

    private void show() {
        removeAll();
        offer();
        var list = new UnorderedList();
        list.addClassName("notices");
        list.getElement().setAttribute("aria-label", text("Notices"));
        if (more(list, null) == 0) {
            add(
                    new Empty(
                            "bell",
                            text("You were told nothing yet"),
                            text(
                                    "When somebody does what you should know of, such as opening a restricted record of yours, it stands here.")));
            return;
        }
        if (notices.unread(asker.actor()) > 0) {
            offer(new Button(text("Mark all as read"), event -> {
                notices.readAll(asker.actor());
                again();
            }));
        }
        var sheet = new Div(list);
        sheet.addClassName("sheet");
        add(sheet);
    }

    private void again() {
        show();
        bell.show(asker.actor());
    }

    private int more(UnorderedList list, @Nullable UUID after) {
        var actor = asker.actor();
        var values = new Values(asker.catalog(), getLocale(), ZoneId.of(actor.zone()));
        var page = notices.list(false, after, PAGE, actor);
        page.forEach(notice -> list.add(line(notice, values)));
        if (page.size() == PAGE) {
            var last = new ListItem();
            last.add(new Button(text("Show more"), event -> {
                list.remove(last);
                more(list, page.getLast().id());
            }));
            list.add(last);
        }
        return page.size();
    }

    private ListItem line(Told notice, Values values) {
        var words = new Div(sentence(notice));
        words.addClassName("grow");
        var reason = notice.arguments().get("reason");
        if (reason != null) {
            var said = new Paragraph(reason);
            said.getElement().setAttribute("dir", "auto");
            words.add(said);
        }
        var small = new Div(values.moment(notice.at()) + until(notice, values));
        small.addClassNames("sm", "mute");
        words.add(small);
        var line = new ListItem(words);
        if (notice.readAt() == null) {
            line.addClassName("new");
            var read = new Button(text("Mark as read"), event -> {
                notices.read(notice.id(), asker.actor());
                again();
            });
            read.addThemeVariants(ButtonVariant.LUMO_SMALL);
            line.add(read);
        }
        return line;
    }

    private static Paragraph sentence(Told notice) {
        if (notice.key().equals(BulkJobs.ACTION)) {
            return ofMany(notice);
        }
        var who = Sentence.name(notice.arguments().getOrDefault("byTitle", text("Somebody")));
        return Sentence.text(
                notice.key().equals(BreakGlass.ACTION)
                        ? "{0} opened for a while what is restricted in {1}"
                        : "{0} did something with {1}",
                who,
                about(notice));
    }

    private static Component about(Told notice) {
        var about = notice.about();
        if (about == null) {
            return new Span(text("a record that is not open to you any more"));
        }
        var link = new Anchor(about.entity() + "/" + about.record(), about.title());
        link.getElement().setAttribute("dir", "auto");
        return link;
    }

    private static String until(Told notice, Values values) {
        var until = notice.arguments().get("until");
        return until == null ? "" : " · " + text("until {0}", values.moment(OffsetDateTime.parse(until)));
    }

    private static Paragraph ofMany(Told notice) {
        var given = notice.arguments();
        var sentence = new Paragraph(Words.text(
                "The change of many records that you asked for is done: {0, plural, one{# is changed} other{# are changed}}, {1, plural, =0{none was refused} one{# was refused} other{# were refused}}.",
                Integer.parseInt(given.getOrDefault("changed", "0")),
                Integer.parseInt(given.getOrDefault("failed", "0"))));
        var link = new Anchor(
                given.getOrDefault("entity", "") + "?job=" + given.getOrDefault("job", ""), Words.text("Show"));
        sentence.add(" ");
        sentence.add(link);
        return sentence;
    }
}
