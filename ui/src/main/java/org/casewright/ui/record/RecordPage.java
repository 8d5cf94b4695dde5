package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
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
import jakarta.annotation.security.PermitAll;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition.BreakGlassDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.process.Operations;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.casewright.records.BreakGlass;
import org.casewright.records.BreakGlass.Standing;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Shares;
import org.casewright.ui.form.DerivedLayout;
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
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** The page of any record: read, then edited in place. */
@Route(value = ":module/:entity/:id", layout = MainLayout.class)
@PermitAll
class RecordPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final long serialVersionUID = 1L;

    private final transient FormContexts contexts;
    private final transient Tasks tasks;
    private final transient Pasts pasts;
    private final transient Operations operations;
    private final transient BreakGlass glass;
    private final transient Shares shares;
    private transient @Nullable FormModel editing;

    RecordPage(
            FormContexts contexts, Tasks tasks, Pasts pasts, Operations operations, BreakGlass glass, Shares shares) {
        this.contexts = contexts;
        this.tasks = tasks;
        this.pasts = pasts;
        this.operations = operations;
        this.glass = glass;
        this.shares = shares;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        var ref = parameters.get("module").orElse("") + "/"
                + parameters.get("entity").orElse("");
        var context = contexts.forAsker(getLocale());
        var record = context.catalog()
                .findEntity(ref)
                .flatMap(entity -> context.records()
                        .get(
                                ref,
                                parameters.get("id").orElse(""),
                                context.actor().get()));
        if (record.isEmpty()) {
            var mayOpen = glass.offered(ref, context.actor().get()).isPresent();
            var id = parameters.get("id").orElse("");
            event.rerouteToError(mayOpen ? new ClosedException(ref, id) : new NotFoundException(), "");
            return;
        }
        read(context, record.get());
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        Leaving.ask(event, editing);
    }

    private void read(FormContext context, EntityRecord record) {
        editing = null;
        Leaving.mark(this, false);
        removeAll();
        var actor = context.actor().get();
        var entity = record.entity();
        var title = context.records().title(record, actor);
        var module = context.catalog().module(entity.module());
        at(List.of(
                new Crumb(module.map(found -> found.title()).orElse(entity.module()), entity.ref()),
                new Crumb(entity.plural(), entity.ref()),
                Crumb.here(
                        record.system().number() == null
                                ? title
                                : record.system().number())));
        offer();
        var open = tasks.of(record.id(), actor);
        var standing = glass.standing(record, actor);
        add(new RecordHead(context, record, title, actions(context, record, open, standing.orElse(null))));
        standing.map(Standing::until).ifPresent(until -> add(opened(context, until)));
        var stages = tasks.stages(record.id(), actor);
        var steps = tasks.steps(record.id(), actor);
        if (!stages.isEmpty()) {
            add(new StageBar(stages, steps, context.values()));
        }
        var model = new FormModel(context, record, false);
        var main = new Div();
        main.addClassName("main");
        var layout = DerivedLayout.withRelated(context.catalog(), entity, DerivedLayout.of(context.catalog(), entity));
        var options = new FormView.Options(
                false, inverse -> mayAdd(context, record, inverse), inverse -> add(record, inverse), () -> {});
        var sections =
                new Sections(layout, model.root(), main, part -> new FormView(model, part, options, getLocale()));
        var tabs = sections.tabs();
        if (tabs != null) {
            add(tabs);
        }
        var history = context.records().history(entity.ref(), record.id().toString(), actor);
        var timeline = new Timeline(
                context,
                entity,
                open,
                history,
                steps,
                model.titles(),
                version -> pasts.of(context, record, history, version, getLocale())
                        .ifPresentOrElse(
                                AsItWas::open,
                                () -> Notices.done(text("The form of that time cannot be read any more."))));
        var body = new Div(main, timeline);
        body.addClassName("rb");
        add(body);
    }

    private static boolean mayAdd(FormContext context, EntityRecord record, Inverse inverse) {
        return !record.system().retired()
                && inverse.isOpen()
                && context.records()
                        .privileges(inverse.from().ref(), null, context.actor().get())
                        .contains("create");
    }

    private static void add(EntityRecord record, Inverse inverse) {
        UI.getCurrent()
                .navigate(
                        inverse.from().ref() + "/new",
                        QueryParameters.simple(
                                Map.of(inverse.reference().name(), record.id().toString())));
    }

    private static Div opened(FormContext context, OffsetDateTime until) {
        var said = new Div(
                new Alert(
                        Alert.Tone.INFORMATION,
                        text("Open to you until {0}.", context.values().moment(until)),
                        text(
                                "What is restricted here is shown to you because you asked for it; your reason stands in the timeline.")));
        said.addClassName("said");
        return said;
    }

    private Component[] actions(
            FormContext context, EntityRecord record, List<Task> open, @Nullable Standing standing) {
        var may = context.records()
                .privileges(record.entity().ref(), record, context.actor().get());
        var actions = new ArrayList<Component>();
        if (may.contains("write") && !record.system().retired()) {
            var edit = new Button(
                    text("Edit"), new Icon("edit"), event -> edit(new FormModel(context, record, false), List.of()));
            edit.getElement().appendChild(new Keys("E").getElement()).setAttribute("data-key", "e");
            actions.add(edit);
        }
        actions.addAll(new OperationButtons(operations, context, record, () -> reload(context, record)).all());
        if (standing != null && standing.until() == null) {
            actions.add(new Button(
                    text("Open restricted fields…"),
                    new Icon("key"),
                    event -> ask(context, record, standing.declared())));
        }
        actions.add(new RecordMenu(context, record, may, shares, changed -> read(context, changed)));
        open.stream().findFirst().ifPresent(task -> {
            var go = new Button(task.name(), event -> UI.getCurrent().navigate("task/" + task.id()));
            go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            go.getElement().appendChild(new Keys("T").getElement()).setAttribute("data-key", "t");
            actions.add(go);
        });
        return actions.toArray(Component[]::new);
    }

    private void ask(FormContext context, EntityRecord record, BreakGlassDefinition declared) {
        new BreakGlassDialog(
                        glass,
                        context,
                        declared,
                        text("Open restricted fields"),
                        record.entity().ref(),
                        record.id().toString(),
                        done -> reload(context, record))
                .open();
    }

    private void edit(FormModel model, List<String> gone) {
        var context = model.context();
        var record = Objects.requireNonNull(model.root().record());
        editing = model;
        removeAll();
        add(new RecordHead(
                context, record, context.records().title(record, context.actor().get())));
        var trouble = new Trouble();
        var view = new FormView(
                model,
                DerivedLayout.of(context.catalog(), record.entity()),
                FormView.Options.entering(() -> Leaving.mark(this, true)),
                getLocale());
        var outdated = new Outdated(contexts, model, null, () -> renew(model, trouble));
        var main = new Div(outdated, Outdated.gone(gone), trouble, view);
        main.addClassNames("main", "grow");
        var save = new Button(text("Save"), event -> save(model, view, trouble, Set.of()));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setDisableOnClick(true);
        save.getElement().appendChild(new Keys("Ctrl", "S").getElement()).setAttribute("data-key", "ctrl+s");
        save.addClickListener(event -> save.setEnabled(true));
        var cancel = new Button(text("Cancel"), event -> Leaving.ask(model, () -> read(context, record)));
        cancel.getElement().setAttribute("data-key", "escape");
        add(main, new FormFoot(cancel, save));
    }

    /** The same form on the release that is served now, with what was entered. */
    private void renew(FormModel model, Trouble trouble) {
        var record = Objects.requireNonNull(model.root().record());
        var context = contexts.forAsker(getLocale());
        context.records()
                .get(
                        record.entity().ref(),
                        record.id().toString(),
                        context.actor().get())
                .ifPresentOrElse(
                        now -> {
                            var next = new FormModel(context, now, false);
                            edit(next, next.takeOver(model));
                        },
                        () -> trouble.say(text("This record is not open to you any more.")));
    }

    private void save(FormModel model, FormView view, Trouble trouble, Set<String> acknowledged) {
        var root = model.root();
        var record = root.record();
        if (record == null || !view.check()) {
            trouble.unreadable(view);
            return;
        }
        var submission = model.submission();
        var context = model.context();
        if (submission.isEmpty()) {
            read(context, record);
            return;
        }
        var change = Change.update(
                record.entity().ref(), record.id(), record.system().version(), submission.values());
        var outcome = context.records()
                .apply(List.of(change), context.actor().get(), Options.NONE.acknowledging(acknowledged));
        switch (outcome) {
            case Outcome.Saved saved -> {
                Notices.done(text(
                        "Saved {0}",
                        LocalTime.now(ZoneId.of(context.actor().get().zone()))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));
                reload(context, record);
            }
            case Outcome.Rejected rejected ->
                trouble.show(model, view, rejected.problems(), submission, rules -> save(model, view, trouble, rules));
            case Outcome.Stale stale -> conflict(model, view, trouble, stale);
        }
    }

    private void reload(FormContext context, EntityRecord record) {
        editing = null;
        context.records()
                .get(
                        record.entity().ref(),
                        record.id().toString(),
                        context.actor().get())
                .ifPresentOrElse(
                        now -> read(context, now),
                        () -> UI.getCurrent().navigate(record.entity().ref()));
    }

    private void conflict(FormModel model, FormView view, Trouble trouble, Outcome.Stale stale) {
        Conflict.ask(model, stale, trouble, () -> {
            view.refresh();
            save(model, view, trouble, Set.of());
        });
    }
}
