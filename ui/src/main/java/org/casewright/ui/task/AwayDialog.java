package org.casewright.ui.task;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.time.ZoneId;
import org.casewright.identity.Directory;
import org.casewright.problem.Refusal;
import org.casewright.process.Workload;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Days;
import org.casewright.ui.part.Notices;
import org.casewright.ui.record.Person;

/** Asks who stands in for somebody till when, and ends it. */
final class AwayDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient Workload workload;
    private final transient FormContext context;
    private final transient Directory.Account person;
    private final transient Runnable done;
    private final ComboBox<Person> delegate;
    private final DatePicker until;
    private final Span problem = new Span();

    /**
     * The question.
     *
     * @param done what comes after it was answered
     */
    AwayDialog(Workload workload, FormContext context, Directory.Account person, Runnable done) {
        this.workload = workload;
        this.context = context;
        this.person = person;
        this.done = done;
        setHeaderTitle(isOwn() ? text("While you are away") : text("While {0} is away", person.title()));
        setWidth("480px");
        delegate = Person.people(context);
        delegate.setLabel(text("Who stands in"));
        delegate.setRequiredIndicatorVisible(true);
        delegate.getElement().setAttribute("data-field", "/delegate");
        until = Days.picker(context.values().locale());
        until.setLabel(text("Until the end of"));
        until.setMin(LocalDate.now(zone()));
        until.setRequiredIndicatorVisible(true);
        until.setWidthFull();
        until.getElement().setAttribute("data-field", "/until");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        var form = new Div(
                new Paragraph(
                        text(
                                "Tasks that were taken are offered to whoever stands in as if they were free, as far as the own roles go. It gives no rights.")),
                delegate,
                until,
                problem);
        form.addClassName("stack");
        add(form);
        getFooter().add(new Button(text("Keep"), event -> close()));
        workload.away(person.id()).ifPresent(away -> {
            context.directory()
                    .account(away.delegate())
                    .map(account -> new Person(account.name(), account.title()))
                    .ifPresent(delegate::setValue);
            until.setValue(
                    away.until().atZoneSameInstant(zone()).minusSeconds(1).toLocalDate());
            getFooter().add(new Button(isOwn() ? text("I am back") : text("Back again"), event -> back()));
        });
        var go = new Button(text("Save"), event -> away());
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(go);
        addOpenedChangeListener(event -> delegate.focus());
    }

    private boolean isOwn() {
        return person.id().equals(context.actor().get().id());
    }

    private ZoneId zone() {
        return ZoneId.of(context.actor().get().zone());
    }

    private void away() {
        if (delegate.getValue() == null || until.getValue() == null) {
            problem.setText(text("Say who stands in, and until when."));
            return;
        }
        try {
            workload.away(
                    person.name(),
                    delegate.getValue().name(),
                    until.getValue().plusDays(1).atStartOfDay(zone()).toOffsetDateTime(),
                    context.actor().get());
            close();
            Notices.done(text("{0} stands in", delegate.getValue().title()));
            done.run();
        } catch (Refusal refusal) {
            problem.setText(text(refusal));
        }
    }

    private void back() {
        workload.back(person.name(), context.actor().get());
        close();
        done.run();
    }
}
