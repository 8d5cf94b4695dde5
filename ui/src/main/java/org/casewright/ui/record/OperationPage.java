package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Set;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.KeptDraft;
import org.casewright.problem.Refusal;
import org.casewright.process.Operations;
import org.casewright.records.Drafts;
import org.casewright.records.Outcome;
import org.casewright.ui.form.DerivedLayout;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.FormContexts;
import org.casewright.ui.form.FormFoot;
import org.casewright.ui.form.FormModel;
import org.casewright.ui.form.FormView;
import org.casewright.ui.form.Leaving;
import org.casewright.ui.form.Outdated;
import org.casewright.ui.form.Trouble;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The form of an operation with a record. */
@Route(value = ":module/:entity/:id/do/:operation", layout = MainLayout.class)
@PermitAll
class OperationPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final long serialVersionUID = 1L;

    private final transient FormContexts contexts;
    private final transient Operations operations;
    private final transient Drafts drafts;
    private transient @Nullable FormModel editing;
    private @Nullable Keeping keeping;

    OperationPage(FormContexts contexts, Operations operations, Drafts drafts) {
        this.contexts = contexts;
        this.operations = operations;
        this.drafts = drafts;
    }

    /** Where the operation with a record is entered. */
    static String address(EntityRecord record, OperationDefinition operation) {
        return record.entity().ref() + "/" + record.id() + "/do/" + operation.name();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        var ref = parameters.get("module").orElse("") + "/"
                + parameters.get("entity").orElse("");
        var context = contexts.forAsker(getLocale());
        var actor = context.actor().get();
        var record = context.catalog()
                .findEntity(ref)
                .flatMap(entity ->
                        context.records().get(ref, parameters.get("id").orElse(""), actor));
        var operation = record.flatMap(found -> operations.possible(found, actor).stream()
                .filter(each -> each.name().equals(parameters.get("operation").orElse("")))
                .findFirst());
        if (operation.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        var title = context.records().title(record.get(), actor);
        at(List.of(
                new Crumb(record.get().entity().plural(), ref),
                new Crumb(title, ref + "/" + record.get().id()),
                Crumb.here(operation.get().title())));
        offer();
        enter(context, record.get(), operation.get(), new Before(null, null));
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (keeping != null) {
            Leaving.ask(event, Leaving.isBegun(editing), keeping.unsaved());
        }
    }

    /**
     * What was entered before.
     *
     * @param open in the same form, while this page was open; null for nothing
     * @param draft and never done; null for nothing
     */
    private record Before(
            @Nullable FormModel open, @Nullable KeptDraft draft) {

        /** Takes it into a form; gives back what has no place in it. */
        List<String> into(FormModel model) {
            if (draft != null) {
                return model.regain(Keeping.values(draft));
            }
            return open == null ? List.of() : model.takeOver(open);
        }
    }

    /** Shows the form, with what was entered in it before. */
    private void enter(FormContext context, EntityRecord record, OperationDefinition operation, Before before) {
        var input = context.catalog().entity(operation.creates());
        var model = new FormModel(
                context,
                input,
                JsonNodeFactory.instance
                        .objectNode()
                        .put(operation.reference(), record.id().toString()));
        var gone = before.into(model);
        var older = keeping;
        var kept = new Keeping(drafts, model, address(record, operation)).goingOn(before.draft());
        if (before.open() != null && older != null) {
            kept.adopt(older);
        }
        var begun = model.isChanged()
                ? new Div()
                : new Begun(
                        drafts,
                        context,
                        address(record, operation),
                        draft -> Leaving.ask(
                                model.isChanged(),
                                null,
                                () -> enter(context, record, operation, new Before(null, draft))));
        editing = model;
        keeping = kept;
        removeAll();
        var layout = operation.form() == null
                ? DerivedLayout.of(context.catalog(), input)
                : context.catalog()
                        .form(operation.form())
                        .map(FormDefinition::root)
                        .orElseThrow();
        var trouble = new Trouble();
        var view = new FormView(
                model,
                layout,
                FormView.Options.entering(() -> {
                    Leaving.mark(this, true);
                    kept.touched();
                }),
                getLocale());
        var outdated = new Outdated(contexts, model, operation.form(), () -> renew(record, operation, model, trouble));
        var main = new Div(begun, outdated, Outdated.gone(gone), trouble, view);
        main.addClassNames("main", "grow");
        var go = FormFoot.once(operation.title(), () -> run(record, operation, model, view, trouble, Set.of()));
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        go.getElement().appendChild(new Keys("Ctrl", "S").getElement()).setAttribute("data-key", "ctrl+s");
        var cancel = new Button(text("Cancel"), event -> UI.getCurrent().navigate(address(record)));
        cancel.getElement().setAttribute("data-key", "escape");
        add(
                head(operation, context.records().title(record, context.actor().get())),
                main,
                new FormFoot(kept, cancel, go));
        Leaving.mark(this, before.draft() != null);
        view.focusFirst();
    }

    private static String address(EntityRecord record) {
        return record.entity().ref() + "/" + record.id();
    }

    private static Div head(OperationDefinition operation, String title) {
        var about = new Paragraph(title);
        about.addClassName("ink2");
        var words = new Div(new H1(operation.title()), about);
        words.addClassName("grow");
        var head = new Div(words);
        head.addClassName("rh");
        return head;
    }

    /** The same form on the release that is served now, where it still is possible. */
    private void renew(EntityRecord record, OperationDefinition operation, FormModel model, Trouble trouble) {
        var context = contexts.forAsker(getLocale());
        var actor = context.actor().get();
        context.records()
                .get(record.entity().ref(), record.id().toString(), actor)
                .ifPresentOrElse(
                        now -> operations.possible(now, actor).stream()
                                .filter(each -> each.name().equals(operation.name()))
                                .findFirst()
                                .ifPresentOrElse(
                                        again -> enter(context, now, again, new Before(model, null)),
                                        () -> trouble.say(text("This is not possible with this record any more."))),
                        () -> trouble.say(text("This record is not open to you any more.")));
    }

    private void run(
            EntityRecord record,
            OperationDefinition operation,
            FormModel model,
            FormView view,
            Trouble trouble,
            Set<String> acknowledged) {
        trouble.clear();
        if (!view.check()) {
            trouble.unreadable(view);
            return;
        }
        var submission = model.submission();
        try {
            var outcome = operations.run(
                    record.entity().ref(),
                    record.id().toString(),
                    record.system().version(),
                    operation.name(),
                    submission.values(),
                    acknowledged,
                    model.context().actor().get());
            switch (outcome) {
                case Outcome.Saved saved -> {
                    if (keeping != null) {
                        keeping.discard();
                    }
                    editing = null;
                    keeping = null;
                    Leaving.mark(this, false);
                    Notices.done(text("{0}: done", operation.title()));
                    UI.getCurrent().navigate(address(record));
                }
                case Outcome.Rejected rejected ->
                    trouble.show(
                            model,
                            view,
                            rejected.problems(),
                            submission,
                            rules -> run(record, operation, model, view, trouble, rules));
                case Outcome.Stale stale -> again(record, operation, model, trouble, stale);
            }
        } catch (Refusal refusal) {
            trouble.say(text(refusal));
        }
    }

    /** The record was changed meanwhile: the asker looks at it again, and keeps what was entered. */
    private void again(
            EntityRecord record, OperationDefinition operation, FormModel model, Trouble trouble, Outcome.Stale stale) {
        var context = model.context();
        context.records()
                .get(
                        record.entity().ref(),
                        record.id().toString(),
                        context.actor().get())
                .ifPresentOrElse(
                        now -> {
                            enter(context, now, operation, new Before(model, null));
                            Notices.done(text(
                                    "{0} has changed the record meanwhile. Look at it, and do it again.", stale.by()));
                        },
                        () -> trouble.say(text("This record is not open to you any more.")));
    }
}
