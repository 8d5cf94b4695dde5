package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Direction;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.casewright.identity.Preferences;
import org.casewright.text.Texts;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * In which language and manner the application reads: as its user chose, otherwise as the browser asks. English that was not chosen
 * has the day first and 24 hours, so that no date is taken for another; Arabic that says no country has Latin digits.
 */
@Component
public class Languages implements VaadinServiceInitListener {

    private static final long serialVersionUID = 1L;

    /** What can be chosen. */
    public static final List<Locale> CHOICES =
            List.of(Locale.UK, Locale.US, Locale.FRANCE, Locale.forLanguageTag("ar-u-nu-latn"));

    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "fa", "he", "ps", "ur", "ckb", "dv", "syr", "ug", "yi");

    private final transient Asker asker;
    private final transient Preferences preferences;

    Languages(Asker asker, Preferences preferences) {
        this.asker = asker;
        this.preferences = preferences;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(
                        begun -> speak(begun.getUI(), VaadinRequest.getCurrent().getLocale()));
        event.addIndexHtmlRequestListener(page -> {
            var locale = chosen(page.getVaadinRequest().getLocale());
            page.getDocument()
                    .child(0)
                    .attr("lang", locale.stripExtensions().toLanguageTag())
                    .attr("dir", isRightToLeft(locale) ? "rtl" : "ltr");
        });
        event.getSource().setSystemMessagesProvider(asked -> messages(asked.getLocale()));
    }

    /** What the browser says by itself when the server does not answer, or knows the page no more. */
    private static SystemMessages messages(Locale locale) {
        var messages = new CustomizedSystemMessages();
        messages.setSessionExpiredCaption(Texts.in(locale, key("You are signed out")));
        messages.setSessionExpiredMessage(
                Texts.in(locale, key("This page was open too long. Press Esc or click here to sign in again.")));
        messages.setInternalErrorCaption(Texts.in(locale, key("That could not be done")));
        messages.setInternalErrorMessage(
                Texts.in(locale, key("Something went wrong here. Press Esc or click here to load the page again.")));
        messages.setCookiesDisabledCaption(Texts.in(locale, key("This browser refuses cookies")));
        messages.setCookiesDisabledMessage(
                Texts.in(locale, key("Permit them for this site, then press Esc or click here.")));
        return messages;
    }

    /** The browser's own wish is the request's: what the framework makes of it knows none of our languages. */
    private void speak(UI ui, Locale asked) {
        var locale = chosen(asked);
        ui.getSession().setLocale(locale);
        ui.setLocale(locale);
        var lost = ui.getReconnectDialogConfiguration();
        lost.setDialogText(text("The server cannot be reached. Trying again…"));
        lost.setDialogTextGaveUp(
                text("The server cannot be reached. Look after your connection, then load this page again."));
        ui.getPage()
                .executeJs(
                        "Object.assign(window.Vaadin.connectionIndicator || {}, {onlineText: $0, offlineText: $1, reconnectingText: $2})",
                        text("Connected"),
                        text("Connection lost"),
                        text("Connecting again…"));
        ui.setDirection(isRightToLeft(locale) ? Direction.RIGHT_TO_LEFT : Direction.LEFT_TO_RIGHT);
    }

    /** Whether the language is written from the right. */
    static boolean isRightToLeft(Locale locale) {
        return RIGHT_TO_LEFT.contains(locale.getLanguage());
    }

    private Locale chosen(Locale asked) {
        var asking = SessionGate.asking();
        if (asking.isPresent()) {
            return Optional.ofNullable(asking.get().locale()).orElseGet(() -> plain(asked));
        }
        var who = SecurityContextHolder.getContext().getAuthentication();
        return who == null || who instanceof AnonymousAuthenticationToken || !who.isAuthenticated()
                ? plain(asked)
                : preferences.locale(asker.actor().id()).orElseGet(() -> plain(asked));
    }

    private static Locale plain(Locale asked) {
        return switch (asked.getLanguage()) {
            case "en", "" -> Locale.UK;
            case "ar" -> asked.getCountry().isEmpty() ? Locale.forLanguageTag("ar-u-nu-latn") : asked;
            default -> asked;
        };
    }
}
