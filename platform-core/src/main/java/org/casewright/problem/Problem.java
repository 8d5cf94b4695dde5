package org.casewright.problem;

import java.util.Locale;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong.
 *
 * @param code what kind
 * @param severity whether it stops what was asked
 * @param pointer JSON Pointer to the value in what was given; empty for the whole
 * @param text a sentence for the person who can mend it; names no value that the person may not see
 * @param advice what would be right, as a sentence; null when the message says it
 * @param location the place in a definition file; null when the problem is in data
 * @param rule id of the module's rule that said no; null for other problems
 */
public record Problem(
        ErrorCode code,
        Severity severity,
        String pointer,
        Message text,
        @Nullable String advice,
        @Nullable Location location,
        @Nullable String rule) {

    /** Who quotes what was given may quote a million characters. */
    private static final int LONGEST = 1_000;

    public Problem {
        text = text.isPattern() ? text : Message.plain(shortened(text.english()));
        advice = advice == null ? null : shortened(advice);
    }

    private static String shortened(String sentence) {
        return sentence.length() <= LONGEST
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST / 2)) + "...";
    }

    /** A problem with data, at a pointer: a sentence of the platform, as {@link Message#of} takes it. */
    public static Problem at(String pointer, ErrorCode code, String english, @Nullable Object... values) {
        return at(pointer, code, Message.of(english, values));
    }

    /** A problem with data, at a pointer. */
    public static Problem at(String pointer, ErrorCode code, Message text) {
        return new Problem(code, Severity.ERROR, pointer, text, null, null, null);
    }

    /** The sentence, in English. */
    public String message() {
        return messageIn(Locale.ENGLISH);
    }

    /** The sentence, in the language of this locale as far as it is translated. */
    public String messageIn(Locale locale) {
        return shortened(text.in(locale));
    }

    /** A problem with a definition file. */
    public static Problem in(Location location, String message, @Nullable String advice) {
        return new Problem(
                ErrorCode.DEFINITION,
                Severity.ERROR,
                location.pointer(),
                Message.plain(message),
                advice,
                location,
                null);
    }

    /** The same problem below another pointer. */
    public Problem below(String prefix) {
        return prefix.isEmpty() ? this : new Problem(code, severity, prefix + pointer, text, advice, location, rule);
    }

    @Override
    public String toString() {
        var place = location != null ? location + ": " : pointer.isEmpty() ? "" : pointer + ": ";
        return place + message() + (advice == null ? "" : " " + advice);
    }
}
