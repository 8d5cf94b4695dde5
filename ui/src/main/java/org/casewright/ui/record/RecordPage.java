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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition.BreakGlassDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.KeptDraft;
import org.casewright.process.Task;
import org.casewright.records.BreakGlass.Standing;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.ui.form.DerivedLayout;
import org.casewright.ui.form.DeskButtons;
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
import org.casewright.ui.part.KeyOnly;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.LastList;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** The page of any record: read, then edited in place. */
@Route(value = ":module/:entity/:id", layout = MainLayout.class)
@PermitAll
class RecordPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final long serialVersionUID = 1L;

    private final transient FormContexts contexts;
    private final transient Doors doors;
    private final LastList last;
    /** The record as it was when it was opened: its place in the list. */
    private transient @Nullable EntityRecord opened;

    private transient @Nullable FormModel editing;
    private @Nullable Keeping keeping;
    private @Nullable Timeline timeline;
    private transient Timeline.Unwritten unwritten = Timeline.Unwritten.NOTHING;
    private @Nullable UUID shown;

    RecordPage(FormContexts contexts, Doors doors, LastList last) {
        this.contexts = contexts;
        this.doors = doors;
        this.last = last;
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
        if (record.isEmpty()) {
            var mayOpen = doors.glass().offered(ref, actor).isPresent();
            var id = parameters.get("id").orElse("");
            event.rerouteToError(mayOpen ? new ClosedException(ref, id) : new NotFoundException(), "");
            return;
        }
        doors.recent().opened(record.get(), actor);
        shown = record.get().id();
        timeline = null;
        unwritten = Timeline.Unwritten.NOTHING;
        opened = record.get();
        read(context, record.get());
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        remember();
        var noted = !unwritten.isEmpty();
        // A draft keeps no notes.
        Leaving.ask(event, noted || Leaving.isBegun(editing), noted || keeping == null ? null : keeping.unsaved());
    }

    /** What is written in the timeline stays when the page is drawn anew. */
    private void remember() {
        if (timeline != null) {
            unwritten = timeline.unwritten();
        }
    }

    private static String address(EntityRecord record) {
        return record.entity().ref() + "/" + record.id();
    }

    private void read(FormContext context, EntityRecord record) {
        remember();
        editing = null;
        keeping = null;
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
        var open = doors.tasks().of(record.id(), actor);
        var standing = doors.glass().standing(record, actor);
        var model = new FormModel(context, record, false);
        var main = new Div();
        main.addClassName("main");
        var sections = sections(model, main);
        Runnable print = () -> print(model, record, title, sections);
        add(new RecordHead(context, record, title, actions(context, record, open, standing.orElse(null), print)));
        add(said(context, record, open, standing.orElse(null)));
        var stages = doors.tasks().stages(record.id(), actor);
        var steps = doors.tasks().steps(record.id(), actor);
        if (!stages.isEmpty()) {
            add(new StageBar(stages, steps, context.values()));
        }
        last.of(context.catalog(), entity.ref())
                .ifPresent(query -> add(
                        new KeyOnly(text("Next in the list"), "j", () -> beside(context, query, false)),
                        new KeyOnly(text("The one before in the list"), "k", () -> beside(context, query, true))));
        var tabs = sections.tabs();
        if (tabs != null) {
            add(
                    tabs,
                    new KeyOnly(text("Section before"), "[", () -> sections.step(-1)),
                    new KeyOnly(text("Next section"), "]", () -> sections.step(1)));
        }
        var history = context.records().history(entity.ref(), record.id().toString(), actor);
        var told = new Timeline(
                context,
                record,
                new Timeline.Told(open, history, steps),
                doors.notes(),
                model.titles(),
                version -> doors.pasts()
                        .of(context, record, history, version, getLocale())
                        .ifPresentOrElse(
                                AsItWas::open,
                                () -> Notices.done(text("The form of that time cannot be read any more."))));
        timeline = told.goingOn(unwritten);
        var body = new Div(main, told);
        body.addClassName("rb");
        add(body);
    }

    /** Goes on to the record next to this one in the list from which it was opened. */
    private void beside(FormContext context, Query query, boolean back) {
        var at = Objects.requireNonNull(opened);
        context.records()
                .beside(query, at, back, context.actor().get())
                .ifPresentOrElse(
                        id -> UI.getCurrent().navigate(at.entity().ref() + "/" + id),
                        () -> Notices.done(
                                back ? text("This is the first of the list.") : text("This is the last of the list.")));
    }

    private Sections sections(FormModel model, Div main) {
        var context = model.context();
        var record = Objects.requireNonNull(model.root().record());
        var entity = record.entity();
        var layout = DerivedLayout.withRelated(context.catalog(), entity, DerivedLayout.of(context.catalog(), entity));
        var options = new FormView.Options(
                false, inverse -> mayAdd(context, record, inverse), inverse -> add(record, inverse), () -> {});
        return new Sections(layout, model.root(), main, part -> new FormView(model, part, options, getLocale()));
    }

    private void print(FormModel model, EntityRecord record, String title, Sections sections) {
        getChildren().filter(PrintSheet.class::isInstance).toList().forEach(this::remove);
        var sheet = new PrintSheet(model, record, title, sections.all(), getLocale());
        add(sheet);
        sheet.print();
    }

    /** What is to be known before anything else: that it is retired or opened for a while, that a task is late, what was begun. */
    private Div said(FormContext context, EntityRecord record, List<Task> open, @Nullable Standing standing) {
        var said = new Div();
        said.addClassNames("said");
        var may = may(context, record);
        if (record.system().retired()) {
            said.add(new Retired(context, record, may.contains("delete"), () -> reload(context, record)));
        }
        if (standing != null && standing.until() != null) {
            said.add(opened(context, standing.until()));
        }
        warnings(context, record).forEach(said::add);
        var now = OffsetDateTime.now(ZoneId.of(context.actor().get().zone()));
        open.stream()
                .filter(task -> task.due() != null && task.due().isBefore(now))
                .findFirst()
                .ifPresent(task -> said.add(new Alert(
                        Alert.Tone.WARNING,
                        text("“{0}” is late.", task.name()),
                        text("It was due on {0}.", context.values().moment(Objects.requireNonNull(task.due()))))));
        if (may.contains("write") && !record.system().retired()) {
            said.add(new Begun(doors.drafts(), context, address(record), draft -> goOn(context, record, draft)));
        }
        return said;
    }

    /** What the rules warn of as the record is; it was acknowledged once, and stands until it is mended. */
    private static List<Alert> warnings(FormContext context, EntityRecord record) {
        var broken = context.records().warnings(record, context.actor().get());
        return context.catalog().findEntity(record.entity().ref()).stream()
                .flatMap(entity -> entity.rules().stream())
                .filter(rule -> broken.contains(rule.id()))
                .map(rule -> new Alert(Alert.Tone.WARNING, "", rule.message()))
                .toList();
    }

    private static Set<String> may(FormContext context, EntityRecord record) {
        return context.records()
                .privileges(record.entity().ref(), record, context.actor().get());
    }

    private void goOn(FormContext context, EntityRecord record, KeptDraft draft) {
        var model = new FormModel(context, record, false);
        var gone = model.regain(Keeping.values(draft));
        var view = edit(model, gone, draft);
        Conflict.sinceBegun(this, model, draft, view::refresh);
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

    private static Alert opened(FormContext context, OffsetDateTime until) {
        return new Alert(
                Alert.Tone.INFORMATION,
                text("Open to you until {0}.", context.values().moment(until)),
                text(
                        "What is restricted here is shown to you because you asked for it; your reason stands in the timeline."));
    }

    private Component[] actions(
            FormContext context, EntityRecord record, List<Task> open, @Nullable Standing standing, Runnable print) {
        var may = may(context, record);
        var actions = new ArrayList<Component>();
        if (may.contains("write") && !record.system().retired()) {
            actions.add(keyed(
                    new Button(
                            text("Edit"),
                            new Icon("edit"),
                            event -> edit(new FormModel(context, record, false), List.of(), null)),
                    "E"));
            DeskButtons.of(context.catalog(), record.entity(), record.id()).ifPresent(actions::add);
        }
        actions.addAll(new OperationButtons(doors.operations(), context, record, () -> reload(context, record)).all());
        if (standing != null && standing.until() == null) {
            actions.add(keyed(
                    new Button(
                            text("Open restricted fields…"),
                            new Icon("key"),
                            event -> ask(context, record, standing.declared())),
                    "O"));
        }
        actions.add(keyed(new Button(text("Print"), new Icon("print"), event -> print.run()), "P"));
        var menu = new RecordMenu(context, record, may, doors.shares(), () -> reload(context, record));
        actions.add(menu);
        actions.addAll(menu.keys());
        open.stream().findFirst().ifPresent(task -> {
            var go = keyed(new Button(task.name(), event -> UI.getCurrent().navigate("task/" + task.id())), "T");
            go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            actions.add(go);
        });
        return actions.toArray(Component[]::new);
    }

    private static Button keyed(Button button, String key) {
        button.getElement()
                .appendChild(new Keys(key).getElement())
                .setAttribute("data-key", key.toLowerCase(Locale.ROOT));
        return button;
    }

    private void ask(FormContext context, EntityRecord record, BreakGlassDefinition declared) {
        new BreakGlassDialog(
                        doors.glass(),
                        context,
                        declared,
                        text("Open restricted fields"),
                        record.entity().ref(),
                        record.id().toString(),
                        done -> reload(context, record))
                .open();
    }

    /**
     * The form.
     *
     * @param gone what was entered before and has no place in it
     * @param draft with which it goes on; null when it is begun
     */
    private FormView edit(FormModel model, List<String> gone, @Nullable KeptDraft draft) {
        var context = model.context();
        var record = Objects.requireNonNull(model.root().record());
        var kept = new Keeping(doors.drafts(), model, address(record)).goingOn(draft);
        remember();
        editing = model;
        keeping = kept;
        timeline = null;
        removeAll();
        add(new RecordHead(
                context, record, context.records().title(record, context.actor().get())));
        var trouble = new Trouble();
        var view = new FormView(
                model,
                DerivedLayout.of(context.catalog(), record.entity()),
                FormView.Options.entering(() -> {
                    Leaving.mark(this, true);
                    kept.touched();
                }),
                getLocale());
        var outdated = new Outdated(contexts, model, null, () -> renew(model, trouble));
        var main = new Div(outdated, Outdated.gone(gone), trouble, view);
        main.addClassNames("main", "grow");
        var save = FormFoot.once(text("Save"), () -> save(model, view, trouble, Set.of()));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.getElement().appendChild(new Keys("Ctrl", "S").getElement()).setAttribute("data-key", "ctrl+s");
        var cancel = new Button(
                text("Cancel"), event -> Leaving.ask(model.isChanged(), kept.unsaved(), () -> reload(context, record)));
        cancel.getElement().appendChild(new Keys("Esc").getElement()).setAttribute("data-key", "escape");
        add(main, new FormFoot(kept, cancel, save));
        Leaving.mark(this, draft != null);
        return view;
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
                            var lost = next.takeOver(model);
                            var older = Objects.requireNonNull(keeping);
                            edit(next, lost, null);
                            Objects.requireNonNull(keeping).adopt(older);
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
            giveUp();
            reload(context, record);
            return;
        }
        var change = Change.update(
                record.entity().ref(), record.id(), record.system().version(), submission.values());
        var outcome = context.records()
                .apply(List.of(change), context.actor().get(), Options.NONE.acknowledging(acknowledged));
        switch (outcome) {
            case Outcome.Saved saved -> {
                giveUp();
                var now = LocalTime.now(ZoneId.of(context.actor().get().zone()));
                Notices.done(text("Saved {0}", context.values().time(now)));
                reload(context, record);
            }
            case Outcome.Rejected rejected ->
                trouble.show(model, view, rejected.problems(), submission, rules -> save(model, view, trouble, rules));
            case Outcome.Stale stale -> conflict(model, view, trouble, stale);
        }
    }

    /** The draft of the form is not wanted any more. */
    private void giveUp() {
        if (keeping != null) {
            keeping.discard();
        }
    }

    /** The record as it is now; its list where it is not open to the asker any more. */
    private void reload(FormContext context, EntityRecord record) {
        if (!isAttached() || !record.id().equals(shown)) {
            // It was done from a notice, while another page was looked at.
            return;
        }
        editing = null;
        keeping = null;
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
        Conflict.ask(this, model, stale, trouble, () -> {
            view.refresh();
            save(model, view, trouble, Set.of());
        });
    }
}
