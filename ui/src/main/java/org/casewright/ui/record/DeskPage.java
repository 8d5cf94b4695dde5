package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.casewright.definition.FormDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.KeptDraft;
import org.casewright.records.Change;
import org.casewright.records.Drafts;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.ui.form.DeskButtons;
import org.casewright.ui.form.Deskwork;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.FormContexts;
import org.casewright.ui.form.FormFoot;
import org.casewright.ui.form.FormModel;
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
import tools.jackson.databind.node.ObjectNode;

/** The desk of an entity: a record with those on its list, new or to be completed; or the few fields with which it is begun in haste. */
@Route(value = ":module/:entity/desk", layout = MainLayout.class)
@RouteAlias(value = ":module/:entity/quick", layout = MainLayout.class)
@RouteAlias(value = ":module/:entity/:id/desk", layout = MainLayout.class)
@PermitAll
class DeskPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final long serialVersionUID = 1L;

    private static final String LINE = "line";

    private final transient FormContexts contexts;
    private final transient Drafts drafts;
    private transient @Nullable FormModel editing;
    private @Nullable Keeping keeping;
    private transient @Nullable Entering entering;

    DeskPage(FormContexts contexts, Drafts drafts) {
        this.contexts = contexts;
        this.drafts = drafts;
    }

    /**
     * What is done here.
     *
     * @param form the desk's, or that of its quick entry
     * @param id of the record that is completed; null for a new one
     */
    private record Work(
            String entity,
            String title,
            FormDefinition form,
            ObjectNode given,
            @Nullable String id) {

        String address() {
            return id == null ? entity + (form.desk() == null ? "/quick" : "/desk") : entity + "/" + id + "/desk";
        }

        boolean isQuick() {
            return form.desk() == null;
        }
    }

    /** What is entered, on what, and what is said above it. */
    private record Entering(Work work, FormModel model, Deskwork view, Trouble trouble) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        var ref = parameters.get("module").orElse("") + "/"
                + parameters.get("entity").orElse("");
        var context = contexts.forAsker(getLocale());
        var quick = event.getLocation().getSegments().getLast().equals("quick");
        var work = work(context, ref, quick, parameters.get("id").orElse(null));
        var model = work.flatMap(found -> model(context, found));
        if (model.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        enter(work.get(), model.get(), List.of(), null);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(LINE)
                .filter(line -> line.matches("\\d{1,4}"))
                .ifPresent(line -> entering().view().go(Integer.parseInt(line)));
    }

    private Entering entering() {
        return Objects.requireNonNull(entering);
    }

    private static Optional<Work> work(FormContext context, String ref, boolean quick, @Nullable String id) {
        return context.catalog()
                .findEntity(ref)
                .flatMap(context.catalog()::desk)
                .flatMap(form -> {
                    var desk = Objects.requireNonNull(form.desk());
                    if (!quick) {
                        return Optional.of(
                                new Work(ref, desk.title(), form, JsonNodeFactory.instance.objectNode(), id));
                    }
                    return Optional.ofNullable(desk.quick())
                            .flatMap(said -> context.catalog()
                                    .form(form.module() + "/" + said.form())
                                    .map(entry -> new Work(ref, said.title(), entry, said.values(), null)));
                });
    }

    /** The form for it; nothing where the asker may not do this. */
    private static Optional<FormModel> model(FormContext context, Work work) {
        var actor = context.actor().get();
        if (work.id() == null) {
            return context.records().privileges(work.entity(), null, actor).contains("create")
                    ? Optional.of(new FormModel(
                            context,
                            context.catalog().entity(work.entity()),
                            work.given().deepCopy()))
                    : Optional.empty();
        }
        return context.records()
                .get(work.entity(), work.id(), actor)
                .filter(record -> !record.system().retired())
                .filter(record -> context.records()
                        .privileges(work.entity(), record, actor)
                        .contains("write"))
                .map(record -> new FormModel(context, record, false));
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (keeping != null) {
            Leaving.ask(event, Leaving.isBegun(editing), keeping.unsaved());
        }
    }

    /**
     * The page.
     *
     * @param gone what was entered before and has no place in it
     * @param draft with which it goes on; null when it is begun
     */
    private void enter(Work work, FormModel model, List<String> gone, @Nullable KeptDraft draft) {
        var kept = new Keeping(drafts, model, work.address()).goingOn(draft);
        var older = draft == null && !model.isChanged() ? begun(work, model) : new Div();
        editing = model;
        keeping = kept;
        removeAll();
        where(work, model);
        var record = model.root().record();
        var view = new Deskwork(
                model,
                work.form(),
                record == null ? null : RecordHead.status(model.context(), record),
                () -> {
                    Leaving.mark(this, true);
                    kept.touched();
                },
                getLocale());
        var trouble = new Trouble();
        var entered = new Entering(work, model, view, trouble);
        entering = entered;
        var outdated = new Outdated(contexts, model, work.form().ref(), () -> renew(entered));
        var said = new Div(older, outdated, Outdated.gone(gone), trouble);
        said.addClassName("above");
        add(said, view, foot(entered, kept));
        Leaving.mark(this, draft != null);
        view.go(0);
    }

    private void where(Work work, FormModel model) {
        var entity = model.root().entity();
        var record = model.root().record();
        var list = new Crumb(entity.plural(), entity.ref());
        if (record == null) {
            at(List.of(list, Crumb.here(work.title())));
        } else {
            var number = record.system().number();
            at(List.of(
                    list,
                    new Crumb(number == null ? entity.title() : number, entity.ref() + "/" + record.id()),
                    Crumb.here(work.title())));
        }
        var context = model.context();
        DeskButtons.of(
                        context.catalog(),
                        context.records(),
                        entity,
                        context.actor().get())
                .ifPresentOrElse(buttons -> offer(buttons.within(work.isQuick())), this::offer);
    }

    private FormFoot foot(Entering entered, Keeping kept) {
        var next = saving(text("Save and begin the next"), () -> save(entered, Set.of(), true));
        next.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        next.getElement().appendChild(new Keys("Ctrl", "Enter").getElement()).setAttribute("data-key", "ctrl+enter");
        var save = saving(
                entered.work().isQuick() ? text("Save and complete now") : text("Save"),
                () -> save(entered, Set.of(), false));
        save.getElement().appendChild(new Keys("Ctrl", "S").getElement()).setAttribute("data-key", "ctrl+s");
        var cancel = new Button(
                text("Cancel"),
                event -> UI.getCurrent()
                        .navigate(
                                entered.work().id() == null
                                        ? entered.work().entity()
                                        : entered.work().entity() + "/"
                                                + entered.work().id()));
        cancel.getElement().appendChild(new Keys("Esc").getElement()).setAttribute("data-key", "escape");
        return new FormFoot(kept, cancel, save, next);
    }

    private static Button saving(String words, Runnable action) {
        var button = new Button(words, event -> action.run());
        button.setDisableOnClick(true);
        button.addClickListener(event -> button.setEnabled(true));
        return button;
    }

    /** What was begun here before, and not saved. */
    private Begun begun(Work work, FormModel model) {
        return new Begun(
                drafts,
                model.context(),
                work.address(),
                draft -> Leaving.ask(
                        model.isChanged(),
                        null,
                        () -> model(model.context(), work).ifPresent(next -> {
                            enter(work, next, next.regain(Keeping.values(draft)), draft);
                            Conflict.sinceBegun(
                                    this, next, draft, entering().view().filled()::refresh);
                        })));
    }

    /** The same page on the release that is served now, with what was entered. */
    private void renew(Entering old) {
        var context = contexts.forAsker(getLocale());
        var was = old.work();
        var work = work(context, was.entity(), was.isQuick(), was.id());
        work.flatMap(found -> model(context, found))
                .ifPresentOrElse(
                        next -> {
                            var lost = next.takeOver(old.model());
                            var older = Objects.requireNonNull(keeping);
                            enter(work.orElseThrow(), next, lost, null);
                            Objects.requireNonNull(keeping).adopt(older);
                        },
                        () -> old.trouble().say(text("This cannot be entered here any more.")));
    }

    /**
     * Saves all that was entered in one transaction.
     *
     * @param next whether another record is entered then
     */
    private void save(Entering entered, Set<String> acknowledged, boolean next) {
        var model = entered.model();
        if (!entered.view().filled().check()) {
            entered.trouble().unreadable(entered.view().filled());
            return;
        }
        var submission = model.submission();
        var record = model.root().record();
        if (record != null && submission.isEmpty()) {
            saved(entered, record, next);
            return;
        }
        var ref = model.root().entity().ref();
        var change = record == null
                ? new Change.Create(ref, null, submission.values())
                : Change.update(ref, record.id(), record.system().version(), submission.values());
        switch (model.context()
                .records()
                .apply(List.of(change), model.context().actor().get(), Options.NONE.acknowledging(acknowledged))) {
            case Outcome.Saved saved -> saved(entered, saved.record(), next);
            case Outcome.Rejected rejected ->
                entered.trouble()
                        .show(
                                model,
                                entered.view().filled(),
                                rejected.problems(),
                                submission,
                                rules -> save(entered, rules, next));
            case Outcome.Stale stale ->
                Conflict.ask(this, model, stale, entered.trouble(), () -> {
                    entered.view().filled().refresh();
                    save(entered, Set.of(), next);
                });
        }
    }

    private void saved(Entering entered, EntityRecord record, boolean next) {
        if (keeping != null) {
            keeping.discard();
        }
        editing = null;
        keeping = null;
        Leaving.mark(this, false);
        var number = record.system().number();
        Notices.done(text("{0} saved", number == null ? record.entity().title() : number));
        var work = entered.work();
        if (!next) {
            UI.getCurrent()
                    .navigate(
                            work.entity() + "/" + record.id() + "/desk",
                            QueryParameters.simple(Map.of(
                                    LINE,
                                    String.valueOf(Math.max(0, entered.view().at())))));
            return;
        }
        var context = contexts.forAsker(getLocale());
        var again = work(context, work.entity(), work.isQuick(), null);
        again.flatMap(found -> model(context, found))
                .ifPresentOrElse(
                        model -> {
                            if (work.id() == null) {
                                enter(again.orElseThrow(), model, List.of(), null);
                            } else {
                                UI.getCurrent().navigate(again.orElseThrow().address());
                            }
                        },
                        () -> UI.getCurrent().navigate(work.entity() + "/" + record.id()));
    }
}
