package org.casewright.ui.account;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.casewright.identity.Sessions.Session;
import org.casewright.identity.Sessions.Way;
import org.casewright.ui.part.Sentence;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/** Open sessions, each with what tells it from others, and a button that ends it. */
final class SessionLines extends UnorderedList {

    private static final long serialVersionUID = 1L;

    /** Addresses that mean the machine on which the application runs. */
    private static final Set<String> HERE = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

    /**
     * The lines.
     *
     * @param own that in which the page is open; it has no button, for signing out is elsewhere
     * @param named whether each says whose it is
     */
    SessionLines(List<Session> sessions, Values values, @Nullable UUID own, boolean named, Consumer<Session> end) {
        addClassName("ways");
        getElement().setAttribute("aria-label", text("Sessions"));
        sessions.forEach(session -> add(
                new ListItem(words(session, values, named), session.id().equals(own) ? here() : button(session, end))));
    }

    private static Div words(Session session, Values values, boolean named) {
        var agent = Agent.words(session.agent());
        var from = HERE.contains(session.address()) ? text("the server itself") : session.address();
        var first = named
                ? Sentence.text("{0} ({1}), {2} from {3}", Sentence.name(session.title()), session.name(), agent, from)
                : Sentence.text("{0} from {1}", agent, from);
        var small = new Div(text(
                session.way() == Way.PROVIDER
                        ? "Signed in {0} by the provider, last used {1}"
                        : "Signed in {0}, last used {1}",
                values.moment(session.startedAt()),
                values.lately(session.seenAt())));
        small.addClassNames("sm", "mute");
        var words = new Div(first, small);
        words.addClassName("grow");
        return words;
    }

    private static Component here() {
        var here = new Span(text("This one"));
        here.addClassNames("sm", "mute", "nw");
        return here;
    }

    private static Component button(Session session, Consumer<Session> end) {
        var button = new Button(text("End"), event -> end.accept(session));
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        button.setAriaLabel(text("End the session {0} of {1}", Agent.words(session.agent()), session.title()));
        return button;
    }
}
