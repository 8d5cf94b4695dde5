package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.locale;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.casewright.identity.Provider;
import org.casewright.identity.SignInRefused;
import org.casewright.ui.part.Alert;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfToken;

/** Name and password, posted as a plain form so that password managers understand it. */
@Route(value = "sign-in", autoLayout = false)
@AnonymousAllowed
class SignInPage extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final TextField name = new TextField(text("User name"));
    private final PasswordField password = new PasswordField(text("Password"));

    private final transient Provider provider;
    private final Div said = new Div();

    SignInPage(Provider provider) {
        this.provider = provider;
        addClassName("door");
        add(panel(form()), ground());
    }

    /** The left half: the brand above what is asked. */
    static Section panel(Component asked) {
        var section = new Section(asked);
        section.addClassName("center");
        return section;
    }

    /** The right half: what the product does, as a drawing. */
    static Section ground() {
        try (var drawing = SignInPage.class.getResourceAsStream("ground.svg")) {
            var section = new Section(new Svg(Objects.requireNonNull(drawing)));
            section.getElement().setAttribute("aria-hidden", "true");
            return section;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Component form() {
        named(name, "username", "username");
        named(password, "password", "current-password");
        name.setAutofocus(true);
        var fields = new Div(name, password);
        fields.addClassNames("col", "gap12");
        var help = new Paragraph(
                text("Forgotten your password? Your office\u2019s administrator can give you a new one."));
        help.addClassNames("sm", "ink2");
        var form = new Div();
        form.add(Menu.brand(), new H1(text("Sign in")), said, fields, token(), button(text("Sign in")), help);
        provider.title().ifPresent(title -> form.add(elsewhere(title)));
        said.setVisible(false);
        return new Form(form);
    }

    /** A link, not a button of the form: name and password stay here. */
    private static Component elsewhere(String title) {
        var or = new Paragraph("or");
        or.addClassNames("sm", "mute");
        var link = new Anchor(ProviderSignIn.BEGIN, text("Sign in with {0}", title));
        link.addClassName("other");
        // Past the router: it leads out of the application.
        link.setRouterIgnore(true);
        var both = new Div(or, link);
        both.addClassName("or");
        return both;
    }

    private static void named(Component field, String parameter, String autocomplete) {
        field.getElement().setAttribute("name", parameter).setProperty("name", parameter);
        field.getElement().setProperty("autocomplete", autocomplete);
        field.getElement().setProperty("required", true);
    }

    static Component button(String word) {
        var button = new com.vaadin.flow.component.html.NativeButton(word);
        button.addClassName("act");
        button.getElement().setAttribute("type", "submit");
        return button;
    }

    private static Input token() {
        var hidden = new Input();
        hidden.setType("hidden");
        Optional.ofNullable(VaadinRequest.getCurrent())
                .map(request -> request.getAttribute(CsrfToken.class.getName()))
                .map(CsrfToken.class::cast)
                .ifPresent(token -> {
                    hidden.getElement().setAttribute("name", token.getParameterName());
                    hidden.getElement().setAttribute("value", token.getToken());
                });
        return hidden;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters().getParameters();
        if (asked.containsKey("error")) {
            refuse(reason());
        } else if (asked.containsKey("again")) {
            refuse(text("This page was open too long. Sign in again."));
        } else if (asked.containsKey(ProviderSignIn.REFUSED)) {
            refuseByProvider();
        }
    }

    @Override
    public String getPageTitle() {
        return Page.titled(text("Sign in"));
    }

    private void refuse(String sentence) {
        password.setInvalid(true);
        password.setErrorMessage(sentence);
        password.setAutofocus(true);
    }

    private void refuseByProvider() {
        var session = VaadinRequest.getCurrent().getWrappedSession();
        said.removeAll();
        said.add(new Alert(Alert.Tone.ERROR, text("You are not signed in."), ProviderSignIn.reason(session)));
        said.setVisible(true);
    }

    private static String reason() {
        return Optional.ofNullable(VaadinRequest.getCurrent())
                .map(VaadinRequest::getWrappedSession)
                .map(session -> session.getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION))
                .filter(SignInRefused.class::isInstance)
                .map(SignInRefused.class::cast)
                .map(refused -> refused.text().in(locale()))
                .orElse(text("That user name and password do not match."));
    }

    /** A form that the browser posts itself. */
    private static final class Form extends Div {
        private static final long serialVersionUID = 1L;

        Form(Div content) {
            var form = new Element("form").setAttribute("method", "post").setAttribute("action", "sign-in");
            content.getChildren().toList().forEach(child -> form.appendChild(child.getElement()));
            getElement().appendChild(form);
        }
    }
}
