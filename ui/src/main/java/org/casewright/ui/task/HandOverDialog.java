package org.casewright.ui.task;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.stream.Collectors;
import org.casewright.identity.Directory;
import org.casewright.problem.Refusal;
import org.casewright.process.Workload;
import org.casewright.process.Workload.Handover;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Notices;
import org.casewright.ui.record.Person;

/** Says what would go over from a colleague, asks to whom and why, and hands it over in one step. */
final class HandOverDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient Workload workload;
    private final transient FormContext context;
    private final transient Directory.Account from;
    private final transient Runnable done;
    private final ComboBox<Person> to;
    private final TextArea reason = new TextArea(text("Reason"));
    private final Span problem = new Span();

    /**
     * The question.
     *
     * @param done what comes after it was handed over
     */
    HandOverDialog(Workload workload, FormContext context, Directory.Account from, Runnable done) {
        this.workload = workload;
        this.context = context;
        this.from = from;
        this.done = done;
        setHeaderTitle(text("Hand over what {0} has", from.title()));
        setWidth("480px");
        to = Person.peopleAndTeams(context);
        to.setLabel(text("To##whom"));
        to.setRequiredIndicatorVisible(true);
        to.getElement().setAttribute("data-field", "/to");
        reason.setWidthFull();
        reason.setMaxLength(2_000);
        reason.getElement().setAttribute("data-field", "/reason");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        var over = workload.preview(from.name(), context.actor().get());
        var form = new Div(preview(over));
        form.addClassName("stack");
        add(form);
        getFooter().add(new Button(text("Keep"), event -> close()));
        if (!over.isEmpty()) {
            form.add(to, reason, problem);
            var many =
                    over.records().values().stream().mapToInt(Integer::intValue).sum();
            var go = new Button(
                    text(
                            "Hand over {0, plural, one{# record} other{# records}} and {1, plural, one{# task} other{# tasks}}",
                            many,
                            over.tasks()),
                    event -> handOver());
            go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            getFooter().add(go);
        }
        addOpenedChangeListener(event -> to.focus());
    }

    private Div preview(Handover over) {
        var shown = new Div();
        if (over.isEmpty()) {
            shown.add(new Paragraph(text("There is nothing that you could hand over.")));
            return shown;
        }
        var list = new UnorderedList();
        over.records()
                .forEach((entity, many) -> list.add(new ListItem(text(
                        "{0}: {1}##a kind of record, how many",
                        context.catalog().entity(entity).plural(),
                        context.values().count(many)))));
        list.add(new ListItem(
                text("{0, plural, one{# task that was taken} other{# tasks that were taken}}", over.tasks())));
        list.addClassName("plainlist");
        shown.add(new Paragraph(text("This goes over, with the tasks about the records:")), list);
        if (over.more()) {
            shown.add(new Paragraph(text("There is more: hand over again when this is done.")));
        }
        return shown;
    }

    private void handOver() {
        var heir = to.getValue();
        if (heir == null) {
            problem.setText(text("Say to whom."));
            to.focus();
            return;
        }
        try {
            var why = reason.getValue().isBlank() ? null : reason.getValue().strip();
            var handed = workload.handOver(
                    from.name(), heir.name(), why, context.actor().get());
            if (!handed.problems().isEmpty()) {
                problem.setText(handed.problems().stream()
                        .map(each -> text(each))
                        .distinct()
                        .collect(Collectors.joining(" ")));
                return;
            }
            close();
            Notices.done(text("Handed over to {0}", heir.title()));
            done.run();
        } catch (Refusal refusal) {
            problem.setText(text(refusal));
        }
    }
}
