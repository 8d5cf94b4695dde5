package org.casewright.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that is said in whatever language its reader has, which whoever makes it need not know.
 *
 * @param english the pattern, in the syntax of ICU's MessageFormat; by it the translations are found
 * @param values what stands at {@code {0}}, {@code {1}} ...: texts are taken as they are, numbers as the language writes them,
 *     messages in the reader's language
 * @param isPattern whether it is one of the platform's own sentences; others, such as a module's, are said as they are
 */
public record Message(String english, List<@Nullable Object> values, boolean isPattern) {

    /** A sentence of the platform. */
    public static Message of(String english, @Nullable Object... values) {
        return new Message(english, Arrays.asList(values), true);
    }

    /** Words that are in the reader's language already, or have none. */
    public static Message plain(String words) {
        return new Message(words, List.of(), false);
    }

    /** In the language of this locale; in English where there is no translation. */
    public String in(Locale locale) {
        return isPattern
                ? Texts.in(
                        locale,
                        english,
                        values.stream()
                                .map(value -> value instanceof Message inner ? inner.in(locale) : value)
                                .toArray())
                : english;
    }

    /** In English. */
    @Override
    public String toString() {
        return in(Locale.ENGLISH);
    }
}
