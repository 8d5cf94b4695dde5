package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.records.BreakGlass;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Words;

/** Where a number or words are found, entity by entity; a record's own number opens it at once. */
@Route(value = "search", layout = MainLayout.class)
@PermitAll
class SearchPage extends Page implements AfterNavigationObserver {

    private static final long serialVersionUID = 1L;

    private static final int LINES = 8;
    private static final Pattern NUMBER = Pattern.compile("(?=.*\\d)[\\p{L}\\d._-]{3,60}");

    private final transient Records records;
    private final transient BreakGlass glass;
    private final transient Asker asker;

    SearchPage(Records records, BreakGlass glass, Asker asker) {
        this.records = records;
        this.glass = glass;
        this.asker = asker;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var words = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("for")
                .orElse("");
        at(List.of(Crumb.here(text("Search: {0}", words))));
        removeAll();
        if (!words.isBlank()) {
            show(words, asker.actor());
        }
    }

    private void show(String words, Actor actor) {
        var sections = new ArrayList<Section>();
        for (var entity : asker.catalog().entities()) {
            if (!isSearchable(entity)
                    || !records.privileges(entity.ref(), null, actor).contains("read")) {
                continue;
            }
            var found = records.find(Query.of(entity.ref()).searching(words).limitedTo(LINES), actor)
                    .items();
            var exact = found.stream()
                    .filter(record ->
                            words.strip().equalsIgnoreCase(record.system().number()))
                    .findFirst();
            if (exact.isPresent()) {
                UI.getCurrent().navigate(entity.ref() + "/" + exact.get().id());
                return;
            }
            if (!found.isEmpty()) {
                sections.add(section(entity, found, actor));
            }
        }
        if (sections.isEmpty()) {
            add(new Empty(
                    "search",
                    text("Nothing fits “{0}”", words),
                    text(
                            "Numbers are found by their whole text, names in any order and spelling. What is not open to you is not found."),
                    closed(words.strip(), actor)));
            return;
        }
        var sheet = new Div();
        sheet.addClassName("sheet");
        sections.forEach(sheet::add);
        add(sheet);
        // So that Enter opens the first, and Tab leads to the next.
        sheet.getElement().executeJs("this.querySelector('li a')?.focus()");
    }

    /** What could be the number of a record leads to its page, where it can be opened, whether or not there is such a record. */
    private Component[] closed(String words, Actor actor) {
        return !NUMBER.matcher(words).matches()
                ? new Component[0]
                : asker.catalog().entities().stream()
                        .filter(entity -> entity.number() != null
                                && glass.offered(entity.ref(), actor).isPresent())
                        .map(entity -> new Anchor(
                                entity.ref() + "/" + words,
                                text("Ask for {0} {1}…", Words.lower(entity.title()), words)))
                        .toArray(Component[]::new);
    }

    private Section section(EntityDefinition entity, List<EntityRecord> found, Actor actor) {
        var heading = new H2(entity.plural());
        heading.addClassName("h2");
        var lines = new UnorderedList();
        var titles = records.ownTitles(found, actor);
        for (var record : found) {
            var line = new ListItem(new Anchor(entity.ref() + "/" + record.id(), titles.get(record.id())));
            var number = record.system().number();
            if (number != null) {
                var shown = new Span(number);
                shown.addClassName("mute");
                line.add(shown);
            }
            lines.add(line);
        }
        return new Section(heading, lines);
    }

    private static boolean isSearchable(EntityDefinition entity) {
        return entity.number() != null
                || entity.properties().values().stream()
                        .anyMatch(property -> property.search() != PropertyDefinition.Search.NONE);
    }
}
