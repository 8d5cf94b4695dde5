package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import java.util.ArrayList;
import java.util.List;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.process.Operations;
import org.casewright.process.Operations.Undoable;
import org.casewright.records.Outcome;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.KeyOnly;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;
import org.casewright.ui.part.Words;

/** What can be done with a record beyond changing it, and what of that can be undone: buttons, or a menu where they are many. */
final class OperationButtons {

    private static final int MOST = 3;

    /** So many digits there are. */
    private static final int KEYS = 9;

    /** One of them. */
    private record Item(String text, String icon, Runnable action) {}

    private final Operations operations;
    private final FormContext context;
    private final EntityRecord record;
    private final Runnable changed;

    /**
     * For one record.
     *
     * @param changed what comes after something was undone
     */
    OperationButtons(Operations operations, FormContext context, EntityRecord record, Runnable changed) {
        this.operations = operations;
        this.context = context;
        this.record = record;
        this.changed = changed;
    }

    List<Component> all() {
        var actor = context.actor().get();
        var items = new ArrayList<Item>();
        operations
                .possible(record, actor)
                .forEach(operation -> items.add(new Item(
                        operation.title(),
                        "check",
                        () -> UI.getCurrent().navigate(OperationPage.address(record, operation)))));
        operations
                .undoable(record, actor)
                .forEach(undoable -> items.add(new Item(words(undoable), "undo", () -> ask(undoable))));
        return items.size() > MOST ? menu(items) : buttons(items);
    }

    private static List<Component> buttons(List<Item> items) {
        var buttons = new ArrayList<Component>();
        for (var item : items) {
            var key = String.valueOf(buttons.size() + 1);
            var button = new Button(
                    item.text(), new Icon(item.icon()), event -> item.action().run());
            button.getElement().appendChild(new Keys(key).getElement()).setAttribute("data-key", key);
            buttons.add(button);
        }
        return buttons;
    }

    private static List<Component> menu(List<Item> items) {
        var bar = new MenuBar();
        bar.addThemeName("end-aligned");
        var menu = bar.addItem(text("Actions")).getSubMenu();
        var all = new ArrayList<Component>(List.of(bar));
        for (var item : items) {
            var key = String.valueOf(all.size());
            menu.addItem(
                    all.size() <= KEYS ? RecordMenu.line(item.text(), key) : new Span(item.text()),
                    event -> item.action().run());
            if (all.size() <= KEYS) {
                all.add(new KeyOnly(item.text(), key, item.action()));
            }
        }
        return all;
    }

    private static String words(Undoable undoable) {
        return text("Undo {0}", Words.lower(undoable.title()));
    }

    private void ask(Undoable undoable) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(text("Undo {0}?", Words.lower(undoable.title())));
        dialog.setText(text(
                "What was done with it on {0} is put back as it was before.",
                context.values().moment(undoable.done().at())));
        dialog.setConfirmText(text("Put it back"));
        dialog.setCancelable(true);
        dialog.setCancelText(text("Keep"));
        dialog.addConfirmListener(confirmed -> undo(undoable));
        dialog.open();
    }

    private void undo(Undoable undoable) {
        try {
            var outcome = operations.undo(
                    undoable.creates(),
                    undoable.done().input().toString(),
                    context.actor().get());
            switch (outcome) {
                case Outcome.Saved saved -> {
                    Notices.done(text("{0}: undone", undoable.title()));
                    changed.run();
                }
                case Outcome.Rejected rejected -> refused(text("It cannot be undone."), rejected.problems());
                case Outcome.Stale stale -> refused(text("{0} was faster. Try again.", stale.by()), List.of());
            }
        } catch (Refusal refusal) {
            refused(text(refusal), refusal.problems());
        }
    }

    /** Says why something was not undone. */
    static void refused(String sentence, List<Problem> problems) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(text("Not undone"));
        var words = new ArrayList<>(List.of(sentence));
        problems.stream().map(problem -> text(problem)).distinct().forEach(words::add);
        dialog.setText(String.join(" ", words));
        dialog.setConfirmText(text("Close"));
        dialog.open();
    }
}
