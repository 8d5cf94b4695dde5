package org.casewright.ui.task;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeLeaveEvent;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.KeptDraft;
import org.casewright.identity.Directory;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.casewright.records.Drafts;
import org.casewright.records.Outcome;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.FormContexts;
import org.casewright.ui.form.FormFoot;
import org.casewright.ui.form.FormModel;
import org.casewright.ui.form.FormView;
import org.casewright.ui.form.Leaving;
import org.casewright.ui.form.Outdated;
import org.casewright.ui.form.Trouble;
import org.casewright.ui.part.Alert;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;
import org.casewright.ui.part.Words;
import org.casewright.ui.record.Begun;
import org.casewright.ui.record.Conflict;
import org.casewright.ui.record.Keeping;
import org.casewright.ui.record.RecordHead;
import org.casewright.ui.record.StageBar;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** One task: what it is about, its form, and its outcomes. */
class TaskPanel extends Article {

    private static final long serialVersionUID = 1L;

    private final transient Tasks tasks;
    private final transient FormContext context;
    private final transient Task task;
    private final transient BiConsumer<TaskPanel, Next> next;
    private final transient Drafts drafts;
    private final transient @Nullable FormModel model;
    private final @Nullable FormView view;
    private final @Nullable Keeping keeping;
    private final Trouble trouble = new Trouble();
    private final Div gone = new Div();
    private final Div begun = new Div();
    private final TextArea comment = new TextArea(text("Comment"));
    private final boolean mine;
    private transient @Nullable KeptDraft regaining;

    /**
     * What comes after a task was done; taken or given back; or was asked for anew, on the release that is served now or to go on
     * with what was begun before.
     */
    enum Next {
        DONE,
        SAME,
        RENEWED
    }

    TaskPanel(
            Tasks tasks,
            Drafts drafts,
            FormContexts contexts,
            FormContext context,
            Task task,
            Locale language,
            BiConsumer<TaskPanel, Next> next) {
        this.tasks = tasks;
        this.drafts = drafts;
        this.context = context;
        this.task = task;
        this.next = next;
        this.mine = context.actor().get().id().equals(task.assignee());
        addClassName("task");
        var record = context.records()
                .get(task.entity(), task.record().toString(), context.actor().get());
        var layout = task.form() == null
                ? null
                : context.catalog().form(task.form()).map(FormDefinition::root).orElse(null);
        if (record.isPresent() && layout != null) {
            var form = new FormModel(context, record.get(), true);
            model = form;
            var kept = mine ? new Keeping(drafts, form, "task/" + task.id()) : null;
            keeping = kept;
            view = new FormView(
                    form,
                    layout,
                    new FormView.Options(mine, inverse -> false, inverse -> {}, () -> {
                        Leaving.mark(this, true);
                        if (kept != null) {
                            kept.touched();
                        }
                    }),
                    language);
        } else {
            model = null;
            view = null;
            keeping = null;
        }
        add(head(record.orElse(null)));
        // It is heard at each pause, and at once by who leaves it.
        comment.setValueChangeMode(ValueChangeMode.LAZY);
        comment.getElement().addEventListener("change", left -> {});
        comment.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                Leaving.mark(this, true);
                if (keeping != null) {
                    keeping.said(event.getValue());
                }
            }
        });
        var stages = tasks.stages(task.record(), context.actor().get());
        if (!stages.isEmpty()) {
            var steps = tasks.steps(task.record(), context.actor().get());
            add(new StageBar(stages, steps, context.values()));
        }
        add(body(contexts), foot());
    }

    /** Takes over what was entered in the same task on an older release, or before, and names what has no place any more. */
    void takeOver(TaskPanel older) {
        if (older.regaining != null) {
            regain(older.regaining);
            return;
        }
        comment.setValue(older.comment.getValue());
        if (keeping != null && older.keeping != null) {
            keeping.adopt(older.keeping);
            begun.setVisible(false);
        }
        if (model != null && view != null && older.model != null) {
            gone.add(Outdated.gone(model.takeOver(older.model)));
            view.refresh();
        }
    }

    /** What was begun before comes back, in place of what was entered meanwhile. */
    private void goOn(KeptDraft draft) {
        leave(() -> {
            regaining = draft;
            next.accept(this, Next.RENEWED);
        });
    }

    private void regain(KeptDraft draft) {
        if (model == null || view == null || keeping == null) {
            return;
        }
        gone.add(Outdated.gone(model.regain(Keeping.values(draft))));
        comment.setValue(Keeping.comment(draft));
        keeping.goingOn(draft).said(Keeping.comment(draft));
        view.refresh();
        begun.setVisible(false);
        Leaving.mark(this, true);
        Conflict.sinceBegun(this, model, draft, view::refresh);
    }

    String id() {
        return task.id();
    }

    /** Asks before it is left with something in it that is not saved. */
    void ask(BeforeLeaveEvent event) {
        Leaving.ask(event, isBegun(), unsaved());
    }

    private void leave(Runnable then) {
        Leaving.ask(isBegun(), unsaved(), then);
    }

    private boolean isBegun() {
        return mine && (Leaving.isBegun(model) || !comment.getValue().isBlank());
    }

    /** What becomes of the form's draft when it is left; null where none is kept. */
    private Leaving.@Nullable Unsaved unsaved() {
        return keeping == null ? null : keeping.unsaved();
    }

    private void giveUp() {
        if (keeping != null) {
            keeping.discard();
        }
    }

    private Component head(@Nullable EntityRecord record) {
        var now = OffsetDateTime.now(ZoneId.of(context.actor().get().zone()));
        var gap = new Span();
        gap.addClassName("grow");
        var line = new Div(new H1(task.name()), gap);
        if (task.due() != null) {
            line.add(Due.of(task, now, context.values()).asPill());
        }
        line.addClassNames("row", "wrap");
        if (mine) {
            line.add(new Button(
                    text("Give back"),
                    event -> leave(() -> {
                        Leaving.mark(this, false);
                        tasks.release(task.id(), context.actor().get());
                        next.accept(this, Next.SAME);
                    })));
        } else if (task.assigneeTitle() != null) {
            var with = new Span(text("With {0}", task.assigneeTitle()));
            with.addClassName("tag");
            line.add(with);
        }
        var facts = new Div();
        facts.addClassName("facts");
        var about = new Anchor(task.entity() + "/" + task.record(), task.recordTitle());
        about.addClassName("b");
        var entity = context.catalog()
                .findEntity(task.entity())
                .map(found -> found.title() + " ")
                .orElse("");
        facts.add(new Span(new Span(entity), about));
        if (task.recordNumber() != null && !task.recordTitle().contains(task.recordNumber())) {
            facts.add(bold("", task.recordNumber()));
        }
        facts.add(bold(
                text("Unit") + " ",
                context.directory().unit(task.unit()).map(Directory.Unit::name).orElse(task.unit())));
        if (record != null) {
            var status = RecordHead.status(context, record);
            if (status != null) {
                status.removeClassName("pill");
                facts.add(status);
            }
        }
        var head = new Div(line, facts);
        head.addClassName("head");
        return head;
    }

    private static Span bold(String name, String value) {
        var fact = new Span(name);
        fact.getElement().appendChild(new Element("b").setText(value));
        return fact;
    }

    private Component body(FormContexts contexts) {
        var body = new Div();
        body.addClassName("body");
        if (task.comment() != null && !task.comment().isBlank()) {
            body.add(new Alert(Alert.Tone.WARNING, text("Comment of the step before."), task.comment()));
        }
        if (!mine) {
            body.add(new Alert(
                    Alert.Tone.INFORMATION,
                    text(task.assignee() == null ? "Nobody has this task yet." : "A colleague has this task."),
                    text(task.assignee() == null ? "Take it to work on it." : "You can read it.")));
        }
        if (model != null && mine) {
            body.add(new Outdated(contexts, model, task.form(), () -> next.accept(this, Next.RENEWED)), gone);
            begun.add(new Begun(drafts, context, "task/" + task.id(), this::goOn));
            body.add(begun);
        }
        body.add(trouble);
        if (view != null) {
            body.add(view);
        }
        if (mine && task.outcomes().stream().anyMatch(ProcessDefinition.Outcome::comment)) {
            comment.addClassName("comment");
            comment.setWidthFull();
            comment.setManualValidation(true);
            comment.setHelperText(text("Needed for {0}", commented()));
            comment.getElement().setAttribute("data-field", "comment");
            body.add(comment);
        }
        return body;
    }

    private String commented() {
        return Words.all(task.outcomes().stream()
                .filter(ProcessDefinition.Outcome::comment)
                .map(outcome -> text("“{0}”", outcome.title()))
                .toList());
    }

    private Component foot() {
        var foot = new Div();
        foot.addClassName("outs");
        if (!mine) {
            if (task.assignee() == null) {
                var take = new Button(text("Take it"), event -> {
                    tasks.claim(task.id(), context.actor().get());
                    next.accept(this, Next.SAME);
                });
                take.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                take.getElement().appendChild(new Keys("A").getElement()).setAttribute("data-key", "a");
                foot.add(take);
            }
            return foot;
        }
        var outcomes = new ArrayList<>(task.outcomes());
        if (outcomes.isEmpty()) {
            outcomes.add(new ProcessDefinition.Outcome("", text("Done"), false));
        }
        for (var i = 0; i < outcomes.size(); i++) {
            var button = button(outcomes.get(i), i == 0);
            if (outcomes.size() == 1) {
                button.getElement()
                        .appendChild(new Keys("Ctrl", "Enter").getElement())
                        .setAttribute("data-key", "ctrl+enter");
            } else {
                var number = String.valueOf(i + 1);
                button.getElement().appendChild(new Keys(number).getElement()).setAttribute("data-choice", number);
            }
            foot.add(button);
        }
        var gap = new Span();
        gap.addClassName("grow");
        foot.add(gap);
        if (keeping != null) {
            foot.add(keeping);
        }
        foot.add(view == null ? new Span() : FormFoot.keys());
        if (outcomes.size() > 1) {
            // The key brings the focus here, where the number of an outcome presses it.
            foot.getElement()
                    .setAttribute("data-key", "ctrl+enter")
                    .setAttribute("tabindex", "-1")
                    .setAttribute("aria-label", text("Finish"));
            var choice = new Div(Keys.meaning(text("then a number"), "Ctrl", "Enter"));
            choice.addClassNames("keys", "only-l");
            foot.add(choice);
        }
        return foot;
    }

    private Button button(ProcessDefinition.Outcome outcome, boolean first) {
        var button = FormFoot.once(outcome.title(), () -> complete(outcome, Set.of()));
        button.setIcon(new Icon(outcome.comment() ? "undo" : "check"));
        button.getElement().setAttribute("data-outcome", outcome.name());
        if (first) {
            button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        }
        return button;
    }

    private void complete(ProcessDefinition.Outcome outcome, Set<String> acknowledged) {
        trouble.clear();
        comment.setInvalid(outcome.comment() && comment.getValue().isBlank());
        comment.setErrorMessage(text("Say why: the next person reads it."));
        if (comment.isInvalid()) {
            comment.focus();
            return;
        }
        if (view != null && !view.check()) {
            trouble.unreadable(view);
            return;
        }
        var submission = model == null ? null : model.submission();
        var values = submission == null ? JsonNodeFactory.instance.objectNode() : submission.values();
        var done = tasks.complete(
                task.id(),
                outcome.name().isEmpty() ? null : outcome.name(),
                values,
                comment.getValue().isBlank() ? null : comment.getValue().strip(),
                acknowledged,
                context.actor().get());
        switch (done) {
            case Outcome.Saved saved -> {
                giveUp();
                Leaving.mark(this, false);
                Notices.done(text("{0}: {1}##a task, its outcome", task.name(), outcome.title()));
                next.accept(this, Next.DONE);
            }
            case Outcome.Rejected rejected -> {
                if (view != null && model != null && submission != null) {
                    trouble.show(model, view, rejected.problems(), submission, rules -> complete(outcome, rules));
                } else {
                    trouble.say(String.join(
                            " ",
                            rejected.problems().stream()
                                    .map(problem -> text(problem))
                                    .toList()));
                }
            }
            case Outcome.Stale stale -> conflict(stale, outcome);
        }
    }

    private void conflict(Outcome.Stale stale, ProcessDefinition.Outcome outcome) {
        if (model != null && view != null) {
            Conflict.ask(this, model, stale, trouble, () -> {
                view.refresh();
                complete(outcome, Set.of());
            });
        } else {
            trouble.say(text("{0} was faster. Open the task again.", stale.by()));
        }
    }
}
