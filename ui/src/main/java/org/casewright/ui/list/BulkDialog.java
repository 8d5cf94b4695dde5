package org.casewright.ui.list;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.shared.Registration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Refusal;
import org.casewright.records.BulkJobs;
import org.casewright.records.BulkJobs.Chosen;
import org.casewright.records.BulkJobs.Job;
import org.casewright.ui.part.Values;
import org.casewright.ui.part.Words;
import org.casewright.ui.shell.Asker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes many records alike: which fields get which values, what that would come to, and then how far the job is and what it could
 * not change. The job goes on when the dialog is closed.
 */
class BulkDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final int EVERY = 700;
    private static final int MOST_FAILURES = 100;

    private final transient BulkJobs jobs;
    private final transient Asker asker;
    private final transient EntityDefinition entity;
    private final transient Chosen chosen;
    private final transient ValueField.Maker fields;
    private final transient Map<PropertyDefinition, Setting> set = new LinkedHashMap<>();
    private final Div lines = new Div();
    private final ComboBox<PropertyDefinition> what = new ComboBox<>();
    private final TextField reason = new TextField(text("Reason"));
    private final Span problem = new Span();
    private final Div body = new Div();
    private final transient Runnable done;

    private @Nullable Registration polling;

    /** What a field becomes: a value, or nothing where that is said. */
    private record Setting(ValueField field, Checkbox clear) {

        static Setting of(ValueField field) {
            var clear = new Checkbox(text("No value"));
            clear.addValueChangeListener(event ->
                    field.components().forEach(each -> each.getElement().setEnabled(!event.getValue())));
            return new Setting(field, clear);
        }

        JsonNode json() {
            return clear.getValue() ? JsonNodeFactory.instance.nullNode() : field.json();
        }

        /** Whether nothing was chosen, or what was typed is no value. */
        boolean isOpen() {
            return !clear.getValue() && field.values().get().isEmpty();
        }
    }

    /**
     * The dialog.
     *
     * @param done is told when records have been changed and the dialog is closed
     */
    BulkDialog(
            BulkJobs jobs,
            Asker asker,
            EntityDefinition entity,
            Chosen chosen,
            ValueField.Maker fields,
            Runnable done) {
        this.jobs = jobs;
        this.asker = asker;
        this.entity = entity;
        this.chosen = chosen;
        this.fields = fields;
        this.done = done;
        setHeaderTitle(text("Edit many {0}", lower(entity.plural())));
        setWidth("560px");
        addClassName("bulk");
        body.addClassName("stack");
        add(body);
        what.setLabel(text("Set a field"));
        what.setWidthFull();
        what.setItemLabelGenerator(PropertyDefinition::title);
        what.getElement().setAttribute("data-field", "/what");
        what.addValueChangeListener(event -> {
            if (event.getValue() != null) {
                set.put(event.getValue(), Setting.of(fields.of(event.getValue().type(), null)));
                choose();
            }
        });
        reason.setWidthFull();
        reason.setMaxLength(500);
        reason.setHelperText(text("It stands in the history of each."));
        reason.getElement().setAttribute("data-field", "/reason");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        lines.addClassName("stack");
        choose();
        edit();
    }

    /** Shows how a job stands that was begun before. */
    BulkDialog showing(Job job) {
        if (job.state() == Job.State.RUNNING) {
            run(job);
        } else {
            end(job);
        }
        return this;
    }

    private void choose() {
        lines.removeAll();
        set.forEach((property, setting) -> {
            var title = new Span(property.title());
            title.addClassName("grow");
            var value = new Div(setting.field().components().toArray(Component[]::new));
            value.addClassName("value");
            value.getElement().setAttribute("data-field", "/" + property.name());
            setting.clear().setAriaLabel(text("{0}: no value", property.title()));
            var leave = FilterGroup.remover(text("Leave {0} as it is", property.title()), () -> {
                set.remove(property);
                choose();
            });
            var line = new Div(title, value, setting.clear(), leave);
            line.addClassName("condition");
            lines.add(line);
        });
        what.clear();
        what.setItems(jobs.settable(entity, asker.actor()).stream()
                .filter(property -> !set.containsKey(property))
                .toList());
    }

    private void edit() {
        problem.setText("");
        body.removeAll();
        body.add(lines, what, reason, problem);
        var next = new Button(text("Preview"), event -> preview());
        next.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        foot(new Button(text("Cancel"), event -> close()), next);
    }

    private void foot(Component... buttons) {
        getFooter().removeAll();
        getFooter().add(buttons);
    }

    private ObjectNode values() {
        var values = JsonNodeFactory.instance.objectNode();
        set.forEach((property, setting) -> values.set(property.name(), setting.json()));
        return values;
    }

    private void preview() {
        if (set.isEmpty()) {
            problem.setText(text("Choose what to set."));
            return;
        }
        for (var each : set.entrySet()) {
            if (each.getValue().isOpen()) {
                problem.setText(text(
                        "Give {0} a value, or say that it has none.",
                        each.getKey().title()));
                return;
            }
        }
        try {
            var values = values();
            var estimate = jobs.estimate(entity.ref(), chosen, values, asker.actor());
            body.removeAll();
            var lines = new UnorderedList();
            lines.add(new ListItem(
                    text("{0, plural, one{# would be changed.} other{# would be changed.}}", estimate.change())));
            if (estimate.same() > 0) {
                lines.add(new ListItem(text(
                        "{0, plural, one{# has this value already.} other{# have these values already.}}",
                        estimate.same())));
            }
            if (estimate.refused() > 0) {
                lines.add(new ListItem(text(
                        "{0, plural, one{# is not yours to change and stays as it is.} other{# are not yours to change and stay as they are.}}",
                        estimate.refused())));
            }
            body.add(
                    new Paragraph(text(
                            "{0, plural, one{# record is chosen.} other{# records are chosen.}}", estimate.records())),
                    lines,
                    new Paragraph(said(values)),
                    problem);
            problem.setText("");
            var go = new Button(
                    text("{0, plural, one{Change # record} other{Change # records}}", estimate.change()),
                    event -> begin(values));
            go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            go.setVisible(estimate.change() > 0);
            foot(new Button(text("Back##to the step before"), event -> edit()), go);
        } catch (Refusal refused) {
            told(refused);
        }
    }

    /** What is set, as people read it. */
    private String said(ObjectNode values) {
        return set.keySet().stream()
                .map(property -> values.path(property.name()).isNull()
                        ? text("{0} is cleared.", property.title())
                        : text("{0} becomes “{1}”.", property.title(), said(property, values)))
                .collect(Collectors.joining(" "));
    }

    private String said(PropertyDefinition property, ObjectNode values) {
        var value = values.path(property.name());
        return property.type() instanceof PropertyType.Reference(var to)
                ? fields.choices().title(to.entity(), value.asString(""))
                : new Values(fields.catalog(), Words.locale(), fields.zone()).text(property.type(), value, Map.of());
    }

    private void told(Refusal refused) {
        problem.setText(Words.wrong(refused));
    }

    private void begin(ObjectNode values) {
        try {
            var why = reason.getValue().isBlank() ? null : reason.getValue().strip();
            var job = jobs.begin(entity.ref(), chosen, values, why, asker.actor());
            run(job);
        } catch (Refusal refused) {
            told(refused);
        }
    }

    private void run(Job job) {
        body.removeAll();
        var bar = new ProgressBar(0, job.records(), 0);
        bar.getElement().setAttribute("aria-label", text("How far it is"));
        var status = new Paragraph();
        status.getElement().setAttribute("role", "status");
        body.add(
                status,
                bar,
                new Paragraph(text("You may close this: it goes on, and a notice tells you when it is done.")));
        var stop = new Button(text("Stop"), event -> follow(job.id(), status, bar, true));
        foot(stop, new Button(text("Close"), event -> close()));
        var ui = UI.getCurrent();
        ui.setPollInterval(EVERY);
        polling = ui.addPollListener(event -> follow(job.id(), status, bar, false));
        addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                rest(ui);
                done.run();
            }
        });
        follow(job.id(), status, bar, false);
    }

    private void rest(UI ui) {
        ui.setPollInterval(-1);
        if (polling != null) {
            polling.remove();
            polling = null;
        }
    }

    private void follow(UUID id, Paragraph status, ProgressBar bar, boolean stop) {
        var actor = asker.actor();
        var job = stop ? jobs.cancel(id, actor) : jobs.find(id, actor).orElseThrow(Refusal::notFound);
        bar.setValue(job.changed() + job.failed());
        status.setText(text("{0, number} of {1, number}", job.changed() + job.failed(), job.records()));
        if (job.state() != Job.State.RUNNING) {
            rest(UI.getCurrent());
            end(job);
        }
    }

    private void end(Job job) {
        body.removeAll();
        body.add(BulkResult.of(job, jobs.failed(job.id(), 0, MOST_FAILURES, asker.actor())));
        var close = new Button(text("Close"), event -> close());
        close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        foot(close);
    }
}
