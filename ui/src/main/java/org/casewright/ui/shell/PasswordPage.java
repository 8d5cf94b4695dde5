package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.locale;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.stream.Collectors;
import org.casewright.identity.Accounts;
import org.casewright.text.Message;
import org.casewright.ui.part.Notices;

/** A new password: asked for by the account's owner, or before anything else when an administrator gave the present one. */
@Route(value = "password", autoLayout = false)
@PermitAll
class PasswordPage extends Div implements HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient Accounts accounts;
    private final transient Asker asker;
    private final PasswordField old = new PasswordField(text("Present password"));
    private final PasswordField next = new PasswordField(text("New password"));
    private final PasswordField again = new PasswordField(text("New password, once more"));

    PasswordPage(Accounts accounts, Asker asker) {
        this.accounts = accounts;
        this.asker = asker;
        addClassName("door");
        old.getElement().setProperty("autocomplete", "current-password");
        next.getElement().setProperty("autocomplete", "new-password");
        again.getElement().setProperty("autocomplete", "new-password");
        old.setAutofocus(true);
        var change = new Button(text("Change password"), event -> change());
        change.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var why = new Paragraph(text("At least 12 characters. Nobody but you will know it."));
        why.addClassNames("sm", "ink2");
        var form = new Div(Menu.brand(), new H1(text("New password")), why, old, next, again, change);
        form.addClassName("form");
        add(SignInPage.panel(form), SignInPage.ground());
    }

    @Override
    public String getPageTitle() {
        return Page.titled(text("New password"));
    }

    private void change() {
        again.setInvalid(!again.getValue().equals(next.getValue()));
        again.setErrorMessage(text("This is not the same as above."));
        if (again.isInvalid()) {
            return;
        }
        var faults =
                accounts.changePassword(asker.actor().id(), old.getValue(), next.getValue(), SessionGate.current());
        say(old, faults.old());
        say(next, faults.next());
        if (faults.isEmpty()) {
            Notices.done(text("Your password is changed"));
            UI.getCurrent().navigate("");
        }
    }

    private static void say(PasswordField field, List<Message> faults) {
        field.setInvalid(!faults.isEmpty());
        field.setErrorMessage(faults.stream().map(fault -> fault.in(locale())).collect(Collectors.joining(" ")));
    }
}
