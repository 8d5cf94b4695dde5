package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.util.function.Consumer;
import org.casewright.entity.KeptDraft;
import org.casewright.records.Drafts;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Alert;
import org.casewright.ui.part.Keys;

/** What somebody has begun on a page and not saved, the last of it: to go on with it, or to give it up. */
public final class Begun extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Drafts drafts;
    private final transient FormContext context;
    private final String address;
    private final transient Consumer<KeptDraft> goOn;

    /**
     * Of one page.
     *
     * @param address of the page, below the application's own
     * @param goOn takes the offer, and draws the page anew, unless it asks first and the answer is no
     */
    public Begun(Drafts drafts, FormContext context, String address, Consumer<KeptDraft> goOn) {
        this.drafts = drafts;
        this.context = context;
        this.address = address;
        this.goOn = goOn;
        addClassName("begun");
        show();
    }

    private void show() {
        removeAll();
        drafts.at(address, context.actor().get()).stream().findFirst().ifPresent(this::show);
    }

    private void show(KeptDraft draft) {
        var go = new Button(text("Go on"), event -> goOn.accept(draft));
        go.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_PRIMARY);
        go.getElement().appendChild(new Keys("Alt", "R").getElement()).setAttribute("data-key", "alt+r");
        var discard = new Button(text("Discard"), event -> {
            drafts.discard(draft.id(), context.actor().get());
            show();
        });
        discard.addThemeVariants(ButtonVariant.LUMO_SMALL);
        discard.getElement().appendChild(new Keys("Alt", "X").getElement()).setAttribute("data-key", "alt+x");
        var row = new Div(go, discard);
        row.addClassNames("row");
        add(new Alert(
                        Alert.Tone.INFORMATION,
                        text("You began this at {0}.", context.values().lately(draft.begunAt())),
                        text(
                                "It is not saved yet: you left it at {0}.",
                                context.values().lately(draft.savedAt())))
                .with(row));
    }
}
