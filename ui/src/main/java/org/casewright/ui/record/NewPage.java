package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.KeptDraft;
import org.casewright.records.Change;
import org.casewright.records.Drafts;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
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
import org.casewright.ui.part.Words;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A new record of any entity; where the entity asks for it, a search comes first. */
@Route(value = ":module/:entity/new", layout = MainLayout.class)
@PermitAll
class NewPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final long serialVersionUID = 1L;

    private static final int FOUND = 10;

    private final transient FormContexts contexts;
    private final transient Drafts drafts;
    private transient @Nullable FormModel editing;
    private @Nullable Keeping keeping;
    private String address = "";

    NewPage(FormContexts contexts, Drafts drafts) {
        this.contexts = contexts;
        this.drafts = drafts;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        var ref = parameters.get("module").orElse("") + "/"
                + parameters.get("entity").orElse("");
        var context = contexts.forAsker(getLocale());
        var entity = context.catalog()
                .findEntity(ref)
                .filter(found -> context.records()
                        .privileges(ref, null, context.actor().get())
                        .contains("create"));
        if (entity.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        address = event.getLocation().getPathWithQueryParameters();
        at(List.of(
                new Crumb(entity.get().plural(), ref),
                Crumb.here(text("New {0}", Words.lower(entity.get().title())))));
        offer();
        begin(context, entity.get(), given(entity.get(), event.getLocation().getQueryParameters()));
    }

    private void begin(FormContext context, EntityDefinition entity, ObjectNode given) {
        var model = new FormModel(context, entity, given);
        editing = model;
        keeping = null;
        Leaving.mark(this, false);
        if (entity.searchFirst().isEmpty() || !given.isEmpty()) {
            enter(model, List.of(), null);
        } else {
            search(context, entity, model);
        }
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        Leaving.ask(event, Leaving.isBegun(editing), unsaved());
    }

    private Leaving.@Nullable Unsaved unsaved() {
        return keeping == null ? null : keeping.unsaved();
    }

    /** What was begun here before, and not saved. */
    private Begun begun(FormModel model) {
        return new Begun(
                drafts,
                model.context(),
                address,
                draft -> Leaving.ask(model.isChanged(), unsaved(), () -> {
                    var next = new FormModel(model.context(), model.root().entity(), model.given());
                    enter(next, next.regain(Keeping.values(draft)), draft);
                }));
    }

    /** Parents by which the page was reached. */
    private static ObjectNode given(EntityDefinition entity, QueryParameters asked) {
        var given = JsonNodeFactory.instance.objectNode();
        entity.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.Referring)
                .forEach(property -> asked.getSingleParameter(property.name()).ifPresent(id -> {
                    if (property.type() instanceof PropertyType.References) {
                        given.putArray(property.name()).add(id);
                    } else {
                        given.put(property.name(), id);
                    }
                }));
        return given;
    }

    private static Div head(String title, String text) {
        var heading = new Div(new H1(title));
        var words = new Div(heading);
        words.addClassName("grow");
        if (!text.isEmpty()) {
            var line = new Paragraph(text);
            line.addClassName("ink2");
            words.add(line);
        }
        var head = new Div(words);
        head.addClassName("rh");
        return head;
    }

    private void search(FormContext context, EntityDefinition entity, FormModel model) {
        removeAll();
        var layout = new FormDefinition.Layout(
                FormDefinition.Layout.Kind.HORIZONTAL,
                null,
                entity.searchFirst().stream()
                        .map(name -> (FormDefinition.Element) DerivedLayout.control(name))
                        .toList(),
                null);
        var found = new Div();
        found.addClassName("stack");
        var view = new FormView(model, layout, FormView.Options.entering(() -> {}), getLocale());
        var look = new Button(text("Search"), event -> show(context, entity, model, found));
        look.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        look.getElement().setAttribute("data-key", "ctrl+enter");
        var main = new Div(begun(model), view, look, found);
        main.addClassNames("main", "grow", "stack");
        add(
                head(
                        text("New {0}", Words.lower(entity.title())),
                        text("First look whether it is known already. What you type here is taken over.")),
                main);
    }

    private void show(FormContext context, EntityDefinition entity, FormModel model, Div found) {
        var entered = model.root().changes();
        var query = Query.of(entity.ref()).limitedTo(FOUND);
        var words = entity.searchFirst().stream()
                .filter(name -> entity.property(name)
                        .filter(property -> property.type() instanceof PropertyType.Text)
                        .isPresent())
                .filter(entered::has)
                .map(name -> entered.get(name).asString())
                .collect(Collectors.joining(" "));
        var related = entity.searchFirst().stream()
                .filter(name -> entity.property(name)
                        .filter(property -> property.type() instanceof PropertyType.Reference)
                        .isPresent())
                .filter(entered::has)
                .findFirst();
        if (related.isPresent()) {
            query = query.relatedTo(
                    related.get(),
                    java.util.UUID.fromString(entered.get(related.get()).asString()));
        }
        found.removeAll();
        var go = new Button(text("None of these: enter a new one"), event -> enter(model, List.of(), null));
        if (words.isBlank() && related.isEmpty()) {
            found.add(new Paragraph(text("Type something to look for, or go on.")), go);
            return;
        }
        var actor = context.actor().get();
        var records = context.records()
                .find(words.isBlank() ? query : query.searching(words), actor)
                .items();
        if (records.isEmpty()) {
            go.setText(text("Nothing like it is known: enter a new one"));
            go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            found.add(go);
            go.focus();
            return;
        }
        var heading = new H2(text("Is it one of these?"));
        heading.addClassName("h2");
        var lines = new UnorderedList();
        lines.addClassName("found");
        for (var record : records) {
            var number = new Span(
                    record.system().number() == null ? "" : record.system().number());
            number.addClassName("mute");
            var line = new ListItem(
                    new Anchor(
                            entity.ref() + "/" + record.id(), context.records().title(record, actor)),
                    number);
            var status = RecordHead.status(context, record);
            if (status != null) {
                line.add(status);
            }
            lines.add(line);
        }
        found.add(heading, lines, go);
    }

    /**
     * The form.
     *
     * @param gone what was entered before and has no place in it
     * @param draft with which it goes on; null when it is begun
     */
    private void enter(FormModel model, List<String> gone, @Nullable KeptDraft draft) {
        var context = model.context();
        var entity = model.root().entity();
        var kept = new Keeping(drafts, model, address).goingOn(draft);
        var older = draft == null && !model.isChanged() ? begun(model) : new Div();
        editing = model;
        keeping = kept;
        removeAll();
        var trouble = new Trouble();
        var view = new FormView(
                        model,
                        DerivedLayout.of(context.catalog(), entity),
                        FormView.Options.entering(() -> {
                            Leaving.mark(this, true);
                            kept.touched();
                        }),
                        getLocale())
                .watching();
        var outdated = new Outdated(contexts, model, null, () -> renew(model, trouble));
        var main = new Div(older, outdated, Outdated.gone(gone), trouble, view);
        main.addClassNames("main", "grow");
        var save = FormFoot.once(text("Save"), () -> save(new Entering(model, view, trouble, false), Set.of()));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.getElement().appendChild(new Keys("Ctrl", "S").getElement()).setAttribute("data-key", "ctrl+s");
        var another = FormFoot.once(
                text("Save and add another"), () -> save(new Entering(model, view, trouble, true), Set.of()));
        another.getElement().appendChild(new Keys("Alt", "S").getElement()).setAttribute("data-key", "alt+s");
        var cancel = new Button(text("Cancel"), event -> UI.getCurrent().navigate(entity.ref()));
        cancel.getElement().appendChild(new Keys("Esc").getElement()).setAttribute("data-key", "escape");
        add(head(text("New {0}", Words.lower(entity.title())), ""), main, new FormFoot(kept, cancel, save, another));
        Leaving.mark(this, draft != null);
        view.focusFirst();
    }

    /** The same form on the release that is served now, with what was entered. */
    private void renew(FormModel model, Trouble trouble) {
        var context = contexts.forAsker(getLocale());
        var ref = model.root().entity().ref();
        context.catalog()
                .findEntity(ref)
                .filter(entity -> context.records()
                        .privileges(ref, null, context.actor().get())
                        .contains("create"))
                .ifPresentOrElse(
                        entity -> {
                            var next = new FormModel(context, entity, parents(model, entity));
                            var lost = next.takeOver(model);
                            var older = Objects.requireNonNull(keeping);
                            enter(next, lost, null);
                            Objects.requireNonNull(keeping).adopt(older);
                        },
                        () -> trouble.say(text("Such a record cannot be made any more.")));
    }

    /** What the form was begun with, where its property still exists. */
    private static ObjectNode parents(FormModel model, EntityDefinition entity) {
        var given = model.given().deepCopy();
        given.retain(entity.properties().keySet());
        return given;
    }

    /** The draft of the form is not wanted any more. */
    private void giveUp() {
        if (keeping != null) {
            keeping.discard();
        }
    }

    /**
     * A form and what is said above it.
     *
     * @param again whether another such record is entered when this one is saved
     */
    private record Entering(FormModel model, FormView view, Trouble trouble, boolean again) {}

    private void save(Entering form, Set<String> acknowledged) {
        var model = form.model();
        if (!form.view().check()) {
            form.trouble().unreadable(form.view());
            return;
        }
        var submission = model.submission();
        var context = model.context();
        var change = new Change.Create(model.root().entity().ref(), null, submission.values());
        switch (context.records()
                .apply(List.of(change), context.actor().get(), Options.NONE.acknowledging(acknowledged))) {
            case Outcome.Saved saved -> saved(form, saved.record());
            case Outcome.Rejected rejected ->
                form.trouble().show(model, form.view(), rejected.problems(), submission, rules -> save(form, rules));
            case Outcome.Stale stale ->
                Conflict.ask(this, model, stale, form.trouble(), () -> {
                    form.view().refresh();
                    save(form, Set.of());
                });
        }
    }

    private void saved(Entering form, EntityRecord record) {
        giveUp();
        editing = null;
        keeping = null;
        Leaving.mark(this, false);
        var entity = record.entity();
        var number = record.system().number();
        Notices.done(text("{0} saved", number == null ? entity.title() : number));
        if (form.again()) {
            var context = contexts.forAsker(getLocale());
            context.catalog()
                    .findEntity(entity.ref())
                    .ifPresent(now -> begin(context, now, parents(form.model(), now)));
        } else {
            UI.getCurrent().navigate(entity.ref() + "/" + record.id());
        }
    }
}
