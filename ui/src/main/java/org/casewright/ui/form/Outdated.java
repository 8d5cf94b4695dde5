package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.casewright.ui.part.Alert;
import org.jspecify.annotations.Nullable;

/**
 * A quiet bar above an open form when a release has changed what the form is made of. It offers the new form; until that is
 * taken, nothing moves under the hands of whoever types.
 *
 * <p>The browser asks for the number of the release without a session, so that an open form keeps nobody signed in and costs
 * the server nothing; the page itself is told only when the number is another one.
 */
public final class Outdated extends Div {

    private static final long serialVersionUID = 1L;

    private static final String WATCH = """
            const bar = this;
            let seen = $0;
            const look = async () => {
              if (!bar.isConnected) return clearInterval(bar.looking);
              if (document.hidden) return;
              try {
                const answer = await fetch(new URL('served', document.baseURI), { credentials: 'omit', cache: 'no-store' });
                const now = answer.ok ? (await answer.text()).trim() : seen;
                if (now !== seen && await bar.$server.served(now)) seen = now;
              } catch (unreachable) {
                // The next look tells.
              }
            };
            clearInterval(bar.looking);
            bar.looking = setInterval(look, 2000);""";

    private final transient FormContexts contexts;
    private final transient FormModel model;
    private final transient @Nullable String form;
    private final transient Runnable renew;

    /**
     * Watches a form.
     *
     * @param form the task's form; null for the record's own
     * @param renew builds the form anew
     */
    public Outdated(FormContexts contexts, FormModel model, @Nullable String form, Runnable renew) {
        this.contexts = contexts;
        this.model = model;
        this.form = form;
        this.renew = renew;
        addClassName("outdated");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        getElement().executeJs(WATCH, Long.toString(model.context().catalog().release()));
    }

    /** The browser has seen this number; false when this node is not there yet, and has to be asked again. */
    @ClientCallable
    boolean served(String number) {
        if (getComponentCount() == 0 && contexts.isOutdated(model, form)) {
            add(bar());
        }
        return contexts.serves(number);
    }

    private Component bar() {
        var show = new Button(text("Show the new form"), event -> renew.run());
        show.addThemeVariants(ButtonVariant.LUMO_SMALL);
        var bar = new Alert(
                Alert.Tone.INFORMATION,
                text("This form has changed since you opened it."),
                text("What you entered is kept where its field still exists."));
        bar.add(show);
        return bar;
    }

    /** What was entered and has no field any more; nothing where all of it has. */
    public static Component gone(List<String> lost) {
        var gone = new Div();
        if (!lost.isEmpty()) {
            gone.add(new Alert(
                            Alert.Tone.WARNING,
                            text("These fields are not in the form any more."),
                            text("You had entered:"))
                    .with(new UnorderedList(lost.stream().map(ListItem::new).toArray(ListItem[]::new))));
        }
        return gone;
    }
}
