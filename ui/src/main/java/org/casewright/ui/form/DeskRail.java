package org.casewright.ui.form;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.records.Likeness;
import org.casewright.records.Query;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Beside a desk: the records that the chosen line perhaps is, and what is still to do before all is entered. */
final class DeskRail extends Aside {

    private static final long serialVersionUID = 1L;

    private static final int FOUND = 5;

    private final transient FormModel model;
    private final transient DraftList list;
    private final transient Doing doing;
    private final Div matches = new Div();
    private final Div todo = new Div();
    private transient @Nullable Draft line;
    private transient @Nullable ObjectNode asked;

    /**
     * What is done from here.
     *
     * @param mend goes to what is wrong in a line, or in the record itself
     * @param join takes a record that exists in the place of the chosen line
     */
    record Doing(Consumer<Draft> mend, Consumer<EntityRecord> join) {}

    DeskRail(FormModel model, DraftList list, Doing doing) {
        this.model = model;
        this.list = list;
        this.doing = doing;
        addClassName("side");
        matches.addClassName("matches");
        matches.getElement().setAttribute("role", "status");
        add(matches, todo);
    }

    /** Another line is chosen. */
    void show(Draft other) {
        line = other;
        asked = null;
    }

    void refresh(String expected) {
        look();
        todo.removeAll();
        var points = new UnorderedList();
        points.addClassName("todo");
        Stream.concat(Stream.of(model.root()), list.staying().stream())
                .forEach(draft -> wrong(draft).ifPresent(points::add));
        if (!expected.isEmpty()) {
            points.add(new ListItem(new Status("", "wait"), new Span(expected)));
        }
        if (points.getComponentCount() > 0) {
            todo.add(heading(text("Still to do")), points);
        }
        setClassName("quiet", matches.getComponentCount() == 0 && todo.getComponentCount() == 0);
    }

    private java.util.Optional<ListItem> wrong(Draft draft) {
        var many = draft == model.root() ? draft.problems().size() : draft.wrong();
        if (many == 0) {
            return java.util.Optional.empty();
        }
        var name = draft == model.root() ? draft.entity().title() : draft.title();
        var way = new NativeButton(
                text("{0}: {1} to mend", name, many), event -> doing.mend().accept(draft));
        way.addClassName("plain");
        return java.util.Optional.of(new ListItem(new Status("", "bad"), way));
    }

    private static H2 heading(String words) {
        var heading = new H2(words);
        heading.addClassName("h2");
        return heading;
    }

    /** Looks again for what the line perhaps is, where something was entered since. */
    private void look() {
        var draft = line;
        if (draft == null || !draft.isNew() || !list.staying().contains(draft)) {
            asked = null;
            matches.removeAll();
            return;
        }
        var values = draft.asked();
        if (values.equals(asked)) {
            return;
        }
        asked = values;
        matches.removeAll();
        var found = found(draft, values);
        if (!found.isEmpty()) {
            matches.add(heading(text("Perhaps known already")));
            var titles = model.context()
                    .records()
                    .ownTitles(
                            found.values().stream().map(Match::record).toList(),
                            model.context().actor().get());
            found.values().forEach(match -> matches.add(card(draft.entity(), match, titles)));
        }
    }

    /**
     * A record that the line perhaps is.
     *
     * @param why in how much they agree; null for one that was found by its words alone
     */
    private record Match(EntityRecord record, @Nullable Likeness why) {}

    /** Those like it by its duplicate rule, then those that the entity's search before each new one finds. */
    private Map<UUID, Match> found(Draft draft, ObjectNode values) {
        var found = new LinkedHashMap<UUID, Match>();
        var entity = draft.entity();
        var context = model.context();
        var actor = context.actor().get();
        var may = context.records().privileges(entity.ref(), null, actor);
        if (!may.containsAll(List.of("create", "read"))) {
            return found;
        }
        if (entity.duplicates() != null) {
            context.records()
                    .likenesses(entity.ref(), values.deepCopy(), actor)
                    .forEach(likeness -> found.put(likeness.record().id(), new Match(likeness.record(), likeness)));
        }
        var words = words(entity, draft);
        if (!words.isEmpty()) {
            context.records()
                    .find(Query.of(entity.ref()).searching(words).limitedTo(FOUND), actor)
                    .items()
                    .forEach(record -> found.putIfAbsent(record.id(), new Match(record, null)));
        }
        list.staying().forEach(entry -> {
            var id = entry.id();
            if (id != null) {
                found.remove(id);
            }
        });
        return found;
    }

    /** What was entered of the texts by which the entity asks to search; empty until all of them are there. */
    private static String words(EntityDefinition entity, Draft draft) {
        var texts = entity.searchFirst().stream()
                .filter(name -> entity.property(name)
                        .filter(property -> property.type() instanceof PropertyType.Text)
                        .isPresent())
                .map(draft.values()::get)
                .toList();
        return texts.stream().anyMatch(Draft::isNothing)
                ? ""
                : texts.stream().map(text -> text.asString()).collect(Collectors.joining(" "));
    }

    private Div card(EntityDefinition entity, Match match, Map<UUID, String> titles) {
        var record = match.record();
        var title = titles.getOrDefault(record.id(), entity.title());
        // What was entered stays: the other record is looked at beside it.
        var link = new Anchor(entity.ref() + "/" + record.id(), title);
        link.setTarget(AnchorTarget.BLANK);
        link.getElement().setAttribute("dir", "auto");
        var card = new Div(new Div(link, facts(record, title)));
        card.addClassName("dup");
        var why = match.why();
        if (why != null) {
            card.add(meter(why), agreeing(why));
        }
        if (list.inverse().isOpen()
                && list.inverse().isSingle()
                && model.context()
                        .records()
                        .privileges(
                                entity.ref(), record, model.context().actor().get())
                        .contains("write")) {
            var choose = new Button(
                    text("Choose##this record instead"), event -> doing.join().accept(record));
            choose.addThemeVariants(ButtonVariant.LUMO_SMALL);
            choose.setAriaLabel(text("Choose {0}", title));
            if (matches.getChildren().noneMatch(Div.class::isInstance)) {
                choose.getElement()
                        .appendChild(new Keys("Alt", "C").getElement())
                        .setAttribute("data-key", "alt+c");
            }
            var row = new Div(choose);
            row.addClassName("row");
            if (record.value(list.inverse().reference().name()) != null) {
                var moves = new Span(text("It moves here when you save."));
                moves.addClassNames("mute", "sm");
                row.add(moves);
            }
            card.add(row);
        }
        return card;
    }

    private Div facts(EntityRecord record, String title) {
        var facts = new Div();
        facts.addClassNames("mute", "sm");
        var number = record.system().number();
        if (number != null && !title.contains(number)) {
            facts.getElement().appendChild(new com.vaadin.flow.dom.Element("bdi").setText(number));
        }
        var lifecycle = record.entity().lifecycle();
        if (lifecycle != null
                && record.value(lifecycle.property()) instanceof String code
                && record.entity().property(lifecycle.property()).orElseThrow().type()
                        instanceof PropertyType.Code(var codes)) {
            facts.add(Status.of(model.context().catalog().codeList(codes), code));
        }
        return facts;
    }

    private static Div meter(Likeness why) {
        var full = new Div();
        full.getStyle().set("width", Math.round(why.score() * 100) + "%");
        var meter = new Div(full);
        meter.addClassName("meter");
        return meter;
    }

    private static Paragraph agreeing(Likeness why) {
        var words = new Paragraph(text(
                "{0} % alike: {1}",
                Math.round(why.score() * 100),
                why.agreeing().stream().map(Likeness.Agreeing::title).distinct().collect(commas())));
        words.addClassNames("ink2", "sm");
        return words;
    }
}
