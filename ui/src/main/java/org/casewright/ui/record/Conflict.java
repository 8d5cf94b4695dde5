package org.casewright.ui.record;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.KeptDraft;
import org.casewright.records.Outcome;
import org.casewright.records.PastRecord;
import org.casewright.ui.form.Draft;
import org.casewright.ui.form.FormModel;
import org.casewright.ui.form.Trouble;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Status;
import org.casewright.ui.part.Veil;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody else saved first: both versions, field by field, and for each whose stays. Where only one of them changed a field, that
 * change is marked; where both did, the asker's own. Nothing that was typed is lost. It stands in the place of the form until it
 * is answered.
 */
public final class Conflict extends Div {

    private static final long serialVersionUID = 1L;

    private final transient FormModel model;
    private final transient Outcome.Stale stale;
    private final transient ObjectNode theirs;
    private final transient ObjectNode seen;
    private final transient ObjectNode own;
    private final Set<String> mine;
    private final Set<String> keep = new HashSet<>();

    /**
     * Asks field by field, goes on from what the other stored, and then saves again.
     *
     * @param host whose first child stays as it is, such as a head, and whose others make room
     * @param trouble where it is said when the record is not one of the form's
     */
    public static <H extends Component & HasComponents> void ask(
            H host, FormModel model, Outcome.Stale stale, Trouble trouble, Runnable again) {
        model.find(stale.current().id())
                .ifPresentOrElse(
                        draft -> show(host, model, stale, draft, draft.seen(), text("Save the marked values"), again),
                        () -> trouble.say(
                                text("{0} changed a record that this one refers to. Save again.", stale.by())));
    }

    /**
     * Asks the same when a draft comes back whose record was changed since it was begun; does nothing where nobody has.
     *
     * @param again comes after it was answered
     */
    public static <H extends Component & HasComponents> void sinceBegun(
            H host, FormModel model, KeptDraft kept, Runnable again) {
        var draft = model.root();
        var record = draft.record();
        var version = kept.version();
        if (record == null || version == null || version >= record.system().version()) {
            return;
        }
        var context = model.context();
        var actor = context.actor().get();
        var stale = context.records().outdated(record, version, actor);
        if (!stale.changed().isEmpty()) {
            draft.seenAt(version);
            var history =
                    context.records().history(record.entity().ref(), record.id().toString(), actor);
            var before = JsonNodeFactory.instance.objectNode();
            PastRecord.of(record, history, version)
                    .ifPresent(past -> past.values().forEach(before::set));
            show(host, model, stale, draft, before, text("Go on with the marked values"), again);
        }
    }

    private static <H extends Component & HasComponents> void show(
            H host, FormModel model, Outcome.Stale stale, Draft draft, ObjectNode seen, String done, Runnable again) {
        var hidden = host.getChildren().skip(1).filter(Component::isVisible).toList();
        hidden.forEach(each -> each.setVisible(false));
        var conflict = new Conflict(model, stale, draft, seen);
        Runnable back = () -> {
            host.remove(conflict);
            hidden.forEach(each -> each.setVisible(true));
        };
        conflict.offer(done, back, keep -> {
            draft.rebase(stale.current(), keep, seen);
            back.run();
            again.run();
        });
        host.add(conflict);
    }

    private Conflict(FormModel model, Outcome.Stale stale, Draft draft, ObjectNode seen) {
        this.model = model;
        this.stale = stale;
        this.seen = seen;
        this.theirs = model.context().records().json(stale.current());
        this.own = draft.entered();
        this.mine = Set.copyOf(draft.changes().propertyNames());
        addClassName("conflict");
        var both = stale.changed().stream().filter(mine::contains).count();
        var heading = new H2(text(
                "{0} saved this record at {1}",
                stale.by(),
                model.context().values().moment(stale.current().system().updatedAt())));
        heading.addClassName("h2");
        var main = new Div(
                heading,
                new Paragraph(
                        both == 0
                                ? text("You changed other fields. Save again to keep both.")
                                : text(
                                        "Choose a value for {0, plural, one{the field} other{the # fields}} that you both changed. All else you entered is kept.",
                                        both)),
                table());
        main.addClassNames("main", "grow", "stack");
        add(main);
    }

    private void offer(String done, Runnable back, Consumer<Set<String>> save) {
        var go = new Button(done, event -> save.accept(Set.copyOf(keep)));
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        go.getElement().appendChild(new Keys("Ctrl", "S").getElement()).setAttribute("data-key", "ctrl+s");
        var stay = new Button(text("Go on editing"), event -> back.run());
        stay.getElement().appendChild(new Keys("Esc").getElement()).setAttribute("data-key", "escape");
        var gap = new Span();
        gap.addClassName("grow");
        var foot = new Div(gap, stay, go);
        foot.addClassNames("foot", "form");
        add(foot);
    }

    private Div table() {
        var table = new NativeTable();
        table.getHead()
                .add(new NativeTableRow(
                        new NativeTableHeaderCell(text("Field")),
                        new NativeTableHeaderCell(text("Theirs")),
                        new NativeTableHeaderCell(text("Yours")),
                        new NativeTableHeaderCell("")));
        stale.current().entity().properties().values().stream()
                .filter(property -> mine.contains(property.name())
                        || (stale.changed().contains(property.name()) && !isWithheld(property)))
                .forEach(property -> table.getBody().add(row(property)));
        var box = new Div(table);
        box.addClassNames("box", "both");
        return box;
    }

    private NativeTableRow row(PropertyDefinition property) {
        var name = property.name();
        var isMine = mine.contains(name);
        var isTheirs = stale.changed().contains(name);
        var their = new NativeTableCell();
        var yours = new NativeTableCell();
        Consumer<Boolean> pick = ownOne -> {
            if (ownOne) {
                keep.add(name);
            } else {
                keep.remove(name);
            }
            yours.setClassName("pick", ownOne);
            their.setClassName("pick", !ownOne);
        };
        their.getElement()
                .appendChild(choice(
                        property,
                        false,
                        !isMine,
                        isWithheld(property) ? Veil.DOTS : value(property, theirs.get(name)),
                        () -> pick.accept(false)));
        yours.getElement()
                .appendChild(choice(
                        property,
                        true,
                        isMine,
                        value(property, isMine ? own.get(name) : seen.get(name)),
                        () -> pick.accept(true)));
        pick.accept(isMine);
        var who = new NativeTableCell(
                isMine && isTheirs
                        ? new Status(text("Both changed it"), "wait")
                        : new Span(text(isMine ? "Only you changed it" : "Only they changed it")));
        who.addClassNames("sm", "mute");
        return new NativeTableRow(new NativeTableCell(property.title()), their, yours, who);
    }

    /** Whether what the others have stored is told only to who asks for it. */
    private boolean isWithheld(PropertyDefinition property) {
        return stale.current().withheld().contains(property.name());
    }

    /** A radio button of the browser's own, with the value as its words. */
    private static Element choice(
            PropertyDefinition property, boolean ownOne, boolean chosen, String value, Runnable pick) {
        var title = property.title();
        var radio = new Element("input")
                .setAttribute("type", "radio")
                .setAttribute("name", "keep-" + property.name())
                .setAttribute(
                        "aria-label",
                        ownOne ? text("{0}, yours: {1}", title, value) : text("{0}, theirs: {1}", title, value));
        radio.setAttribute("checked", chosen);
        radio.addEventListener("change", event -> pick.run());
        return new Element("label")
                .appendChild(
                        radio,
                        new Element("span")
                                .setText(value.isEmpty() ? "\u2014" : value)
                                .setAttribute("dir", "auto"));
    }

    /** A value in words; of a repeating group all its entries. */
    private String value(PropertyDefinition property, @Nullable JsonNode value) {
        var values = model.context().values();
        if (property.type() instanceof PropertyType.Group(var table, var parts, var required) && value != null) {
            var lines = new ArrayList<String>();
            value.forEach(entry -> lines.add(parts.stream()
                    .map(part -> values.text(part.type(), entry.get(part.name()), model.titles()))
                    .filter(word -> !word.isEmpty())
                    .collect(commas())));
            return String.join("; ", lines);
        }
        return values.text(property.type(), value, model.titles());
    }
}
