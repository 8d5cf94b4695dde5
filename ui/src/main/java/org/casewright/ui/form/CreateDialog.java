package org.casewright.ui.form;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Words;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a record that a reference of another form is to point to; that form stays as it is behind it. */
final class CreateDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient FormModel model;
    private final FormView view;
    private final Trouble trouble = new Trouble();
    private final transient Consumer<EntityRecord> made;

    /**
     * A form for a new record.
     *
     * @param typed what was looked for; it is taken for what people call the record
     * @param made receives the record when it is stored
     */
    CreateDialog(
            FormContext context, EntityDefinition entity, String typed, Locale language, Consumer<EntityRecord> made) {
        this.model = new FormModel(context, entity, given(entity, typed)).beside();
        this.made = made;
        this.view = new FormView(
                        model,
                        DerivedLayout.of(context.catalog(), entity),
                        FormView.Options.entering(() -> {}),
                        language)
                .watching();
        setHeaderTitle(text("New {0}", lower(entity.title())));
        setWidth("min(760px, 100%)");
        setCloseOnOutsideClick(false);
        addDialogCloseActionListener(event -> leave());
        var form = new Div(trouble, view);
        form.addClassNames("stack", "create");
        add(form);
        var save = new Button(text("Save and choose"), event -> save(Set.of()));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(event -> save.setEnabled(true));
        save.getElement().appendChild(new Keys("Ctrl", "S").getElement());
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        getFooter().add(new Button(text("Cancel"), event -> leave()), save);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                view.focusFirst();
            }
        });
    }

    /** Where one text is all that people call such a record, that is what was typed. */
    private static ObjectNode given(EntityDefinition entity, String typed) {
        var given = JsonNodeFactory.instance.objectNode();
        var title = entity.titleTemplate();
        if (title != null && !typed.isEmpty() && title.paths().size() == 1) {
            entity.property(title.paths().iterator().next().getFirst())
                    .filter(property -> property.type() instanceof PropertyType.Text
                            && property.computed() == null
                            && !property.readOnly())
                    .ifPresent(property -> given.put(property.name(), typed));
        }
        return given;
    }

    private void leave() {
        Leaving.ask(model, this::close);
    }

    private void save(Set<String> acknowledged) {
        if (!view.check()) {
            trouble.unreadable(view);
            return;
        }
        var submission = model.submission();
        var context = model.context();
        var change = new Change.Create(model.root().entity().ref(), null, submission.values());
        try {
            switch (context.records()
                    .apply(List.of(change), context.actor().get(), Options.NONE.acknowledging(acknowledged))) {
                case Outcome.Saved saved -> {
                    close();
                    made.accept(saved.record());
                }
                case Outcome.Rejected rejected ->
                    trouble.show(model, view, rejected.problems(), submission, this::save);
                case Outcome.Stale stale ->
                    trouble.say(text("{0} changed a record that this one refers to. Save again.", stale.by()));
            }
        } catch (Refusal refused) {
            trouble.say(Words.wrong(refused));
        }
    }
}
