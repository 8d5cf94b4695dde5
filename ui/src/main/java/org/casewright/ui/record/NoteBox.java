package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.UnaryOperator;
import org.casewright.records.Notes;
import org.casewright.ui.part.Keys;

/** Where a note is written, or one that was just written is said otherwise. */
final class NoteBox extends Div {

    private static final long serialVersionUID = 1L;

    private final TextArea words = new TextArea();
    private final Button write = new Button(text("Write it down"));
    private final Div foot = new Div();
    private String before = "";

    /**
     * The box.
     *
     * @param keep takes the words; gives back what is wrong with them, empty for nothing
     */
    NoteBox(UnaryOperator<String> keep) {
        addClassName("notebox");
        words.setAriaLabel(text("A note on this record"));
        words.setPlaceholder(text("Write a note…"));
        words.setMaxLength(Notes.LONGEST);
        words.setManualValidation(true);
        words.setWidthFull();
        words.getElement().setAttribute("data-field", "/note").setAttribute("data-key", "n");
        words.setSuffixComponent(new Keys("N"));
        words.addFocusListener(event -> write.setVisible(true));
        write.setVisible(false);
        write.addThemeVariants(ButtonVariant.LUMO_SMALL);
        write.getElement().appendChild(new Keys("Ctrl", "Enter").getElement()).setAttribute("data-key", "ctrl+enter");
        write.addClickListener(event -> {
            var wrong = keep.apply(words.getValue());
            words.setErrorMessage(wrong);
            words.setInvalid(!wrong.isEmpty());
            if (wrong.isEmpty()) {
                words.clear();
                write.setVisible(false);
            } else {
                words.focus();
            }
        });
        var gap = new Span();
        gap.addClassName("grow");
        foot.add(gap, write);
        foot.addClassName("row");
        add(words, foot);
    }

    /** Whether there are words in it that nobody has written down. */
    boolean isBegun() {
        return !words.getValue().equals(before);
    }

    String words() {
        return words.getValue();
    }

    /** With words that were written before and not written down. */
    void goOn(String begun) {
        words.setValue(begun);
        write.setVisible(true);
    }

    /** With the words of a note, which are said otherwise or left as they are. */
    NoteBox of(String note, Runnable cancel) {
        before = note;
        goOn(note);
        words.setSuffixComponent(null);
        words.getElement().removeAttribute("data-key");
        var leave = new Button(text("Cancel"), event -> cancel.run());
        leave.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        foot.addComponentAtIndex(1, leave);
        words.focus();
        return this;
    }
}
