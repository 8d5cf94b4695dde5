package org.casewright.ui.part;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.text.Texts;
import org.jspecify.annotations.Nullable;

/**
 * What the application says, in the language of whoever looks. Never keep what these give where another person could see it: a
 * constant is an {@link #key}.
 */
public final class Words {

    private Words() {}

    /** An English pattern in the reader's language, as {@link Texts} says. */
    public static String text(String english, @Nullable Object... values) {
        return Texts.in(locale(), english, values);
    }

    /** Marks an English pattern that {@link #text} is given elsewhere, so that it is translated. */
    public static String key(String english) {
        return english;
    }

    /** What is wrong with a value. */
    public static String text(Problem problem) {
        return problem.messageIn(locale());
    }

    /** Why something was refused. */
    public static String text(Refusal refusal) {
        return refusal.sentenceIn(locale());
    }

    /** What was refused, in words: each thing that is wrong, else the refusal itself. */
    public static String wrong(Refusal refusal) {
        var problems = refusal.problems().stream().map(Words::text).distinct().toList();
        return String.join(" ", problems.isEmpty() ? List.of(text(refusal)) : problems);
    }

    /** All of these, as a sentence names them: a, b and c. */
    public static String all(List<String> items) {
        return Texts.all(locale(), items);
    }

    /** One of these, as a sentence names them: a, b or c. */
    public static String either(List<String> items) {
        return Texts.either(locale(), items);
    }

    /** Puts texts into one, with the commas of the reader's language between them. */
    public static Collector<CharSequence, ?, String> commas() {
        return Collectors.joining(Words.text(", "));
    }

    /** A title within a sentence: not with a capital, unless it is an abbreviation, or the language writes it so. */
    public static String lower(String title) {
        return title.length() > 1 && Character.isUpperCase(title.charAt(1))
                ? title
                : title.substring(0, 1).toLowerCase(locale()) + title.substring(1);
    }

    /** In which language and manner whoever looks reads; English where nobody does. */
    public static Locale locale() {
        var ui = UI.getCurrent();
        if (ui != null) {
            return ui.getLocale();
        }
        var session = VaadinSession.getCurrent();
        return session == null ? Locale.UK : session.getLocale();
    }
}
