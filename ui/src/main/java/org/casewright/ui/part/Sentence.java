package org.casewright.ui.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import java.util.List;

/** A sentence with elements in it, such as links and names in bold: each where the reader's language has it. */
public final class Sentence extends Paragraph {

    private static final long serialVersionUID = 1L;

    /** Marks in private use, which no text has, for the places of elements. */
    private static final char FIRST = '\uE000';

    private Sentence() {}

    /**
     * A sentence whose values are components, elements or texts, in the order of the pattern's numbers.
     *
     * @param english as {@link Words#text(String, Object...)} takes it
     */
    public static Sentence text(String english, Object... values) {
        var marked = new Object[values.length];
        for (var i = 0; i < values.length; i++) {
            marked[i] = values[i] instanceof Component || values[i] instanceof Element
                    ? String.valueOf((char) (FIRST + i))
                    : values[i];
        }
        var sentence = new Sentence();
        sentence.fill(Words.text(english, marked), List.of(values));
        return sentence;
    }

    /** A name in bold, which is written in the direction of its own letters. */
    public static Element name(String name) {
        return new Element("b").setText(name).setAttribute("dir", "auto");
    }

    private void fill(String words, List<Object> values) {
        var from = 0;
        for (var at = 0; at < words.length(); at++) {
            var place = words.charAt(at) - FIRST;
            if (place >= 0 && place < values.size()) {
                say(words.substring(from, at));
                getElement()
                        .appendChild(
                                values.get(place) instanceof Component one
                                        ? one.getElement()
                                        : (Element) values.get(place));
                from = at + 1;
            }
        }
        say(words.substring(from));
    }

    private void say(String words) {
        if (!words.isEmpty()) {
            add(words);
        }
    }
}
