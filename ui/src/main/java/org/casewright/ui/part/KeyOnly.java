package org.casewright.ui.part;

import com.vaadin.flow.component.html.NativeButton;

/** What a key does whose button is not on the page itself, such as what stands in a menu: it is in the list of keys. */
public final class KeyOnly extends NativeButton {

    private static final long serialVersionUID = 1L;

    public KeyOnly(String words, String key, Runnable action) {
        super(words, event -> action.run());
        addClassName("key-only");
        getElement()
                .setAttribute("data-key", key)
                .setAttribute("tabindex", "-1")
                .setAttribute("aria-hidden", "true");
    }
}
