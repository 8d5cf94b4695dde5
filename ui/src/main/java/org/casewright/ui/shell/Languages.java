package org.casewright.ui.shell;

import com.vaadin.flow.component.Direction;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casewright.identity.Preferences;
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
        event.getSource().addUIInitListener(begun -> speak(begun.getUI()));
    }

    private void speak(UI ui) {
        var locale = chosen(ui.getLocale());
        ui.setLocale(locale);
        ui.setDirection(
                RIGHT_TO_LEFT.contains(locale.getLanguage()) ? Direction.RIGHT_TO_LEFT : Direction.LEFT_TO_RIGHT);
    }

    private Locale chosen(Locale asked) {
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
