package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.casewright.definition.PropertyDefinition;
import org.casewright.records.Outcome;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.FormModel;
import org.casewright.ui.form.Trouble;
import tools.jackson.databind.node.ObjectNode;

/** Somebody else saved first: for each field that both changed, whose value stays. Nothing that was typed is lost. */
public class Conflict extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> mine;
    private final transient Set<String> keep;

    /**
     * Asks field by field, goes on from what the other stored, and then saves again.
     *
     * @param trouble where it is said when the record is not one of the form's
     */
    public static void ask(FormModel model, Outcome.Stale stale, Trouble trouble, Runnable again) {
        model.find(stale.current().id())
                .ifPresentOrElse(
                        draft -> new Conflict(model.context(), stale, draft.changes(), model.titles(), mine -> {
                                    draft.rebase(stale.current(), mine);
                                    again.run();
                                })
                                .open(),
                        () -> trouble.say(
                                text("{0} changed a record that this one refers to. Save again.", stale.by())));
    }

    /**
     * Shows both values of each field that both changed.
     *
     * @param entered the asker's own changes
     * @param titles of what references point to
     * @param save takes the names of the properties whose entered values are kept
     */
    private Conflict(
            FormContext context,
            Outcome.Stale stale,
            ObjectNode entered,
            Map<UUID, String> titles,
            Consumer<Set<String>> save) {
        this.mine = Set.copyOf(entered.propertyNames());
        this.keep = new HashSet<>(mine);
        var theirs = context.records().json(stale.current());
        var both = stale.changed().stream()
                .filter(mine::contains)
                .flatMap(name -> stale.current().entity().property(name).stream())
                .toList();
        setHeaderTitle(text(
                "{0} saved this record at {1}",
                stale.by(), context.values().moment(stale.current().system().updatedAt())));
        setWidth("640px");
        add(new Paragraph(
                both.isEmpty()
                        ? text("You changed other fields. Save again to keep both.")
                        : text(
                                "Choose a value for {0, plural, one{the field} other{the # fields}} that you both changed. All else you entered is kept.",
                                both.size())));
        if (!both.isEmpty()) {
            add(table(context, both, theirs, entered, titles));
        }
        var go = new Button(text(both.isEmpty() ? "Save both" : "Save the marked values"), event -> {
            close();
            save.accept(keep);
        });
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Go on editing"), event -> close()), go);
    }

    private Div table(
            FormContext context,
            List<PropertyDefinition> both,
            ObjectNode theirs,
            ObjectNode entered,
            Map<UUID, String> titles) {
        var table = new NativeTable();
        table.getHead()
                .add(new NativeTableRow(
                        new NativeTableHeaderCell(text("Field")),
                        new NativeTableHeaderCell(text("Theirs")),
                        new NativeTableHeaderCell(text("Yours"))));
        for (var property : both) {
            var their =
                    new NativeTableCell(context.values().text(property.type(), theirs.get(property.name()), titles));
            var own = new NativeTableCell(context.values().text(property.type(), entered.get(property.name()), titles));
            choice(their, () -> pick(property.name(), false, own, their), text("{0}, theirs", property.title()));
            choice(own, () -> pick(property.name(), true, own, their), text("{0}, yours", property.title()));
            pick(property.name(), true, own, their);
            table.getBody().add(new NativeTableRow(new NativeTableCell(property.title()), their, own));
        }
        var box = new Div(table);
        box.addClassNames("box", "both");
        return box;
    }

    private static void choice(NativeTableCell cell, Runnable pick, String label) {
        cell.getElement()
                .setAttribute("tabindex", "0")
                .setAttribute("role", "radio")
                .setAttribute("aria-label", label);
        cell.addClickListener(event -> pick.run());
        cell.getElement()
                .addEventListener("keydown", event -> pick.run())
                .setFilter("event.key === 'Enter' || event.key === ' '");
    }

    private void pick(String name, boolean own, NativeTableCell ownCell, NativeTableCell theirCell) {
        if (own) {
            keep.add(name);
        } else {
            keep.remove(name);
        }
        ownCell.setClassName("pick", own);
        theirCell.setClassName("pick", !own);
        ownCell.getElement().setAttribute("aria-checked", String.valueOf(own));
        theirCell.getElement().setAttribute("aria-checked", String.valueOf(!own));
    }
}
