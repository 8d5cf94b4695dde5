package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Directory;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Alert;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;

/** Says of a retired record who has retired it, and takes that back for who may. */
final class Retired extends Div {

    private static final long serialVersionUID = 1L;

    /**
     * Says it.
     *
     * @param mayUndo whether the asker may bring it back
     * @param back what comes after it was brought back
     */
    Retired(FormContext context, EntityRecord record, boolean mayUndo, Runnable back) {
        var system = record.system();
        var who = Optional.<UUID>ofNullable(system.retiredBy())
                .flatMap(context.directory()::account)
                .map(Directory.Account::title);
        var when = system.retiredAt() == null ? "" : context.values().moment(system.retiredAt());
        var alert = new Alert(
                Alert.Tone.WARNING,
                who.map(by -> text("{0} retired this on {1}.", by, when))
                        .orElseGet(() -> text("Retired on {0}.", when)),
                text("It is in no list and no choice. Its history stays."));
        if (mayUndo) {
            var undo = new Button(text("Undo##retiring"), event -> restore(context, record, back));
            undo.addThemeVariants(ButtonVariant.LUMO_SMALL);
            undo.getElement().appendChild(new Keys("U").getElement()).setAttribute("data-key", "u");
            var row = new Div(undo);
            row.addClassName("row");
            alert.with(row);
        }
        add(alert);
    }

    /** Brings a retired record back; says why not where that cannot be. */
    static void restore(FormContext context, EntityRecord record, Runnable back) {
        var change = new Change.Restore(record.entity().ref(), record.id().toString());
        try {
            var outcome =
                    context.records().apply(List.of(change), context.actor().get(), Options.NONE);
            switch (outcome) {
                case Outcome.Saved saved -> {
                    Notices.done(text("Restored"));
                    back.run();
                }
                case Outcome.Rejected rejected ->
                    OperationButtons.refused(text("It cannot be brought back."), rejected.problems());
                case Outcome.Stale stale ->
                    OperationButtons.refused(text("{0} was faster. Try again.", stale.by()), List.of());
            }
        } catch (Refusal refusal) {
            OperationButtons.refused(text(refusal), refusal.problems());
        }
    }
}
