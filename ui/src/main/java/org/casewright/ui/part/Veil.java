package org.casewright.ui.part;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.casewright.problem.Refusal;

/**
 * A value that is told only to who asks for it: dots, and a button. What was told is hidden again after a minute, and is not on the
 * page before.
 */
public final class Veil extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MILLISECONDS = 60_000;
    /** What stands for a value that is not told. */
    public static final String DOTS = "\u2022\u2022\u2022\u2022\u2022\u2022";

    /** Where somebody is entering something nothing is covered before the server says so. */
    private static final String LATER = """
            clearTimeout(this.veils);
            this.veils = setTimeout(() => {
                this.classList.toggle('over', !this.contains(document.activeElement));
                this.$server.hide();
            }, $0);""";

    private static final String NOT_NOW = "clearTimeout(this.veils); this.classList.remove('over');";

    private final String title;
    private final boolean asksPurpose;
    private final transient Secret secret;

    /** What is behind the dots. */
    public interface Secret {

        /**
         * Asks for it, which is kept in the record's history.
         *
         * @param purpose empty where none was asked
         * @throws Refusal when it is not told
         */
        Component tell(String purpose);

        /** It is out of sight again; false where it has to stay, since somebody is changing it. */
        default boolean hide() {
            return true;
        }
    }

    /**
     * Dots.
     *
     * @param title what people call the value
     * @param asksPurpose whether who asks for it must say what for
     */
    public Veil(String title, boolean asksPurpose, Secret secret) {
        this.title = title;
        this.asksPurpose = asksPurpose;
        this.secret = secret;
        addClassName("veil");
        cover();
    }

    private void cover() {
        removeAll();
        var dots = dots();
        var reveal = button(text("Reveal"), text("Reveal {0}", title), this::ask);
        add(dots, reveal);
    }

    /** Dots where nothing can be asked for. */
    public static Span dots() {
        var dots = new Span(DOTS);
        dots.addClassName("dots");
        dots.getElement().setAttribute("role", "img").setAttribute("aria-label", text("Hidden"));
        return dots;
    }

    private static Button button(String words, String name, Runnable action) {
        var button = new Button(words, event -> action.run());
        button.setAriaLabel(name);
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private void ask() {
        if (asksPurpose) {
            new PurposeDialog(title, this::tell).open();
            return;
        }
        try {
            tell("");
        } catch (Refusal refused) {
            Notices.done(text(refused));
        }
    }

    private void tell(String purpose) {
        var told = secret.tell(purpose);
        removeAll();
        var hide = button(text("Hide"), text("Hide {0}", title), this::hide);
        var value = new Div(told);
        value.addClassName("told");
        add(value, hide);
        hide.focus();
        getElement().executeJs(LATER, MILLISECONDS);
    }

    /** Covers it again, unless it is being changed. */
    @ClientCallable
    void hide() {
        if (secret.hide()) {
            cover();
            getElement().executeJs(NOT_NOW);
        } else {
            getElement().executeJs(NOT_NOW);
            getElement().executeJs(LATER, MILLISECONDS);
        }
    }
}
