package org.casewright.ui.shell;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** In which language values read: the browser's. English has the day first and 24 hours, for whoever reads it, so that no date is taken for another. */
@Component
class Languages implements VaadinServiceInitListener {

    private static final long serialVersionUID = 1L;

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(begun -> {
            var asked = begun.getUI().getLocale();
            if (asked == null || asked.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
                begun.getUI().setLocale(Locale.UK);
            }
        });
    }
}
